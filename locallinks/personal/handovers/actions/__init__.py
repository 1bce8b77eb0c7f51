"""Actions of introductions: the offer, the answers to it, network capacity and coaching notes."""

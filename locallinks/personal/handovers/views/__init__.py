"""Pages of introductions: the offer, the answers to it, the queue, rates, network capacity and coaching notes."""

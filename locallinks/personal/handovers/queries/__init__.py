"""Queries of introductions: offers, the queue, outcomes, clocks, network capacity and coaching notes."""

"""Somebody needs help: write it down and open the way through, answer what was asked, or give advice."""

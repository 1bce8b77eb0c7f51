"""Somebody's details, the people in their life, and what they let others see."""

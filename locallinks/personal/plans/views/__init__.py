"""The pages of a plan. `base` holds what they share."""

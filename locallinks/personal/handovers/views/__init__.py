"""The pages of an introduction, and of what makes the next one go better."""

"""What is done here: the introduction itself, and what makes the next one go better."""

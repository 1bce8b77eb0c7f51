"""The pages that keep a person's record right, and show them who can see it and who has looked."""

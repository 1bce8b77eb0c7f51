"""Pages about a person's record, and about duplicates."""

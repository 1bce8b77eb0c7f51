"""The records of another system and the forms of the pages, to clean values."""

"""Input to clean values: rows of another system, and the forms of the pages."""

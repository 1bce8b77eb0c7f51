"""The forms of assessments, one for each page."""

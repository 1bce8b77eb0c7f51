"""The forms of this app, one for each page."""

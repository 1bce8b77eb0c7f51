"""Local Links: community-led support, found, matched and kept."""

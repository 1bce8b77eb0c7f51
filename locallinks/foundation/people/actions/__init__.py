"""Actions on records, sharing, links, legal representatives, safety notes and duplicates."""

"""What changes the records of people: details, sharing, links, who may decide, safety notes and merging."""

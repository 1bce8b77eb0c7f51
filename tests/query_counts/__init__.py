"""What a page costs does not grow with the city: the same number of queries for few people and for many."""

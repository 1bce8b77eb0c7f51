"""A page runs the same number of queries for few people and for many."""

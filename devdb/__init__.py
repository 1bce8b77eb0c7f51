"""The PostgreSQL server that a checkout starts for itself, and the way to a server that somebody else runs."""

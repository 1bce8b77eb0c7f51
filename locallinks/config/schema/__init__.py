"""Tools for the schema: bin/dump-schema, bin/compare-schema, and temporary databases for tools and tests."""

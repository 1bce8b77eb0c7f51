"""Tools for the schema: bin/dump-schema, bin/compare-schema, and databases that last as long as a tool or a test."""

"""Tools for the schema and its migrations (bin/dump-schema, bin/compare-schema, bin/freeze-migrations), and databases
that last as long as a tool or a test."""

"""Checks of the architecture (ARCHITECTURE.md, "Guards"). One rule for each file.

Every rule is a function from plain facts (a graph, a list of tables, the text of a file) to what breaks it, so that
each file has two kinds of test: the project keeps the rule, and the rule catches an invented project that does not.
"""

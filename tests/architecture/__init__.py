"""The guards of the house (architecture: "Guards"). One rule a file.

Every rule is a function from plain facts (a graph, a list of tables, the text of a file) to what is broken, so that
each file holds two kinds of test: the house keeps the rule, and the rule catches a small invented house that does not.
"""

"""The questions our forms ask. Each field knows its own words: every error names it and says what to do
(docs/rules/pages.md 2).

Every field takes, besides what Django takes (`label`, `required`, `initial`):
    name_in_words   "the day it starts": finishes "Enter ..." and begins "... must be a real date"
    error_blank     the whole message when nothing is given, if "Enter <name_in_words>" does not read well
    hint            one line under the label;  help: a longer text behind "Help with this question"
    page_heading    True when this is the one question of its page: its label becomes the h1
    autocomplete    the HTML autocomplete token, for things about the person typing
A label that ends in "?" needs no name_in_words: the error says which question to answer.
"""

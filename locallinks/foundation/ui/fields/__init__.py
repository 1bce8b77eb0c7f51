"""Form fields with their own error messages: each names the field and says what to do (docs/rules/pages.md 2).

Every field takes, besides what Django's fields take (`label`, `required`, `initial`):
    name_in_words     "the day it starts": ends "Enter ..." and begins "... must be a real date"
    required_message  the whole message for no answer, where "Enter <name_in_words>" does not read well
    hint              one line under the label;  help: a longer text behind "Help with this question"
    page_heading      True for the only question of a page: its label becomes the h1
    autocomplete      the HTML autocomplete token, for details of the person who types
A label that ends in "?" needs no name_in_words: the message says which question to answer.
"""

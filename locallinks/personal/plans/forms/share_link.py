"""The form that makes a private link to a plan: for whom, and for how long."""

from locallinks.foundation.ui.forms import ChoiceField, Form, TextField

LINK_DAYS = {"7": "One week", "14": "Two weeks", "28": "Four weeks"}


class ShareLinkForm(Form):
    to_name = TextField(
        label="Who is the link for?",
        max_length=200,
        name_in_words="who the link is for",
        hint="The person, or somebody they trust. Whoever holds it reads the plan and answers for them",
    )
    days = ChoiceField(label="How long should it work?", choices=list(LINK_DAYS.items()), inline=True)

"""The form that gives another system a key."""

from locallinks.foundation.ui.forms import DateField, Form, TextField


class ConnectionForm(Form):
    name = TextField(
        label="What is the other system called?",
        name_in_words="what the other system is called",
        max_length=100,
        hint="As your team says it, like Adult social care records",
    )
    ends_on = DateField(
        label="The first day its key no longer works",
        name_in_words="the day it ends",
        hint="Two years from now at most. Left empty, it is a year",
        required=False,
    )

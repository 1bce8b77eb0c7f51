"""Forms for a question to a partner, and for the answer."""

from locallinks.foundation.ui.forms import ChoiceField, Form, TextAreaField, TextField
from locallinks.personal.referrals.choices import ContactBasis


class QuestionForm(Form):
    organisation_name = TextField(
        label="Which organisation do you ask?", hint="For example: Mill Lane Surgery, or the whist club"
    )
    to_name = TextField(label="Who is the link for?", hint="One person: whoever will answer")
    question = TextAreaField(
        label="What is your question?",
        max_length=2000,
        rows=4,
        hint="One question. They see your name, the person’s first name, and this. Write nothing private in it",
    )
    basis = ChoiceField(
        label="Does the person agree that you ask?",
        choices=[
            (str(ContactBasis.AGREED), ContactBasis.AGREED.public_label),
            (str(ContactBasis.BEST_INTERESTS), ContactBasis.BEST_INTERESTS.label),
        ],
    )
    basis_note = TextAreaField(
        label="If they cannot say: why is asking best for them?", max_length=2000, rows=3, required=False
    )


class AnswerForm(Form):
    words = TextAreaField(label="Your answer", name_in_words="your answer", rows=6)
    by_role = TextField(
        label="Your job, or who you are to them", name_in_words="your job, or who you are to them", max_length=100
    )

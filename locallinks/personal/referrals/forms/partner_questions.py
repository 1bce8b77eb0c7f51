"""One question to somebody outside, and their one answer."""

from locallinks.foundation.ui import fields
from locallinks.foundation.ui.forms import Form
from locallinks.personal.referrals.rules import CONTACT_BASES


class QuestionForm(Form):
    organisation_name = fields.PlainTextField(
        label="Which organisation do you ask?", hint="For example: Mill Lane Surgery, or the whist club"
    )
    to_name = fields.PlainTextField(label="Who is the link for?", hint="One person: whoever will answer")
    question = fields.LongTextField(
        label="What is your question?", max_length=2000, rows=4,
        hint="One question. They see your name, the person’s first name, and this. Write nothing private in it",
    )  # fmt: skip
    basis = fields.ChoiceField(
        label="Does the person agree that you ask?",
        choices=[("agreed", "Yes, they agree"), ("best_interests", CONTACT_BASES["best_interests"])],
    )
    basis_note = fields.LongTextField(
        label="If they cannot say: why is asking best for them?", max_length=2000, rows=3, required=False
    )


class AnswerForm(Form):
    words = fields.LongTextField(label="Your answer", name_in_words="your answer", rows=6)
    by_role = fields.PlainTextField(
        label="Your job, or who you are to them", name_in_words="your job, or who you are to them", max_length=100
    )


__all__ = ["AnswerForm", "QuestionForm"]

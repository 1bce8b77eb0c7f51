"""The forms of the search and of importing a feed."""

from typing import Any

from django import forms as django_forms

from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.ui.contact_fields import PostcodeField
from locallinks.foundation.ui.forms import (
    BooleanField,
    ChoiceField,
    ErrorMessages,
    Form,
    SelectField,
    TextField,
    WholeNumberField,
)
from locallinks.local.directory.queries.matching import SearchCriteria
from locallinks.local.directory.queries.service_page import tags_in_use
from locallinks.local.directory.rules.feed_files import MAX_FILE_BYTES, MEGABYTE
from locallinks.local.directory.rules.schedules import WEEKDAYS
from locallinks.local.places.queries import find_postcode

# Half a mile to ten, in metres.
DISTANCE_CHOICES = [
    ("800", "Half a mile"),
    ("1600", "1 mile"),
    ("3200", "2 miles"),
    ("8000", "5 miles"),
    ("16000", "10 miles"),
]
WEEKDAY_CHOICES = [(str(number), name) for number, name in enumerate(WEEKDAYS)]
MAIN_SOURCE = "main"


class SearchForm(Form):
    """The search. Every field is optional, and the URL holds the values."""

    words = TextField(
        label="What are you looking for?",
        required=False,
        max_length=100,
        hint="Like lunch club, walking or help with shopping",
    )
    postcode = PostcodeField(label="Near which postcode?", required=False, hint="Like LS12 1AA")
    within = SelectField(
        label="How far away?",
        hint="As the crow flies",
        required=False,
        choices=DISTANCE_CHOICES,
        coerce=int,
        empty="Any distance",
    )
    day = SelectField(label="On which day?", required=False, choices=WEEKDAY_CHOICES, coerce=int, empty="Any day")
    tag = SelectField(label="What is it about, or who is it for?", required=False, empty="Anything")
    age = WholeNumberField(label="For what age?", required=False, max_value=120, name_in_words="their age")
    free = BooleanField(label="Only what is free", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tags = tags_in_use()
        self.fields["tag"].choices = [("", "Anything"), *((tag.key, tag.name) for tag in self.tags)]
        self.near: Any = None  # the Postcode, once it has been found

    def clean_postcode(self) -> str:
        postcode = self.cleaned_data["postcode"]
        if postcode:
            try:
                self.near = find_postcode(postcode)
            except DomainError as unknown:
                raise django_forms.ValidationError(str(unknown)) from None
        return postcode

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("within") and not data.get("postcode") and "postcode" not in self.errors:
            self.add_error("postcode", "Enter a postcode to look near, like LS12 1AA")
        return data

    def full_clean(self) -> None:
        """Do not mark fields as optional: the page says once that all of them are."""
        super().full_clean()
        for field in self.fields.values():
            field.required = True  # only how it is drawn: the answers have been checked

    @property
    def narrowed(self) -> bool:
        """Return whether one of the fields further down has a value or an error."""
        return any(self.data.get(name) or name in self.errors for name in ("day", "tag", "age", "free"))

    def criteria(self) -> SearchCriteria:
        data = self.cleaned_data
        return SearchCriteria(
            words=data["words"],
            near=self.near,
            within_metres=data["within"],
            day=data["day"],
            tag=data["tag"] or "",
            age=data["age"],
            free=data["free"],
        )


class FeedFileField(ErrorMessages, django_forms.FileField):
    """A feed to import, up to the size that can be read."""

    macro = "file"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required_message": "Choose the file to send", "max_length": 200, **kwargs})
        self.error_messages["empty"] = "This file is empty. Download the feed again and choose that file"
        self.error_messages["max_length"] = "The name of this file is too long. Give it a shorter one"

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file and file.size > MAX_FILE_BYTES:
            raise django_forms.ValidationError(
                f"This file is too big: the most we can read is {MAX_FILE_BYTES // MEGABYTE} MB. "
                "Send it as a .gz, or in pages"
            )
        return file


class FeedForm(Form):
    file = FeedFileField(
        label="Feed file",
        hint="Open Referral UK 1.0 or 3.0, as .json or .json.gz, up to 20 MB",
        widget=django_forms.FileInput,
    )
    source = TextField(
        label="Where does it come from?",
        name_in_words="a short name for where it comes from",
        max_length=60,
        hint="Use the same name every time, so that services are updated and not added again",
    )
    whole = ChoiceField(
        label="Is this the whole list?",
        choices=[("auto", "Tell by its page numbers"), ("yes", "Yes, this is everything"), ("no", "No, only a part")],
        hints={"yes": "Services that are not in it are taken off", "no": "Nothing is taken off"},
        coerce=lambda answer: {"yes": True, "no": False}.get(answer),
    )

    def clean_whole(self) -> bool | None:
        return self.cleaned_data["whole"]

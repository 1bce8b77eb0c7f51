"""Requests, a viewer and a page with a form, for the tests of this room."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import RoleIn, Viewer
from locallinks.foundation.ui.forms import ChoiceField, DateField, Form, MoneyField, TextAreaField, VersionField
from locallinks.foundation.ui.pages import FormPage, SeeOther

NASREEN = Viewer(user_id=7, name="Nasreen Iqbal", roles_held=(RoleIn(Role.SUPPORT_PLANNER, 1, "Armley Helping Hands"),))
NAV_ITEMS = [("Today", "/", False), ("People", "/people/", True)]


def request(path: str = "/", data: dict[str, Any] | None = None, viewer: Viewer = NASREEN) -> HttpRequest:
    factory = RequestFactory()
    made = factory.get(path) if data is None else factory.post(path, data)
    made.viewer, made.nav_items = viewer, NAV_ITEMS if viewer.signed_in else []
    made._dont_enforce_csrf_checks = True
    return made


class NoteForm(Form):
    version = VersionField()
    matters = TextAreaField(label="What matters to Mary?", name_in_words="what matters to Mary")
    price = MoneyField(label="Price", name_in_words="the price", required=False)
    way = ChoiceField(label="How?", choices=[("letter", "A letter"), ("phone", "A phone call")], required=False)
    on = DateField(label="When?", name_in_words="the day", required=False)


class NotePage(FormPage):
    """Appends what was sent to `done`, and raises the error that a test sets."""

    template_name = "ui/tests/form.html"
    title = "A note"
    form_class = NoteForm
    raises: Exception | None = None
    now_it_says: dict[str, Any] = {}
    done: list[dict[str, Any]] = []

    def get_initial(self) -> dict[str, Any]:
        return self.now_it_says

    def form_valid(self, form: Form) -> HttpResponse:
        self.done.append(form.cleaned_data)
        if self.raises:
            raise self.raises
        return SeeOther(f"/notes/{len(self.done)}/")

"""The base of both pages of advice, with a search of the directory that keeps what was typed."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse

from locallinks.foundation.shared import clock
from locallinks.foundation.ui.pages import FormPage
from locallinks.foundation.ui.rules import is_submission_token
from locallinks.personal.referrals.forms.signposting import SignpostForm
from locallinks.personal.referrals.queries.signposting import places_near

TYPED = ("look_words", "look_near", "advice", "introduction_note")


class Signposting(FormPage):
    """A form of advice. The button "Look" shows services and saves nothing; what was typed and ticked stays."""

    form_class = SignpostForm

    def postcode(self) -> str:
        raise NotImplementedError(f"{type(self).__name__} must say near which postcode to look")

    def get_initial(self) -> dict[str, Any]:
        return {"look_near": self.postcode()}

    def get_form_kwargs(self) -> dict[str, Any]:
        sent = self.request.POST
        words, near = sent.get("look_words", ""), sent.get("look_near", self.postcode())
        chosen = sent.getlist("services")
        self.places = places_near(words=words, postcode=near[:20].replace("\x00", ""), chosen=chosen, at=clock.now())
        return {**super().get_form_kwargs(), "places": self.places}

    def post(self, request: HttpRequest, **url_kwargs: Any) -> HttpResponse:
        if "look" not in request.POST:
            return super().post(request, **url_kwargs)
        instead = self.load(**url_kwargs)
        if instead is not None:
            return instead
        token = request.POST.get("submission", "")
        self.token = token if is_submission_token(token) else str(uuid.uuid4())
        typed = {name: request.POST.get(name, "").replace("\x00", "") for name in TYPED}
        ticked = {
            "services": request.POST.getlist("services"),
            "introduction_offered": "introduction_offered" in request.POST,
        }
        return self.respond(form=self.get_form(initial={**typed, **ticked}))

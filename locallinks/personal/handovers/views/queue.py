"""The queue of introductions that wait for somebody."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer
from locallinks.foundation.ui.pages import Page
from locallinks.foundation.ui.pagination import csv_response, page_or_whole_list, wants_csv
from locallinks.personal.handovers import permissions
from locallinks.personal.handovers.choices import QUEUE_WORDS, URGENCY_TAGS
from locallinks.personal.handovers.queries import queue
from locallinks.personal.pathways.choices import PathwayState, Urgency


class IntroductionQueue(Page):
    """The people who wait for an introduction or an answer, the late ones first."""

    template_name = "handovers/introductions.html"
    title = "Who waits for an introduction"
    for_roles = permissions.SEE_QUEUE

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        permissions.check_can_see_queue(viewer)
        self.waiting = queue.introduction_queue(viewer=viewer, today=clock.today())
        self.listing = page_or_whole_list(self.request, self.waiting)
        person_ids = [row.pathway.person_id for row in self.listing]
        record_list(viewer=viewer, page="who waits for an introduction", people=person_ids, at=clock.now())
        if not wants_csv(self.request):
            return None
        rows = [
            (
                row.name,
                QUEUE_WORDS[row.pathway.state],
                row.network,
                clock.day(row.since),
                row.due or "",
                row.next_task,
            )
            for row in self.listing
        ]
        return csv_response("waiting", ["Name", "Where", "Network", "Since", "Due", "What next"], rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "listing": self.listing,
            "may_read_notes": permissions.may_read_notes(self.request.viewer),
            "waiting": [
                (
                    row,
                    QUEUE_WORDS[row.pathway.state],
                    URGENCY_TAGS[row.urgency],
                    _url_of_row(self.request.viewer, row),
                )
                for row in self.listing
            ],
            "late": sum(entry.urgency == Urgency.OVERDUE for entry in self.waiting.rows),
        }


def _url_of_row(viewer: Viewer, row: queue.QueueRow) -> str:
    """The page of the next step where the viewer may do it, otherwise the person's page."""
    pathway = row.pathway
    needed = Capability.ANSWER_REQUESTS if pathway.state == PathwayState.HANDOVER_SENT else Capability.DECIDE
    if not viewer.may(needed, pathway.home_id):
        return reverse("front:person", kwargs={"person_id": pathway.person_id})
    url_name = {
        PathwayState.BUDGETED: "make_offer",
        PathwayState.HANDOVER_OFFERED: "record_person_answer",
        PathwayState.HANDOVER_SENT: "chase_network",
    }[PathwayState(pathway.state)]
    return reverse(f"handovers:{url_name}", kwargs={"pathway_id": pathway.pk})

"""Tests of attachments: which are stored, that they are sent as downloads, and that removal deletes the content."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.actions.attachments import add_attachment, remove_attachment
from locallinks.personal.plans.models import Attachment, AttachmentContent, AttachmentRemoval
from locallinks.personal.plans.rules.attachments import (
    FILE_KIND_OF,
    MAX_FILE_BYTES,
    attachment_problems,
    file_kind,
    safe_file_name,
)
from locallinks.personal.plans.tests.builders import SHUT_OUT, do, ready
from tests.kit import City
from tests.readability import page_words, reading_age

JPEG = b"\xff\xd8\xff\xe0 her own hand \xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n picture IEND\xaeB`\x82"
PDF = b"%PDF-1.7 a letter\n%%EOF\n"
PAGE = b"<!doctype html><script>alert(1)</script>"
GIVEN = {"what": "signed", "description": "Her name under the plan", "said_by": "Mary Firth"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (JPEG, "jpeg"),
        (PNG, "png"),
        (PDF, "pdf"),
        (PAGE, None),
        (b"", None),
        (b"MZ\x90\x00", None),
        (b"\xff\xd8\xff" + PAGE, None),
        (b"%PDF-1.7 cut off", None),
        (b"GIF89a;", None),
        (b"PK\x03\x04", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (JPEG + PAGE * 60, None),
    ],
)
def test_what_a_file_is(content: bytes, kind: str | None) -> None:
    found = file_kind(content)
    assert (found.code if found else None) == kind


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("plan.jpg", "plan.jpg"),
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\Users\\Jo\\scan 1.JPEG", "scan 1.jpg"),
        ('a"b\r\nSet-Cookie: x.jpg', "a b Set-Cookie x.jpg"),
        (".jpg", "paper.jpg"),
        ("page.html.jpg", "page html.jpg"),
        ("Père Noël.jpg", "Père Noël.jpg"),
        ("x" * 200 + ".jpg", "x" * 80 + ".jpg"),
        ("\x00\u202egpj.exe.jpg", "gpj exe.jpg"),
    ],
)
def test_a_name_is_only_a_name(name: str, clean: str) -> None:
    assert safe_file_name(name, FILE_KIND_OF["jpeg"]) == clean


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, None),
        ({"name": "plan.pdf"}, "not_what_it_says"),
        ({"name": "plan"}, "not_what_it_says"),
        ({"content": PAGE}, "unknown_file"),
        ({"content": b""}, "empty"),
        ({"what": "x"}, "unknown_paper"),
        ({"description": " "}, "no_words"),
        ({"description": "x" * 301}, "too_long"),
        ({"kept": 30}, "too_many"),
        ({"content": JPEG[:-2] + b"x" * MAX_FILE_BYTES + b"\xff\xd9"}, "too_big"),
    ],
)
def test_what_is_kept(more: dict, code: str | None) -> None:
    told = {"name": "plan.JPG", "content": JPEG, "what": "plan", "description": "A page", "kept": 29} | more
    assert [one.code for one in attachment_problems(**told)] == ([code] if code else [])


def add(city: City, pathway: Pathway, role: str = "support_planner", **more: object) -> Attachment:
    told = {"pathway_id": pathway.pk, "name": "page.jpg", "content": JPEG, **GIVEN, **more}
    return do(city, role, add_attachment, **told)


def at(pathway: Pathway, rest: str = "") -> str:
    return f"/pathways/{pathway.pk}/plan/papers/{rest}"


def send(client: Client, pathway: Pathway, name: str, content: bytes, **more: str):
    data = {"submission": str(uuid.uuid4()), "file": SimpleUploadedFile(name, content), **GIVEN, **more}
    return client.post(at(pathway, "add/"), data)


def test_it_is_kept_apart_and_is_history(city: City) -> None:
    pathway = ready(city)
    paper = add(city, pathway, name="../page one.jpg")
    with acting_as(city.viewer("support_planner")):
        assert (paper.name, paper.kind, paper.size) == ("page one.jpg", "jpeg", len(JPEG))
        assert bytes(AttachmentContent.objects.get().content) == JPEG
        assert Entry.objects.latest("pk").verb == "put a paper beside the plan"
        with pytest.raises(DatabaseError), transaction.atomic():
            Attachment.objects.filter(pk=paper.pk).update(description="x")


def test_it_is_taken_away_for_good_with_the_reason(city: City) -> None:
    pathway = ready(city)
    paper = add(city, pathway)
    with pytest.raises(DomainError, match="Say why"):
        do(city, "person", remove_attachment, pathway_id=pathway.pk, attachment_id=paper.pk, reason=" ")
    do(city, "person", remove_attachment, pathway_id=pathway.pk, attachment_id=paper.pk, reason="It was my sister's")
    with acting_as(city.viewer("social_worker")):
        assert not AttachmentContent.objects.exists()
        assert AttachmentRemoval.objects.get().reason == "It was my sister's"
    with pytest.raises(DomainError, match="not here any more"):
        do(city, "person", remove_attachment, pathway_id=pathway.pk, attachment_id=paper.pk, reason="Again")
    client = city.client("person")
    assert client.get(at(pathway, f"{paper.pk}/")).status_code == 404
    assert "It was my sister&#39;s" in client.get(at(pathway)).content.decode()


@pytest.mark.parametrize("role", ["network_manager", "handover_champion", "finance", "volunteer_developer"])
def test_few_add_or_take_away(city: City, role: str) -> None:
    pathway = ready(city)
    with pytest.raises(SHUT_OUT):
        add(city, pathway, role)


@pytest.mark.parametrize("role", ["other_support_planner", "other_social_worker", "provider"])
def test_a_bare_select_shows_strangers_nothing(city: City, role: str) -> None:
    add(city, ready(city))
    with acting_as(city.viewer(role)), connection.cursor() as cursor:
        for table in ("plans_attachment", "plans_attachmentcontent", "plans_attachmentremoval"):
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,)


def test_an_attachment_that_is_not_what_it_says(city: City) -> None:
    """The message is clear, what was typed comes back, and nothing is stored."""
    pathway, client = ready(city), city.client("support_planner")
    for name, content, told in (
        ("plan.jpg", PAGE, "This file is none of these"),
        ("plan.pdf", JPEG, "its name says something else"),
        ("photo.jpg", b"\xff\xd8\xff" + PAGE, "This file is none of these"),
        ("plan.jpg", b"", "This file is empty"),
        ("big.jpg", JPEG[:-2] + b"x" * MAX_FILE_BYTES + b"\xff\xd9", "8 MB or less"),
    ):
        refused = send(client, pathway, name, content)
        page = refused.content.decode()
        assert (refused.status_code, told in page) == (422, True), name
        assert "Her name under the plan" in page, "what was typed is kept"
    with acting_as(city.viewer("support_planner")):
        assert not Attachment.objects.exists()
        assert not AttachmentContent.objects.exists()


def test_it_comes_back_as_a_file_and_nothing_else(city: City) -> None:
    pathway = ready(city)
    client = city.client("person")
    assert "No papers yet" in client.get(at(pathway)).content.decode()
    assert send(client, pathway, "Père.jpg", JPEG).status_code == 303
    with acting_as(city.viewer("support_planner")):
        paper = Attachment.objects.get()
    assert paper.said_by == "Mary Firth"
    answer = client.get(at(pathway, f"{paper.pk}/"))
    assert answer.content == JPEG
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''P%C3%A8re.jpg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'; sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert city.client("other_support_planner").get(at(pathway, f"{paper.pk}/")).status_code == 404
    assert city.client("provider").get(at(pathway, f"{paper.pk}/")).status_code == 403
    with acting_as(city.viewer("social_worker")):
        assert Entry.objects.filter(kind="read", verb="looked at a paper beside the plan", actor_name="Mary Firth")


def test_the_page_reads_plainly_and_costs_the_same(city: City) -> None:
    pathway = ready(city)
    client = city.client("person")

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at(pathway)).status_code == 200
        return len(captured)

    add(city, pathway)
    one = cost()
    for _ in range(4):
        add(city, pathway)
    assert cost() == one
    assert reading_age(page_words(client.get(at(pathway, "add/")).content.decode())) <= 11

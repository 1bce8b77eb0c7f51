"""The authenticated API for a council's own system (docs/operations/exchange.md). Problems are RFC 9457 JSON.

The site's gate leaves these addresses to this file: a key opens `acting_as` for one request, as the connection, and
without it nothing is read. Nothing here touches a session or a cookie.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Query
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as NinjaValidationError
from ninja.security import HttpBearer

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Problem
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.exchange.actions.inbound import import_record, queue_unreadable
from locallinks.personal.exchange.actions.outbound import fetch_outbound_page
from locallinks.personal.exchange.choices import RecordKind
from locallinks.personal.exchange.forms.api_responses import OutboundPageOut, ProblemOut, RecordOut
from locallinks.personal.exchange.forms.inbound import SCHEMAS, read_record
from locallinks.personal.exchange.queries.connections import connection_by_key, key_expired_on
from locallinks.personal.exchange.queries.inbound import record_by_reference, response_to
from locallinks.personal.exchange.rules.connections import MAX_REQUESTS_A_MINUTE
from locallinks.personal.exchange.rules.inbound import reference_problem, without_lone_surrogates
from locallinks.personal.exchange.rules.outbound import parse_page_size, parse_since

LARGEST_BODY = 64_000
PROBLEM = "application/problem+json"
ABOUT = (
    "People, calls for help and decisions in from, and plans, approvals, reviews and endings out to, a council's own "
    "system. Every address is idempotent by reference: the same again changes nothing and answers the same. What does "
    "not fit is answered 202 and waits for a person. See docs/operations/exchange.md."
)


class TooMany(Exception):
    """Too many requests with this key."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds


class KeyExpired(Exception):
    """This key has expired."""

    def __init__(self, day: date) -> None:
        self.day = day


class KeyAuth(HttpBearer):
    """`Authorization: Bearer <key>`, the key that the council's administrator was shown once."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        key = connection_by_key(key=token[:200], at=clock.now())
        if key is None and (day := key_expired_on(key=token[:200], at=clock.now())) is not None:
            raise KeyExpired(day)
        if key is not None and key.wait_seconds:
            raise TooMany(key.wait_seconds)
        return key


api = NinjaAPI(
    title="Local Links exchange",
    version="1",
    description=ABOUT,
    auth=KeyAuth(),
    docs_url=None,
    urls_namespace="exchange:api",
)


def problem_response(
    status: int, title: str, detail: str, *, code: str, errors: list[Problem] | None = None, **headers: str
) -> HttpResponse:
    """Return an RFC 9457 problem: what is wrong, and in `errors` each field with what to do."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code}
    if errors is not None:
        body["errors"] = [
            {"field": without_lone_surrogates(problem.field), "code": problem.code, "detail": problem.message}
            for problem in errors
        ]
    response = JsonResponse(body, status=status, content_type=PROBLEM, json_dumps_params={"ensure_ascii": False})
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


def _json_response(status: int, body: dict[str, Any]) -> HttpResponse:
    return _private(JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False}))


@api.exception_handler(AuthenticationError)
def _unauthenticated(request: HttpRequest, refusal: AuthenticationError) -> HttpResponse:
    """Return the same response for an unknown key and for one whose connection has ended."""
    words = "Send the key of a connection that runs: Authorization: Bearer <key>. The administrator makes a new one."
    return problem_response(401, "No key that opens this", words, code="key", WWW_Authenticate="Bearer")


@api.exception_handler(KeyExpired)
def _key_expired(request: HttpRequest, refusal: KeyExpired) -> HttpResponse:
    """Return a response that only the holder of the expired key gets."""
    words = f"This key ended by itself on {refusal.day:%-d %B %Y}. The council's administrator makes a new one."
    return problem_response(401, "This key has ended", words, code="key_over", WWW_Authenticate="Bearer")


@api.exception_handler(TooMany)
def _too_many(request: HttpRequest, refusal: TooMany) -> HttpResponse:
    words = f"More than {MAX_REQUESTS_A_MINUTE} requests in a minute. Wait {refusal.seconds} seconds, then go on."
    return problem_response(429, "Too many requests", words, code="too_many", Retry_After=str(refusal.seconds))


@api.exception_handler(NotAllowed)
def _not_allowed(request: HttpRequest, refusal: NotAllowed) -> HttpResponse:
    return problem_response(403, "Not allowed", str(refusal), code="not_allowed")


@api.exception_handler(DomainError)
def _refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    return problem_response(
        422, "This cannot be taken as it is", str(refusal), code="refused", errors=list(refusal.problems)
    )


@api.exception_handler(Http404)
def _unknown(request: HttpRequest, refusal: Http404) -> HttpResponse:
    return problem_response(404, "Not here", "Nothing came under this reference of yours.", code="unknown")


@api.exception_handler(NinjaValidationError)
def _invalid(request: HttpRequest, refusal: NinjaValidationError) -> HttpResponse:
    return problem_response(
        422, "This cannot be read", "Look at the guide for what this address takes.", code="not_read"
    )


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, refusal: HttpError) -> HttpResponse:
    return problem_response(refusal.status_code, "This cannot be read", str(refusal), code="not_read")


def _read_body(request: HttpRequest) -> dict[str, Any] | HttpResponse:
    """Return the object that was sent, or a problem: too large, not JSON, or not an object."""
    if request.content_type != "application/json":
        return problem_response(415, "Not JSON", "Send Content-Type: application/json", code="content_type")
    sent = request.headers.get("Content-Length", "")
    if not sent.isdecimal() or int(sent) > LARGEST_BODY:
        return problem_response(
            413, "Too large", f"Send one record of at most {LARGEST_BODY:,} bytes", code="too_large"
        )
    try:
        data = json.loads(
            request.body.decode("utf-8"), object_pairs_hook=_refuse_repeated_field, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError):
        return problem_response(
            400, "Not JSON", "This is not JSON that can be read. Send one object in UTF-8", code="json"
        )
    if not isinstance(data, dict):
        return problem_response(400, "Not an object", "Send one JSON object: { ... }", code="json")
    return data


def _refuse_repeated_field(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a field that is sent twice: it is not known which value is meant."""
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a field is there twice")
    return fields


def _refuse_constant(text: str) -> Any:
    raise ValueError(f"{text} is not JSON")


def receive_record(request: HttpRequest, kind: str, reference: str) -> HttpResponse:
    """Import one record: applied (200), waiting for a person (202), or stored for a person and refused (422)."""
    if wrong := reference_problem(reference):
        return problem_response(422, "This cannot be read", wrong.message, code="reference", errors=[wrong])
    body = _read_body(request)
    if isinstance(body, HttpResponse):
        return body
    key, at = request.auth, clock.now()  # type: ignore[attr-defined]
    content, problems = read_record(kind, body, clock.day(at))
    row = {
        "viewer": key.viewer,
        "connection": key.connection,
        "kind": kind,
        "reference": reference,
        "source": "API",
        "at": at,
    }
    with acting_as(key.viewer):
        if problems:
            queue_unreadable(given=body, problems=problems, **row)
            words = (
                "Put right what is listed, and send it again under the same reference. Somebody can see it meanwhile."
            )
            return problem_response(422, "This cannot be taken as it is", words, code="not_understood", errors=problems)
        record = import_record(content=content, **row)
        return _json_response(202 if record.is_waiting else 200, response_to(record))


def _request_body(kind: str) -> dict[str, Any]:
    """Return the schema of a body for the description of the API."""
    schema = SCHEMAS[kind].model_json_schema()
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def _problem_responses(*statuses: int) -> dict[int, Any]:
    return dict.fromkeys(statuses, ProblemOut)


def _add_record_operations(kind: str) -> None:
    """PUT to send one row of this kind, GET to ask how it stands."""

    def send(request: HttpRequest, reference: str) -> HttpResponse:
        return receive_record(request, kind, reference)

    def read(request: HttpRequest, reference: str) -> HttpResponse:
        key = request.auth  # type: ignore[attr-defined]
        if reference_problem(reference):
            raise Http404
        with acting_as(key.viewer):
            record = record_by_reference(
                viewer=key.viewer, connection=key.connection, kind=kind, reference=reference, at=clock.now()
            )
            return _json_response(200, response_to(record))

    words = RecordKind(kind).label.replace("’", "'")
    put: Callable[..., Any] = api.put(
        f"/{kind}/{{reference}}",
        operation_id=f"send_{kind}",
        summary=f"Send: {words}",
        openapi_extra=_request_body(kind),
        response={200: RecordOut, 202: RecordOut, **_problem_responses(400, 401, 413, 415, 422, 429)},
        url_name=f"send_{kind}",
    )
    get: Callable[..., Any] = api.get(
        f"/{kind}/{{reference}}",
        operation_id=f"read_{kind}",
        summary=f"How it stands: {words}",
        response={200: RecordOut, **_problem_responses(401, 404, 429)},
        url_name=f"read_{kind}",
    )
    put(send)
    get(read)


for _kind in RecordKind:
    _add_record_operations(_kind)


@api.get(
    "/out",
    operation_id="read_outbound",
    summary="Plans, approvals, reviews and endings, in order",
    response={200: OutboundPageOut, **_problem_responses(401, 422, 429)},
    url_name="outbound",
)
def read_outbound_page(request: HttpRequest, since: str = Query("0"), limit: str = Query("100")) -> HttpResponse:
    """Everything after `since`, oldest first. Read on with `since` as the `next` of this page; keep the last one."""
    key = request.auth  # type: ignore[attr-defined]
    after, most = parse_since(since), parse_page_size(limit)
    wrong = [value for value in (after, most) if isinstance(value, Problem)]
    if isinstance(after, Problem) or isinstance(most, Problem):
        return problem_response(422, "This cannot be read", wrong[0].message, code="not_read", errors=wrong)
    with acting_as(key.viewer):
        page = fetch_outbound_page(
            viewer=key.viewer,
            home_id=key.connection.home_id,
            since=after,
            limit=most,
            at=clock.now(),
            connection=key.connection,
        )
        return _json_response(200, {"entries": page.entries, "next": page.next, "more": page.more})

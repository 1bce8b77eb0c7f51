"""Which pages are looked at, by whom, and about whom: one line a visit. A page that is on no line fails test_pages.py.

`about` is a person of tests/browser/people.py; the rest of the address comes from there too. `wrong` presses that
button with nothing filled in: the page must come back and say what is missing.
"""

from dataclasses import dataclass, field
from typing import Any

PEOPLE_THEMSELVES = frozenset({"", "elaine", "nellie", "frank"})  # "" is somebody who has not signed in
SEEN_ELSEWHERE = {
    "accounts:carry_on": "test_behaviour.py",  # only there for somebody whose sign-in ran out
}


@dataclass(frozen=True)
class Visit:
    who: str
    page: str
    about: str = ""
    query: str = ""
    status: int = 200
    wrong: str = ""
    keys: dict[str, Any] = field(default_factory=dict)


def _all(who: str, *pages: str, **more: Any) -> list[Visit]:
    return [Visit(who, page, **more) for page in pages]


NOBODY = [
    *_all("", "front:today", "front:about", "front:privacy", "front:accessibility", "front:help", "directory:service"),
    Visit("", "accounts:sign_in", wrong="Sign in"), Visit("", "accounts:sign_out"), Visit("", "styleguide"),
    Visit("", "directory:search"), Visit("", "directory:search", query="words=lunch&postcode=ZZ1+1AA"),
    Visit("", "directory:search", query="words=zzzzzz"), Visit("", "directory:search", query="postcode=nowhere", status=422),
    Visit("", "/nowhere/", status=404),
]  # fmt: skip

PERSON = [
    *_all(
        "elaine", "front:person", "front:timeline", "people:sharing", "people:looks", "assessments:assessment",
        "assessments:letter", "budgets:shown", "charging:estimate", "handovers:answer", "plans:plan", "plans:print",
        "plans:versions", "pathways:story", "reviews:review", "brokerage:pathway", about="Elaine Dobson",
    ),
    Visit("elaine", "plans:plan", about="Elaine Dobson", query="version=1"),
    Visit("elaine", "people:details", about="Elaine Dobson"),
    Visit("elaine", "front:person", about="Harold Beckwith", status=403),
    Visit("nellie", "front:person", about="Nellie Thwaite"),
    Visit("nellie", "handovers:answer", about="Nellie Thwaite", wrong="Send my answer"),
    Visit("nellie", "plans:plan", about="Nellie Thwaite"),
    *_all("frank", "front:person", "plans:plan", "plans:about", "plans:add_line", "plans:submit", about="Frank Oduya"),
    Visit("frank", "plans:agreement", about="Frank Oduya", wrong="Save my answer"),
]  # fmt: skip

SOCIAL_WORKER = [
    *_all("social.worker", "front:today", "front:people", "brokerage:board", "outbox:home", "accounts:password"),
    Visit("social.worker", "front:today", query="show=overdue"),
    Visit("social.worker", "front:people", query="q=elane+dobsen"), Visit("social.worker", "front:people", query="q=zzzz"),
    Visit("social.worker", "front:search", query="q=lunch"), Visit("social.worker", "front:search"),
    Visit("social.worker", "front:search", query="q=zzzz"), Visit("social.worker", "outbox:home", query="show=sent"),
    Visit("social.worker", "outbox:home", query="show=letters"), Visit("social.worker", "outbox:home", query="show=stuck"),
    Visit("social.worker", "outbox:message"), Visit("social.worker", "outbox:rang", wrong="Save"),
    Visit("social.worker", "outbox:stop", wrong="Stop"),
    Visit("social.worker", "referrals:new", wrong="Find them"), Visit("social.worker", "referrals:new", query="q=Elaine"),
    Visit("social.worker", "referrals:new", query="q=zzzz"), Visit("social.worker", "referrals:details", wrong="Ask for help"),
    Visit("social.worker", "referrals:request", about="Harold Beckwith"),
    Visit("social.worker", "referrals:advise", about="Harold Beckwith", wrong="Save the advice"),
    Visit("social.worker", "referrals:advice", about="Doris Kemp"),
    Visit("social.worker", "front:person", about="Harold Beckwith"),
    Visit("social.worker", "assessments:advocacy", about="Harold Beckwith", wrong="Save"),
    Visit("social.worker", "assessments:start", about="Rose Tolan", wrong="Start the assessment"),
    Visit("social.worker", "assessments:assessment", about="Noreen Shah"),
    *(
        Visit("social.worker", "assessments:part", about="Noreen Shah", keys={"part": part})
        for part in ("what-matters", "a7", "health", "wellbeing")
    ),
    Visit("social.worker", "assessments:decide", about="Noreen Shah", wrong="Record the decision"),
    Visit("social.worker", "assessments:letter", about="George Mallin"),
    Visit("social.worker", "assessments:introduce", about="George Mallin", wrong="Introduce"),
    Visit("social.worker", "budgets:set", about="Stan Ibbotson", wrong="Work out the sum"),
    Visit("social.worker", "budgets:set", about="Elaine Dobson"),
    Visit("social.worker", "charging:estimate", about="Grace Adu", wrong="Save the estimate"),
    Visit("social.worker", "handovers:offer", about="Grace Adu", wrong="Offer this introduction"),
    Visit("social.worker", "handovers:not_offered", about="Grace Adu", wrong="Save the reason"),
    Visit("social.worker", "handovers:answer", about="Winnie Clough", wrong="Save this answer"),
    Visit("social.worker", "plans:plan", about="Grace Adu"),
    Visit("social.worker", "brokerage:urgent", about="Harold Beckwith", wrong="Save what was agreed"),
    *_all("social.worker", "front:person", "front:timeline", about="Elaine Dobson"),
    Visit("social.worker", "people:details", about="Elaine Dobson"),
    Visit("social.worker", "people:relationships", about="Elaine Dobson", wrong="Save"),
    Visit("social.worker", "people:withdraw", about="Elaine Dobson"), Visit("social.worker", "people:sharing", about="Elaine Dobson"),
    Visit("social.worker", "brokerage:end", about="Elaine Dobson", wrong="Save"),
    Visit("social.worker", "pathways:pause", about="Elaine Dobson", wrong="Pause"),
    Visit("social.worker", "pathways:resume", about="Ida Price"),
    Visit("social.worker", "pathways:close", about="Elaine Dobson", wrong="End"),
    Visit("social.worker", "pathways:death", about="Elaine Dobson", wrong="Save"),
    Visit("social.worker", "reviews:start", about="Elaine Dobson", wrong="Start the review"),
    Visit("social.worker", "reviews:review", about="Mavis Thornton"),
    Visit("social.worker", "reviews:finish", about="Mavis Thornton", wrong="Finish the review"),
    Visit("social.worker", "front:person", about="Hilda Crane"), Visit("social.worker", "front:person", about="Doris Kemp"),
]  # fmt: skip

PLANNER = [
    *_all("support.planner", "front:today", "brokerage:board"),
    Visit("support.planner", "front:person", about="Agnes Bell"), Visit("support.planner", "plans:plan", about="Ivy Ramsden"),
    Visit("support.planner", "plans:start", about="Ivy Ramsden"), Visit("support.planner", "plans:plan", about="Agnes Bell"),
    Visit("support.planner", "plans:about", about="Agnes Bell"),
    *(Visit("support.planner", "plans:about_part", about="Agnes Bell", keys={"part": one}) for one in ("wellbeing", "later")),
    Visit("support.planner", "plans:add_line", about="Agnes Bell"),
    Visit("support.planner", "plans:add_line", about="Agnes Bell", query="words=lunch&near=ZZ1+1AA&for=A9"),
    Visit("support.planner", "plans:add_line", about="Agnes Bell", query="words=zzzzzz&for=A9"),
    Visit("support.planner", "plans:add_details", about="Agnes Bell", query="kind=statutory", wrong="Save to the plan"),
    Visit("support.planner", "plans:add_details", about="Agnes Bell", query="service=1"),
    *_all("support.planner", "plans:line", "plans:remove_line", about="Agnes Bell"),
    Visit("support.planner", "plans:put_back", about="Agnes Bell", keys={"line_id": "gone_id"}),
    Visit("support.planner", "plans:unmet", about="Agnes Bell", wrong="Save"),
    Visit("support.planner", "plans:agreement", about="Agnes Bell", wrong="Save this answer"),
    Visit("support.planner", "plans:submit", about="Agnes Bell"), Visit("support.planner", "plans:plan", about="Arthur Dunn"),
    Visit("support.planner", "plans:print", about="Arthur Dunn"), Visit("support.planner", "plans:versions", about="Elaine Dobson"),
    Visit("support.planner", "brokerage:pathway", about="Leonard Cho"), Visit("support.planner", "brokerage:pathway", about="Sid Amos"),
    Visit("support.planner", "brokerage:start_line", about="Sid Amos", wrong="Save what was agreed"),
    Visit("support.planner", "plans:plan", about="Elaine Dobson"),
]  # fmt: skip

OTHERS = [
    Visit("approver", "front:today"), Visit("approver", "plans:decide", about="Arthur Dunn", wrong="Approve the plan"),
    Visit("approver", "plans:send_back", about="Arthur Dunn", wrong="Send plan back"),
    Visit("network.manager", "front:today"), Visit("network.manager", "handovers:network_answer", about="Len Foster", wrong="Send this answer"),
    Visit("network.manager", "handovers:thank_you"), Visit("network.manager", "plans:plan", about="Arthur Dunn"),
    Visit("handover.champion", "front:today"), Visit("handover.champion", "handovers:queue"),
    Visit("handover.champion", "handovers:chase", about="Len Foster", wrong="Save"),
    Visit("volunteer.developer", "front:today"), Visit("volunteer.developer", "front:person", about="Elaine Dobson"),
    Visit("volunteer.developer", "plans:plan", about="Elaine Dobson", status=403),
    Visit("provider", "front:today"), Visit("provider", "brokerage:board"), Visit("provider", "front:person", about="Elaine Dobson"),
    *_all("saltgate.planner", "front:today", "brokerage:board", "outbox:home"), Visit("saltgate.planner", "front:people", query="q=Elaine"),
    Visit("saltgate.manager", "front:today"), Visit("saltgate.manager", "handovers:queue", status=403),
    *_all("finance", "front:today", "dividends:money", "reference:home", "reference:holidays"),
    Visit("finance", "reference:change", keys={"code": "home_care_hour"}, wrong="Set the new amount"),
    Visit("finance", "reference:verify", keys={"rate_id": 1}), Visit("finance", "reference:verify_holidays", keys={"year": 2026}),
    Visit("finance", "reference:remove_holiday", keys={"holiday_id": 1}), Visit("finance", "reference:add_holiday", wrong="Add this day"),
    *_all("commissioner", "front:today", "dividends:money", "places:wards"), *_all("investor", "front:today", "dividends:money"),
    *_all("administrator", "front:today", "accounts:members", "directory:feeds", "directory:feed"),
    Visit("administrator", "accounts:add_member", wrong="Add"), Visit("administrator", "accounts:end_membership"),
    Visit("administrator", "directory:import_feed", wrong="Bring"),
]  # fmt: skip

VISITS = [*NOBODY, *PERSON, *SOCIAL_WORKER, *PLANNER, *OTHERS]

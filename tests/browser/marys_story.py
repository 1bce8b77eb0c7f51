"""Mary's story (docs/rules/local-links.md 10) on a phone: every part opens pages and presses buttons.

Her words are those of `locallinks.demo.stories.mary`, so that the demonstration and the browser tell one story.
"""

from dataclasses import dataclass
from datetime import timedelta

from locallinks.demo.stories import mary
from locallinks.foundation.shared import clock
from tests.browser.walker import Walker

PHONE_NUMBER = "0113 496 0141"  # kept free for stories like this one
WELL = ("Family, home life and friends", "Giving something back")
REASONS = "You cannot see people or get about without help since your accident, and it has made you very low."
HOW = {"able": "Can do this", "unable_pain": "with a lot of pain", "unable_assist": "without help or reminding"}
BIG = {"Health, in body and mind", "Family, home life and friends"}
SOME = {
    "Being treated with respect",
    "Being safe from harm",
    "A say over each day",
    "Work, learning and fun",
    "Money, and a place in the world",
    "A home that is right for them",
    "Giving something back",
}


@dataclass(frozen=True)
class StoryPerson:
    """The person of the story. Two runs in one city need different names, numbers and sign-ins."""

    full_name: str
    nhs_number: str
    sign_in: str

    @property
    def name(self) -> str:
        return self.full_name.split()[0]


MARY = StoryPerson(mary.NAME, "999 000 0018", "person")
EDNA = StoryPerson("Edna Hirst", "999 000 0212", "edna")


def to_person(walker: Walker, who: StoryPerson) -> None:
    """Find the person by the search box at the top of the page."""
    walker.page.get_by_label("Find a person, a service or an organisation").fill(who.full_name)
    walker.press("Find", walker.page.locator("header"))
    walker.press(who.full_name, walker.main)


# ---- the social worker, from the first call to her yes


def asks_for_help(walker: Walker, who: StoryPerson) -> None:
    """Search first, so that nobody has two records; then start a record."""
    walker.press("People", walker.page.locator("header"))
    walker.press("Start a new record")
    walker.fill("Their name, NHS number or postcode", who.full_name)
    walker.press("Find them")
    walker.press("Ask for help for somebody new")
    known = mary.DETAILS
    walker.fill("Full name", who.full_name)
    walker.date("Date of birth", known["date_of_birth"])
    walker.fill("NHS number", who.nhs_number)
    walker.fill("Phone number", PHONE_NUMBER)
    walker.fill("Address", known["address"])
    walker.fill("Postcode", known["postcode"])
    walker.choose("How do they like to hear from us?", "Letter")
    walker.pick("How do they like to read?", "Large print")
    walker.fill("What helps them to talk and understand?", known["communication_needs"])
    walker.fill("Who told us?", "Bilal Hussain")
    walker.fill("Who are they to the person?", "Neighbour")
    walker.fill("Why is help needed?", "She has stopped going out and is very low since the accident.")
    walker.choose("May we get in touch with the person?", "They agree to be contacted")
    walker.press("Ask for help", walker.main)
    assert "We have written it down" in walker.text()


def writes_who_she_is(walker: Walker, who: StoryPerson) -> None:
    walker.press(f"Go to {who.name}")
    walker.press("Write it now")
    walker.fill("Who I am and what matters to me", mary.DETAILS["about"])
    walker.press("Save", walker.main)
    walker.press("Add somebody")
    walker.fill("Their name", "Carol Firth")
    walker.fill("Who are they?", "Niece")
    walker.choose("How do they come into their life?", "Family")
    walker.choose("How close are they?", "Very close")
    walker.choose("Do they look after them without pay?", "No")
    walker.fill("What do they help with?", "Rings every Sunday.")
    walker.press("Save", walker.main)


def starts_assessment(walker: Walker, who: StoryPerson) -> None:
    walker.press("Start the assessment")
    if "advocate" in walker.path:  # asked once, before the first conversation
        walker.fill("How did you decide?", f"{who.name} follows everything and says what she wants.")
        walker.press("Save", walker.main)
    walker.choose("How will you talk?", "Face to face")
    walker.press("Start the assessment", walker.main)


def talks_it_through(walker: Walker, who: StoryPerson) -> None:
    """Fill in the assessment part by part; each part is saved and leads to the next."""
    walker.press("What matters to you")
    for slug in ("what-matters", "strengths", "people", "community", "services", "what-is-hard"):
        walker.fill(f"In {who.name}'s own words", mary.TALK.get(slug, "None so far."))
        walker.press("Save and go on")
    for code in ("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10"):
        ability, note = mary.UNABLE.get(code, ("able", ""))
        walker.choose(f"What can {who.name} do?", HOW[ability])
        walker.fill(f"What did {who.name} say about it?", note)
        walker.press("Save and go on")
    walker.choose("Do these needs come from an illness or a disability?", "Yes")
    walker.fill("Say more", "Seen in her GP's letter, with her agreement.")
    walker.press("Save and go on")
    for area in sorted(SOME | BIG):
        walker.choose(area, "A big effect" if area in BIG else "Some effect")
    walker.choose("Is there a big effect", "Yes")
    walker.fill("What difference does it make", "Low, and alone for days at a time.")
    walker.press("Save and go back to the list")


def decides(walker: Walker, who: StoryPerson) -> None:
    walker.press("Go to the decision")
    walker.choose("What do you decide?", "Yes, support from the council is due")
    walker.fill("Write the reasons", REASONS)
    walker.press("Record the decision")
    assert "You can have support from the council" in walker.text()
    walker.press(f"Back to {who.name}")


def works_out_money(walker: Walker, who: StoryPerson) -> None:
    """Work out the first budget, shown before it is saved, and the estimate of what she may have to pay."""
    walker.press("Save the first budget")
    walker.fill("How many points", "20")
    walker.fill("Hours a week of the usual support", "4")
    walker.fill("What would the usual support be?", "Four hours of home care a week for company and outings.")
    walker.press("Work out the sum")
    walker.press("Save the first budget", walker.main)
    walker.press(f"About what {who.name} would pay")
    walker.fill("About how much a week?", "0")
    walker.press("Save the estimate")
    walker.press(f"Back to {who.name}")


def offers_and_hears_yes(walker: Walker, who: StoryPerson) -> None:
    walker.press("Offer an introduction to the network")
    walker.choose("Which network?", "Millbank Neighbours")
    walker.fill("How did you explain it?", "Read the large print leaflet together and left it with her.")
    walker.choose("How did they get it to keep?", "Large print")
    walker.press("Offer this introduction")
    walker.choose("What did they say?", "Yes to meeting")
    walker.fill("Who gave this answer?", who.full_name)
    walker.fill("Their words", "I know Joan's mother. Yes please.")
    walker.choose("Who decided?", f"{who.name} decided")
    walker.press("Save this answer")


# ---- the network


def says_yes_and_names_planner(walker: Walker, who: StoryPerson) -> None:
    walker.press(f"{who.name}", walker.main)
    walker.choose("Can you plan with them?", "Yes, we will visit")
    walker.pick("If yes: who will visit?", "Joan Whitlock")
    walker.press("Send this answer")


def writes_about(walker: Walker, who: StoryPerson) -> None:
    walker.press("Start the plan")
    walker.choose("Can they take part in planning?", "Yes")
    walker.press("Start the plan")
    walker.press("Write what matters")
    walker.fill("What matters most", mary.ABOUT["what_matters"])
    walker.fill(f"Who is {who.name}", mary.ABOUT["about_me"])
    walker.fill("What does a good week look like", mary.ABOUT["good_week"])
    walker.press("Save", walker.main)
    walker.press("parts of life it is for")
    walker.choose("Which parts of life is this support for?", *WELL)
    walker.fill("Advice on staying well", mary.ABOUT["advice"])
    walker.press("Save", walker.main)
    walker.press("if something goes wrong")
    walker.fill("What happens when something goes wrong?", mary.ABOUT["contingency"])
    walker.date("When will you look at this plan together?", clock.today() + timedelta(days=300))
    walker.press("Save", walker.main)


def finds_somewhere_to_go(walker: Walker) -> int:
    """Add a line from the directory; return the number of clicks from the search to the plan."""
    walker.press("Add something for Family and friends")
    before = walker.clicks
    walker.fill("What are you looking for?", "lunch")
    walker.press("Search")
    walker.press("Choose this", walker.main)
    walker.choose("What is it for?", "Getting out and about")
    walker.choose("Have they been asked", "Yes, they agree")
    not_care(walker)
    walker.choose("Is it something they cannot do without?", "Yes")
    walker.press("Save to the plan")
    return walker.clicks - before


def not_care(walker: Walker) -> None:
    """Answer the questions about every line that a volunteer gives (docs/rules/care-act.md 6)."""
    walker.choose("Is it personal care?", "No")
    walker.choose("Does it mean", "No")


def adds_friend(walker: Walker) -> None:
    walker.press("Add to the plan")
    walker.press("A volunteer, or something the network runs")
    walker.fill("What will happen?", "Jean, a friend who visits")
    walker.choose("What is it for?", "Family and friends", "Getting out and about")
    walker.fill("Who gives it?", "Jean Abara, supporter at Millbank Neighbours")
    walker.fill("When, and how often?", "Monday afternoons, two hours, at home or out")
    walker.choose("Have they been asked", "Yes, they agree")
    walker.fill("Hours a week", "2")
    not_care(walker)
    walker.choose("Is it something they cannot do without?", "Yes")
    walker.fill("What happens if it cannot go ahead?", "Joan rings Mary the same morning.")
    walker.press("Save to the plan")


def hears_agreement_and_sends(walker: Walker, who: StoryPerson) -> None:
    walker.press(f"Write down what {who.name} says")
    walker.choose("Do they agree with this plan?", "Yes")
    walker.fill("Their words", "It is my plan. I said so to Carol.")
    walker.press("Save this answer")
    walker.press("Send plan for approval")
    walker.press("Send plan for approval", walker.main)
    assert "Waiting for a decision" in walker.text()


# ---- approval, arranging, and looking again


def approves(walker: Walker, who: StoryPerson) -> None:
    to_person(walker, who)
    walker.press("Approve the plan")
    walker.choose("How will the money be held?", "Held by the council, which pays")
    walker.press("Approve the plan", walker.main)
    assert "Approved" in walker.text()


def arranges(walker: Walker, who: StoryPerson) -> None:
    to_person(walker, who)
    walker.press("Start arranging support")
    walker.press("Start arranging support", walker.main)
    while (waiting := walker.main.locator("article:has-text('To arrange')")).count():
        walker.press("Arrange this", waiting.first)
        if "Jean" in walker.page.title():
            walker.pick("Do they use Local Links?", "Millbank Neighbours")
        walker.fill("Which checks have you seen?", "Seen on file, or none are needed.")
        walker.press("Save what was agreed")
    walker.press("Everything essential is in place")
    assert "Support in place" in walker.text()


def looks_again(walker: Walker, who: StoryPerson) -> None:
    to_person(walker, who)
    walker.press("Look at how it is going")
    walker.choose("What kind of review is this?", "A first look")
    walker.choose(f"Can {who.name} take part in this?", "Yes")
    walker.press("Start the review", walker.main)
    walker.fill("What has happened since the plan began?", "Jean has come every Monday. Mary has been out seven times.")
    walker.fill("What has changed?", "She is teaching two girls to twirl at the hall.")
    walker.fill("What do they say about it?", "I have got my Mondays back.")
    walker.press("Save what you wrote")
    walker.press("Finish the review")
    walker.choose("What comes of it?", "Nothing needs to change")
    walker.date("If nothing changes: when is the next review?", clock.today() + timedelta(days=180))
    walker.press("Finish the review", walker.main)

"""Whether a message should still go, when to try again, and when it is stuck."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from locallinks.foundation.messages import rules
from locallinks.foundation.messages.choices import SENT_BY_JOB, MessageChannel

NOW = datetime(2026, 11, 16, 10, 30, tzinfo=ZoneInfo("Europe/London"))
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, ""),
        ({"died": True}, "Mary has died."),
        ({"died": True, "left": True, "needed": False, "good_until": NOW}, "Mary has died."),
        ({"left": True}, rules.RECIPIENT_LEFT),
        ({"good_until": NOW}, rules.OUT_OF_DATE),
        ({"good_until": NOW - MINUTE}, rules.OUT_OF_DATE),
        ({"good_until": NOW + MINUTE}, ""),
        ({"needed": False}, rules.NOT_NEEDED),
        ({"needed": False, "good_until": NOW}, rules.OUT_OF_DATE),
    ],
)
def test_whether_a_message_should_still_go(facts: dict, reason: str) -> None:
    assert rules.reason_not_to_send(**{"name": "Mary", "died": False, "at": NOW, **facts}) == reason


@pytest.mark.parametrize(("failures", "minutes"), [(0, 1), (1, 5), (2, 15), (3, 60), (4, 240), (5, 240), (500, 240)])
def test_waits_longer_each_time_and_never_gives_up(failures: int, minutes: int) -> None:
    assert rules.next_try(NOW, failures) == NOW + minutes * MINUTE


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"channel": "email", "to": "mary@example.org"}, ""),
        ({"channel": "email", "to": ""}, "There is no email address."),
        ({"channel": "text", "to": ""}, "There is no phone number for a text message."),
        ({"channel": "phone", "to": ""}, "There is no phone number."),
        ({"channel": "letter", "to": ""}, "There is no address."),
        ({"channel": "email", "to": "m@example.org", "failures": 2, "last_failure": "x"}, ""),
        (
            {"channel": "text", "to": "0113", "failures": 3, "last_failure": "No line"},
            "It did not go after 3 tries. The last time: No line",
        ),
        ({"channel": "phone", "to": "0113", "failures": 9, "last_failure": "Nobody answered."}, ""),
        ({"channel": "letter", "to": "1 High Street", "failures": 9}, ""),
    ],
)
def test_when_a_message_is_stuck(facts: dict, reason: str) -> None:
    assert rules.stuck_because(**{"failures": 0, **facts}) == reason


def test_every_channel_that_people_can_choose_has_words() -> None:
    from locallinks.foundation.people.choices import Channel

    assert set(Channel) == set(rules.NO_ADDRESS_WORDS) == set(MessageChannel) - {MessageChannel.FACE_TO_FACE}
    assert set(Channel) >= SENT_BY_JOB
    assert {channel.label for channel in Channel} == {MessageChannel(channel).label for channel in Channel}


def test_the_text_as_it_is_sent() -> None:
    given = {"name": "Mary", "body": "Joan will ring.", "sender": "The council", "phone": "0113 496 0001"}
    assert rules.full_text(channel="text", **given) == "Joan will ring."
    assert (
        rules.full_text(channel="email", **given) == "Dear Mary,\n\nJoan will ring.\n\nThe council\nPhone 0113 496 0001"
    )
    assert rules.full_text(channel="letter", **{**given, "phone": ""}).endswith("\n\nThe council")


@pytest.mark.parametrize(
    ("reading_format", "words", "language", "note"),
    [
        ("standard", "Standard print", "English", ""),
        ("large_print", "Large print", " english ", ""),
        ("standard", "Standard print", "", ""),
        ("easy_read", "Easy read", "English", "Mary asked for easy read."),
        ("braille", "Braille", "English", "Mary asked for Braille."),
        ("bsl", "British Sign Language", "English", "Mary asked for British Sign Language."),
        ("standard", "Standard print", "Punjabi", "Mary reads Punjabi."),
        (
            "audio",
            "Audio",
            "Punjabi",
            "Mary asked for audio. Have this letter made that way before you send it. Mary reads",
        ),
    ],
)
def test_what_to_do_before_a_letter_is_posted(reading_format: str, words: str, language: str, note: str) -> None:
    note_found = rules.reading_note(name="Mary", reading_format=reading_format, format_words=words, language=language)
    assert note_found.startswith(note)
    assert bool(note_found) is bool(note)

"""One invented person at each stage of the way to a plan, so that every worklist has somebody."""

from collections.abc import Callable
from datetime import date, datetime

from locallinks.demo.city import City
from locallinks.demo.journey_steps import STEPS, InventedPerson, story_of

PEOPLE = (
    InventedPerson("Harold Beckwith", date(1941, 7, 2), "9990000034", "ZZ1 1AL", "His eyes are failing.", 1, "refer"),
    InventedPerson("Noreen Shah", date(1949, 1, 20), "9990000042", "ZZ1 1AD", "Looking after her brother.", 6, "talk"),
    InventedPerson(
        "Stan Ibbotson", date(1937, 11, 9), "9990000050", "ZZ1 1AE", "He keeps missing meals.", 12, "decide"
    ),
    InventedPerson("Grace Adu", date(1952, 6, 30), "9990000069", "ZZ1 1AF", "A stroke in August.", 15, "budget"),
    InventedPerson("Winnie Clough", date(1934, 3, 17), "9990000077", "ZZ1 1AG", "Afraid since a fall.", 17, "offer"),
    InventedPerson(
        "Len Foster", date(1944, 12, 1), "9990000085", "ZZ1 1AH", "Alone since his sister moved.", 24, "accept"
    ),
    InventedPerson("Patience Moyo", date(1950, 9, 8), "9990000093", "ZZ1 1AJ", "Pain in her hands.", 30, "network"),
    InventedPerson("Olwen Rees", date(1943, 10, 5), "9990000255", "ZZ1 1AJ", "Her hip, and the stairs.", 33, "stop"),
    InventedPerson("Arthur Dunn", date(1939, 4, 22), "9990000107", "ZZ1 1AN", "Forgets his tablets.", 34, "send"),
)


def tell(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """Take each person as far as the stage they stand at. Safe to run again."""
    say("Meeting the neighbours")
    for person in PEOPLE:
        story = story_of(city, person, at)
        for name, step in STEPS.items():
            step(story, person)
            if name == person.until:
                break
    say(f"  {len(PEOPLE)} people, each at a different stage")

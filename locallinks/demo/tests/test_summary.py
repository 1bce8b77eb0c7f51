"""The summary of the demonstration, also after a user changed a name."""

from locallinks.demo import summary
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import City, make_person, pathway_in


def test_l10_a_story_is_found_after_its_person_was_renamed(city: City) -> None:
    person = make_person(city, "Mary Firth")
    pathway_in(city, person, "live")
    with acting_as(city.viewer("social_worker")):
        person.full_name = "Mary Thackray"
        person.save()
        assert summary._story("Mary Firth")["state"] == "live"

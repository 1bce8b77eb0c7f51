"""Reading people needs exactly one viewer; versions and tokens of forms."""

import pytest
from django.db import connection

from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import idempotency
from locallinks.foundation.shared.errors import NoViewer, Stale
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import SIGNED_OUT, RoleIn, Viewer, acting_as, current_viewer
from tests.kit import City, make_person

TOKEN = "7d0a6bb8-5a4e-4a0e-9d36-0a6f1c9f8a01"


def rls_settings() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('app.organisations', true), current_setting('app.people', true)")
        return cursor.fetchone()


def test_reading_people_without_a_viewer_raises(city: City) -> None:
    with pytest.raises(NoViewer, match="Nobody is looking"):
        Person.objects.count()
    with pytest.raises(NoViewer):
        current_viewer()


def test_acting_as_sets_and_resets_row_level_security(city: City) -> None:
    viewer = Viewer(user_id=1, roles_held=(RoleIn(Role.SOCIAL_WORKER, 7), RoleIn(Role.FINANCE, 3)), people=(9, 11))
    with acting_as(viewer):
        assert rls_settings() == ("{7}", "{9,11}")
        assert current_viewer() is viewer
    assert rls_settings() == ("{}", "{}")


def test_acting_as_is_never_nested(city: City) -> None:
    with acting_as(SIGNED_OUT), pytest.raises(RuntimeError, match="never nested"), acting_as(SIGNED_OUT):
        raise AssertionError("the second viewer got in")


def test_a_second_submission_returns_the_first_result(city: City) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        assert idempotency.claim_token(TOKEN, viewer) is None
        idempotency.store_result_url(TOKEN, "/people/1/")
        assert idempotency.claim_token(TOKEN, viewer) == "/people/1/"
        assert idempotency.claim_token(TOKEN, city.viewer("finance")) == "/"  # a token of another user reveals nothing


def test_a_save_with_an_old_version_is_refused(city: City) -> None:
    mary = make_person(city)
    with acting_as(city.viewer("social_worker")):
        first = Person.locked(mary.pk, version=1)
        first.save_versioned()
        with pytest.raises(Stale, match="Someone else changed this"):
            Person.locked(mary.pk, version=1)


def test_roles_of_a_viewer() -> None:
    viewer = Viewer(user_id=1, roles_held=(RoleIn(Role.SOCIAL_WORKER, 7, approval_limit_pence=100),), people=(9,))
    assert viewer.roles == {"social_worker", "person"}
    assert viewer.has_role(Role.SOCIAL_WORKER, organisation_id=7)
    assert not viewer.has_role(Role.SOCIAL_WORKER, organisation_id=8)
    assert viewer.has_role(Role.PERSON)
    assert viewer.role_held(Role.SOCIAL_WORKER) == viewer.roles_held[0]
    assert viewer.role_held(Role.FINANCE) is None
    assert viewer.roles_in(7, None) == {"social_worker"}
    assert not SIGNED_OUT.signed_in

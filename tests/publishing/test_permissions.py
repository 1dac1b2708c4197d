"""Which permissions there are beyond Django's own four, and whom they let through."""

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from priorities.models import Priority
from publishing import clock
from publishing.permissions import PUBLISH, RECORD, TRANSLATE, Actor, may
from tests.factories import PriorityFactory, StaffFactory

pytestmark = pytest.mark.django_db

OURS = ("bodies", "documents", "events", "news", "places", "presidencies", "priorities")


def holder(*names, **traits):
    user = StaffFactory(is_superuser=False, **traits)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


@pytest.mark.parametrize(
    ("right", "models"),
    [
        (
            TRANSLATE,
            "article body city country document event presidency priority standingpage strand",
        ),
        (PUBLISH, "article body document event presidency priority"),
        (RECORD, "document event"),
    ],
)
def test_right_is_a_permission_of_each_kind_that_has_such_deeds(right, models):
    codes = Permission.objects.filter(content_type__app_label__in=OURS)
    held = codes.filter(codename__startswith=f"{right}_").order_by("codename")

    assert list(held.values_list("codename", flat=True)) == [f"{right}_{m}" for m in models.split()]


@pytest.mark.parametrize("seeing", ["view_priority", "change_priority"])
def test_right_counts_for_whoever_sees_the_thing(seeing):
    user = holder(seeing, "publish_priority")

    assert may(user, PUBLISH, Priority)
    assert may(user, PUBLISH, PriorityFactory())
    assert not may(user, TRANSLATE, Priority)


@pytest.mark.parametrize(
    "names",
    [(), ("publish_priority",), ("change_priority",), ("view_priority", "publish_article")],
)
def test_without_the_right_or_the_sight_of_it_nobody_may(names):
    assert not may(holder(*names), PUBLISH, Priority)


def test_superuser_may_and_who_has_left_may_not():
    assert may(StaffFactory(), RECORD, Priority)
    assert not may(StaffFactory(is_active=False), RECORD, Priority)
    assert not may(AnonymousUser(), RECORD, Priority)
    assert not may(holder("view_priority", "publish_priority", is_active=False), PUBLISH, Priority)


def test_actor_may_what_their_account_may_and_a_system_actor_everything():
    now = clock.now()
    reader = Actor.of(holder("view_priority"), now)
    publisher = Actor.of(holder("view_priority", "publish_priority"), now)

    actors = (reader, publisher, Actor.system("plan", now), None)
    assert [may(by, PUBLISH, Priority) for by in actors] == [False, True, True, False]

"""Slots that events have left."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format
from events.models import Event
from places.models import PlaceNames
from tests.acting import changes
from tests.events.stated import all_states
from tests.factories import CityFactory, EventFactory, announcement
from website.presenters.event_card import cards
from website.presenters.groups import Ghost, ghosts

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 10, 28, 9, tzinfo=ZoneInfo("Europe/Moscow"))
JULY_22 = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER_10 = Period.on(date(2020, 11, 10))


def left_by_all() -> list[Ghost]:
    return ghosts(cards(all_states(), NOW), PlaceNames.read(), NOW.date())


def announced(**facts) -> Event:
    return EventFactory(announced=announcement(), period=JULY_22, **facts)


def test_event_that_never_moved_leaves_no_ghost():
    announced()

    assert left_by_all() == []


def test_ghost_stands_on_the_old_date_with_the_old_place():
    city = CityFactory(name_en="Saint Petersburg")
    event = announced(cities=[city], format=Format.IN_PERSON)
    changes.change_format(event, announcement(), FactChanges(NOVEMBER_10, Format.ONLINE, ()))

    (ghost,) = left_by_all()

    assert (ghost.period, ghost.iso, ghost.date_text) == (
        JULY_22,
        "2020-07-22",
        "22–23 July 2020",
    )
    assert (ghost.place, ghost.fate) == ("Saint Petersburg", "moved")


def test_place_that_the_event_kept_is_not_repeated():
    event = announced(cities=[CityFactory()], format=Format.IN_PERSON)
    changes.reschedule(event, announcement(), FactChanges(NOVEMBER_10))

    (ghost,) = left_by_all()

    assert ghost.place == ""


def test_event_moved_back_has_no_ghost_where_it_is():
    event = announced()
    changes.reschedule(event, announcement(), FactChanges(NOVEMBER_10))
    changes.reschedule(event, announcement(), FactChanges(JULY_22))

    assert [ghost.period for ghost in left_by_all()] == [NOVEMBER_10]


def test_slot_that_was_left_twice_has_one_ghost():
    event = announced()
    for period in (NOVEMBER_10, JULY_22, Period.on(date(2020, 12, 1))):
        changes.reschedule(event, announcement(), FactChanges(period))

    assert [ghost.period for ghost in left_by_all()] == [JULY_22, NOVEMBER_10]


def test_ghost_of_a_postponed_or_cancelled_event_says_so():
    postponed, moved = announced(), announced()
    changes.postpone(postponed, announcement())
    changes.reschedule(moved, announcement(), FactChanges(NOVEMBER_10))
    changes.cancel(moved, announcement())

    fates = {ghost.card.event.key: ghost.fate for ghost in left_by_all()}

    assert fates == {postponed.pk: "postponed", moved.pk: "cancelled"}

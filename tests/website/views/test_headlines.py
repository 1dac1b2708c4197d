from datetime import date

import pytest

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format
from events.models import Event
from tests.acting import changes
from tests.events.stated import state_of
from tests.factories import EventFactory, announcement
from website.presenters.changes import headline

pytestmark = pytest.mark.django_db

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
OCTOBER = Period.on(date(2020, 10, 29))


def newest(event: Event) -> str:
    return headline(state_of(event).steps[-1])


@pytest.mark.parametrize(
    ("before", "after", "headline"),
    [
        (Period.in_month(2020, 10), OCTOBER, "Date set"),
        (Period.undated(), OCTOBER, "Date set"),
        (Period.undated(), Period.in_month(2020, 10), "Approximate date set"),
        (Period.in_month(2020, 5), Period.in_month(2020, 10), "New date"),
    ],
)
def test_headline_tells_a_date_made_exact_from_a_date_moved(before, after, headline):
    event = EventFactory(announced=announcement(date(2020, 1, 20)), period=before)

    changes.reschedule(event, announcement(date(2020, 3, 1)), FactChanges(period=after))

    assert newest(event) == headline


@pytest.mark.parametrize(
    ("before", "after", "headline"),
    [
        (Format.UNKNOWN, Format.ONLINE, "Format set"),
        (Format.ONLINE, Format.HYBRID, "New format"),
        (Format.HYBRID, Format.ONLINE, "Moved online"),
    ],
)
def test_headline_tells_what_became_of_the_format(before, after, headline):
    event = EventFactory(announced=announcement(date(2020, 1, 20)), period=JULY, format=before)

    changes.change_format(event, announcement(date(2020, 5, 27)), FactChanges(format=after))

    assert newest(event) == headline


def test_confirmation_of_a_known_date_sets_none():
    event = EventFactory(
        announced=announcement(date(2020, 1, 20)),
        confirmed=announcement(date(2020, 2, 1)),
        period=JULY,
    )

    assert newest(event) == "Confirmed"

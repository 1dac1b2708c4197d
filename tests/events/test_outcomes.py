"""A missing outcome is said in public some days after the event, and in machines' words never."""

from datetime import date, datetime, time

import pytest

from events.dates import Period
from events.enums import Status
from events.outcomes import is_only_planned, is_unreported
from publishing.models import PublicRecord
from tests.events.clocks import timed
from tests.events.moved import MOSCOW, card_of
from tests.events.stated import state_of
from tests.factories import EventFactory
from website.exports.ical.calendar import event_calendar, state
from website.presenters.event_card import Tag

pytestmark = pytest.mark.django_db

UNREPORTED = Tag("unconfirmed", "Outcome not yet reported")


def ended(**values):
    """An event whose last day is the 10th of November."""
    values.setdefault("period", Period.on(date(2020, 11, 9), date(2020, 11, 10)))
    return EventFactory(**values)


@pytest.mark.parametrize(
    ("day", "said"), [(9, False), (10, False), (11, False), (16, False), (17, True), (18, True)]
)
def test_missing_outcome_is_said_from_a_week_after_the_last_day(day, said):
    event = ended()

    card = card_of(event, datetime(2020, 11, day, 9, tzinfo=MOSCOW))

    assert card.is_unreported is said
    assert card.tags == ((UNREPORTED,) if said else ())


@pytest.mark.parametrize(
    ("days", "first"), [(0, date(2020, 11, 11)), (1, date(2020, 11, 11)), (3, date(2020, 11, 13))]
)
def test_setting_says_how_many_days_it_takes(settings, days, first):
    settings.OUTCOME_GRACE_DAYS = days
    event = ended()

    assert is_unreported(event.facts(), first)
    assert not is_unreported(event.facts(), date.fromordinal(first.toordinal() - 1))


def test_vague_date_is_counted_from_its_last_bound():
    event = ended(period=Period.in_month(2020, 11))

    assert [is_unreported(event.facts(), date(2020, 12, day)) for day in (6, 7)] == [False, True]


def test_vague_event_whose_time_is_over_is_no_longer_to_be_confirmed():
    event = ended(period=Period.in_month(2020, 11))

    assert card_of(event, datetime(2020, 12, 1, 9, tzinfo=MOSCOW)).tags == ()


@pytest.mark.parametrize("status", [Status.HELD, Status.CANCELLED, Status.UNKNOWN_OUTCOME])
def test_what_became_known_is_not_missing(status):
    assert not is_unreported(ended(status=status).facts(), date(2021, 1, 1))


def test_event_without_a_date_owes_nothing():
    assert not is_unreported(EventFactory().facts(), date(2021, 1, 1))


def test_calendars_and_data_do_not_depend_on_the_day(settings):
    event = ended(slug="forum", published=True)
    told = []

    for day in ("2020-11-16", "2020-11-17"):
        settings.PORTAL_CLOCK = day
        calendar = event_calendar(state_of(event), lambda path: f"https://portal.example{path}")
        record = PublicRecord.objects.latest_of("events").get(key="forum").document
        told.append((calendar, state(state_of(event)), record))

    assert told[0] == told[1]
    assert told[0][1] == "Planned"


@pytest.mark.parametrize(
    ("status", "period", "day", "planned"),
    [
        (Status.PLANNED, Period.on(date(2020, 11, 10)), 9, True),
        (Status.PLANNED, Period.on(date(2020, 11, 10)), 10, True),
        (Status.PLANNED, Period.on(date(2020, 11, 10)), 11, False),
        (Status.PLANNED, Period.in_month(2020, 11), 9, False),
        (Status.PLANNED, Period.undated(), 9, False),
        (Status.CONFIRMED, Period.on(date(2020, 11, 10)), 9, False),
        (Status.HELD, Period.on(date(2020, 11, 10)), 9, False),
        (Status.CANCELLED, Period.on(date(2020, 11, 10)), 9, False),
    ],
)
def test_only_an_exact_day_to_come_that_nobody_confirmed_is_planned(status, period, day, planned):
    assert is_only_planned(status, period, datetime(2020, 11, day, 9, tzinfo=MOSCOW)) is planned


def test_what_has_begun_by_its_clock_is_planned_no_more():
    period = timed(date(2020, 11, 10), time(10), time(12))

    at = [datetime(2020, 11, 10, hour, 30, tzinfo=MOSCOW) for hour in (9, 10, 12)]
    assert [is_only_planned(Status.PLANNED, period, now) for now in at] == [True, False, False]

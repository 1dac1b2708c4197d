"""How an event shows in a row; its states are in test_cards_states.py."""

from datetime import date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.dates import Period, Precision
from events.enums import Format, Status
from tests.events.moved import JULY_22, MOSCOW, NOW, card_of, chelyabinsk
from tests.events.stated import all_states
from tests.factories import EventFactory, PriorityFactory
from website.presenters.event_card import Tag, cards

pytestmark = pytest.mark.django_db

OPENING = Period(
    date(2020, 10, 28),
    date(2020, 10, 28),
    Precision.MINUTE,
    opens=time(14),
    closes=time(16),
    zone="Asia/Shanghai",
)


@pytest.mark.parametrize(
    ("minute", "live"),
    [((8, 59, 59), False), ((9, 0, 0), True), ((10, 59, 59), True), ((11, 0, 0), False)],
)
def test_an_event_is_live_from_its_opening_minute_to_its_closing_one(minute, live):
    event = EventFactory(period=OPENING, status=Status.CONFIRMED)

    card = card_of(event, datetime(2020, 10, 28, *minute, tzinfo=MOSCOW))

    assert card.is_live is live
    assert card.tags == ((Tag("live", "Live now"),) if live else ())


def test_an_event_without_a_closing_time_is_live_until_midnight_there():
    period = Period(
        OPENING.first, OPENING.last, Precision.MINUTE, opens=time(14), zone="Asia/Shanghai"
    )
    event = EventFactory(period=period)

    before = card_of(event, datetime(2020, 10, 28, 18, 59, 59, tzinfo=MOSCOW))
    after = card_of(event, datetime(2020, 10, 28, 19, tzinfo=MOSCOW))

    assert (before.is_live, after.is_live) == (True, False)


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.HELD])
def test_what_is_over_or_called_off_is_not_live(status):
    assert card_of(EventFactory(period=OPENING, status=status)).is_live is False


def test_a_day_without_a_clock_time_is_never_said_to_be_live():
    event = EventFactory(period=Period.on(date(2020, 10, 28)))

    card = card_of(event)

    assert (card.is_live, card.tags, card.stamp.is_today) == (False, (), True)


@pytest.mark.parametrize(("day", "over"), [(27, True), (28, False)])
def test_an_event_is_over_on_the_day_after_its_last(day, over):
    event = EventFactory(period=Period.on(date(2020, 10, 20), date(2020, 10, day)))

    assert card_of(event).is_over is over


@pytest.mark.parametrize(
    ("format", "named", "place"),
    [
        (Format.IN_PERSON, True, "Chelyabinsk"),
        (Format.UNKNOWN, True, "Chelyabinsk"),
        (Format.HYBRID, True, "Chelyabinsk and online"),
        (Format.ONLINE, True, "Videoconference"),
        (Format.UNKNOWN, False, ""),
        (Format.HYBRID, False, "In person and online"),
        (Format.ONLINE, False, "Videoconference"),
    ],
)
def test_the_place_is_a_city_a_videoconference_or_both(format, named, place):
    cities = chelyabinsk()["cities"] if named else []

    assert card_of(EventFactory(format=format, cities=cities)).place == place


def test_the_first_strand_of_its_public_priorities_gives_the_mark():
    goals = [
        PriorityFactory(position=2, strand="people", published=True),
        PriorityFactory(position=3, strand="economy", published=True),
        PriorityFactory(position=1, strand="security"),
    ]

    card = card_of(EventFactory(priorities=goals))

    assert (card.strand.key, str(card.strand.label)) == ("economy", "Economy and regions")


def test_an_event_without_a_public_priority_is_running_the_presidency():
    card = card_of(EventFactory(priorities=[PriorityFactory()]))

    assert (card.strand.key, str(card.strand.label)) == ("running", "Running the Presidency")


def test_a_card_knows_its_page_its_title_and_its_date():
    event = EventFactory(slug="summit", title_en="Summit", title_ru="", period=JULY_22)

    card = card_of(event, language="ru")

    assert (card.url, str(card.title), card.title.language) == (
        "/en/events/summit/",
        "Summit",
        "en",
    )
    assert (card.date_text, card.iso, card.is_cancelled) == (
        "22–23 июля 2020 г.",
        "2020-07-22",
        False,
    )


def test_cards_of_three_events_take_as_many_queries_as_one():
    EventFactory(period=JULY_22, **chelyabinsk())
    with CaptureQueriesContext(connection) as one:
        cards(all_states(), NOW)
    for _ in range(2):
        EventFactory(period=JULY_22, **chelyabinsk())

    with CaptureQueriesContext(connection) as three:
        shown = cards(all_states(), NOW)

    assert (len(shown), len(three)) == (3, len(one))


def test_no_events_make_no_cards():
    assert cards([], NOW) == []

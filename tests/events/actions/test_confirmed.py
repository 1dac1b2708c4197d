"""What is confirmed, how, and what it takes to move it."""

from datetime import time

import pytest

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import ChangeKind, Format, Status
from tests.acting import changes
from tests.events.actions.plans import (
    AUTUMN,
    JULY,
    JULY_22,
    NOVEMBER_10,
    UNEXPLAINED,
    confirmed,
    refusal,
)
from tests.factories import CityFactory, EventFactory, announcement

pytestmark = pytest.mark.django_db


MOVING_A_CONFIRMED_EVENT = [
    (changes.reschedule, (FactChanges(NOVEMBER_10),)),
    (changes.postpone, ()),
    (changes.relocate, (FactChanges(cities=("sochi",)),)),
    (changes.change_format, (FactChanges(format=Format.ONLINE),)),
    (changes.confirm, (FactChanges(NOVEMBER_10),)),
    (changes.confirm, (FactChanges(cities=("sochi",)),)),
    (changes.hold, (FactChanges(format=Format.ONLINE),)),
    (changes.hold, (FactChanges(venue={"en": "Elsewhere"}),)),
]


@pytest.mark.parametrize(("writer", "arguments"), MOVING_A_CONFIRMED_EVENT)
@pytest.mark.parametrize(
    "said",
    [
        UNEXPLAINED,
        announcement(reason=""),
        announcement(reason="  "),
        announcement(source_url=""),
    ],
)
def test_a_confirmed_fact_moves_only_with_a_reason_and_a_source(writer, arguments, said):
    CityFactory(slug="sochi")
    moscow = CityFactory(slug="moscow")
    event = confirmed(format=Format.IN_PERSON, cities=[moscow], venue={"en": "Hall"})

    text = refusal(writer, event, said, *arguments)

    assert text == "A confirmed date, place or format moves only with a reason and a source."


@pytest.mark.parametrize(("writer", "arguments"), MOVING_A_CONFIRMED_EVENT)
def test_a_confirmed_fact_moves_with_them(writer, arguments):
    CityFactory(slug="sochi")
    moscow = CityFactory(slug="moscow")
    event = confirmed(format=Format.IN_PERSON, cities=[moscow], venue={"en": "Hall"})

    change = writer(event, announcement(), *arguments)

    assert change.number == 3


@pytest.mark.parametrize(
    "moves",
    [
        FactChanges(NOVEMBER_10),
        FactChanges(cities=("sochi",)),
        FactChanges(format=Format.ONLINE),
        FactChanges(venue={"en": "Elsewhere"}),
    ],
)
def test_a_mistake_of_ours_is_corrected_without_a_source(moves):
    CityFactory(slug="sochi")
    moscow = CityFactory(slug="moscow")
    event = confirmed(format=Format.IN_PERSON, cities=[moscow], venue={"en": "Hall"})

    change = changes.correct(event, announcement(source_url=""), moves)

    assert (change.kind, change.source_url, event.status) == ("corrected", "", "confirmed")


def test_what_was_only_planned_moves_without_a_reason():
    event = EventFactory(announced=UNEXPLAINED, period=JULY_22)

    changes.reschedule(event, UNEXPLAINED, FactChanges(NOVEMBER_10))

    assert event.period == NOVEMBER_10


def test_holding_a_confirmed_event_as_planned_needs_no_reason():
    event = confirmed()

    changes.hold(event, UNEXPLAINED)

    assert event.status == Status.HELD


def test_telling_a_confirmed_event_more_exactly_needs_no_reason():
    opening = Period(
        JULY_22.first, JULY_22.last, Precision.MINUTE, opens=time(14), zone="Europe/Moscow"
    )
    event = confirmed()

    changes.confirm(event, UNEXPLAINED, FactChanges(opening, Format.IN_PERSON))

    assert (event.period, event.format) == (opening, Format.IN_PERSON)


def test_confirming_keeps_the_date_and_sets_the_status():
    event = EventFactory(announced=announcement(), period=JULY_22)

    change = changes.confirm(event, announcement())

    assert (event.status, event.period) == (Status.CONFIRMED, JULY_22)
    assert (change.kind, change.old_status, change.new_status) == (
        "confirmed",
        "planned",
        "confirmed",
    )
    assert (change.old_period, change.new_period) == (None, None)


def test_confirming_may_set_the_exact_day():
    event = EventFactory(announced=announcement(), period=JULY)

    change = changes.confirm(event, announcement(), FactChanges(JULY_22))

    assert (event.status, event.period) == (Status.CONFIRMED, JULY_22)
    assert (change.old_period, change.new_period) == (JULY, JULY_22)


@pytest.mark.parametrize("period", [JULY, Period.undated()])
def test_only_an_exact_day_can_be_confirmed(period):
    event = EventFactory(announced=announcement(), period=period)

    text = refusal(changes.confirm, event, announcement())

    assert text == "Only an exact day can be confirmed: give the date first."


def test_a_confirmed_day_cannot_be_made_vague_by_confirming():
    text = refusal(changes.confirm, confirmed(), announcement(), FactChanges(JULY))

    assert text == "Only an exact day can be confirmed: give the date first."


def test_a_postponed_event_is_confirmed_with_its_new_date():
    event = EventFactory(announced=announcement(), period=JULY_22)
    changes.postpone(event, announcement())

    changes.confirm(event, announcement(), FactChanges(NOVEMBER_10))

    assert (event.status, event.period) == (Status.CONFIRMED, NOVEMBER_10)


@pytest.mark.parametrize(
    ("status", "period"),
    [
        (Status.PLANNED, JULY),
        (Status.PLANNED, Period.undated()),
        (Status.CONFIRMED, JULY_22),
        (Status.POSTPONED, AUTUMN),
    ],
)
def test_reaffirming_changes_no_fact(status, period):
    event = EventFactory(period=period, status=status)
    before = event.facts()

    change = changes.reaffirm(event, announcement())

    assert event.facts() == before
    assert (change.kind, change.new_status) == (ChangeKind.CONFIRMED, status)

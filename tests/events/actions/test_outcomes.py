"""What became of an event, and what is set without a step."""

from datetime import date

import pytest

from events.actions.changes import NOTHING, Announcement, FactChanges
from events.dates import Period, Precision
from events.enums import Format, Status
from events.timeline import Facts
from publishing.models import PublicRecord
from tests.acting import changes
from tests.events.actions.plans import AUTUMN, JULY, JULY_22, NOVEMBER_10, refusal
from tests.factories import CityFactory, EventFactory, announcement

pytestmark = pytest.mark.django_db


def test_a_held_event_says_where_and_when_it_was():
    sochi = CityFactory(slug="sochi")
    event = EventFactory(announced=announcement(), period=JULY, format=Format.IN_PERSON)

    change = changes.hold(
        event, announcement(date(2020, 7, 24)), FactChanges(JULY_22, Format.HYBRID, ("sochi",))
    )

    assert event.facts() == Facts(Status.HELD, JULY_22, Format.HYBRID, ("sochi",))
    assert list(event.cities.all()) == [sochi]
    assert (change.kind, change.new_status) == ("held", "held")


@pytest.mark.parametrize(("status", "word"), [("held", "held"), ("cancelled", "cancelled")])
def test_what_is_over_is_not_held_again(status, word):
    event = EventFactory(title_en="Summit", period=JULY_22, status=status)

    text = refusal(changes.hold, event, announcement())

    assert event.status == word
    assert text == "“Summit” is over already: correct its outcome."


def test_an_event_of_unknown_outcome_is_held_when_a_report_is_found():
    event = EventFactory(announced=announcement(), period=JULY_22)
    changes.close_without_outcome(event)

    changes.hold(event, announcement())

    assert event.status == Status.HELD


def test_holding_needs_a_date():
    text = refusal(changes.hold, EventFactory(announced=announcement()), announcement())

    assert text == "Give the date on which the event took place."


def test_an_event_cannot_be_corrected_to_held_by_what_was_said_before_its_first_day():
    event = EventFactory(announced=announcement(), period=JULY_22)

    text = refusal(changes.correct, event, announcement(date(2020, 7, 21)), status=Status.HELD)

    assert text == "The event begins on 22 July 2020 and cannot be held before."


@pytest.mark.parametrize(
    ("precision", "on", "taken"),
    [
        (Precision.MONTH, date(2020, 7, 1), True),
        (Precision.MONTH, date(2020, 6, 1), False),
        (Precision.YEAR, date(2020, 1, 1), True),
        (Precision.DAY, date(2020, 7, 22), True),
        (Precision.DAY, date(2020, 7, 21), False),
    ],
)
def test_a_report_known_to_the_month_may_lie_anywhere_in_it(precision, on, taken):
    event = EventFactory(period=JULY_22)
    report = Announcement(on, precision)
    if taken:
        changes.hold(event, report)
    else:
        refusal(changes.hold, event, report)

    event.refresh_from_db()
    assert event.status == (Status.HELD if taken else Status.PLANNED)


def test_an_event_cannot_be_held_before_its_first_day():
    event = EventFactory(announced=announcement(), period=JULY_22)

    text = refusal(changes.hold, event, announcement(date(2020, 7, 21)))

    assert text == "The event begins on 22 July 2020 and cannot be held before."


def test_an_event_may_be_reported_as_held_on_its_first_day():
    event = EventFactory(announced=announcement(), period=JULY_22)

    changes.hold(event, announcement(date(2020, 7, 22)))

    assert event.status == Status.HELD


def test_a_correction_is_a_further_entry():
    event = EventFactory(announced=announcement(), period=JULY_22)
    mistake = event.changes.values().get()

    change = changes.correct(event, announcement(source_url=""), FactChanges(NOVEMBER_10))

    assert event.changes.values().get(number=1) == mistake
    assert (change.number, change.kind, change.old_period, change.new_period) == (
        2,
        "corrected",
        JULY_22,
        NOVEMBER_10,
    )
    assert (event.status, event.period) == (Status.PLANNED, NOVEMBER_10)


def test_what_is_over_can_be_corrected():
    event = EventFactory(announced=announcement(), period=JULY_22)
    changes.cancel(event, announcement())

    changes.correct(event, announcement(), status=Status.HELD)

    assert event.status == Status.HELD


def test_titles_can_be_corrected():
    event = EventFactory(title_en="Formu")

    change = changes.correct(event, announcement(), FactChanges(titles={"en": "Forum"}))

    assert event.title_en == "Forum"
    assert (change.old_title["en"], change.new_title["en"]) == ("Formu", "Forum")


def test_a_correction_says_what_was_wrong():
    event = EventFactory(announced=announcement(), period=JULY)

    text = refusal(changes.correct, event, announcement(reason=""), FactChanges(JULY_22))

    assert text == "Say what was wrong: it is shown to the public."


@pytest.mark.parametrize("moves", [NOTHING, FactChanges(JULY), FactChanges(format=Format.UNKNOWN)])
@pytest.mark.parametrize("status", [None, Status.PLANNED])
def test_a_correction_changes_something(moves, status):
    event = EventFactory(announced=announcement(), period=JULY)

    text = refusal(changes.correct, event, announcement(), moves, status)

    assert text == "Nothing is corrected: change at least one fact."


@pytest.mark.parametrize(
    ("period", "status", "message"),
    [
        (JULY, "confirmed", "Only an exact day can be confirmed: give the date first."),
        (JULY_22, "postponed", "A postponed event has no exact day."),
        (Period.undated(), "held", "Give the date on which the event took place."),
        (Period.undated(), "unknown_outcome", "Give the date on which the event took place."),
    ],
)
def test_a_correction_leaves_no_status_that_the_date_does_not_bear(period, status, message):
    event = EventFactory(announced=announcement())

    assert refusal(changes.correct, event, announcement(), FactChanges(period), status) == message


@pytest.mark.parametrize("status", [Status.PLANNED, Status.CONFIRMED])
def test_a_plan_without_a_report_is_closed_without_a_step(status):
    event = EventFactory(published=True, period=JULY_22, status=status)

    changes.close_without_outcome(event)

    assert (event.status, event.changes.count()) == (Status.UNKNOWN_OUTCOME, 0)
    assert '"status":"unknown_outcome"' in PublicRecord.objects.latest_of("events").get().document


@pytest.mark.parametrize(
    ("status", "period"),
    [
        (Status.PLANNED, Period.undated()),
        (Status.POSTPONED, AUTUMN),
        (Status.HELD, JULY_22),
        (Status.CANCELLED, JULY_22),
        (Status.UNKNOWN_OUTCOME, JULY_22),
    ],
)
def test_only_an_expected_event_with_a_date_lacks_an_outcome(status, period):
    event = EventFactory(status=status, period=period)

    text = refusal(changes.close_without_outcome, event)

    assert text == "Only an expected event with a date can lack an outcome."


def test_facts_can_be_established_without_a_step():
    CityFactory(slug="sochi")
    event = EventFactory()
    facts = Facts(Status.CONFIRMED, JULY_22, Format.HYBRID, ("sochi",), {"en": "Hall"})

    changes.establish(event, facts)

    event.refresh_from_db()
    assert event.facts() == facts
    assert (event.sequence, event.changes.count()) == (0, 0)


def test_sequence_rises_with_an_outcome_that_nobody_announced():
    event = EventFactory(period=JULY_22)

    changes.establish(event, Facts(Status.HELD, JULY_22))
    changes.establish(event, Facts(Status.HELD, JULY_22))

    assert event.sequence == 1


def test_sequence_rises_when_told_facts_are_established_anew():
    event = EventFactory(period=JULY_22)
    changes.close_without_outcome(event)

    changes.establish(event, Facts(period=NOVEMBER_10))

    assert event.sequence == 2


def test_an_event_with_a_history_changes_by_steps_only():
    event = EventFactory(title_en="Summit", announced=announcement())

    text = refusal(changes.establish, event, Facts(period=JULY))

    assert text == "“Summit” has a history: record a change."


def test_established_facts_must_bear_their_status():
    text = refusal(changes.establish, EventFactory(), Facts(Status.CONFIRMED, JULY))

    assert text == "Only an exact day can be confirmed: give the date first."


def test_an_established_event_is_announced_with_what_it_had():
    event = EventFactory(period=JULY, published=True)

    change = changes.announce(event, announcement(), FactChanges(JULY_22))

    assert (change.old_period, change.new_period) == (JULY, JULY_22)

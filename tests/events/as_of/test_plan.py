"""The plan as it was known on a day."""

from datetime import date

import pytest

from events.actions.changes import FactChanges
from events.as_of.plan import KnownEvent, days_of_change, plan_on
from events.dates import Period
from events.enums import Format, Status
from events.models import Event
from events.timeline import Facts
from tests.acting import changes
from tests.events.past_plan import JULY, NOVEMBER, NOVEMBER_10, known_events, summit
from tests.events.stated import state_of
from tests.factories import EventFactory, announcement

pytestmark = pytest.mark.django_db


def known(day: date) -> dict[str, Facts]:
    return {event.slug: event.facts for event in plan_on(known_events(), day).known}


def unsure(day: date) -> list[str]:
    return [event.slug for event in plan_on(known_events(), day).unsure]


@pytest.mark.parametrize(
    ("day", "status", "period", "format"),
    [
        (date(2020, 5, 26), Status.CONFIRMED, JULY, Format.IN_PERSON),
        (date(2020, 5, 27), Status.POSTPONED, Period.undated(), Format.IN_PERSON),
        (date(2020, 9, 8), Status.POSTPONED, Period.undated(), Format.IN_PERSON),
        (date(2020, 9, 9), Status.PLANNED, NOVEMBER, Format.ONLINE),
        (date(2020, 10, 28), Status.PLANNED, NOVEMBER_10, Format.ONLINE),
    ],
)
def test_a_step_is_known_by_the_end_of_its_day(day, status, period, format):
    summit()

    facts = known(day)["summit"]

    assert (facts.status, facts.period, facts.format) == (status, period, format)


def test_an_event_is_not_in_the_plan_before_its_announcement():
    summit()

    assert known(date(2019, 3, 14)) == {}
    assert list(known(date(2019, 3, 15))) == ["summit"]


def test_the_event_itself_stays_what_it_is():
    event = summit()

    plan_on(known_events(), date(2020, 5, 26))

    assert Event.objects.get(pk=event.pk).period == NOVEMBER_10
    assert event.changes.count() == 5


def test_an_event_without_steps_stands_apart_until_its_own_day():
    EventFactory(slug="silent", period=JULY, published=True)

    assert (list(known(date(2020, 7, 21))), unsure(date(2020, 7, 21))) == ([], ["silent"])
    assert (list(known(date(2020, 7, 22))), unsure(date(2020, 7, 22))) == (["silent"], [])


def test_a_vague_event_without_steps_stands_apart_until_its_time_is_over():
    EventFactory(slug="silent", period=NOVEMBER, published=True)

    assert unsure(date(2020, 11, 29)) == ["silent"]
    assert unsure(date(2020, 11, 30)) == []


def test_an_outcome_that_nobody_announced_is_known_when_the_last_day_is_over():
    EventFactory(slug="silent", period=JULY, status=Status.HELD, published=True)

    assert known(date(2020, 7, 23))["silent"].status == Status.PLANNED
    assert known(date(2020, 7, 24))["silent"].status == Status.HELD


def test_an_event_known_by_its_report_alone_was_expected_before():
    event = EventFactory(slug="reported", published=True)
    changes.hold(event, announcement(date(2020, 7, 25)), FactChanges(period=JULY))

    assert unsure(date(2020, 7, 1)) == ["reported"]
    assert known(date(2020, 7, 24))["reported"].status == Status.PLANNED
    assert known(date(2020, 7, 25))["reported"].status == Status.HELD


def test_drafts_and_withdrawn_events_have_no_past():
    EventFactory(announced=announcement(date(2019, 3, 15)), period=JULY)
    EventFactory(announced=announcement(date(2019, 3, 15)), period=JULY, withdrawn=True)

    plan = plan_on(known_events(), date(2020, 5, 26))

    assert (plan.known, plan.unsure) == ((), ())


def test_a_renamed_event_has_its_old_name_before():
    event = EventFactory(title_en="Old", announced=announcement(date(2020, 1, 1)), published=True)
    changes.rename(event, announcement(date(2020, 3, 1)), {"en": "New"})

    names = [
        plan_on(known_events(), day).known[0].texts["title_en"]
        for day in (date(2020, 2, 29), date(2020, 3, 1))
    ]

    assert names == ["Old", "New"]


def test_an_event_that_was_renamed_twice_has_each_name_in_its_time():
    event = EventFactory(title_en="First", announced=announcement(date(2020, 1, 1)), published=True)
    changes.rename(event, announcement(date(2020, 3, 1)), {"en": "Second"})
    changes.rename(event, announcement(date(2020, 5, 1)), {"en": "Third"})

    names = [
        plan_on(known_events(), date(2020, month, day)).known[0].texts["title_en"]
        for month, day in ((2, 29), (3, 1), (4, 30), (5, 1))
    ]

    assert names == ["First", "Second", "Second", "Third"]


def test_a_step_of_unknown_day_may_have_been_public_and_is_named():
    event = EventFactory(announced=announcement(date(2020, 1, 1)), period=JULY, published=True)
    changes.reschedule(event, announcement(None), FactChanges(period=NOVEMBER))
    changes.reaffirm(event, announcement(date(2020, 9, 1)))

    plan = plan_on(known_events(), date(2020, 5, 1))

    assert plan.known[0].period == JULY
    assert [step.number for _event, steps in plan.silent for step in steps] == [2]
    assert plan_on(known_events(), date(2020, 9, 1)).silent == ()


def test_days_of_change_end_with_today():
    summit()

    assert days_of_change(known_events(), date(2020, 9, 9)) == [
        date(2019, 3, 15),
        date(2019, 8, 15),
        date(2020, 5, 27),
        date(2020, 9, 9),
    ]


def test_the_last_chapter_is_the_event_as_it_is():
    event = summit()
    known_event = KnownEvent.of(state_of(event))

    assert known_event.event.at(known_event.entries[-1]) == known_event.event


@pytest.mark.parametrize(
    ("act", "moves"),
    [
        (changes.reschedule, FactChanges(period=NOVEMBER_10)),
        (changes.confirm, FactChanges(period=NOVEMBER_10)),
        (changes.change_format, FactChanges(period=NOVEMBER_10, format=Format.ONLINE)),
        (changes.correct, FactChanges(period=NOVEMBER_10, format=Format.ONLINE)),
        (changes.postpone, None),
        (changes.cancel, None),
    ],
)
def test_an_event_was_before_its_first_step_what_that_says_it_left(act, moves):
    event = EventFactory(slug="talks", period=JULY, format=Format.IN_PERSON, published=True)

    act(event, announcement(date(2020, 5, 27)), *([moves] if moves else []))

    (was,) = plan_on(known_events(), date(2020, 5, 26)).unsure
    assert (was.status, was.period, was.format) == (Status.PLANNED, JULY, Format.IN_PERSON)
    assert event.facts() == known(date(2020, 5, 27))["talks"]


def test_an_event_without_a_date_had_none_before_it_was_given_one():
    event = EventFactory(slug="talks", published=True)

    changes.reschedule(event, announcement(date(2020, 5, 27)), FactChanges(period=JULY))

    (was,) = plan_on(known_events(), date(2020, 5, 26)).unsure
    assert was.period == Period.undated()


FIFTH, SIXTH = date(2020, 2, 5), date(2020, 2, 6)


@pytest.mark.parametrize("status", [Status.HELD, Status.UNKNOWN_OUTCOME, Status.CANCELLED])
@pytest.mark.parametrize("corrected_on", [date(2020, 12, 1), None])
def test_an_outcome_without_a_step_was_told_before_it_was_corrected(status, corrected_on):
    visit = EventFactory(period=Period.on(FIFTH, SIXTH), status=status, published=True)
    days = [date(2019, 6, 14), FIFTH, SIXTH, date(2020, 2, 7), date(2020, 11, 30)]

    def told() -> list[str | None]:
        return [known(day)[visit.slug].status if visit.slug in known(day) else None for day in days]

    before = told()

    changes.correct(visit, announcement(corrected_on), FactChanges(format=Format.ONLINE))

    assert before == [None, Status.PLANNED, Status.PLANNED, status, status]
    assert told() == before
    assert known(date(2020, 11, 30))[visit.slug].format == (
        Format.UNKNOWN if corrected_on else Format.ONLINE
    )
    assert known(date(2020, 12, 1))[visit.slug].format == Format.ONLINE


def test_an_outcome_was_known_by_the_day_on_which_it_was_corrected():
    visit = EventFactory(period=Period.on(FIFTH, SIXTH), status=Status.HELD, published=True)

    changes.correct(visit, announcement(SIXTH), FactChanges(format=Format.ONLINE))

    told = [known(day)[visit.slug] for day in (FIFTH, SIXTH)]
    assert [(facts.status, facts.format) for facts in told] == [
        (Status.PLANNED, Format.UNKNOWN),
        (Status.HELD, Format.ONLINE),
    ]

"""The plan at a glance."""

from datetime import date

import pytest
from django.utils import translation

from events.actions.changes import FactChanges
from events.calendar import Month
from events.dates import Period, Precision
from events.models import Event
from events.plan_memory import states_of
from events.state import EventState
from presidencies.current import one_presidency
from priorities.enums import RUNNING_SIGN
from tests.acting import changes
from tests.asked import queries_of
from tests.factories import EventFactory, PriorityFactory, announcement
from tests.factories.presidencies import PresidencyFactory
from tests.factories.priorities import sign
from website.charts.timeline import Column, EventMark, Timeline, plan_strip

pytestmark = pytest.mark.django_db

TODAY = date(2020, 10, 28)
OCTOBER = Month(2020, 10)


def strip(**options) -> Timeline:
    return plan_strip(states_of(Event.objects.all()), TODAY, **options)


def column(month: Month, drawn: Timeline) -> Column:
    (found,) = [c for year in drawn.years for c in year.columns if c.month == month]
    return found


def in_october(**values) -> Event:
    return EventFactory(
        announced=announcement(), period=Period.on(date(2020, 10, 13), date(2020, 10, 14)), **values
    )


def test_strip_shows_the_eighteen_months_of_the_term_by_year():
    drawn = strip()

    assert [(year.label, len(year.columns)) for year in drawn.years] == [("2019", 7), ("2020", 11)]
    assert drawn.years[0].columns[0].month == Month(2019, 6)
    assert drawn.years[1].columns[-1].month == Month(2020, 11)


def test_event_is_one_mark_in_each_month_in_which_it_takes_place():
    EventFactory(period=Period.on(date(2020, 10, 31), date(2020, 11, 2)))

    drawn = strip()

    assert column(OCTOBER, drawn).marks == (EventMark(RUNNING_SIGN),)
    assert column(Month(2020, 11), drawn).marks == (EventMark(RUNNING_SIGN),)
    assert column(Month(2020, 11), drawn).label == "November 2020, 1 event"


def test_mark_is_that_of_the_first_strand_of_its_public_priorities():
    hidden = PriorityFactory(position=1, strand="people")
    economy = PriorityFactory(position=2, strand="economy", published=True)
    security = PriorityFactory(position=3, strand="security", published=True)
    in_october(priorities=[security, economy, hidden])

    assert column(OCTOBER, strip()).marks == (EventMark(sign("security")),)


def test_priorities_of_another_presidency_draw_no_mark():
    lakes = PresidencyFactory()
    shared = {"position": 1, "strand": "depths", "published": True}
    foreign = PriorityFactory(presidency=lakes, **shared)
    own = PriorityFactory(position=2, strand="people", published=True)
    moved = in_october(priorities=[foreign, own])
    changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 11, 3))))
    changes.reschedule(
        in_october(priorities=[foreign]), announcement(), FactChanges(Period.on(date(2020, 11, 4)))
    )

    drawn = strip()

    assert [(mark.strand.key, mark.moved) for mark in column(OCTOBER, drawn).marks] == [
        ("running", True),
        ("people", True),
    ]
    assert [mark.strand.key for mark in column(Month(2020, 11), drawn).marks] == [
        "running",
        "people",
    ]
    assert EventState.of(Event.objects.for_cards().get(pk=moved.pk)).strand == sign("people")


def test_strip_knows_which_strands_it_shows():
    PriorityFactory(strand="people", published=True)
    in_october(priorities=[PriorityFactory(strand="policy", published=True)])

    assert strip().signs == (sign("policy"),)


def test_marks_are_stacked_by_strand_with_the_outlines_above():
    policy = PriorityFactory(strand="policy", published=True)
    in_october()
    moved = in_october(priorities=[policy])
    changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 11, 10))))
    in_october(priorities=[policy])

    drawn = strip()

    assert column(OCTOBER, drawn).marks == (
        EventMark(RUNNING_SIGN),
        EventMark(sign("policy")),
        EventMark(sign("policy"), moved=True),
    )
    assert column(OCTOBER, drawn).label == "October 2020, 2 events, 1 moved"
    assert column(Month(2020, 11), drawn).label == "November 2020, 1 event"
    assert column(Month(2019, 7), drawn).label == "July 2019, no events"


def test_slot_of_a_postponed_event_is_an_outline_said_as_such():
    changes.postpone(in_october(), announcement())

    drawn = strip()

    assert column(OCTOBER, drawn).marks == (EventMark(RUNNING_SIGN, moved=True),)
    assert column(OCTOBER, drawn).label == "October 2020, no events, 1 postponed"
    assert OCTOBER in drawn.busy


def test_cancelled_event_is_an_outline_and_counted_as_such():
    changes.cancel(in_october(), announcement())

    shown = column(OCTOBER, strip())

    assert (shown.marks, shown.label) == (
        (EventMark(RUNNING_SIGN, moved=True),),
        "October 2020, 1 event (1 cancelled)",
    )


def test_past_eight_marks_a_column_is_crowded():
    for _number in range(8):
        in_october()
    assert not column(OCTOBER, strip()).is_crowded

    in_october()

    assert column(OCTOBER, strip()).is_crowded


def test_vague_event_of_one_month_is_drawn_and_a_vaguer_one_is_told_of():
    EventFactory(period=Period.in_month(2020, 10))
    EventFactory(period=Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR))
    EventFactory(period=Period.undated())

    drawn = strip()

    assert column(OCTOBER, drawn).marks == (EventMark(RUNNING_SIGN),)
    assert drawn.remarks == "Not shown: 2 events without a known month."


def test_event_outside_the_term_is_told_of():
    EventFactory(period=Period.on(date(2021, 9, 20)))

    drawn = strip()

    assert drawn.remarks == "Before or after these months: 1 event."
    assert drawn.busy == (Month(2021, 9),)


def test_all_marks_drawn_leaves_no_remark():
    in_october()

    assert strip().remarks == ""


def test_month_of_today_is_current_unless_the_page_shows_another():
    assert [c.month for y in strip().years for c in y.columns if c.current == "date"] == [OCTOBER]

    shown = strip(page_month=Month(2020, 7))

    assert [(c.month, c.current) for y in shown.years for c in y.columns if c.current] == [
        (Month(2020, 7), "page")
    ]


def test_links_keep_the_filter():
    assert column(OCTOBER, strip(query="?body=rats")).url == "/en/calendar/2020/10/?body=rats"


def test_strip_of_chosen_events_counts_each_once():
    priorities = [PriorityFactory(published=True), PriorityFactory(published=True)]
    in_october(priorities=priorities)
    in_october()

    chosen = Event.objects.of_priorities([p.slug for p in priorities])

    assert len(column(OCTOBER, plan_strip(states_of(chosen), TODAY)).marks) == 1


def test_strip_takes_as_many_queries_for_three_as_for_one():
    numbers = []

    for _number in range(3):
        moved = in_october(priorities=[PriorityFactory(published=True)], published=True)
        changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 11, 10))))
        strip()  # the plan is read anew
        with one_presidency():  # as in a whole request
            numbers.append(queries_of(strip))

    assert numbers[0] == numbers[1] == numbers[2]


@pytest.mark.parametrize(
    ("language", "name", "label"),
    [
        ("en", "Oct", "October 2020, 5 events"),
        ("ru", "окт", "Октябрь 2020 г., 5 мероприятий"),
        ("zh-hans", "10月", "2020年10月，5项活动"),
    ],
)
def test_month_is_named_in_the_language_of_the_page(language, name, label):
    for _number in range(5):
        in_october()

    with translation.override(language):
        shown = column(OCTOBER, strip())

    assert (shown.name, shown.label) == (name, label)

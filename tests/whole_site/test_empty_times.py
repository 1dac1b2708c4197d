"""The plan as a list calls no time empty in which one of its events runs or may fall: on every day of the real plan."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.as_of.plan import KnownEvent, plan_on
from events.calendar import Month, Week
from events.plan_memory import all_states, names_of_places
from website.presenters.agenda import AgendaRow, Gap, dated_rows
from website.presenters.event_card import card
from website.presenters.groups import ghosts
from website.presenters.plan import opened_plan

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("whole_plan"),
]

MOSCOW = ZoneInfo("Europe/Moscow")
#: With the months in which an event ran on behind the day of the list: June 2019 to January 2021.
MONTHS = [Month(2019 + number // 12, number % 12 + 1) for number in range(5, 25)]


@pytest.mark.by_turns(5)
@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_no_time_is_called_empty_in_which_an_event_of_the_list_may_be(month: Month):
    day, wrong = month.first, []
    while day <= month.last:
        wrong += _denied(day)
        day += timedelta(days=1)

    assert not wrong


def _denied(today: date) -> Iterator[tuple[date, str, str]]:
    """Yield the lines of the list of `today` that say of an event's days that nothing is on."""
    now = datetime.combine(today, time(9), MOSCOW)
    names = names_of_places()
    plan = plan_on(map(KnownEvent.of, all_states()), today)
    cards = [card(state, now, names) for state in (*plan.known, *plan.unsure)]
    opened = opened_plan(cards, ghosts(cards, names, today), today)
    past = opened.past.blocks if opened.past else ()
    for block in (*past, *opened.agenda.blocks):
        if not isinstance(block, Gap):
            continue
        for row in dated_rows(cards, ()):
            if row.period.overlaps(block.first, block.last) and _is_counted(row, block, today):
                yield today, block.label, str(row.card.title)


def _is_counted(row: AgendaRow, gap: Gap, today: date) -> bool:
    """Whether a page of a month counts the event, or it can be no later than next week, and `gap` is ahead."""
    next_week = Week.of(today).plus(1)
    assert next_week is not None
    return row.period.home_month is not None or (gap.first > today and row.last <= next_week.last)

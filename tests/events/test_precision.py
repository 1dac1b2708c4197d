"""The bounds of a vague date mean what its precision says, at every door."""

from datetime import date

import pytest
from django.forms import ValidationError

from events.actions.changes import ChangeRefusedError, FactChanges
from events.calendar import misfit
from events.dates import Period
from events.models import Event
from events.timeline import Facts
from plan_data.events import CHANGES
from staff.actions.fields import period_of
from tests.acting import changes
from tests.factories import EventFactory
from tests.factories.events import announcement
from tests.plan_data.plan_files import tiny_plan, to
from tests.plan_data.test_plan_checking import faults

ONE_MONTH = "A part of a month lies in one month: give days of one, or another precision."
ONE_YEAR = "A part of a year is no longer than a year: give nearer days."


def period(text: str) -> Period:
    first, last, precision = text.split()
    return Period(date.fromisoformat(first), date.fromisoformat(last), precision)


def whole(first: str, last: str) -> str:
    return (
        f"A date of this precision has whole bounds, here {first} and {last}: give those, or "
        "another precision."
    )


FITTING = [
    "2020-05-21 2020-05-31 part_of_month",
    "2020-05-01 2020-05-31 part_of_month",
    "2020-02-29 2020-02-29 part_of_month",
    "2020-02-01 2020-02-29 month",
    "2020-05-01 2020-09-30 month",
    "2020-10-01 2020-12-31 quarter",
    "2020-04-01 2020-09-30 quarter",
    "2019-07-01 2020-06-30 half_year",
    "2020-01-01 2020-12-31 year",
    "2019-01-01 2020-12-31 year",
    "2019-08-20 2019-12-31 part_of_year",
    "2019-12-01 2020-02-29 part_of_year",
    "2019-12-01 2020-11-30 part_of_year",
]
MISFITS = {
    "2020-01-01 2021-01-31 part_of_month": ONE_MONTH,
    "2020-05-01 2021-05-31 part_of_month": ONE_MONTH,
    "2020-05-25 2020-06-05 part_of_month": ONE_MONTH,
    "2020-02-02 2020-02-29 month": whole("2020-02-01", "2020-02-29"),
    "2020-02-01 2020-02-28 month": whole("2020-02-01", "2020-02-29"),
    "2020-02-01 2020-04-30 quarter": whole("2020-01-01", "2020-06-30"),
    "2020-01-01 2020-04-30 quarter": whole("2020-01-01", "2020-06-30"),
    "2020-04-01 2020-09-30 half_year": whole("2020-01-01", "2020-12-31"),
    "2020-05-01 2021-04-30 year": whole("2020-01-01", "2021-12-31"),
    "2019-12-01 2020-12-01 part_of_year": ONE_YEAR,
}
#: The forms widen what has natural bounds, and ask about the others.
ASKED = {text: problem for text, problem in MISFITS.items() if "part_of" in text}


@pytest.mark.parametrize("text", FITTING)
def test_what_was_said_has_bounds_that_mean_it(text):
    assert misfit(period(text)) == ""


def test_exact_days_and_no_days_have_no_bounds_to_fit():
    assert misfit(Period.on(date(2019, 1, 1), date(2020, 12, 31))) == ""
    assert misfit(Period.undated()) == ""


@pytest.mark.parametrize(("text", "problem"), ASKED.items())
def test_form_refuses_other_bounds_at_the_last_day(text, problem):
    asked = period(text)
    typed = {"precision": asked.precision, "first_day": asked.first, "last_day": asked.last}

    with pytest.raises(ValidationError) as refused:
        period_of(typed, {})

    assert refused.value.message_dict == {"last_day": [problem]}


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "problem"), MISFITS.items())
def test_no_writer_takes_other_bounds(text, problem):
    told, untold = EventFactory(announced=announcement()), EventFactory()
    before = told.facts(), told.changes.count()

    with pytest.raises(ChangeRefusedError) as moved:
        changes.reschedule(told, announcement(), FactChanges(period=period(text)))
    with pytest.raises(ChangeRefusedError) as established:
        changes.establish(untold, Facts(period=period(text)))

    assert [str(moved.value), str(established.value)] == [problem, problem]
    stored = Event.objects.get(pk=told.pk)
    assert (stored.facts(), stored.changes.count()) == before


@pytest.mark.django_db
def test_bounds_that_stand_there_already_may_stay():
    event = EventFactory(announced=announcement(), period=period(FITTING[0]))
    Event.objects.filter(pk=event.pk).update(ends_on=date(2021, 6, 30))

    changes.rename(event, announcement(), {"en": "Another name"})
    changes.correct(event, announcement(), FactChanges(period=period(FITTING[0])))

    assert (event.title_en, event.period.last) == ("Another name", date(2020, 5, 31))


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "problem"), MISFITS.items())
def test_no_file_holds_other_bounds(text, problem):
    first, last, precision = text.split()
    rows = tiny_plan()
    rows["events.csv"][1] |= {
        "start_date": first,
        "end_date": last,
        "date_precision": precision,
        "status": "unknown_outcome",
    }
    rows[CHANGES][0] |= to(first, last, precision)
    rows[CHANGES][1] |= {"old_start": first, "old_end": last, "old_precision": precision}

    assert faults(rows) == [
        f"event_changes.csv, row 2, column new_start: {problem}",
        f"event_changes.csv, row 3, column old_start: {problem}",
        f"events.csv, row 3, column start_date: {problem}",
    ]

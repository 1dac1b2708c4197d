"""From what an editor typed to a period."""

from datetime import date, time

import pytest
from django.forms import ValidationError

from events.dates import Period, Precision
from staff.actions.fields import fields_of, period_of

NAMES = ("precision", "first_day", "last_day", "opens", "closes", "zone")


def typed(*values):
    return dict(zip(NAMES, (*values, *[None] * len(NAMES)), strict=False))


@pytest.mark.parametrize(
    ("values", "period"),
    [
        (("day", date(2020, 7, 22)), Period.on(date(2020, 7, 22))),
        (
            ("day", date(2020, 7, 22), date(2020, 7, 23)),
            Period.on(date(2020, 7, 22), date(2020, 7, 23)),
        ),
        (("month", date(2020, 2, 10)), Period.in_month(2020, 2)),
        (
            ("month", date(2020, 6, 10), date(2020, 7, 3)),
            Period(date(2020, 6, 1), date(2020, 7, 31), Precision.MONTH),
        ),
        (
            ("quarter", date(2020, 11, 30)),
            Period(date(2020, 10, 1), date(2020, 12, 31), Precision.QUARTER),
        ),
        (
            ("half_year", date(2020, 3, 1)),
            Period(date(2020, 1, 1), date(2020, 6, 30), Precision.HALF_YEAR),
        ),
        (
            ("year", date(2020, 3, 1)),
            Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR),
        ),
        (
            ("part_of_month", date(2020, 5, 21), date(2020, 5, 31)),
            Period(date(2020, 5, 21), date(2020, 5, 31), Precision.PART_OF_MONTH),
        ),
        (("none",), Period.undated()),
    ],
)
def test_days_become_a_period(values, period):
    assert period_of(typed(*values), {}) == period


def test_clock_time_makes_the_day_exact_to_the_minute():
    values = typed("day", date(2020, 7, 22), None, time(10), time(12, 30), "Asia/Yekaterinburg")

    assert period_of(values, {}) == Period(
        date(2020, 7, 22),
        date(2020, 7, 22),
        Precision.MINUTE,
        opens=time(10),
        closes=time(12, 30),
        zone="Asia/Yekaterinburg",
    )


def test_words_are_kept_as_they_were_written():
    period = period_of(typed("month", date(2020, 2, 1)), {"en": "after the winter holidays"})

    assert period.words == {"en": "after the winter holidays"}


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        (("day",), "Give the first day."),
        (("month", None, date(2020, 7, 1)), "Give the first day."),
        (("day", date(2020, 7, 2), date(2020, 7, 1)), "The last day lies before the first."),
        (("part_of_year", date(2020, 1, 1)), "Give the last day of the part too."),
        (("none", date(2020, 7, 1)), "Clear the days, or say how exact they are."),
        (
            ("month", date(2020, 7, 1), None, time(10), None, "Europe/Moscow"),
            "A clock time goes with exact days only: clear the times, or give the days.",
        ),
        (
            ("day", date(2020, 7, 1), None, None, time(10), "Europe/Moscow"),
            "A closing time needs an opening time.",
        ),
        (
            ("day", date(2020, 7, 1), None, time(10), time(9), "Europe/Moscow"),
            "The closing time lies before the opening time.",
        ),
    ],
)
def test_contradictions_are_refused_in_plain_words(values, problem):
    with pytest.raises(ValidationError) as refused:
        period_of(typed(*values), {})

    assert refused.value.messages == [problem]


@pytest.mark.parametrize(
    "period",
    [
        Period.undated(),
        Period.on(date(2020, 7, 22), date(2020, 7, 23)),
        Period.in_month(2020, 7),
        Period(
            date(2020, 7, 22),
            date(2020, 7, 22),
            Precision.MINUTE,
            opens=time(10),
            zone="Europe/Moscow",
        ),
    ],
)
def test_fields_of_a_period_give_the_period_back(period):
    assert period_of(fields_of(period), {}) == period


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        (
            ("day", date(2020, 7, 22), None, time(10), time(10), "Europe/Moscow"),
            "closes",
            "The closing time must lie after the opening time.",
        ),
        (
            ("day", date(2020, 7, 22), None, time(10), time(9), "Europe/Moscow"),
            "closes",
            "The closing time lies before the opening time.",
        ),
        (
            ("day", date(2020, 3, 29), None, time(2, 30), time(3), "Europe/Vienna"),
            "opens",
            "On 29 March 2020 the clocks of Europe/Vienna are put forward and never show 02:30: give "
            "another time.",
        ),
        (
            ("day", date(2020, 10, 25), None, time(1), time(2, 30), "Europe/Vienna"),
            "closes",
            "On 25 October 2020 the clocks of Europe/Vienna are put back and show 02:30 twice: give "
            "another time.",
        ),
        (
            ("day", date(2020, 7, 22), None, None, time(10), "Europe/Moscow"),
            "opens",
            "A closing time needs an opening time.",
        ),
        (("month", date(2020, 7, 1), None, time(10)), "opens", "A clock time goes with exact days only: clear the times, or give the days."),
        (("none", None, None, None, time(10)), "closes", "A clock time goes with exact days only: clear the times, or give the days."),
        (("day", date(2020, 7, 22), date(2020, 7, 21)), "last_day", "The last day lies before the first."),
        (("day", None), "first_day", "Give the first day."),
    ],
)  # fmt: skip
def test_a_contradiction_is_told_beside_the_field_that_is_wrong(values, field, message):
    with pytest.raises(ValidationError) as refused:
        period_of(typed(*values), {})

    assert refused.value.message_dict == {field: [message]}

"""Periods as values; how they are said is in test_wording.py."""

from datetime import UTC, date, datetime, time

import pytest

from events.dates import Month, Period, PeriodError, Precision

JULY_22 = date(2020, 7, 22)
JULY_23 = date(2020, 7, 23)
OPENING = Period(JULY_22, JULY_23, Precision.MINUTE, opens=time(14), zone="Asia/Shanghai")


def test_a_period_is_exact_days_by_default():
    assert Period.on(JULY_22) == Period(JULY_22, JULY_22, Precision.DAY)
    assert Period.on(JULY_22, JULY_23) == Period(JULY_22, JULY_23, Precision.DAY)


def test_a_month_is_bounded_by_its_days_leap_years_included():
    february = Period.in_month(2020, 2)

    assert (february.first, february.last) == (date(2020, 2, 1), date(2020, 2, 29))
    assert february.precision == Precision.MONTH


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"first": JULY_22, "precision": "day"},
            "A period has both a first and a last day, or neither.",
        ),
        (
            {"last": JULY_22, "precision": "day"},
            "A period has both a first and a last day, or neither.",
        ),
        (
            {"first": JULY_22, "last": JULY_22, "precision": "none"},
            "A period without days has the precision “none”, and only that.",
        ),
        (
            {"precision": "month"},
            "A period without days has the precision “none”, and only that.",
        ),
        (
            {"first": JULY_23, "last": JULY_22, "precision": "day"},
            "The last day, 22 July 2020, lies before the first day, 23 July 2020.",
        ),
        (
            {"first": JULY_22, "last": JULY_22, "precision": "day", "opens": time(9)},
            "A clock time goes with the precision “minute”, and only with that.",
        ),
        (
            {"first": JULY_22, "last": JULY_22, "precision": "minute", "zone": "Europe/Moscow"},
            "A clock time goes with the precision “minute”, and only with that.",
        ),
        (
            {"first": JULY_22, "last": JULY_22, "precision": "minute", "opens": time(9)},
            "A clock time needs the time zone of its place.",
        ),
        (
            {"first": JULY_22, "last": JULY_22, "precision": "day", "closes": time(9)},
            "A closing time needs an opening time.",
        ),
        (
            {"first": JULY_22, "last": JULY_22, "precision": "day", "zone": "Europe/Nowhere"},
            "“Europe/Nowhere” is not an IANA time zone.",
        ),
        (
            {"first": JULY_22, "last": JULY_22, "precision": "day", "zone": "../../etc/passwd"},
            "“../../etc/passwd” is not an IANA time zone.",
        ),
        (
            {
                "first": JULY_22,
                "last": JULY_22,
                "precision": "minute",
                "opens": time(14),
                "closes": time(14),
                "zone": "Europe/Moscow",
            },
            "The closing time must lie after the opening time.",
        ),
    ],
)
def test_contradicting_parts_are_refused(parts, message):
    with pytest.raises(PeriodError) as refusal:
        Period(**parts)

    assert str(refusal.value) == message


def test_an_unknown_precision_is_refused():
    with pytest.raises(ValueError, match="'week' is not a valid Precision"):
        Period(JULY_22, JULY_22, "week")


def test_a_meeting_may_close_at_an_earlier_hour_of_a_later_day():
    period = Period(
        JULY_22, JULY_23, Precision.MINUTE, opens=time(14), closes=time(12), zone="Europe/Moscow"
    )

    assert period.ends == datetime(2020, 7, 23, 9, tzinfo=UTC)


def test_clock_times_are_moments_of_the_venue():
    assert OPENING.begins == datetime(2020, 7, 22, 6, tzinfo=UTC)


def test_an_unknown_closing_time_is_midnight_after_the_last_day():
    assert OPENING.ends == datetime(2020, 7, 23, 16, tzinfo=UTC)


def test_a_day_without_a_clock_time_has_no_moments():
    assert (Period.on(JULY_22).begins, Period.on(JULY_22).ends) == (None, None)


def test_empty_words_and_seconds_are_forgotten():
    period = Period(
        JULY_22,
        JULY_22,
        Precision.MINUTE,
        opens=time(14, 0, 59, 7),
        zone="Europe/Moscow",
        words={"en": "", "ru": "днём"},
    )

    assert (period.opens, period.words) == (time(14), {"ru": "днём"})


@pytest.mark.parametrize(
    "period",
    [
        Period.undated(),
        Period(words={"en": "after the pandemic"}),
        Period.on(JULY_22, JULY_23),
        Period.in_month(2020, 7),
        Period(
            JULY_22,
            JULY_23,
            Precision.MINUTE,
            opens=time(14),
            closes=time(18, 30),
            zone="Asia/Shanghai",
            words={"en": "in the afternoon"},
        ),
    ],
)
def test_a_period_is_built_again_from_its_days_and_detail(period):
    again = Period.from_parts(period.first, period.last, period.precision.value, period.detail)

    assert again == period


def test_detail_holds_only_what_is_there():
    assert Period.on(JULY_22).detail == {}
    assert OPENING.detail == {"opens": "14:00", "zone": "Asia/Shanghai"}


def test_days_are_counted_with_both_ends():
    assert [Period.on(JULY_22).days, Period.on(JULY_22, JULY_23).days] == [1, 2]
    assert Period.undated().days == 0


@pytest.mark.parametrize(
    ("first", "last", "touched"),
    [
        (date(2020, 7, 1), date(2020, 7, 21), False),
        (date(2020, 7, 1), date(2020, 7, 22), True),
        (date(2020, 7, 23), date(2020, 7, 31), True),
        (date(2020, 7, 24), date(2020, 7, 31), False),
    ],
)
def test_periods_overlap_on_the_day_itself(first, last, touched):
    assert Period.on(JULY_22, JULY_23).overlaps(first, last) is touched


def test_an_undated_period_overlaps_nothing():
    assert Period.undated().overlaps(date.min, date.max) is False


def test_a_period_covers_its_first_and_its_last_day():
    period = Period.on(JULY_22, JULY_23)

    covered = [period.covers(date(2020, 7, day)) for day in (21, 22, 23, 24)]

    assert covered == [False, True, True, False]


def test_a_day_refines_its_month_and_the_month_its_year():
    month, year = Period.in_month(2020, 7), Period(date(2020, 1, 1), date(2020, 12, 31), "year")

    assert Period.on(JULY_22).refines(month)
    assert month.refines(year)
    assert not year.refines(month)


@pytest.mark.parametrize(
    ("new", "refines"),
    [
        (Period.on(date(2020, 7, 1)), True),
        (Period.on(date(2020, 7, 31)), True),
        (Period.on(date(2020, 7, 1), date(2020, 7, 31)), True),
        (Period.on(date(2020, 6, 30)), False),
        (Period.on(date(2020, 8, 1)), False),
        (Period.on(date(2020, 7, 31), date(2020, 8, 1)), False),
    ],
)
def test_the_first_and_the_last_day_of_a_month_are_part_of_it(new, refines):
    assert new.refines(Period.in_month(2020, 7)) is refines


@pytest.mark.parametrize(
    ("new", "old"),
    [
        (Period.on(JULY_22), Period.on(JULY_22, JULY_23)),
        (Period.on(date(2020, 8, 1)), Period.in_month(2020, 7)),
        (Period.on(date(2020, 6, 30), date(2020, 7, 2)), Period.in_month(2020, 7)),
        (Period.undated(), Period.in_month(2020, 7)),
        (Period.on(JULY_22), Period.undated()),
    ],
)
def test_what_was_exact_or_left_is_not_refined(new, old):
    assert new.refines(old) is False


def test_the_same_days_may_have_other_words_and_clock_times():
    assert Period.on(JULY_22).same_days(Period(JULY_22, JULY_22, "day", words={"en": "a day"}))
    assert Period.on(JULY_22, JULY_23).same_days(OPENING)
    assert not Period.in_month(2020, 7).same_days(Period.on(date(2020, 7, 1), date(2020, 7, 31)))
    assert not Period.on(JULY_22).same_days(Period.on(JULY_23))


@pytest.mark.parametrize(
    ("period", "iso"),
    [
        (Period.on(JULY_22, JULY_23), "2020-07-22"),
        (OPENING, "2020-07-22"),
        (Period.in_month(2020, 7), "2020-07"),
        (Period(date(2020, 5, 21), date(2020, 5, 31), "part_of_month"), "2020-05"),
        (Period(date(2020, 4, 1), date(2020, 6, 30), "quarter"), "2020"),
        (Period(date(2020, 1, 1), date(2020, 12, 31), "year"), "2020"),
        (Period(date(2019, 12, 1), date(2020, 1, 31), "month"), ""),
        (Period.undated(), ""),
    ],
)
def test_only_what_is_known_is_written_for_machines(period, iso):
    assert period.iso() == iso


@pytest.mark.parametrize(
    ("period", "month"),
    [
        (Period.on(date(2020, 7, 31), date(2020, 8, 2)), Month(2020, 7)),
        (Period.in_month(2020, 7), Month(2020, 7)),
        (Period(date(2020, 7, 1), date(2020, 7, 10), Precision.PART_OF_MONTH), Month(2020, 7)),
        (Period(date(2020, 7, 1), date(2020, 9, 30), Precision.QUARTER), None),
        (Period.undated(), None),
    ],
)
def test_home_month_is_known_only_where_all_days_of_a_vague_date_are_of_it(period, month):
    assert period.home_month == month

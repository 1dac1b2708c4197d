"""How dates are said: the table of the design (Dates), literally, and every precision."""

from datetime import date, time

import pytest
from django.utils import translation

from events.date_formats import say_day, say_time
from events.dates import Period, Precision

LANGUAGES = ("en", "ru", "zh-hans")


def days(first: str, last: str, precision: str = "day") -> Period:
    clock = {"opens": time(9), "zone": "Europe/Moscow"} if precision == "minute" else {}
    return Period(
        date.fromisoformat(first), date.fromisoformat(last), Precision(precision), **clock
    )


@pytest.mark.parametrize(
    ("period", "en", "ru", "zh"),
    [
        # The design's table.
        (
            days("2020-07-22", "2020-07-23"),
            "22–23 July 2020",
            "22–23 июля 2020 г.",
            "2020年7月22日至23日",
        ),
        (
            days("2020-06-30", "2020-07-02"),
            "30 June – 2 July 2020",
            "30 июня – 2 июля 2020 г.",
            "2020年6月30日至7月2日",
        ),
        (days("2020-07-01", "2020-07-31", "month"), "July 2020", "июль 2020 г.", "2020年7月"),
        (
            days("2020-05-21", "2020-05-31", "part_of_month"),
            "end of May 2020",
            "конец мая 2020 г.",
            "2020年5月底",
        ),
        (
            days("2020-01-01", "2020-03-31", "part_of_year"),
            "early 2020",
            "начало 2020 г.",
            "2020年初",
        ),
        # Exact days.
        (days("2020-07-22", "2020-07-22"), "22 July 2020", "22 июля 2020 г.", "2020年7月22日"),
        (
            days("2019-12-30", "2020-01-02"),
            "30 December 2019 – 2 January 2020",
            "30 декабря 2019 г. – 2 января 2020 г.",
            "2019年12月30日至2020年1月2日",
        ),
        # Parts of a month.
        (
            days("2020-05-01", "2020-05-10", "part_of_month"),
            "early May 2020",
            "начало мая 2020 г.",
            "2020年5月初",
        ),
        (
            days("2020-05-01", "2020-05-15", "part_of_month"),
            "first half of May 2020",
            "первая половина мая 2020 г.",
            "2020年5月上半月",
        ),
        (
            days("2020-05-11", "2020-05-20", "part_of_month"),
            "mid-May 2020",
            "середина мая 2020 г.",
            "2020年5月中旬",
        ),
        (
            days("2020-05-16", "2020-05-31", "part_of_month"),
            "second half of May 2020",
            "вторая половина мая 2020 г.",
            "2020年5月下半月",
        ),
        (
            days("2020-05-25", "2020-06-05", "part_of_month"),
            "May – June 2020",
            "май – июнь 2020 г.",
            "2020年5月至6月",
        ),
        # Months.
        (
            days("2020-07-01", "2020-08-31", "month"),
            "July – August 2020",
            "июль – август 2020 г.",
            "2020年7月至8月",
        ),
        (
            days("2019-12-01", "2020-01-31", "month"),
            "December 2019 – January 2020",
            "декабрь 2019 г. – январь 2020 г.",
            "2019年12月至2020年1月",
        ),
        # Quarters and halves.
        (
            days("2020-04-01", "2020-06-30", "quarter"),
            "2nd quarter 2020",
            "2-й квартал 2020 г.",
            "2020年第2季度",
        ),
        (
            days("2020-04-01", "2020-09-30", "quarter"),
            "April – September 2020",
            "апрель – сентябрь 2020 г.",
            "2020年4月至9月",
        ),
        (
            days("2020-01-01", "2020-06-30", "half_year"),
            "first half of 2020",
            "первое полугодие 2020 г.",
            "2020年上半年",
        ),
        (
            days("2020-07-01", "2020-12-31", "half_year"),
            "second half of 2020",
            "второе полугодие 2020 г.",
            "2020年下半年",
        ),
        (
            days("2019-07-01", "2020-06-30", "half_year"),
            "July 2019 – June 2020",
            "июль 2019 г. – июнь 2020 г.",
            "2019年7月至2020年6月",
        ),
        # Parts of a year.
        (
            days("2020-05-01", "2020-08-31", "part_of_year"),
            "mid-2020",
            "середина 2020 г.",
            "2020年年中",
        ),
        (
            days("2020-01-01", "2020-04-30", "part_of_year"),
            "early 2020",
            "начало 2020 г.",
            "2020年初",
        ),
        (
            days("2020-04-01", "2020-09-30", "part_of_year"),
            "mid-2020",
            "середина 2020 г.",
            "2020年年中",
        ),
        (
            days("2020-09-01", "2020-11-30", "part_of_year"),
            "end of 2020",
            "конец 2020 г.",
            "2020年底",
        ),
        (
            days("2020-10-01", "2020-12-31", "part_of_year"),
            "end of 2020",
            "конец 2020 г.",
            "2020年底",
        ),
        (
            days("2020-01-01", "2020-06-30", "part_of_year"),
            "January – June 2020",
            "январь – июнь 2020 г.",
            "2020年1月至6月",
        ),
        # Years, and nothing.
        (days("2020-01-01", "2020-12-31", "year"), "2020", "2020 г.", "2020年"),
        (days("2019-01-01", "2020-12-31", "year"), "2019–2020", "2019–2020", "2019–2020年"),
        (Period.undated(), "date to be confirmed", "дата уточняется", "日期待定"),
    ],
)
def test_a_period_is_said_as_the_language_says_it(period, en, ru, zh):
    assert [period.say(language) for language in LANGUAGES] == [en, ru, zh]


def test_a_vague_date_is_said_in_its_own_words():
    period = Period(
        date(2020, 5, 1),
        date(2020, 5, 31),
        Precision.MONTH,
        words={"en": "late May, after the holidays", "ru": "конец мая, после праздников"},
    )

    said = [period.say(language) for language in LANGUAGES]

    assert said == ["late May, after the holidays", "конец мая, после праздников", "2020年5月"]


def test_clock_times_are_said_in_24_hours():
    assert [say_time(time(14, 5), language) for language in LANGUAGES] == ["14:05"] * 3


@pytest.mark.parametrize(
    ("language", "day", "with_weekday"),
    [
        ("en", "3 November 2020", "Tuesday, 3 November 2020"),
        ("ru", "3 ноября 2020 г.", "вторник, 3 ноября 2020 г."),
        ("zh-hans", "2020年11月3日", "2020年11月3日星期二"),
    ],
)
def test_a_day_is_said_with_spaces_that_can_be_searched_for(language, day, with_weekday):
    with translation.override(language):
        said = (say_day(date(2020, 11, 3)), say_day(date(2020, 11, 3), "full"))

    assert said == (day, with_weekday)

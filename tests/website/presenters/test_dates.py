"""The date at the edge of a row, in parts."""

from datetime import date

import pytest
from django.utils import translation

from events.dates import Period, Precision
from website.presenters.dates import DateStamp, stamp_of

TODAY = date(2020, 10, 28)
LANGUAGES = ("en", "ru", "zh-hans")


def stamps(period: Period) -> list[DateStamp]:
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            said.append(stamp_of(period, language, is_today=period.covers(TODAY)))
    return said


def test_a_day_is_stamped_with_day_month_and_weekday():
    assert stamps(Period.on(date(2020, 11, 10))) == [
        DateStamp("10", "November", "Tue"),
        DateStamp("10", "ноября", "вт"),
        DateStamp("10日", "11月", "周二"),
    ]


def test_today_stands_for_the_weekday():
    assert stamps(Period.on(TODAY)) == [
        DateStamp("28", "October", "Today", is_today=True),
        DateStamp("28", "октября", "Сегодня", is_today=True),
        DateStamp("28日", "10月", "今天", is_today=True),
    ]


def test_days_of_one_month_are_stamped_as_a_range():
    assert stamps(Period.on(date(2020, 11, 10), date(2020, 11, 12))) == [
        DateStamp("10–12", "November", is_range=True),
        DateStamp("10–12", "ноября", is_range=True),
        DateStamp("10–12日", "11月", is_range=True),
    ]


@pytest.mark.parametrize(
    "period",
    [Period.on(date(2020, 10, 27), TODAY), Period.on(TODAY, date(2020, 10, 29))],
)
def test_a_range_is_today_on_its_first_and_its_last_day(period):
    assert [(stamp.weekday, stamp.is_today) for stamp in stamps(period)] == [
        ("Today", True),
        ("Сегодня", True),
        ("今天", True),
    ]


def test_days_across_months_are_stamped_in_words():
    assert stamps(Period.on(date(2020, 9, 30), date(2020, 10, 2))) == [
        DateStamp("30 September – 2 October", is_range=True, is_in_words=True),
        DateStamp("30 сентября – 2 октября", is_range=True, is_in_words=True),
        DateStamp("9月30日至10月2日", is_range=True, is_in_words=True),
    ]


def test_a_vague_date_is_stamped_in_words_that_are_short():
    period = Period(
        date(2020, 11, 1),
        date(2020, 11, 30),
        Precision.MONTH,
        words={"en": "November 2020, after the meeting of ministers"},
    )

    assert stamps(period) == [
        DateStamp("November 2020", is_in_words=True),
        DateStamp("ноябрь 2020 г.", is_in_words=True),
        DateStamp("2020年11月", is_in_words=True),
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("late November 2020", "late November 2020"),
        ("before the end of autumn", "before the end of autumn"),  # 24 characters
        ("before the end of a month", "November 2020"),
        ("2020, day not found", "November 2020"),
        ("November (as planned)", "November 2020"),
    ],
)
def test_a_vague_date_keeps_its_own_words_where_they_are_short(words: str, expected: str):
    period = Period.in_month(2020, 11)
    worded = Period(period.first, period.last, period.precision, words={"en": words})

    english, russian, _chinese = stamps(worded)

    assert (english.day, russian.day) == (expected, "ноябрь 2020 г.")


def test_an_undated_event_is_stamped_as_such():
    assert [stamp.day for stamp in stamps(Period.undated())] == [
        "No date yet",
        "Даты пока нет",
        "日期待定",
    ]

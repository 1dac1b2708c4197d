"""How a period is said with its clock time: the days never without it, and never without its zone."""

from dataclasses import replace
from datetime import date, time

import pytest

from events.date_formats import name_zone, say_clock
from events.dates import Period
from tests.events.clocks import AT_TEN, NEW_YEAR, NOVEMBER_24, NOVEMBER_25, TWO_DAYS, URALS, timed

LANGUAGES = ("en", "ru", "zh-hans")
ONE_DAY = timed(NOVEMBER_24, time(10))
TO_NOON = timed(NOVEMBER_24, time(10), time(12, 30))
TO_THE_NEXT_DAY = timed(NOVEMBER_24, time(10), time(14), last=NOVEMBER_25)


@pytest.mark.parametrize(
    ("period", "en", "ru", "zh"),
    [
        (
            Period.on(NOVEMBER_24),
            "24 November 2020",
            "24 ноября 2020 г.",
            "2020年11月24日",
        ),
        (
            ONE_DAY,
            "24 November 2020, 10:00 Moscow time",
            "24 ноября 2020 г., 10:00 (время: Москва)",
            "2020年11月24日，莫斯科时间10:00",
        ),
        (
            replace(ONE_DAY, zone=URALS),
            "24 November 2020, 10:00 Yekaterinburg time",
            "24 ноября 2020 г., 10:00 (время: Екатеринбург)",
            "2020年11月24日，叶卡捷琳堡时间10:00",
        ),
        (
            TO_NOON,
            "24 November 2020, 10:00–12:30 Moscow time",
            "24 ноября 2020 г., 10:00–12:30 (время: Москва)",
            "2020年11月24日，莫斯科时间10:00–12:30",
        ),
        (
            AT_TEN,
            "24–25 November 2020, opening at 10:00 Moscow time",
            "24–25 ноября 2020 г., начало в 10:00 (время: Москва)",
            "2020年11月24日至25日，莫斯科时间10:00开始",
        ),
        (
            TO_THE_NEXT_DAY,
            "24 November 2020, 10:00 – 25 November 2020, 14:00 Moscow time",
            "24 ноября 2020 г., 10:00 – 25 ноября 2020 г., 14:00 (время: Москва)",
            "莫斯科时间2020年11月24日10:00至2020年11月25日14:00",
        ),
        (
            NEW_YEAR,
            "31 December 2020, 23:00 – 1 January 2021, 01:00 Moscow time",
            "31 декабря 2020 г., 23:00 – 1 января 2021 г., 01:00 (время: Москва)",
            "莫斯科时间2020年12月31日23:00至2021年1月1日01:00",
        ),
    ],
)
def test_a_period_is_said_with_its_clock_time_and_zone(period, en, ru, zh):
    assert [period.say(language) for language in LANGUAGES] == [en, ru, zh]


@pytest.mark.parametrize(
    ("period", "en", "ru", "zh"),
    [
        (ONE_DAY, "10:00 Moscow time", "10:00, время: Москва", "莫斯科时间10:00"),
        (
            TO_NOON,
            "10:00–12:30 Moscow time",
            "10:00–12:30, время: Москва",
            "莫斯科时间10:00–12:30",
        ),
        (
            AT_TEN,
            "opening at 10:00 Moscow time",
            "начало в 10:00, время: Москва",
            "莫斯科时间10:00开始",
        ),
        (
            NEW_YEAR,
            "31 December, 23:00 – 1 January, 01:00 Moscow time",
            "31 декабря, 23:00 – 1 января, 01:00 (время: Москва)",
            "莫斯科时间12月31日23:00至1月1日01:00",
        ),
    ],
)
def test_a_clock_time_alone_names_the_days_only_where_it_ends_on_another(period, en, ru, zh):
    assert period.clock is not None

    said = [say_clock(period.clock, "", language) for language in LANGUAGES]

    assert said == [en, ru, zh]


@pytest.mark.parametrize("period", [ONE_DAY, TO_NOON, AT_TEN, TO_THE_NEXT_DAY])
def test_days_alone_are_said_where_that_is_asked(period):
    assert [period.say_days(language) for language in LANGUAGES] == [
        Period.on(period.first, period.last).say(language) for language in LANGUAGES
    ]


def test_words_for_the_days_do_not_hide_the_clock_time():
    words = {"en": "on two days of the forum"}

    said = [replace(period, words=words).say("en") for period in (AT_TEN, TO_THE_NEXT_DAY)]

    assert said == [
        "on two days of the forum, opening at 10:00 Moscow time",
        "on two days of the forum (24 November, 10:00 – 25 November, 14:00 Moscow time)",
    ]


def test_clock_goes_by_the_city_that_is_asked_for():
    assert replace(ONE_DAY, zone=URALS).say("en", "Chelyabinsk") == (
        "24 November 2020, 10:00 Chelyabinsk time"
    )


@pytest.mark.parametrize(
    ("zone", "names"),
    [
        ("Europe/Vienna", ["Vienna", "Вена", "维也纳"]),
        ("Asia/Shanghai", ["Beijing", "Пекин", "北京"]),
        ("UTC", ["UTC", "UTC", "UTC"]),
    ],
)
def test_a_zone_is_known_by_its_city(zone, names):
    assert [name_zone(zone, language) for language in LANGUAGES] == names


# --- what of a clock time still holds ---------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "holds"),
    [
        (TWO_DAYS, TWO_DAYS, True),
        (TWO_DAYS, AT_TEN, True),  # said more exactly
        (AT_TEN, TO_THE_NEXT_DAY, True),
        (AT_TEN, TWO_DAYS, False),  # known no more
        (AT_TEN, replace(AT_TEN, opens=time(14)), False),
        (TO_THE_NEXT_DAY, AT_TEN, False),
        (TO_THE_NEXT_DAY, replace(TO_THE_NEXT_DAY, closes=time(15)), False),
        (AT_TEN, replace(AT_TEN, zone=URALS), False),
        (AT_TEN, replace(AT_TEN, zone="Europe/Simferopol"), True),  # the same moment
        (AT_TEN, replace(AT_TEN, opens=time(12), zone=URALS), True),
        (AT_TEN, replace(AT_TEN, last=date(2020, 11, 26)), False),
    ],
)
def test_what_was_said_holds_while_days_and_moments_are_the_same(old, new, holds):
    assert old.holds_in(new) is holds

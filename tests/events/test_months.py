from datetime import date

import pytest

from events.calendar import Month


def test_a_month_knows_its_first_and_last_day():
    assert Month.of(date(2020, 2, 15)) == Month(2020, 2)
    assert (Month(2020, 2).first, Month(2020, 2).last) == (date(2020, 2, 1), date(2020, 2, 29))
    assert str(Month(2020, 2)) == "2020-02"


def test_weeks_begin_on_monday_and_cover_the_whole_month():
    weeks = Month(2020, 11).weeks

    assert weeks[0][0] == date(2020, 10, 26)
    assert weeks[-1][-1] == date(2020, 12, 6)
    assert [len(week) for week in weeks] == [7] * 6


def test_a_february_of_four_weeks_has_four():
    assert len(Month(2021, 2).weeks) == 4


def test_months_are_counted_over_the_years():
    assert Month(2020, 11).plus(2) == Month(2021, 1)
    assert Month(2020, 1).plus(-1) == Month(2019, 12)


def test_there_is_no_month_past_the_ends_of_the_calendar():
    assert (Month(1, 1).plus(-1), Month(9999, 12).plus(1)) == (None, None)
    assert (Month(1, 2).plus(-1), Month(9999, 11).plus(1)) == (Month(1, 1), Month(9999, 12))


@pytest.mark.parametrize(("year", "number"), [(0, 12), (10000, 1), (2020, 0), (2020, 13)])
def test_what_no_calendar_has_is_no_month(year, number):
    with pytest.raises(ValueError, match=r"is not a month\."):
        Month(year, number)


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2202, 7, 10), date.max])
def test_every_day_has_a_month(day):
    assert (Month.of(day).year, Month.of(day).number) == (day.year, day.month)


@pytest.mark.parametrize("month", [Month(2020, 2), Month(1, 1), Month(9999, 12)])
def test_month_is_found_by_its_number_and_read_as_it_is_written(month):
    assert (Month.at(month.ordinal), Month.read(str(month))) == (month, month)


@pytest.mark.parametrize(
    "text", ["", "2020", "2020-2", "2020-13", "0000-01", "2020-02-01", "²020-02"]
)
def test_what_is_written_otherwise_is_read_as_no_month(text):
    assert Month.read(text) is None


def test_months_are_said_by_locale():
    said = [Month(2020, 10).say(language) for language in ("en", "ru", "zh-hans")]

    assert said == ["October 2020", "октябрь 2020 г.", "2020年10月"]

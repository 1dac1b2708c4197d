import difflib
import random
from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils.translation import gettext, override

from publishing.forms import (
    BadParametersError,
    DayField,
    OneOfField,
    PageNumberField,
    ParametersForm,
    closest,
)


class Shelf(ParametersForm):
    colour = OneOfField(choices=[("red", "Red"), ("blue", "Blue")])
    page = PageNumberField()
    day = DayField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].within(date(2019, 6, 14), date(2020, 10, 28))


def read(query: str) -> dict[str, object]:
    return Shelf.read(RequestFactory().get(f"/?{query}")).cleaned_data


def refused(query: str) -> BadParametersError:
    with pytest.raises(BadParametersError) as refusal:
        read(query)
    return refusal.value


def faults(query: str) -> list[tuple[str, str, str]]:
    return refused(query).faults


def test_no_parameter_is_required():
    assert read("") == {"colour": "", "page": None, "day": None}


def test_unknown_parameters_are_passed_over():
    assert read("colour=red&utm_source=letter") == {"colour": "red", "page": None, "day": None}


def test_wrong_values_are_named_with_what_is_allowed():
    assert faults("colour=green&page=0") == [
        ("colour", "green", "Allowed: red, blue."),
        ("page", "0", "A page number is a whole number from 1."),
    ]


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("page=1&page=2", "page", "2"),
        ("page=1&page=1", "page", "1"),
        ("colour=red&colour=blue&colour=red", "colour", "red"),
    ],
)
def test_of_one_parameter_there_is_one_value(query: str, name: str, value: str):
    assert faults(query) == [(name, value, "Give it once.")]


@pytest.mark.parametrize("number", ["1", "100000"])
def test_page_number_may_be_the_first_or_the_highest(number: str):
    assert read(f"page={number}")["page"] == int(number)


@pytest.mark.parametrize("number", ["0", "100001", "-1", "1e3", "x", "1" * 5000])
def test_page_number_beyond_is_refused(number: str):
    assert [name for name, _value, _allowed in faults(f"page={number}")] == ["page"]


def test_refusal_speaks_the_language_of_the_reader():
    with override("ru"):
        expected = gettext("A page number is a whole number from 1.")

        ((_name, _value, allowed),) = faults("page=0")

    assert allowed == expected


# --- days -----------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2019-06-14", "2020-10-28"])
def test_day_may_be_the_first_or_the_last(day: str):
    assert read(f"day={day}")["day"] == date.fromisoformat(day)


@pytest.mark.parametrize(
    "day",
    [
        "2019-06-13",
        "2020-10-29",
        "0001-01-01",
        "9999-12-31",
        "2020-06-31",
        "20200601",
        "June",
        "%00",
    ],
)
def test_day_outside_or_in_another_shape_is_refused_with_the_bounds(day: str):
    ((name, _value, allowed),) = faults(f"day={day}")

    assert (name, allowed) == (
        "day",
        "Give a day from 14 June 2019 to 28 October 2020, written as 2020-06-01.",
    )


# --- the nearest address --------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("colour=bleu", "/?colour=blue"),
        ("colour=%D0%BA", "/"),
        ("colour=green&day=2020-06-01", "/?day=2020-06-01"),
        ("colour=rde&page=0&utm=x", "/?colour=red&page=1&utm=x"),
        ("page=999999", "/?page=100000"),
        ("page=x", "/"),
        ("page=" + "9" * 5000, "/?page=100000"),
        ("day=2020-06-31", "/?day=2020-06-30"),
        ("day=2020/13/1", "/?day=2020-10-28"),
        ("day=0001-01-01", "/?day=2019-06-14"),
        ("day=1.6.2020", "/"),
        ("day=tomorrow", "/"),
    ],
)
def test_nearest_address_that_can_be_read_is_offered(query: str, nearest: str):
    assert refused(query).nearest == nearest


def test_nearest_address_can_be_read():
    offered = refused("colour=bleu&page=-3&day=2020-02-30").nearest

    assert read(offered.partition("?")[2])["day"] == date(2020, 2, 29)


def test_the_closest_is_the_one_that_difflib_finds():
    chosen = random.Random(3)  # noqa: S311 (words that can be made again)
    words = tuple("".join(chosen.choices("abcd-", k=chosen.randint(0, 12))) for _word in range(300))

    for start in range(0, 300, 3):
        among = words[start + 1 : start + 30]
        assert closest(words[start], among) == next(
            iter(difflib.get_close_matches(words[start], among, n=1)), ""
        )

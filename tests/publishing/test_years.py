"""Which day belongs to the term, and which names of time zones every door takes."""

from datetime import date

import pytest

from presidencies.models import Presidency
from publishing.years import Term, is_time_zone, term


@pytest.mark.django_db
def test_term_is_that_of_the_current_presidency():
    presidency = Presidency.objects.get()
    presidency.begins, presidency.ends = date(2031, 1, 1), date(2031, 12, 31)
    presidency.save()

    assert term() == Term(date(2031, 1, 1), date(2031, 12, 31), founded=2001)


def test_first_and_last_day_belong_to_the_term():
    whole = Term(date(2019, 6, 14), date(2020, 11, 10))

    assert [whole.is_ahead(date(2019, 6, day)) for day in (13, 14)] == [True, False]
    assert [whole.is_over(date(2020, 11, day)) for day in (10, 11)] == [False, True]


#: Names that zoneinfo opens or a form could send, and that say no place.
NO_ZONES = [
    *("localtime", "posixrules", "Factory", "W-SU", "GB", "CET", "GMT0", "Etc/GMT+3", "Etc/UTC"),
    *(
        "posix/Europe/Moscow",
        "right/Europe/Moscow",
        "europe/moscow",
        "Europe",
        "Europe/",
        "leapseconds",
    ),
    *(" ", ".", "/", "//", "../UTC", "UTC+3", "\0"),
]


@pytest.mark.parametrize("name", NO_ZONES, ids=ascii)
def test_name_that_tells_no_place_is_no_zone(name: str):
    assert not is_time_zone(name)


@pytest.mark.parametrize(
    "name", ["Europe/Moscow", "Asia/Kolkata", "America/Argentina/Ushuaia", "Indian/Maldives", "UTC"]
)
def test_zone_is_named_by_its_region_and_place(name: str):
    assert is_time_zone(name)

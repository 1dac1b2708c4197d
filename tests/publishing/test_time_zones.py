"""Which names of time zones every door takes."""

import pytest

from publishing.time_zones import is_time_zone

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

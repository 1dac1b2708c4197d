from datetime import UTC, date, datetime

import pytest
import time_machine

from tests import machine_clock

LEAP_DAY = datetime(2028, 2, 29, 12, tzinfo=UTC)


@pytest.fixture
def item(request) -> pytest.Item:
    return request.node


@time_machine.travel(LEAP_DAY)
def test_test_has_the_clock_that_was_set(item):
    with machine_clock.during(item):
        assert date.today() == date(2028, 2, 29)  # noqa: DTZ011 (of the machine)


@time_machine.travel(LEAP_DAY)
def test_test_in_chromium_has_the_clock_of_the_machine(item, monkeypatch):
    monkeypatch.setattr(machine_clock, "AT", LEAP_DAY.isoformat())
    item.add_marker("browser")
    real = time_machine.escape_hatch.datetime.datetime.now

    with machine_clock.during(item):
        assert abs((real(tz=UTC) - datetime.now(tz=UTC)).total_seconds()) < 60

"""Pages change by themselves when an hour turns by a presidency's clocks, and when an event opens or closes."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from events.dates import Period
from events.next_change import next_change
from presidencies.models import Presidency
from tests.factories import CityFactory, EventFactory

pytestmark = pytest.mark.django_db


def at(monkeypatch: pytest.MonkeyPatch, *moment: int) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(*moment, tzinfo=UTC))


def moment_of(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(("minute", "second"), [(0, 0), (14, 59), (15, 0), (59, 30)])
def test_pages_change_by_themselves_when_the_hour_turns(
    monkeypatch: pytest.MonkeyPatch, minute: int, second: int
):
    at(monkeypatch, 2020, 7, 22, 12, minute, second)

    assert moment_of(next_change()) == datetime(2020, 7, 22, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minute", "second", "hour_then", "minute_then"),
    [(0, 0, 12, 15), (14, 59, 12, 15), (15, 0, 12, 30), (59, 30, 13, 0)],
)
def test_they_do_at_quarters_where_the_hours_of_a_presidency_begin_between_others(
    monkeypatch: pytest.MonkeyPatch, minute: int, second: int, hour_then: int, minute_then: int
):
    Presidency.objects.update(time_zone="Asia/Kolkata")
    at(monkeypatch, 2020, 7, 22, 12, minute, second)

    assert moment_of(next_change()) == datetime(2020, 7, 22, hour_then, minute_then, tzinfo=UTC)


def test_pages_change_when_an_event_opens_and_closes(monkeypatch: pytest.MonkeyPatch):
    period = Period.from_parts(
        date(2020, 7, 22),
        date(2020, 7, 22),
        "minute",
        {"opens": "15:07", "closes": "15:20", "zone": "Europe/Moscow"},
    )
    EventFactory(period=period, cities=[CityFactory()], published=True)

    at(monkeypatch, 2020, 7, 22, 12, 1)
    assert moment_of(next_change()) == datetime(2020, 7, 22, 12, 7, tzinfo=UTC)
    at(monkeypatch, 2020, 7, 22, 12, 7)
    assert moment_of(next_change()) == datetime(2020, 7, 22, 12, 20, tzinfo=UTC)
    at(monkeypatch, 2020, 7, 22, 12, 20)
    assert moment_of(next_change()) == datetime(2020, 7, 22, 13, tzinfo=UTC)


def test_a_standing_clock_never_strikes(settings):
    settings.PORTAL_CLOCK = "2020-10-28"

    assert next_change() == math.inf

"""Pages change by themselves when a day ends by a presidency's clocks, and when an event opens or closes."""

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


@pytest.mark.parametrize(
    ("zone", "day", "hour", "minute"),
    [("Europe/Moscow", 22, 21, 0), ("Asia/Kolkata", 22, 18, 30), ("America/New_York", 22, 21, 0)],
)
def test_pages_change_by_themselves_when_the_day_ends(
    monkeypatch: pytest.MonkeyPatch, zone: str, day: int, hour: int, minute: int
):
    """That of the installation, in Moscow, ends too."""
    Presidency.objects.update(time_zone=zone)
    at(monkeypatch, 2020, 7, 22, 12, 14, 59)

    assert moment_of(next_change()) == datetime(2020, 7, day, hour, minute, tzinfo=UTC)


def test_the_next_day_ends_a_day_later(monkeypatch: pytest.MonkeyPatch):
    at(monkeypatch, 2020, 7, 22, 21, 0)

    assert moment_of(next_change()) == datetime(2020, 7, 23, 21, tzinfo=UTC)


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
    assert moment_of(next_change()) == datetime(2020, 7, 22, 21, tzinfo=UTC)


def test_a_standing_clock_never_strikes(settings):
    settings.PORTAL_CLOCK = "2020-10-28"

    assert next_change() == math.inf

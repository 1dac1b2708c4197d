"""Dates, and an event that is confirmed: what the tests of the writers begin with."""

from datetime import date
from typing import Any

import pytest

from events.actions.changes import ChangeRefusedError
from events.dates import Period, Precision
from events.models import Change, Event
from tests.factories import EventFactory, announcement

JULY = Period.in_month(2020, 7)
JULY_22 = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER_10 = Period.on(date(2020, 11, 10))
AUTUMN = Period(date(2020, 9, 1), date(2020, 11, 30), Precision.PART_OF_YEAR)
UNEXPLAINED = announcement(reason="", source_url="")


def refusal(writer: Any, *args: Any, **kwargs: Any) -> str:
    """Return the text with which `writer` refuses, having seen that nothing was written."""
    events, steps = list(Event.objects.values()), Change.objects.count()
    with pytest.raises(ChangeRefusedError) as refused:
        writer(*args, **kwargs)
    assert (list(Event.objects.values()), Change.objects.count()) == (events, steps)
    return str(refused.value)


def confirmed(**facts: Any) -> Event:
    return EventFactory(
        announced=announcement(), confirmed=announcement(), **{"period": JULY_22, **facts}
    )

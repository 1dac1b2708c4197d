"""The plan as its pages show it, for tests of them. The clock stands at 28 October 2020."""

from datetime import date
from typing import Any

from django.test import Client

from events.dates import Period, Precision
from events.models import Event
from tests.factories import EventFactory, announcement
from tests.markup import Element, page_at

TODAY = "2020-10-28"
OCTOBER_29 = Period.on(date(2020, 10, 29))
YEAR_2020 = Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR)


def event(title: str, period: Period = OCTOBER_29, **values: Any) -> Event:
    """A public event that was announced for `period`."""
    made: Event = EventFactory(
        title_en=title, published=True, announced=announcement(), period=period, **values
    )
    return made


def page(client: Client, address: str = "") -> Element:
    """A page below /en/calendar/."""
    return page_at(client, f"/en/calendar/{address}")


def pager(shown: Element) -> list[tuple[str, str]]:
    """The text and the address of each link to a neighbour."""
    return [
        (a.text, a["href"]) for nav in shown.all("nav", cls="month-pager") for a in nav.all("a")
    ]

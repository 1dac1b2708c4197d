"""Events that a host holds, and the links of a page to them."""

from datetime import date

from events.dates import Period
from tests.factories import (
    EventFactory,
)
from tests.pages import attributes

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))

NOVEMBER = Period.on(date(2020, 11, 10))


def held(host, **values):
    return EventFactory(hosts=[host], published=True, **{"period": JULY, **values})


def links(response, within="") -> list[str]:
    return [a["href"] for a in attributes(response, "a", within=within) if "href" in a]

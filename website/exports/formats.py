"""The forms in which any list of the calendar can be taken along, by the end of its address.

The address of a form is that of the page without its last slash, then a dot and the ending:
`calendar/2020/10/` is `calendar/2020/10.csv`. The filter stays behind it.

How a reader takes the list of a page along: every form of it, and short ways to subscribe.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from i18n.texts import Text, current_language
from publishing.years import term
from website.exports import event_list, feeds, geojson, subscriptions, tables
from website.exports.subscriptions import Subscription
from website.filters.sentences import say_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.http import HttpRequest

    from website.exports.event_list import Taken
    from website.filters.selection import Part, Selection


@dataclass(frozen=True)
class Rendition:
    """One form. `label` is what a link to it says."""

    ending: str
    label: str | Promise
    media_type: str
    write: Callable[[Taken], bytes]
    #: A browser keeps the file; else it may show it.
    is_kept: bool = False

    @property
    def content_type(self) -> str:
        is_text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if is_text else self.media_type


EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CALENDAR = Rendition("ics", _("Calendar (.ics)"), "text/calendar", subscriptions.write)
GEO = Rendition("geojson", _("Map data (GeoJSON)"), "application/geo+json", geojson.write)
#: Every view has these, in the order in which they are offered.
EVERYWHERE = (
    CALENDAR,
    Rendition("xlsx", _("Table (Excel)"), EXCEL, tables.write, is_kept=True),
    Rendition("csv", _("Table (CSV)"), "text/csv", tables.write_csv, is_kept=True),
    Rendition("atom", _("Feed (Atom)"), "application/atom+xml", feeds.write),
    Rendition("json", _("Data (JSON)"), "application/json", event_list.write),
)
RENDITIONS = {rendition.ending: rendition for rendition in (*EVERYWHERE, GEO)}


class Ending:
    """A form that every view has, in an address."""

    regex = "|".join(rendition.ending for rendition in EVERYWHERE)

    def to_python(self, value: str) -> Rendition:
        return RENDITIONS[value]

    def to_url(self, value: Rendition | str) -> str:
        return value.ending if isinstance(value, Rendition) else value


@dataclass(frozen=True)
class FormLink:
    """The list of the page in another form."""

    label: str
    media_type: str
    url: str


@dataclass(frozen=True)
class Along:
    forms: list[FormLink]
    subscription: Subscription
    #: Whether the page shows the plan and not a part of it.
    is_whole: bool
    #: Nothing to take along: then nothing is offered.
    is_empty: bool


def along(request: HttpRequest, selection: Selection, view: str) -> Along:
    """Return the ways to take along what the page of `request` shows."""
    query, stem = selection.chosen.query, request.path.rstrip("/")
    offered = (*EVERYWHERE, GEO) if view == "by_place" else EVERYWHERE
    language = current_language()
    name = Text(say_name(selection), language, language)
    calendar = request.build_absolute_uri(_address(stem, CALENDAR, query))
    return Along(
        forms=_links(stem, offered, query),
        subscription=Subscription(name, calendar),
        is_whole=not query and selection.days is None,
        is_empty=not selection.count,
    )


def along_of(part: Part, request: HttpRequest) -> Along:
    """Return the ways to take along what a priority, a body or a country has of the plan."""
    offered = (*EVERYWHERE, GEO) if part.facet == "country" else EVERYWHERE
    calendar = request.build_absolute_uri(_address(part.calendar, CALENDAR))
    return Along(
        forms=_links(part.calendar, offered),
        subscription=Subscription(part.name, calendar),
        is_whole=False,
        is_empty=not part.events.exists(),
    )


def phase_on(today: date) -> str:
    """Return "after" once the term is over: then there is nothing to wait for in a calendar."""
    return "after" if term().is_over(today) else ""


def _links(stem: str, offered: Iterable[Rendition], query: str = "") -> list[FormLink]:
    return [FormLink(str(one.label), one.media_type, _address(stem, one, query)) for one in offered]


def _address(stem: str, rendition: Rendition, query: str = "") -> str:
    return f"{stem}.{rendition.ending}{query}"

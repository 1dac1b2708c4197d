"""How a reader takes the list of a page along: every form of it, and short ways to subscribe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.renditions.offered import CALENDAR, EVERYWHERE, GEO
from events.renditions.subscriptions import Subscription
from events.selection.saying import say_name
from publishing.languages import Text, current_language
from publishing.term import term

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.http import HttpRequest

    from events.renditions.offered import Rendition
    from events.selection.part import Part
    from events.selection.selection import Selection


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

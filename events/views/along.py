"""How a reader takes the list of a page along: every form of it, and short ways to subscribe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.renditions.offered import CALENDAR, EVERYWHERE, GEO, Rendition
from events.renditions.subscriptions import Subscription
from events.selection.saying import say_name
from publishing.languages import Text, current_language

if TYPE_CHECKING:
    from django.http import HttpRequest

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


def along(request: HttpRequest, selection: Selection, view: str) -> Along:
    """Return the ways to take along what the page of `request` shows."""
    query = selection.chosen.query
    offered = (*EVERYWHERE, GEO) if view == "by_place" else EVERYWHERE
    language = current_language()
    name = Text(say_name(selection), language, language)
    calendar = request.build_absolute_uri(_address(request, CALENDAR, query))
    return Along(
        forms=[
            FormLink(str(one.label), one.media_type, _address(request, one, query))
            for one in offered
        ],
        subscription=Subscription(name, calendar),
        is_whole=not query and selection.days is None,
    )


def _address(request: HttpRequest, rendition: Rendition, query: str) -> str:
    return f"{request.path.rstrip('/')}.{rendition.ending}{query}"

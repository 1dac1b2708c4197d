"""A list of events as iCalendar, to subscribe to. Those without a day are counted in its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from events.ical.ics import Feed, feed_calendar
from events.selection.saying import say_part

if TYPE_CHECKING:
    from events.renditions.taken import Taken


def write(taken: Taken) -> bytes:
    feed = Feed(
        name=taken.title,
        description=_describe(say_part(taken.selection)),
        page=taken.page_url,
        source=taken.source_url,
    )
    return feed_calendar(taken.events, feed, taken.link)


def _describe(part: str) -> str:
    if not part:
        return _("The plan of events, with every change that was announced.")
    return _("The events of the plan for: %(part)s. With every change that was announced.") % {
        "part": part.removesuffix(".")
    }

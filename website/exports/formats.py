"""The formats in which any list of the calendar is exported, and the links that offer them.

The address of an export is that of the page without its last slash, then a dot and the ending:
`calendar/2020/10/` is `calendar/2020/10.csv`. The filter stays behind it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, ngettext

from events.plan_memory import states_of
from events.state import EventState
from i18n.texts import Text, current_language
from publishing.years import term
from website.calendar_views import CALENDAR_VIEWS
from website.exports import base, feeds, geojson, subscriptions, tables
from website.exports.base import EventExport
from website.exports.ical.calendar import say_waiting, slot_of
from website.exports.subscriptions import Subscription
from website.filters.selection import Part, Selection
from website.presenters.list_summary import say_name
from website.sentences import join_sentences


@dataclass(frozen=True)
class ExportFormat:
    """One form. `label` is what a link to it says."""

    ending: str
    label: str | Promise
    media_type: str
    write: Callable[[EventExport], bytes]
    #: A browser keeps the file; else it may show it.
    is_kept: bool = False
    #: Whether its first row names the columns.
    has_headings: bool = False

    @property
    def content_type(self) -> str:
        is_text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if is_text else self.media_type


EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CALENDAR = ExportFormat("ics", _("Calendar (.ics)"), "text/calendar", subscriptions.write)
GEO = ExportFormat("geojson", _("Map data (GeoJSON)"), "application/geo+json", geojson.write)
#: Every view has these, in the order in which they are offered.
EVERYWHERE = (
    CALENDAR,
    ExportFormat("xlsx", _("Table (Excel)"), EXCEL, tables.write, is_kept=True, has_headings=True),
    ExportFormat(
        "csv", _("Table (CSV)"), "text/csv", tables.write_csv, is_kept=True, has_headings=True
    ),
    ExportFormat("atom", _("Feed (Atom)"), "application/atom+xml", feeds.write),
    ExportFormat("json", _("Data (JSON)"), "application/json", base.write),
)
EXPORT_FORMATS = {export_format.ending: export_format for export_format in (*EVERYWHERE, GEO)}


class Ending:
    """A form that every view has, in an address."""

    regex = "|".join(export_format.ending for export_format in EVERYWHERE)

    def to_python(self, value: str) -> ExportFormat:
        return EXPORT_FORMATS[value]

    def to_url(self, value: ExportFormat | str) -> str:
        return value.ending if isinstance(value, ExportFormat) else value


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
    #: Whether all of its days are over: then no calendar waits for anything.
    is_past: bool = False
    #: How many of its events are entries of the calendar, where not all are.
    entries: str = ""

    @property
    def waits(self) -> bool:
        """Whether a calendar may follow it: nobody subscribes to a day that is over, but many take its file."""
        return self.is_whole or not self.is_past


def say_entries(events: Sequence[EventState]) -> str:
    """Say how many of `events` are entries of the calendar, and that the others have no day.

    And how many stand there on one that they no longer have, as the calendar says itself. "" where each is on its own.
    """
    entries = [event for event in events if slot_of(event) is not None]
    waiting, rest = sum(not event.period.is_exact for event in entries), len(events) - len(entries)
    said = [_say_rest(len(entries), rest)] if rest else []
    return join_sentences([*said, say_waiting(waiting)] if waiting else said)


def _say_rest(entry_count: int, rest: int) -> str:
    parts = {"entries": entry_count, "count": rest}
    return (
        ngettext(
            "Entries in the calendar: %(entries)d. %(count)d event has no exact day and is only here.",
            "Entries in the calendar: %(entries)d. %(count)d events have no exact day and are only here.",
            rest,
        )
        % parts
    )


def along(request: HttpRequest, selection: Selection, view: str, now: datetime) -> Along:
    """Return the ways to take along what the page of `request` shows at `now`."""
    query, stem = selection.plan_filter.query, request.path.rstrip("/")
    export_formats = (*EVERYWHERE, GEO) if CALENDAR_VIEWS[view].has_map else EVERYWHERE
    language = current_language()
    name = Text(say_name(selection), language, language)
    calendar = request.build_absolute_uri(_address(stem, CALENDAR, query))
    has_coming = any(event.is_coming(now) for event, _stay in selection.shown)
    return Along(
        forms=_links(stem, export_formats, query),
        subscription=Subscription(name, calendar, has_coming),
        is_whole=not query and selection.days is None,
        is_empty=not selection.count,
        is_past=_waits_for_nothing(selection, now.date(), has_coming=has_coming),
        entries=say_entries([event for event, _stay in selection.shown]),
    )


def _waits_for_nothing(selection: Selection, today: date, *, has_coming: bool) -> bool:
    """Whether a list is of a time that is over, or of one that ends today with nothing still to come."""
    days = selection.time
    return days is not None and (days.last < today or (days.last == today and not has_coming))


def along_of(part: Part, request: HttpRequest, now: datetime) -> Along:
    """Return the ways to take along what a priority, a body or a country has of the plan at `now`."""
    events = states_of(part.events)
    export_formats = (*EVERYWHERE, GEO) if part.facet == "country" else EVERYWHERE
    calendar = request.build_absolute_uri(_address(part.calendar, CALENDAR))
    return Along(
        forms=_links(part.calendar, export_formats),
        subscription=Subscription(
            part.name, calendar, any(event.is_coming(now) for event in events)
        ),
        is_whole=False,
        is_empty=not events,
        entries=say_entries(events),
    )


def phase_on(today: date) -> str:
    """Return "after" once the term is over: then there is nothing to wait for in a calendar."""
    return "after" if term().is_over(today) else ""


def _links(stem: str, export_formats: Iterable[ExportFormat], query: str = "") -> list[FormLink]:
    return [
        FormLink(
            str(export_format.label), export_format.media_type, _address(stem, export_format, query)
        )
        for export_format in export_formats
    ]


def _address(stem: str, export_format: ExportFormat, query: str = "") -> str:
    return f"{stem}.{export_format.ending}{query}"

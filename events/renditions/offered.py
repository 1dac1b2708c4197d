"""The forms in which any list of the calendar can be taken along, by the end of its address.

The address of a form is that of the page without its last slash, then a dot and the ending:
`calendar/2020/10/` is `calendar/2020/10.csv`. The filter stays behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.renditions import calendar, documents, feed, geo, sheet, table

if TYPE_CHECKING:
    from events.renditions.taken import Taken


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
CALENDAR = Rendition("ics", _("Calendar (.ics)"), "text/calendar", calendar.write)
GEO = Rendition("geojson", _("Map data (GeoJSON)"), "application/geo+json", geo.write)
#: Every view has these, in the order in which they are offered.
EVERYWHERE = (
    CALENDAR,
    Rendition("xlsx", _("Table (Excel)"), EXCEL, sheet.write, is_kept=True),
    Rendition("csv", _("Table (CSV)"), "text/csv", table.write_csv, is_kept=True),
    Rendition("atom", _("Feed (Atom)"), "application/atom+xml", feed.write),
    Rendition("json", _("Data (JSON)"), "application/json", documents.write),
)
RENDITIONS = {rendition.ending: rendition for rendition in (*EVERYWHERE, GEO)}


class Ending:
    """A form that every view has, in an address."""

    regex = "|".join(rendition.ending for rendition in EVERYWHERE)

    def to_python(self, value: str) -> Rendition:
        return RENDITIONS[value]

    def to_url(self, value: Rendition | str) -> str:
        return value.ending if isinstance(value, Rendition) else value

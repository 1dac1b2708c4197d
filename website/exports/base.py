"""The events of one address, ready for any export, and their export as JSON.

The JSON joins the public documents as they were stored: nothing is written anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import orjson

from events.state import EventState
from i18n.texts import bcp47, current_language
from publishing.models import PublicRecord
from website.filters.selection import Selection
from website.presenters.list_summary import say_name, say_selection

Link = Callable[[str], str]


@dataclass(frozen=True)
class EventExport:
    """A selection on its way out. `page` and `source` are paths; `link` makes them absolute."""

    selection: Selection
    page: str
    source: str
    link: Link
    #: The portal's moment (aware).
    now: datetime
    #: Whether the columns of a table are called as programs know them, in every language.
    names_fields: bool = False

    @cached_property
    def events(self) -> Sequence[EventState]:
        """In the order of the plan."""
        return self.selection.states

    @property
    def language(self) -> str:
        """As RFC 5646 writes it."""
        return bcp47(current_language())

    @property
    def title(self) -> str:
        return say_name(self.selection)

    @property
    def description(self) -> str:
        return say_selection(self.selection)

    @property
    def page_url(self) -> str:
        return self.link(self.page)

    @property
    def source_url(self) -> str:
        return self.link(self.source)


def write(export: EventExport) -> bytes:
    """Return the documents of the API, in the order of the plan, behind a head in one language.

    An event that was withdrawn between the two reads is not among them.
    """
    slugs = [event.slug for event in export.events]
    records = PublicRecord.objects.latest_of("events").living().of_keys(slugs)
    documents = dict(records.values_list("key", "document"))
    results = [documents[slug] for slug in slugs if slug in documents]
    head = {
        "title": export.title,
        "description": export.description,
        "language": export.language,
        "page": export.page_url,
        "count": len(results),
    }
    return orjson.dumps(head)[:-1] + f',"results":[{",".join(results)}]}}'.encode()

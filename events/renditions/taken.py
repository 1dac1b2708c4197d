"""The events of one address, ready to be written in any form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from events.event_state import states_of
from events.selection.saying import say_name, say_selection
from publishing.languages import bcp47, current_language

if TYPE_CHECKING:
    from events.event_state import EventState
    from events.selection.selection import Selection

Link = Callable[[str], str]


@dataclass(frozen=True)
class Taken:
    """A selection on its way out. `page` and `source` are paths; `link` makes them absolute."""

    selection: Selection
    page: str
    source: str
    link: Link
    #: The portal's moment (aware).
    now: datetime

    @cached_property
    def events(self) -> list[EventState]:
        """In the order of the plan."""
        return states_of(self.selection.events.for_cards())

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

"""What is on record of the plan, and how a filter narrows what a page about the past tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from events.as_of.plan import KnownEvent, days_of_change
from events.models import Event
from events.state import EventState
from places.models import PlaceNames
from website.filters.as_of import Judge
from website.filters.counts import TraitsReader
from website.filters.forms import PlanFilter
from website.filters.sentences import say_chosen
from website.views.shared import WiderFilter, has_blanks, wider_filters

if TYPE_CHECKING:
    from website.filters.as_of import Recalled


@dataclass(frozen=True)
class Record:
    """What is on record of the public plan, up to the portal's day."""

    today: date
    tales: tuple[KnownEvent, ...]
    names: PlaceNames

    @classmethod
    def read(cls, today: date, names: PlaceNames | None = None) -> Record:
        events = Event.objects.published().in_plan_order().for_cards()
        return cls(
            today=today,
            tales=tuple(KnownEvent.of(EventState.of(event)) for event in events),
            names=names or PlaceNames.read(),
        )

    @cached_property
    def days(self) -> list[date]:
        """The days on which the plan changed."""
        return days_of_change(self.tales, self.today)

    @property
    def first(self) -> date:
        return self.days[0] if self.days else self.today

    @property
    def latest(self) -> date:
        return self.days[-1] if self.days else self.today

    @property
    def earlier(self) -> date:
        """The change before the latest: the nearest day with another plan than now."""
        return self.days[-2] if len(self.days) > 1 else self.latest

    def beside(self, day: date) -> tuple[date | None, date | None]:
        """Return the last day of a change before `day`, and the first one after it."""
        before = [other for other in self.days if other < day]
        after = [other for other in self.days if other > day]
        return (before[-1] if before else None, after[0] if after else None)


def judge(chosen: PlanFilter, names: PlaceNames) -> Judge:
    """Return what judges events by `chosen`. One query at most, and those of `TraitsReader`."""
    worded = chosen.worded(Event.objects.published()) if chosen.words else Event.objects.none()
    return Judge(
        chosen,
        worded=set(worded.values_list("pk", flat=True)),
        reader=TraitsReader.open(),
        places=names,
    )


@dataclass(frozen=True)
class Narrowed:
    """The address of a page about the past: `days` are its own parameters, beside the filter's."""

    path: str
    chosen: PlanFilter
    days: tuple[tuple[str, str], ...] = ()

    @property
    def url(self) -> str:
        return self.path + self.query(self.chosen.query)

    def query(self, narrowing: str) -> str:
        """Return the days and a filter, "?body=rats", as the end of an address."""
        return "&".join(part for part in (self.query_of_days, narrowing) if part).replace("&?", "&")

    @property
    def query_of_days(self) -> str:
        return f"?{urlencode(self.days)}" if self.days else ""

    def tidied(self, request: HttpRequest) -> HttpResponse | None:
        """Return a redirect to the address without the blank values of a form, when it has some."""
        return redirect(self.url) if has_blanks(request, self.chosen) else None

    def context(self, recalled: Recalled, apart: int) -> dict[str, Any]:
        """Return the panel and the sentence of what it leaves, `apart` of it, for the template."""
        chosen, count = self.chosen, recalled.count
        return {
            "chosen": chosen,
            "facets": recalled.facets,
            "query": chosen.query,
            "day_parameters": self.days,
            "query_of_days": self.query_of_days,
            "kept": [(name, value) for name, values in chosen.chosen.items() for value in values],
            "shown": say_chosen(chosen, count, apart) if chosen.query and count else "",
            "wider": [] if count else self._wider(recalled),
        }

    def _wider(self, recalled: Recalled) -> list[WiderFilter]:
        return [
            WiderFilter(one.label, one.events, self.query(one.query))
            for one in wider_filters(recalled)
        ]

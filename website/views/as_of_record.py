"""What is on record of the plan, and how a filter narrows what a page about the past tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from events.as_of.plan import KnownEvent, days_of_change
from events.models import Event
from events.plan_memory import states_of
from places.models import PlaceNames
from website.filters.as_of import Judge, PastSelection
from website.filters.counts import TraitsReader
from website.filters.forms import PlanFilter
from website.presenters.list_summary import say_chosen
from website.views.base import WiderFilter, has_blanks, wider_filters


@dataclass(frozen=True)
class Record:
    """What is on record of the public plan, up to the portal's day."""

    today: date
    known_events: tuple[KnownEvent, ...]
    names: PlaceNames

    @classmethod
    def read(cls, today: date, names: PlaceNames | None = None) -> Record:
        events = states_of(Event.objects.published().in_plan_order())
        return cls(
            today=today,
            known_events=tuple(KnownEvent.of(event) for event in events),
            names=names or PlaceNames.read(),
        )

    @cached_property
    def days(self) -> list[date]:
        """The days on which the plan changed."""
        return days_of_change(self.known_events, self.today)

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
        earlier_days = [change_day for change_day in self.days if change_day < day]
        later_days = [change_day for change_day in self.days if change_day > day]
        return (earlier_days[-1] if earlier_days else None, later_days[0] if later_days else None)


def judge(plan_filter: PlanFilter, names: PlaceNames) -> Judge:
    """Return what judges events by `plan_filter`. One query at most, and those of `TraitsReader`."""
    matches = (
        plan_filter.worded(Event.objects.published()) if plan_filter.words else Event.objects.none()
    )
    return Judge(
        plan_filter,
        worded=set(matches.values_list("pk", flat=True)),
        reader=TraitsReader.open(),
        places=names,
    )


@dataclass(frozen=True)
class FilteredAddress:
    """The address of a page about the past: `days` are its own parameters, beside the filter's."""

    path: str
    plan_filter: PlanFilter
    days: tuple[tuple[str, str], ...] = ()

    @property
    def url(self) -> str:
        return self.path + self.query(self.plan_filter.query)

    def query(self, filter_query: str) -> str:
        """Return the days and a filter, "?body=rats", as the end of an address."""
        return "&".join(part for part in (self.query_of_days, filter_query) if part).replace(
            "&?", "&"
        )

    @property
    def query_of_days(self) -> str:
        return f"?{urlencode(self.days)}" if self.days else ""

    def tidied(self, request: HttpRequest) -> HttpResponse | None:
        """Return a redirect to the address without the blank values of a form, when it has some."""
        return redirect(self.url) if has_blanks(request, self.plan_filter) else None

    def context(self, selection: PastSelection, apart_count: int) -> dict[str, Any]:
        """Return the panel and the sentence of what it leaves, `apart_count` of it below, for the template."""
        plan_filter, count = self.plan_filter, selection.count
        return {
            "chosen": plan_filter,
            "facets": selection.facets,
            "query": plan_filter.query,
            "day_parameters": self.days,
            "query_of_days": self.query_of_days,
            "kept": [
                (name, value)
                for name, values in plan_filter.values_by_name.items()
                for value in values
            ],
            "shown": say_chosen(plan_filter, count, apart_count)
            if plan_filter.query and count
            else "",
            "wider": [] if count else self._wider(selection),
        }

    def _wider(self, selection: PastSelection) -> list[WiderFilter]:
        return [
            WiderFilter(wider.label, wider.events, self.query(wider.query))
            for wider in wider_filters(selection)
        ]

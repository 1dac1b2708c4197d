"""The plan as it was on a day, and what changed in it between two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.as_of.diff import differences
from events.as_of.plan import KnownEvent, days_of_change, plan_on
from events.date_formats import say_day, say_interval
from events.models import Change, Event
from events.plan_memory import states_of
from i18n.texts import current_locale
from places.models import PlaceNames
from publishing import clock, forms, years
from website.charts.timeline import signs_of
from website.filters.as_of import RECENT, Judge, PastSelection
from website.filters.counts import TraitsReader
from website.filters.forms import DayParameters, DaysParameters, PastFilter
from website.presenters import diff, list_summary
from website.presenters.as_of import as_on_page, plan_days
from website.presenters.list_summary import say_chosen
from website.presenters.plan import promise_against
from website.views.base import (
    WiderFilter,
    by_readers_clock,
    has_blanks,
    readers_names,
    wider_filters,
)


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

    @property
    def of_the_term(self) -> tuple[date, date]:
        """From the beginning of the term to its end, or to what changed last after it; today at most."""
        last = max(years.term().ends, self.latest)
        return max(years.term().begins, self.first), min(last, self.today)

    def beside(self, day: date) -> tuple[date | None, date | None]:
        """Return the last day of a change before `day`, and the first one after it."""
        earlier_days = [change_day for change_day in self.days if change_day < day]
        later_days = [change_day for change_day in self.days if change_day > day]
        return (earlier_days[-1] if earlier_days else None, later_days[0] if later_days else None)


def judge(plan_filter: PastFilter, names: PlaceNames) -> Judge:
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
    plan_filter: PastFilter
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


# --- the plan as it was --------------------------------------------------------------


@require_safe
@forms.takes(DayParameters, PastFilter)
def as_on_any(request: HttpRequest) -> HttpResponse:
    """Where the form that asks for a day leads; without one, to the plan before the latest change."""
    record = Record.read(clock.today())
    bounds = {"first": record.first, "last": record.today}
    day = DayParameters.read(request, **bounds).cleaned_data["day"]
    return redirect(_as_on_url(day or record.earlier, PastFilter.read(request).query))


@require_safe
@forms.takes(PastFilter)
def as_on(request: HttpRequest, day: str) -> HttpResponse:
    record = Record.read(clock.today(), readers_names(request))
    plan_filter = PastFilter.read(request)
    page_day = _day_on_record(day, record)
    if day != page_day.isoformat():
        return redirect(_as_on_url(page_day, plan_filter.query))
    address = FilteredAddress(request.path, plan_filter)
    if redirection := address.tidied(request):
        return redirection
    ruling = judge(plan_filter, record.names)
    plan = plan_on(record.known_events, page_day)
    selection = ruling.of_plan(plan)
    filtered_plan = selection.plan(plan)
    context = {
        **as_on_page(filtered_plan, clock.end_of(page_day), record.names),
        **address.context(selection, len(filtered_plan.unsure)),
        "promise": None if plan_filter.query else promise_against(plan.known, page_day),
        "has_lead": bool(filtered_plan.known) or not plan_filter.query,
        **_instead(ruling, selection, record, page_day),
        "signs": signs_of((*filtered_plan.known, *filtered_plan.unsure)),
        "day": page_day,
        "said": say_day(page_day),
        "fields": [("day", _("Day"), page_day)],
        "first": record.first,
        "last": record.today,
        **_days_beside(record, page_day, plan_filter.query),
        "is_now": page_day == record.today,
        "changes_url": _changes_url(page_day, record.today, plan_filter),
        "section": _("Calendar"),
        "section_url": reverse("events:plan"),
    }
    return by_readers_clock(render(request, "events/as_on.html", context), filtered_plan.known)


@dataclass(frozen=True)
class DayLink:
    """A page of one day, as a link."""

    label: str
    url: str

    @classmethod
    def to(cls, day: date, query: str) -> DayLink:
        return cls(say_day(day), _as_on_url(day, query))


def _as_on_url(day: date, query: str) -> str:
    return reverse("events:as_on", args=[day.isoformat()]) + query


def _days_beside(record: Record, day: date, query: str) -> dict[str, DayLink | None]:
    """Return links to the plan of the change before the day on show, and of the one after it."""
    previous_day, following_day = record.beside(day)
    return {
        "previous": DayLink.to(previous_day, query) if previous_day else None,
        "following": DayLink.to(following_day, query) if following_day else None,
    }


def _plans_at_the_ends(
    record: Record, days: tuple[date, date], query: str
) -> dict[str, DayLink | None]:
    """Return links to the plan before the first of some days, and at the end of the last."""
    first, last = days
    eve = first - timedelta(days=1)
    return {
        "before": DayLink.to(eve, query) if eve >= record.first else None,
        "after": DayLink.to(last, query),
    }


def _instead(ruling: Judge, selection: PastSelection, record: Record, day: date) -> dict[str, Any]:
    """Return what to say when a filter leaves nothing of the plan of a day, and where to go."""
    if selection.count or not ruling.plan_filter.query:
        return {"missing": "", "nearest": None}
    label = _("As of %(day)s") % {"day": say_day(day)}
    return {
        "missing": list_summary.say_missing_then(ruling.plan_filter, label),
        "nearest": _nearest_plan(ruling, record, day),
    }


def _nearest_plan(ruling: Judge, record: Record, day: date) -> DayLink | None:
    nearest_day = ruling.nearest_plan(record.known_events, day, (record.first, record.today))
    return DayLink.to(nearest_day, ruling.plan_filter.query) if nearest_day else None


def _nearest_change(ruling: Judge, record: Record, bounds: tuple[date, date]) -> DayLink | None:
    nearest_day = ruling.nearest_change(record.known_events, bounds, record.today)
    return (
        DayLink(say_day(nearest_day), _changes_url(nearest_day, nearest_day, ruling.plan_filter))
        if nearest_day
        else None
    )


def _day_on_record(text: str, record: Record) -> date:
    """Read the day of an address. Raises BadParametersError, which offers the nearest."""
    form = DayParameters({"day": text}, first=record.first, last=record.today)
    if not form.is_valid():
        nearest_day = form.fields["day"].nearest(text) or record.latest.isoformat()  # type: ignore[attr-defined]
        raise forms.BadParametersError(form.faults, reverse("events:as_on", args=[nearest_day]))
    day: date = form.cleaned_data["day"]
    return day


# --- what changed --------------------------------------------------------------------


@require_safe
@forms.takes(DaysParameters, PastFilter)
def changes(request: HttpRequest) -> HttpResponse:
    record, plan_filter = Record.read(clock.today()), PastFilter.read(request)
    bounds = {"first": record.first, "last": record.today}
    days = DaysParameters.read(request, **bounds).cleaned_data
    first, last = _days(days["from"], days["to"], record)
    address = FilteredAddress(request.path, plan_filter, _as_parameters(first, last))
    if redirection := address.tidied(request):
        return redirection
    ruling = judge(plan_filter, record.names)
    plan_changes = differences(record.known_events, first, last)
    selection = ruling.of_differences(plan_changes, record.known_events)
    label = say_interval(first, last, "yMMMMd", current_locale())
    filtered_changes = selection.differences(plan_changes)
    steps = (step for difference in filtered_changes.dated for step in difference.steps)
    companions = Change.objects.public_events_of(step.decision for step in steps)
    presenter = diff.DiffPresenter(clock.end_of(last), record.names, companions)
    diff_list = presenter.list_of(filtered_changes)
    drawn_days = plan_days(record.today)
    context = {
        **address.context(selection, selection.count - len(filtered_changes.dated)),
        "list": diff_list,
        "missing": ""
        if selection.count
        else list_summary.say_unchanged(plan_filter, label) or diff_list.sentence,
        "nearest": None if selection.count else _nearest_change(ruling, record, (first, last)),
        "fields": [("from", _("From"), first), ("to", _("To, inclusive"), last)],
        "said": label,
        "earliest": record.first,
        "today": record.today,
        **_plans_at_the_ends(record, (first, last), plan_filter.query),
        "spans": _spans(record, (first, last), plan_filter),
        "plan_days": None if request.GET else drawn_days,
        "shared_days": drawn_days,
        "section": _("Calendar"),
        "section_url": reverse("events:plan"),
    }
    return render(request, "events/changes.html", context)


def _days(first: date | None, last: date | None, record: Record) -> tuple[date, date]:
    """Fill in what was not asked for: the days before today, or after the term all of it and what came since."""
    if first is None and last is None and years.term().is_over(record.today):
        return record.of_the_term
    last = last or record.today
    return first or max(last - timedelta(days=RECENT - 1), record.first), last


@dataclass(frozen=True)
class Stretch:
    """A time worth asking for, as a link."""

    label: str
    url: str
    is_current: bool


def _spans(record: Record, days: tuple[date, date], plan_filter: PastFilter) -> list[Stretch]:
    recent = max(record.today - timedelta(days=RECENT - 1), record.first)
    term_start, term_last = record.of_the_term
    spans = [(_("The last 30 days"), recent, record.today)]
    if term_start <= record.today:
        spans.append((_("Since the Presidency began"), term_start, term_last))
    if record.first < term_start:
        spans.append((_("All that is on record"), record.first, record.today))
    return [
        Stretch(label, _changes_url(begin, end, plan_filter), (begin, end) == days)
        for label, begin, end in spans
    ]


def _changes_url(first: date, last: date, plan_filter: PastFilter) -> str:
    return FilteredAddress(reverse("events:changes"), plan_filter, _as_parameters(first, last)).url


def _as_parameters(first: date, last: date) -> tuple[tuple[str, str], ...]:
    return (("from", first.isoformat()), ("to", last.isoformat()))

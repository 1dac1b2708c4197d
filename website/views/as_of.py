"""The plan as it was on a day, and what changed in it between two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.as_of.diff import differences
from events.as_of.plan import plan_on
from events.date_formats import say_interval
from events.dates import Period
from i18n.texts import current_language, current_locale
from publishing import clock
from publishing.parameters import BadParametersError, takes
from publishing.years import term
from website.charts.timeline import signs_shown
from website.filters.dates import DayParameters, DaysParameters
from website.filters.forms import PlanFilter
from website.filters.sentences import say_missing_then, say_unchanged
from website.presenters.as_of import as_on_page
from website.presenters.diff import DiffPresenter
from website.presenters.promise import promise_against
from website.views.as_of_record import Narrowed, Record, judge
from website.views.clock_choice import by_readers_clock, readers_names

if TYPE_CHECKING:
    from website.filters.as_of import Judge, Recalled

#: Days of which the page of changes tells when it is not asked for any.
RECENT = 30


# --- the plan as it was --------------------------------------------------------------


@require_safe
@takes(DayParameters, PlanFilter)
def as_on_any(request: HttpRequest) -> HttpResponse:
    """Where the form that asks for a day leads; without one, to the plan before the latest change."""
    record = Record.read(clock.today())
    bounds = {"first": record.first, "last": record.today}
    day = DayParameters.read(request, **bounds).cleaned_data["day"]
    return redirect(_as_on_url(day or record.earlier, PlanFilter.read(request).query))


@require_safe
@takes(PlanFilter)
def as_on(request: HttpRequest, day: str) -> HttpResponse:
    record = Record.read(clock.today(), readers_names(request))
    chosen = PlanFilter.read(request)
    shown = _day_on_record(day, record)
    if day != shown.isoformat():
        return redirect(_as_on_url(shown, chosen.query))
    narrowed = Narrowed(request.path, chosen)
    if redirection := narrowed.tidied(request):
        return redirection
    ruling = judge(chosen, record.names)
    plan = plan_on(record.tales, shown)
    recalled = ruling.of_plan(plan)
    left = recalled.plan(plan)
    context = {
        **as_on_page(left, clock.end_of(shown), record.names),
        **narrowed.context(recalled, len(left.unsure)),
        "promise": None if chosen.query else promise_against(plan.known, shown),
        "has_lead": bool(left.known) or not chosen.query,
        **_instead(ruling, recalled, record, shown),
        "signs": signs_shown(),
        "day": shown,
        "said": _say(shown),
        "fields": [("day", _("Day"), shown)],
        "first": record.first,
        "last": record.today,
        **_days_beside(record, shown, chosen.query),
        "is_now": shown == record.today,
        "changes_url": _changes_url(shown, record.today, chosen),
        "section": _("Calendar"),
        "section_url": reverse("events:plan"),
    }
    return by_readers_clock(render(request, "events/as_on.html", context), left.known)


@dataclass(frozen=True)
class DayLink:
    """A page of one day, as a link."""

    label: str
    url: str

    @classmethod
    def to(cls, day: date, query: str) -> DayLink:
        return cls(_say(day), _as_on_url(day, query))


def _as_on_url(day: date, query: str) -> str:
    return reverse("events:as_on", args=[day.isoformat()]) + query


def _days_beside(record: Record, shown: date, query: str) -> dict[str, DayLink | None]:
    """Return links to the plan of the change before the day on show, and of the one after it."""
    before, after = record.beside(shown)
    return {
        "previous": DayLink.to(before, query) if before else None,
        "following": DayLink.to(after, query) if after else None,
    }


def _plans_at_the_ends(
    record: Record, days: tuple[date, date], query: str
) -> dict[str, DayLink | None]:
    """Return links to the plan before the first of some days, and at the end of the last."""
    first, last = days
    before = first - timedelta(days=1)
    return {
        "before": DayLink.to(before, query) if before >= record.first else None,
        "after": DayLink.to(last, query),
    }


def _instead(ruling: Judge, recalled: Recalled, record: Record, day: date) -> dict[str, Any]:
    """Return what to say when a filter leaves nothing of the plan of a day, and where to go."""
    if recalled.count or not ruling.chosen.query:
        return {"missing": "", "nearest": None}
    said = _("As of %(day)s") % {"day": _say(day)}
    return {
        "missing": say_missing_then(ruling.chosen, said),
        "nearest": _nearest_plan(ruling, record, day),
    }


def _nearest_plan(ruling: Judge, record: Record, day: date) -> DayLink | None:
    found = ruling.nearest_plan(record.tales, day, (record.first, record.today))
    return DayLink.to(found, ruling.chosen.query) if found else None


def _nearest_change(ruling: Judge, record: Record, around: tuple[date, date]) -> DayLink | None:
    found = ruling.nearest_change(record.tales, around, record.today)
    return DayLink(_say(found), _changes_url(found, found, ruling.chosen)) if found else None


def _day_on_record(text: str, record: Record) -> date:
    """Read the day of an address. Raises BadParametersError, which offers the nearest."""
    form = DayParameters({"day": text}, first=record.first, last=record.today)
    if not form.is_valid():
        nearest = form.fields["day"].nearest(text) or record.latest.isoformat()  # type: ignore[attr-defined]
        raise BadParametersError(form.faults, reverse("events:as_on", args=[nearest]))
    day: date = form.cleaned_data["day"]
    return day


def _say(day: date) -> str:
    return Period.on(day).say(current_language())


# --- what changed --------------------------------------------------------------------


@require_safe
@takes(DaysParameters, PlanFilter)
def changes(request: HttpRequest) -> HttpResponse:
    record, chosen = Record.read(clock.today()), PlanFilter.read(request)
    bounds = {"first": record.first, "last": record.today}
    wanted = DaysParameters.read(request, **bounds).cleaned_data
    first, last = _days(wanted["from"], wanted["to"], record)
    narrowed = Narrowed(request.path, chosen, _as_parameters(first, last))
    if redirection := narrowed.tidied(request):
        return redirection
    ruling = judge(chosen, record.names)
    found = differences(record.tales, first, last)
    recalled = ruling.of_differences(found, record.tales)
    presenter = DiffPresenter(clock.end_of(last), record.names)
    said = say_interval(first, last, "yMMMMd", current_locale())
    left = recalled.differences(found)
    listed = presenter.list_of(left)
    context = {
        **narrowed.context(recalled, recalled.count - len(left.dated)),
        "list": listed,
        "missing": "" if recalled.count else say_unchanged(chosen, said) or listed.sentence,
        "nearest": None if recalled.count else _nearest_change(ruling, record, (first, last)),
        "fields": [("from", _("From"), first), ("to", _("To, inclusive"), last)],
        "said": said,
        "earliest": record.first,
        "today": record.today,
        **_plans_at_the_ends(record, (first, last), chosen.query),
        "spans": _spans(record, (first, last), chosen),
        "section": _("Calendar"),
        "section_url": reverse("events:plan"),
    }
    return render(request, "events/changes.html", context)


def _days(first: date | None, last: date | None, record: Record) -> tuple[date, date]:
    """Fill in what was not asked for: the days before today, or after the term all of it."""
    covered = term()
    if first is None and last is None and covered.is_over(record.today):
        return max(covered.begins, record.first), covered.ends
    last = last or record.today
    return first or max(last - timedelta(days=RECENT - 1), record.first), last


@dataclass(frozen=True)
class Stretch:
    """A time worth asking for, as a link."""

    label: str
    url: str
    is_current: bool


def _spans(record: Record, shown: tuple[date, date], chosen: PlanFilter) -> list[Stretch]:
    covered = term()
    recent = max(record.today - timedelta(days=RECENT - 1), record.first)
    begins = max(covered.begins, record.first)
    spans = [(_("The last 30 days"), recent, record.today)]
    if begins <= record.today:
        whole = (begins, min(covered.ends, record.today))
        spans.append((_("Since the Presidency began"), *whole))
    if record.first < begins:
        spans.append((_("All that is on record"), record.first, record.today))
    return [
        Stretch(label, _changes_url(begin, end, chosen), (begin, end) == shown)
        for label, begin, end in spans
    ]


def _changes_url(first: date, last: date, chosen: PlanFilter) -> str:
    return Narrowed(reverse("events:changes"), chosen, _as_parameters(first, last)).url


def _as_parameters(first: date, last: date) -> tuple[tuple[str, str], ...]:
    return (("from", first.isoformat()), ("to", last.isoformat()))

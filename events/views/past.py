"""The plan as it was on a day, and what changed in it between two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.dates import Period
from events.models import Event
from events.past.as_on import Tale, days_of_change
from events.past.as_on_page import as_on_page
from events.past.difference_list import Teller
from events.past.differences import differences
from events.views.past_forms import DayParameters, DaysParameters
from events.wording import say_interval
from places.models import City
from publishing import clock
from publishing.languages import current_language, current_locale, text_of
from publishing.parameters import BadParametersError, takes
from publishing.term import term

if TYPE_CHECKING:
    from events.rows.cards import CityNames

#: Days of which the page of changes tells when it is not asked for any.
RECENT = 30


@dataclass(frozen=True)
class Record:
    """What is on record of the public plan, up to the portal's day."""

    today: date
    tales: tuple[Tale, ...]
    cities: dict[str, City]

    @classmethod
    def read(cls, today: date) -> Record:
        events = Event.objects.published().in_plan_order().for_cards()
        cities = City.objects.select_related("country")
        return cls(
            today=today,
            tales=tuple(Tale.of(event) for event in events),
            cities={city.slug: city for city in cities},
        )

    @cached_property
    def names(self) -> CityNames:
        return {slug: text_of(city, "name") for slug, city in self.cities.items()}

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


def end_of(day: date) -> datetime:
    """Return the last moment of `day` in Moscow, aware."""
    return datetime.combine(day, time.max, timezone.get_default_timezone())


# --- the plan as it was --------------------------------------------------------------


@require_safe
@takes(DayParameters)
def as_on_any(request: HttpRequest) -> HttpResponse:
    """Where the form that asks for a day leads; without one, to the plan before the latest change."""
    record = Record.read(clock.today())
    bounds = {"first": record.first, "last": record.today}
    day = DayParameters.read(request, **bounds).cleaned_data["day"]
    return redirect("events:as_on", (day or record.earlier).isoformat())


@require_safe
def as_on(request: HttpRequest, day: str) -> HttpResponse:
    record = Record.read(clock.today())
    shown = _day_on_record(day, record)
    if day != shown.isoformat():
        return redirect("events:as_on", shown.isoformat())
    before, after = record.beside(shown)
    context = {
        **as_on_page(record.tales, end_of(shown), record.cities, record.names),
        "day": shown,
        "said": _say(shown),
        "fields": [("day", _("Day"), shown)],
        "first": record.first,
        "last": record.today,
        "previous": before and DayLink.to(before),
        "following": after and DayLink.to(after),
        "is_now": shown == record.today,
        "changes_url": _changes_url(shown, record.today),
        "section": _("Calendar"),
        "section_url": reverse("events:plan"),
    }
    return render(request, "events/as_on.html", context)


@dataclass(frozen=True)
class DayLink:
    """The plan as on a day, as a link of a pager."""

    label: str
    url: str

    @classmethod
    def to(cls, day: date) -> DayLink:
        return cls(_say(day), reverse("events:as_on", args=[day.isoformat()]))


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
@takes(DaysParameters)
def changes(request: HttpRequest) -> HttpResponse:
    record = Record.read(clock.today())
    bounds = {"first": record.first, "last": record.today}
    wanted = DaysParameters.read(request, **bounds).cleaned_data
    first, last = _days(wanted["from"], wanted["to"], record)
    teller = Teller(end_of(last), record.cities, record.names)
    day_before = first - timedelta(days=1)
    context = {
        "list": teller.list_of(differences(record.tales, first, last)),
        "fields": [("from", _("From"), first), ("to", _("To, inclusive"), last)],
        "said": say_interval(first, last, "yMMMMd", current_locale()),
        "earliest": record.first,
        "today": record.today,
        "before": DayLink.to(day_before) if day_before >= record.first else None,
        "after": DayLink.to(last),
        "spans": _spans(record, first, last),
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


def _spans(record: Record, first: date, last: date) -> list[Stretch]:
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
        Stretch(label, _changes_url(begin, end), (begin, end) == (first, last))
        for label, begin, end in spans
    ]


def _changes_url(first: date, last: date) -> str:
    return f"{reverse('events:changes')}?from={first.isoformat()}&to={last.isoformat()}"

"""The plan of a year, a month and a day. Outside the months of the plan there is no page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from events.agenda import Section, agenda, row_order, say_rows
from events.models import Event
from events.month_grid import month_grid
from events.months import Month
from events.span import Span, month_in_term, plan_span, say_year
from events.strip import plan_strip
from events.views.asking import (
    Asked,
    Found,
    missing_sentence,
    nearest_month,
    shared,
    shown_sentence,
    tidied,
)
from events.wording import plain_spaces
from publishing.languages import current_language, current_locale

if TYPE_CHECKING:
    from events.querysets import EventQuerySet


@dataclass(frozen=True)
class PagerLink:
    label: str
    url: str


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    span = plan_span(Event.objects.published())
    page = _month_or_404(span, year, month)
    asked = Asked.by(request)
    if redirection := tidied(request, asked):
        return redirection
    weeks = page.weeks
    touching = asked.events.touching(weeks[0][0], weeks[-1][-1])
    found = Found.of(touching.in_plan_order().for_cards(), asked.now)
    grid = month_grid(page, found.rows, asked.today)
    strip = plan_strip(asked.events, asked.today, shown=page, query=asked.query)
    said = capfirst(page.say(current_language()))
    context = {
        "grid": grid,
        "said": said,
        "heading": said.partition(str(page.year)),
        "missing": "" if grid.events else missing_sentence(asked, said),
        "here": said,
        "shown": shown_sentence(asked, grid.events),
        "strip": strip,
        "nearest": _month_link(nearest_month(strip, page), asked.query, beside=None),
        "previous": _month_link(span.beside(page, -1), asked.query, beside=page),
        "following": _month_link(span.beside(page, 1), asked.query, beside=page),
        **shared(asked, "month", page),
    }
    return render(request, "events/month.html", context)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    span = plan_span(Event.objects.published())
    if not span.has_year(year):
        raise Http404
    asked = Asked.by(request)
    if redirection := tidied(request, asked):
        return redirection
    first, last, said = date(year, 1, 1), date(year, 12, 31), say_year(year)
    found = Found.of(asked.events.touching(first, last).in_plan_order().for_cards(), asked.now)
    sections = _sections_of_year(found, year)
    months = {section.month: section for section in sections}
    events = sum(not row.is_struck for section in sections for row in section.rows)
    context = {
        "heading": said,
        "missing": "" if events else missing_sentence(asked, said),
        "here": said,
        "months": [
            (_month_link(page, asked.query, beside=page), months.get(page))
            for page in span.months
            if page.year == year
        ],
        "longer": [section for section in sections if not section.month],
        "shown": shown_sentence(asked, events),
        "previous": _year_link(span, year - 1, asked.query),
        "following": _year_link(span, year + 1, asked.query),
        **shared(asked, "year", _month_of_year(year, asked.today, span)),
    }
    return render(request, "events/year.html", context)


@require_safe
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    page = _month_or_404(plan_span(Event.objects.published()), year, month)
    try:
        shown_day = date(year, month, day)
    except ValueError as error:
        raise Http404 from error
    asked = Asked.by(request)
    if redirection := tidied(request, asked):
        return redirection
    touching = asked.events.touching(shown_day, shown_day)
    found = Found.of(touching.in_plan_order().for_cards(), asked.now)
    rows = [row for row in found.rows if row.period.is_exact and row.period.covers(shown_day)]
    before, after = _days_beside(asked.events, shown_day)
    said = _say_day(shown_day)
    context = {
        "rows": sorted(rows, key=row_order),
        "heading": said,
        "missing": "" if rows else missing_sentence(asked, said),
        "here": said,
        "shown": shown_sentence(asked, sum(not row.is_struck for row in rows)),
        "counts": say_rows(rows),
        "nearest": _day_link(after or before, asked.query),
        "previous": _day_link(before, asked.query),
        "following": _day_link(after, asked.query),
        **shared(asked, "day", page),
    }
    return render(request, "events/day.html", context)


# --- below: addresses and their names ------------------------------------------------


def _month_or_404(span: Span, year: int, month: int) -> Month:
    try:
        page = Month(year, month)
    except ValueError as error:
        raise Http404 from error
    if page not in span:
        raise Http404
    return page


def _sections_of_year(found: Found, year: int) -> list[Section]:
    """Return the months of the year that hold anything, and the longer times that touch it."""
    blocks = agenda(found.cards, found.ghosts, None).blocks
    sections = [block for block in blocks if isinstance(block, Section)]
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [
        section
        for section in sections
        if (section.month and section.month.year == year)
        or (not section.month and section.rows[0].period.overlaps(first, last))
    ]


def _month_of_year(year: int, today: date, span: Span) -> Month:
    """Return the month that the other views open from the page of `year`."""
    months = [page for page in span.months if page.year == year]
    now = month_in_term(today)
    return now if now in months else months[0]


def _month_link(page: Month | None, query: str, *, beside: Month | None) -> PagerLink | None:
    """Link a month; within the year of `beside` its name needs no year."""
    if page is None:
        return None
    same_year = beside is not None and beside.year == page.year
    label = month_name(page) if same_year else capfirst(page.say(current_language()))
    return PagerLink(label, _month_url(page, query))


def _month_url(page: Month, query: str) -> str:
    return reverse("events:month", args=[page.year, page.number]) + query


def _year_link(span: Span, year: int, query: str) -> PagerLink | None:
    if not span.has_year(year):
        return None
    return PagerLink(say_year(year), reverse("events:year", args=[year]) + query)


def _day_link(shown_day: date | None, query: str) -> PagerLink | None:
    if shown_day is None:
        return None
    url = reverse("events:day", args=[shown_day.year, shown_day.month, shown_day.day]) + query
    label = plain_spaces(format_date(shown_day, "long", locale=current_locale()))
    return PagerLink(label, url)


def _days_beside(events: EventQuerySet, shown_day: date) -> tuple[date | None, date | None]:
    """Return the nearest days before and after on which an event begins. Two queries."""
    days = events.exact().values_list("starts_on", flat=True)
    before = days.filter(starts_on__lt=shown_day).order_by("-starts_on").first()
    after = days.filter(starts_on__gt=shown_day).order_by("starts_on").first()
    return before, after


def month_name(page: Month) -> str:
    """Return the name of a month without its year: October, Октябрь, 10月."""
    if current_language().startswith("zh"):
        return f"{page.number}月"
    return capfirst(format_date(page.first, "LLLL", locale=current_locale()))


def _say_day(shown_day: date) -> str:
    return capfirst(plain_spaces(format_date(shown_day, "full", locale=current_locale())))

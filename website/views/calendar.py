"""The plan of a year, a month and a day. Outside the months of the plan there is no page."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from events.months import Month
from events.span import Span, month_in_term, say_year
from i18n.texts import current_language
from publishing.parameters import takes
from website.charts.timeline import plan_strip, signs_shown
from website.filters import dates
from website.filters.forms import PlanFilter
from website.filters.selection import DrawnSelection
from website.presenters import pagination
from website.presenters.agenda import AgendaSection, agenda, row_order
from website.presenters.calendar import month_grid
from website.sentences import say_events
from website.views.clock_choice import by_readers_clock, readers_names
from website.views.shared import PlanContent, PlanRequest, shared, tidied


@require_safe
@takes(PlanFilter)
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    span = dates.whole_span()
    page = dates.month_or_404(span, year, month)
    asked = PlanRequest.by(request)
    if redirection := tidied(request, asked):
        return redirection
    names = readers_names(request)
    days, around = dates.days_of_month(page), dates.days_around(page)
    selection = DrawnSelection(asked.chosen, days, around=around, places=names)
    found = PlanContent.of_states(selection.drawn, names, asked.now)
    grid = month_grid(page, found.rows, asked.today)
    strip = plan_strip(asked.events, asked.today, page_month=page, query=asked.query)
    nearest = None if grid.events else pagination.nearest_month(strip, page)
    said = capfirst(page.say(current_language()))
    context = {
        "grid": grid,
        "counts": say_events(selection.count),
        "said": said,
        "heading": said.partition(str(page.year)),
        "here": said,
        "strip": strip,
        "nearest": pagination.month_link(nearest, asked.query, beside=None),
        "undated": pagination.undated_link(asked.events, asked.query),
        "previous": pagination.month_link(span.beside(page, -1), asked.query, beside=page),
        "following": pagination.month_link(span.beside(page, 1), asked.query, beside=page),
        **shared(asked, "month", page, selection),
    }
    return found.answer(request, "events/month.html", context)


@require_safe
@takes(PlanFilter)
def year(request: HttpRequest, year: int) -> HttpResponse:
    span = dates.whole_span()
    year = dates.year_or_404(span, year)
    asked = PlanRequest.by(request)
    if redirection := tidied(request, asked):
        return redirection
    selection = asked.selection(dates.days_of_year(year))
    found = PlanContent.of(request, selection.events.for_cards(), asked.now)
    sections = _sections_of_year(found, year)
    months = {section.month: section for section in sections}
    opens = _month_of_year(year, asked.today, span)
    longer = [section for section in sections if not section.month]
    context = {
        "heading": say_year(year),
        "year": str(year),
        "here": say_year(year),
        "months": [
            (pagination.month_link(page, asked.query, beside=page), months.get(page))
            for page in span.months
            if page.year == year
        ],
        "longer": longer,
        "signs": signs_shown(),
        "nearest": None if selection.count else _nearest(asked, opens),
        "undated": pagination.undated_link(asked.events, asked.query),
        "previous": pagination.year_link(span, year - 1, asked.query),
        "following": pagination.year_link(span, year + 1, asked.query),
        **shared(asked, "year", opens, selection),
    }
    told = (row.card.event for section in longer for row in section.rows)
    return by_readers_clock(render(request, "events/year.html", context), told)


@require_safe
@takes(PlanFilter)
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    shown_day = dates.day_or_404(dates.whole_span(), year, month, day)
    asked = PlanRequest.by(request)
    if redirection := tidied(request, asked):
        return redirection
    selection = asked.selection(dates.days_of_day(shown_day))
    found = PlanContent.of(request, selection.events.for_cards(), asked.now)
    rows = [row for row in found.rows if row.period.is_exact and row.period.covers(shown_day)]
    before, after = pagination.days_beside(asked.events, shown_day)
    nearest = None if rows else pagination.nearest_day(before, after, shown_day)
    said = capfirst(dates.say_day(shown_day, "full"))
    context = {
        "rows": sorted(rows, key=row_order),
        "heading": said,
        "here": said,
        "nearest": pagination.day_link(nearest, asked.query),
        "inexact": pagination.inexact_link(asked.events, shown_day, asked.query),
        "previous": pagination.day_link(before, asked.query),
        "following": pagination.day_link(after, asked.query),
        **shared(asked, "day", Month.of(shown_day), selection),
    }
    return found.answer(request, "events/day.html", context)


# --- below: what a year holds ------------------------------------------------------------


def _sections_of_year(found: PlanContent, year: int) -> list[AgendaSection]:
    """Return the months of the year that hold anything, and the longer times that touch it."""
    blocks = agenda(found.cards, found.ghosts, None, since=Month(year, 1)).blocks
    sections = [block for block in blocks if isinstance(block, AgendaSection)]
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


def _nearest(asked: PlanRequest, month: Month) -> pagination.PagerLink | None:
    strip = plan_strip(asked.events, asked.today)
    return pagination.month_link(pagination.nearest_month(strip, month), asked.query, beside=None)

"""The plan of a year, a month, a week and a day. Outside the months of the plan there is no page."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from events.calendar import Month, Week
from events.date_formats import say_day
from events.span import Span, month_in_term, say_year
from i18n.texts import current_language
from publishing.forms import takes
from website import calendar_views, sentences
from website.charts.timeline import plan_strip, signs_of
from website.filters.forms import CalendarFilter, whole_span
from website.filters.selection import Selection
from website.presenters import pagination
from website.presenters.agenda import row_order, year_sections
from website.presenters.days_beside import DaysBeside
from website.presenters.month_grid import month_grid, week_grid
from website.views.base import (
    PlanContent,
    PlanRequest,
    by_readers_clock,
    readers_names,
    shared,
    tidied,
)

#: ISO 8601: a week belongs to the month and the year of its Thursday; so the 4th lies in the first one of each.
MONDAY_TO_THURSDAY = timedelta(days=3)


@require_safe
@takes(CalendarFilter)
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    span = whole_span()
    page = calendar_views.month_or_404(span, year, month)
    plan_request = PlanRequest.by(request)
    if redirection := tidied(request, plan_request):
        return redirection
    names = readers_names(request)
    selection = plan_request.selection(calendar_views.days_of_month(page))
    states = selection.drawn(calendar_views.days_around(page))
    content = PlanContent.of_states(states, names, plan_request.now)
    grid = month_grid(
        page,
        content.rows,
        plan_request.today,
        is_kept=selection.is_whole and names.is_kept,
    )
    strip = plan_strip(
        selection.ever, plan_request.today, page_month=page, query=plan_request.query
    )
    nearest_month = None if selection.here else pagination.nearest_month(strip, page)
    words = page.say(current_language())
    label = capfirst(words)
    context = {
        "grid": grid,
        "counts": sentences.say_events(selection.here),
        "said": label,
        "words": words,
        "heading": label.partition(str(page.year)),
        "here": label,
        "strip": strip,
        "nearest": pagination.month_link(nearest_month, plan_request.query, beside=None),
        "undated": pagination.undated_link(selection.ever, plan_request.query),
        "previous": pagination.month_link(span.beside(page, -1), plan_request.query, beside=page),
        "following": pagination.month_link(span.beside(page, 1), plan_request.query, beside=page),
        **shared(plan_request, "month", _day_of(page, plan_request.today), selection),
    }
    return content.answer(request, "events/month.html", context)


@require_safe
@takes(CalendarFilter)
def week(request: HttpRequest, year: int, week: int) -> HttpResponse:
    span = whole_span()
    page = calendar_views.week_or_404(span, year, week)
    plan_request = PlanRequest.by(request)
    if redirection := tidied(request, plan_request):
        return redirection
    selection, query = (
        plan_request.selection(calendar_views.days_of_week(page)),
        plan_request.query,
    )
    names = readers_names(request)
    content = PlanContent.of_states(selection.states, names, plan_request.now)
    grid = week_grid(page, content.rows, plan_request.today)
    nearest_week = None if selection.here else pagination.nearest_week(selection.ever, page)
    words = page.say(current_language())
    label = capfirst(words)
    is_of_one_year = page.first.year == page.last.year
    context = {
        "grid": grid,
        "counts": sentences.say_events(selection.here),
        "said": label,
        "words": words,
        "heading": label.partition(str(page.first.year)) if is_of_one_year else (label, "", ""),
        "here": page.name(),
        "beside": DaysBeside(selection.ever, names, plan_request.now, query).around(page),
        "nearest": pagination.week_link(span, nearest_week, query, beside=None),
        "undated": pagination.undated_link(selection.ever, query),
        "previous": pagination.week_link(span, page.plus(-1), query, beside=page),
        "following": pagination.week_link(span, page.plus(1), query, beside=page),
        **shared(plan_request, "week", _day_of(page, plan_request.today), selection),
    }
    return content.answer(request, "events/week.html", context)


@require_safe
@takes(CalendarFilter)
def year(request: HttpRequest, year: int) -> HttpResponse:
    span = whole_span()
    year = calendar_views.year_or_404(span, year)
    plan_request = PlanRequest.by(request)
    if redirection := tidied(request, plan_request):
        return redirection
    selection = plan_request.selection(calendar_views.days_of_year(year))
    content = PlanContent.of(request, selection.states, plan_request.now)
    sections = year_sections(content.rows, year)
    months = {section.month: section for section in sections}
    open_month = _month_of_year(year, plan_request.today, span)
    long_sections = [section for section in sections if not section.month]
    context = {
        "heading": say_year(year),
        "year": str(year),
        "here": say_year(year),
        "months": [
            (pagination.month_link(page, plan_request.query, beside=page), months.get(page))
            for page in span.months
            if page.year == year
        ],
        "longer": long_sections,
        "signs": signs_of(selection.states),
        "nearest": None if selection.here else _nearest(selection, plan_request, open_month),
        "undated": pagination.undated_link(selection.ever, plan_request.query),
        "previous": pagination.year_link(span, year - 1, plan_request.query),
        "following": pagination.year_link(span, year + 1, plan_request.query),
        **shared(plan_request, "year", _day_of(open_month, plan_request.today), selection),
    }
    long_events = (row.card.event for section in long_sections for row in section.rows)
    return by_readers_clock(render(request, "events/year.html", context), long_events)


@require_safe
@takes(CalendarFilter)
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    page_day = calendar_views.day_or_404(whole_span(), year, month, day)
    plan_request = PlanRequest.by(request)
    if redirection := tidied(request, plan_request):
        return redirection
    selection = plan_request.selection(calendar_views.days_of_day(page_day))
    names = readers_names(request)
    content = PlanContent.of_states(selection.states, names, plan_request.now)
    rows = [row for row in content.rows if row.period.is_exact and row.period.covers(page_day)]
    previous_day, following_day = pagination.days_beside(plan_request.events, page_day)
    nearest_day = None if rows else pagination.nearest_day(previous_day, following_day, page_day)
    label = capfirst(say_day(page_day, "full"))
    context = {
        "rows": sorted(rows, key=row_order),
        "heading": label,
        "here": label,
        "nearest": pagination.day_link(nearest_day, plan_request.query),
        "beside": DaysBeside(selection.ever, names, plan_request.now, plan_request.query).after_day(
            page_day
        ),
        "inexact": pagination.inexact_link(selection.ever, page_day, plan_request.query),
        "previous": pagination.day_link(previous_day, plan_request.query),
        "following": pagination.day_link(following_day, plan_request.query),
        **shared(plan_request, "day", page_day, selection),
    }
    return content.answer(request, "events/day.html", context)


def _day_of(page: Month | Week, today: date) -> date:
    """Return the day around which the other views open: today, or the middle of the first week of `page`."""
    if page.first <= today <= page.last:
        return today
    return whole_span().nearest_to(page.first + MONDAY_TO_THURSDAY)


# --- below: what a year holds ------------------------------------------------------------


def _month_of_year(year: int, today: date, span: Span) -> Month:
    """Return the month that the other views open from the page of `year`."""
    months = [page for page in span.months if page.year == year]
    current_month = month_in_term(today)
    return current_month if current_month in months else months[0]


def _nearest(
    selection: Selection, plan_request: PlanRequest, month: Month
) -> pagination.PagerLink | None:
    strip = plan_strip(selection.ever, plan_request.today)
    return pagination.month_link(
        pagination.nearest_month(strip, month), plan_request.query, beside=None
    )

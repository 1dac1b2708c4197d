"""The views of the calendar: an entry here is one, with all that the portal knows of it.

The addresses of its page and of its files, the switch between the views, the files and feeds, the sitemap
and what is offered for a slip in an address follow. The function that draws its page stands in
website/urls.py, under its name.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from events.calendar import Month, Week
from events.date_formats import say_day
from events.span import Span, say_year
from i18n.texts import StrOrPromise, current_language
from website.filters.forms import whole_span
from website.filters.selection import Days

#: Of an address: 2020 and 10 of calendar/2020/10/.
Numbers = Sequence[int]


@dataclass(frozen=True, kw_only=True)
class CalendarView:
    """One way to see the plan: as a whole, or page by page."""

    #: Of its addresses: events:month is the page, events:month_as that of its files.
    name: str
    #: What its address has behind calendar/; "" is the plan itself.
    route: str
    #: In the switch, and its place there. Without a label it is not offered.
    label: StrOrPromise = ""
    rank: int = 0
    #: The numbers of the page that the switch opens from one around a day, and a place on it.
    around: Callable[[date], Numbers] | None = None
    fragment: str = ""
    #: The days of a page, by the numbers of its address by name. Raises Http404. None: the whole plan.
    days: Callable[..., Days] | None = None
    #: The numbers of the pages that search engines are told of, for the months of the plan.
    pages: Callable[[Span], Iterable[Numbers]] | None = None
    #: The kinds of public record that it shows.
    shows: tuple[str, ...] = ("events",)
    #: Whether its events can be taken along as a map.
    has_map: bool = False

    @property
    def has_pages(self) -> bool:
        """Whether it shows the plan page by page."""
        return "<" in self.route

    def url(self, *numbers: int) -> str:
        return reverse(f"events:{self.name}", args=numbers)

    def url_around(self, day: date) -> str:
        return self.url(*self.around(day)) if self.around else self.url()


# --- the days of pages ----------------------------------------------------------------------


def month_or_404(span: Span, year: int, month: int) -> Month:
    try:
        page = Month(year, month)
    except ValueError as error:
        raise Http404 from error
    if page not in span:
        raise Http404
    return page


def week_or_404(span: Span, year: int, week: int) -> Week:
    try:
        page = Week(year, week)
    except ValueError as error:
        raise Http404 from error
    if not span.touches(page.first, page.last):
        raise Http404
    return page


def year_or_404(span: Span, year: int) -> int:
    if not span.has_year(year):
        raise Http404
    return year


def day_or_404(span: Span, year: int, month: int, day: int) -> date:
    month_or_404(span, year, month)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Http404 from error


def days_of_month(month: Month) -> Days:
    return Days(month.first, month.last, month.say(current_language()), is_named=True)


def days_around(month: Month) -> Days:
    """Return the days of all weeks that the calendar of a month draws."""
    weeks = month.weeks
    return Days(weeks[0][0], weeks[-1][-1], month.say(current_language()), is_named=True)


def days_of_week(week: Week) -> Days:
    return Days(week.first, week.last, week.say(current_language()))


def week_numbers(week: Week) -> Numbers:
    return week.year, week.number


def days_of_year(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31), say_year(year), is_named=True)


def days_of_day(day: date) -> Days:
    return Days(day, day, say_day(day), single=True)


# --- the views ------------------------------------------------------------------------------

_TABLE = (
    CalendarView(name="plan", route="", label=_("List"), rank=1, fragment="#today"),
    CalendarView(
        name="by_priority",
        route="by-priority",
        label=_("By priority"),
        rank=5,
        shows=("events", "priorities"),
    ),
    CalendarView(
        name="by_body", route="by-body", label=_("By body"), rank=6, shows=("events", "bodies")
    ),
    CalendarView(
        name="by_place",
        route="by-place",
        label=_("By place"),
        rank=7,
        shows=("events", "countries", "cities"),
        has_map=True,
    ),
    CalendarView(
        name="year",
        route="<yyyy:year>",
        label=pgettext_lazy("a view", "Year"),
        rank=4,
        around=lambda day: (day.year,),
        days=lambda year: days_of_year(year_or_404(whole_span(), year)),
        pages=lambda span: [(year,) for year in sorted({month.year for month in span.months})],
    ),
    CalendarView(
        name="month",
        route="<yyyy:year>/<mm:month>",
        label=pgettext_lazy("a view", "Month"),
        rank=3,
        around=lambda day: (day.year, day.month),
        days=lambda year, month: days_of_month(month_or_404(whole_span(), year, month)),
        pages=lambda span: [(month.year, month.number) for month in span.months],
    ),
    CalendarView(
        name="week",
        route="<yyyy:year>/W<mm:week>",
        label=pgettext_lazy("a view", "Week"),
        rank=2,
        around=lambda day: week_numbers(Week.of(day)),
        days=lambda year, week: days_of_week(week_or_404(whole_span(), year, week)),
        pages=lambda span: map(week_numbers, span.weeks),
    ),
    CalendarView(
        name="day",
        route="<yyyy:year>/<mm:month>/<mm:day>",
        around=lambda day: (day.year, day.month, day.day),
        days=lambda year, month, day: days_of_day(day_or_404(whole_span(), year, month, day)),
    ),
)

#: By their names.
CALENDAR_VIEWS: dict[str, CalendarView] = {view.name: view for view in _TABLE}


def in_switch() -> list[CalendarView]:
    """Return those that a reader may switch to, in order."""
    return sorted(
        (view for view in CALENDAR_VIEWS.values() if view.label), key=lambda view: view.rank
    )

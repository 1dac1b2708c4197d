"""What every page of the plan reads from its address, and shows around its own content; and whose clock a reader
wants beside that of the venue.

The clock is asked once, and remembered if the reader says so. The cookie holds a capital and nothing about the
reader. It is set only when he chooses one, on the page of an event. What is shown depends on it only where a
clock time is, and such a page says so in its headers: all other pages are the same for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _, gettext_lazy

from events.calendar import Week
from events.models import Event
from events.plan_memory import names_of_places
from events.querysets import EventQuerySet
from events.state import EventState
from i18n.collation import reading_key
from i18n.texts import text_of
from places.models import City, PlaceNames
from publishing import clock
from publishing.forms import OneOfField, ParametersForm
from website import calendar_views, sentences
from website.calendar_views import CALENDAR_VIEWS, week_numbers
from website.exports.formats import along, phase_on
from website.filters.as_of import PastSelection
from website.filters.forms import CalendarFilter, PlanFilter, whole_span
from website.filters.selection import Days, Selection
from website.presenters.agenda import AgendaRow, dated_rows, say_undated
from website.presenters.event_card import Card, card
from website.presenters.groups import Ghost, ghosts
from website.presenters.list_summary import say_missing, say_selection

PARAMETER = COOKIE = "clock"
YEAR = 365 * 24 * 60 * 60  # seconds


class ClockChoice(ParametersForm):
    clock = OneOfField(
        label=gettext_lazy("Also show the time in"), any_label=gettext_lazy("the venue alone")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.capitals = _capitals()
        choices = [(slug, str(text_of(city, "name"))) for slug, city in self.capitals.items()]
        field = self.fields["clock"]
        if isinstance(field, OneOfField):
            field.offer(sorted(choices, key=lambda choice: reading_key(choice[1])))

    @classmethod
    def of(cls, request: HttpRequest) -> ClockChoice:
        """Return what `request` asks for, or else what was chosen before.

        Raises BadParametersError for a capital that is not offered; an old cookie is passed over.
        """
        form = cls.read(request)
        if PARAMETER in request.GET:
            return form
        stored_choice = cls({PARAMETER: request.COOKIES.get(COOKIE, "")})
        return stored_choice if stored_choice.is_valid() else form

    @property
    def city(self) -> City | None:
        return self.capitals.get(self.cleaned_data["clock"])

    def remember(self, request: HttpRequest, response: HttpResponse) -> None:
        """Let `response` say that it is made for this reader, and keep what he has just chosen."""
        made_for_one_reader(response)
        if PARAMETER not in request.GET:
            return
        if self.city is None:
            response.delete_cookie(COOKIE, samesite="Lax")
            return
        response.set_cookie(
            COOKIE,
            self.city.slug,
            max_age=YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )


def _capitals() -> dict[str, City]:
    return {city.slug: city for city in City.objects.capitals_of_members()}


def readers_names(request: HttpRequest) -> PlaceNames:
    """Return the names of places and the capital that was chosen before, for a page of events.

    One query more where one was chosen. The view passes its answer through `by_readers_clock`.
    """
    names, slug = names_of_places(), request.COOKIES.get(COOKIE, "")
    city = _capitals().get(slug) if slug else None
    return names.with_clock_of(city) if city else names


def by_readers_clock(response: HttpResponse, events: Iterable[EventState]) -> HttpResponse:
    """Let a page that lists `events` say that it is made for one reader, if one has a clock time."""
    if any(event.period.clock for event in events):
        made_for_one_reader(response)
    return response


def made_for_one_reader(response: HttpResponse) -> None:
    patch_vary_headers(response, ["Cookie"])
    patch_cache_control(response, private=True, no_cache=True)


@dataclass(frozen=True)
class PlanRequest:
    """The moment, the filter, and the public events that it leaves."""

    request: HttpRequest
    now: datetime
    plan_filter: CalendarFilter
    events: EventQuerySet

    @classmethod
    def by(cls, request: HttpRequest) -> PlanRequest:
        """Raises BadParametersError for a value that no facet has."""
        plan_filter = CalendarFilter.read(request)
        return cls(request, clock.now(), plan_filter, plan_filter.narrow(Event.objects.published()))

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def asks_for_a_start(self) -> bool:
        """Whether the reader said from which day on: nothing of it is folded away."""
        return "from" in self.plan_filter.days

    @property
    def query(self) -> str:
        return self.plan_filter.query

    def selection(self, days: Days | None = None) -> Selection:
        """Return the events of the page: those of `days`, or of the whole plan."""
        return Selection(self.plan_filter, days)


@dataclass(frozen=True)
class PlanContent:
    """Events as cards, and the slots that they left."""

    cards: list[Card]
    ghosts: list[Ghost]

    @classmethod
    def of(cls, request: HttpRequest, events: Iterable[EventState], now: datetime) -> PlanContent:
        """Two queries name the places."""
        return cls.of_states(events, readers_names(request), now)

    @classmethod
    def of_states(
        cls, states: Iterable[EventState], names: PlaceNames, now: datetime
    ) -> PlanContent:
        cards = [card(event, now, names) for event in states]
        return cls(cards, ghosts(cards, names, now.date()))

    def between(self, days: tuple[date, date] | None) -> PlanContent:
        """Return the same with the slots of these days alone; None: with all."""
        if days is None:
            return self
        left = [ghost for ghost in self.ghosts if ghost.period.overlaps(*days)]
        return PlanContent(self.cards, left)

    def answer(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        """Return the page that shows them."""
        events = (card.event for card in self.cards)
        return by_readers_clock(render(request, template, context), events)

    @property
    def rows(self) -> list[AgendaRow]:
        """All that has a date, unsorted."""
        return dated_rows(self.cards, self.ghosts)


def tidied(request: HttpRequest, plan_request: PlanRequest) -> HttpResponse | None:
    """Return a redirect to the address without the blank values of a form, when it has some."""
    return (
        redirect(request.path + plan_request.query)
        if has_blanks(request, plan_request.plan_filter)
        else None
    )


def has_blanks(request: HttpRequest, plan_filter: PlanFilter) -> bool:
    return any("" in request.GET.getlist(name) for name in plan_filter.fields)


@dataclass(frozen=True)
class ViewLink:
    label: str
    url: str
    is_current: bool
    #: Whether it leads to what has no date: a phone has no room for it.
    is_undated: bool = False


def view_links(view: str, day: date, query: str) -> list[ViewLink]:
    """Return the views of the plan around `day`; the filter stays. `view` is the current one."""
    return [
        ViewLink(
            str(other.label), other.url_around(day) + query + other.fragment, other.name == view
        )
        for other in calendar_views.in_switch()
    ]


def jump_links(plan_request: PlanRequest, events: Iterable[EventState]) -> list[ViewLink]:
    """Return where today, this week and the next one are shown, as far as they have a page.

    And where those of `events` stand that have no date.
    """
    this_week, query = Week.of(plan_request.today), plan_request.query
    plan_url = CALENDAR_VIEWS["plan"].url()
    links = [ViewLink(_("Today"), f"{plan_url}{query}#today", is_current=False)]
    for label, week in ((_("This week"), this_week), (_("Next week"), this_week.plus(1))):
        if week and whole_span().touches(week.first, week.last):
            url = CALENDAR_VIEWS["week"].url(*week_numbers(week))
            links.append(ViewLink(label, url + query, url == plan_request.request.path))
    if undated := [event for event in events if not event.period.is_dated]:
        url = f"{plan_url}{query}#undated"
        links.append(ViewLink(say_undated(undated), url, is_current=False, is_undated=True))
    return links


def shared(plan_request: PlanRequest, view: str, day: date, selection: Selection) -> dict[str, Any]:
    """Return what stands around every view of the plan; `day` is where other views open."""
    return {
        "facets": selection.facets,
        "shown": say_selection(selection) if selection.count else "",
        "missing": "" if selection.count else say_missing(selection),
        "wider": [] if selection.count else wider_filters(selection),
        "section": _("Calendar"),
        "section_url": reverse("events:plan") + plan_request.query,
        "phase": phase_on(plan_request.today),
        "views": view_links(view, day, plan_request.query),
        "jumps": jump_links(plan_request, selection.ever),
        "chosen": plan_request.plan_filter,
        "along": along(plan_request.request, selection, view, plan_request.now),
        "query": plan_request.query,
    }


@dataclass(frozen=True)
class WiderFilter:
    """A filter with one parameter less: its `label`, and how much the others leave."""

    label: str
    events: str
    query: str


def wider_filters(selection: Selection | PastSelection) -> list[WiderFilter]:
    """Return the filters that leave something where this one leaves nothing."""
    plan_filter = selection.plan_filter
    return [
        WiderFilter(
            str(plan_filter.fields[name].label),
            sentences.say_events(events),
            plan_filter.query_without(name),
        )
        for name in plan_filter.values_by_name
        if (events := selection.count_without(name))
    ]

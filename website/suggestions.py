"""The address that comes closest to one that leads nowhere. Why each is tried first: ADR 0008."""

import copy
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import MAXYEAR
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.urls import ResolverMatch, resolve, reverse

from bodies.models import Body
from documents.models import Document
from events.calendar import Week
from events.models import Event, FormerSlug
from events.plan_memory import of_the_plan
from hosts.models import Host
from i18n.addresses import language_meant
from news.models import Article
from places.models import Country
from priorities.models import Priority
from publishing import gone
from publishing.forms import (
    BadParametersError,
    NothingThereError,
    closest,
    nearest_day,
    refuse_unknown,
)
from themes.models import Theme
from website.calendar_views import CALENDAR_VIEWS
from website.exports.formats import EXPORT_FORMATS
from website.filters.forms import PlanFilter, SearchParameters, whole_span

#: How often an address is mended and followed before it is given up.
TRIES = 4
#: First parts of addresses after the language, and who lives below them.
THINGS: dict[str, Callable[[], QuerySet[Any]]] = {
    "events": Event.objects.published,
    "priorities": Priority.objects.published,
    "themes": Theme.objects.published,
    "bodies": Body.objects.published,
    "hosts": Host.objects.all,
    "countries": Country.objects.all,
    "documents": Document.objects.published,
    "news": Article.objects.published,
}
#: An address of one event, in whatever form.
OF_EVENT = re.compile(r"(/[a-z-]+/(?:presidencies/[\w-]+/)?events/)([\w-]+)([/.].*)")
PLAIN = (
    "search",
    "about",
    "subscribe",
    "developers",
    "accessibility",
    "privacy",
    "terms",
    "contact",
)
#: What stands below the calendar and is no day of it.
BELOW_CALENDAR = (
    *(view.route for view in CALENDAR_VIEWS.values() if view.route and not view.has_pages),
    "as-on",
    "changes",
)


def moved(request: HttpRequest) -> str:
    """Return the present address of an event whose former one was asked for; "" for any other.

    A former one in a language that is not spoken here is another slip, and mended as such.
    Raises WithdrawnError for one that is public no longer, at whatever address.
    """
    if not (address := OF_EVENT.fullmatch(request.path)):
        return ""
    folder, slug, rest = address.groups()
    if slug not in _left_slugs() or folder.split("/")[1] not in dict(settings.LANGUAGES):
        return ""
    event = Event.objects.filter(former_slugs__slug=slug).first()
    if event is None:
        return ""
    if not event.is_published:
        raise gone.WithdrawnError(Event)
    query = request.META.get("QUERY_STRING", "")
    return f"{folder}{event.slug}{rest}{f'?{query}' if query else ''}"


@of_the_plan
def _left_slugs() -> frozenset[str]:
    """Return what events were called before."""
    return frozenset(FormerSlug.objects.values_list("slug", flat=True))


def first_that_answers(request: HttpRequest, addresses: Iterable[str]) -> str:
    """Return the first of `addresses`, or what it leads to, that holds something; or "".

    Raises WithdrawnError for one that did, before it was withdrawn.
    """
    answers = (settled(request, address) for address in addresses if address)
    return next((address for address in answers if address), "")


def settled(request: HttpRequest, address: str) -> str:
    """Ask for `address` as `request` would, and mend it until it answers; "" if it never does.

    Raises WithdrawnError.
    """
    for _try in range(TRIES):
        probe = _asking(request, address)
        try:
            match = probe.resolver_match = resolve(probe.path)
            if _is_known(probe, match):
                return address
            response = match.func(probe, *match.args, **match.kwargs)
        except (BadParametersError, Http404) as error:
            address = _nearest(error, probe)
        else:
            if response.streaming:  # it holds a file; closing any other ends the request's database
                response.close()
            if not response.has_header("Location"):
                return (
                    _noted(probe, address) if response.status_code < HTTPStatus.BAD_REQUEST else ""
                )
            address = response["Location"]
    return ""


@of_the_plan
def _known_pages() -> set[str]:
    """Return the paths that were asked and answered: no more than there are pages. Grows by `_noted`."""
    return set()


def _noted(probe: HttpRequest, address: str) -> str:
    if not probe.GET:
        _known_pages().add(probe.path)
    return address


def _is_known(probe: HttpRequest, match: ResolverMatch) -> bool:
    """Whether a page answers, by what is known of its path and by what its filter takes.

    Raises BadParametersError for what it does not take.
    """
    forms: tuple[Any, ...] = getattr(match.func, "takes", ())
    # These answer whatever they take, and cost more than all others; but the search may have no such page.
    is_search = SearchParameters in forms and "page" not in probe.GET
    always_answers = is_search or probe.path == reverse("events:plan")
    if not always_answers and probe.path not in _known_pages():
        return False
    if not probe.GET:
        return True
    filters = [form for form in forms if is_search or issubclass(form, PlanFilter)]
    if (
        not filters
        or "month" in probe.GET
        or any("" in values for _name, values in probe.GET.lists())
    ):
        return False
    refuse_unknown(probe, [name for form in forms for name in form.parameters()])
    filters[0].read(probe)
    return True


def _nearest(error: BadParametersError | Http404, probe: HttpRequest) -> str:
    """Return what `error` offers, or where the address has moved; "" for one that never led anywhere.

    Raises WithdrawnError for one that did.
    """
    if isinstance(error, BadParametersError | NothingThereError):
        return error.nearest
    if isinstance(error, gone.WithdrawnError):
        raise error
    return moved(probe)


def _asking(request: HttpRequest, address: str) -> HttpRequest:
    parts = urlsplit(address)
    probe = copy.copy(request)
    probe.method = "GET"
    probe.path = probe.path_info = unquote(parts.path)
    probe.GET = QueryDict(parts.query)
    # Without what makes an answer short: If-None-Match and its like.
    meta = {name: value for name, value in request.META.items() if not name.startswith("HTTP_IF_")}
    probe.META = meta | {"QUERY_STRING": parts.query, "REQUEST_METHOD": "GET"}
    probe.__dict__.pop("headers", None)
    return probe


# --- addresses without a page ---------------------------------------------------------


def tidied(path: str, language: str) -> str:
    """Return `path` with its language as addresses here write it, and one slash where it has several.

    `language` takes the place of one that the portal does not speak, or of none.
    """
    parts = [part for part in path.split("/") if part]
    prefix = language_meant(parts[0], language) if parts else ""
    page = "/".join(parts[1:] if prefix else parts)
    slash = "" if not page or "." in page.rpartition("/")[2] else "/"
    return f"/{prefix or language}/{page}{slash}"


def candidates(path: str) -> Iterator[str]:
    """Yield addresses like `path`, a tidied one, the likeliest first. They may lead nowhere."""
    _empty, language, *parts = path.rstrip("/").split("/") if path.count("/") > 1 else ("", "")
    if language not in dict(settings.LANGUAGES) or not parts or "\0" in path:
        return  # PostgreSQL cannot be asked for a NUL
    parts[-1], _dot, ending = parts[-1].partition(".")
    section = closest(parts[0], (*THINGS, "calendar", *PLAIN))
    if section == "calendar":
        yield from _in_calendar(parts[1:], ending)
    elif section in THINGS:
        yield from _addresses_below(f"/{language}/{section}/", section, parts[1:], ending)
    if section:  # events have no page of their own: their list is the calendar
        yield reverse("events:plan") if section == "events" else f"/{language}/{section}/"


def _in_calendar(parts: list[str], ending: str) -> Iterator[str]:
    """Yield the nearest time of the plan, or the view that was meant; in the form asked for."""
    home = reverse("events:plan")
    page = _date(parts) or _week(parts) or (closest(parts[0], BELOW_CALENDAR) if parts else "")
    if page and ending in EXPORT_FORMATS:
        yield f"{home}{page}.{ending}"
    if page:
        yield f"{home}{page}/"


def _date(parts: list[str]) -> str:
    """Return the end of an address, 2020/02/29, for the numbers of one that does not exist."""
    numbers = [part for part in parts if re.fullmatch(r"[0-9]{1,4}", part)]
    if not 1 <= len(numbers) <= 3 or len(numbers) != len(parts):
        return ""
    span = whole_span()
    text = "-".join([f"{int(numbers[0]):04}", *numbers[1:], *["01"] * (3 - len(numbers))])
    if len(numbers) == 1:
        text = text.replace("-01-01", "-06-15")  # a year is near when its middle is
    day = nearest_day(text, span.first.first, span.last.last)
    return "/".join(day.split("-")[: len(numbers)])


def _week(parts: list[str]) -> str:
    """Return the end of an address, 2020/W05, for a week written otherwise, or that does not exist."""
    match = re.fullmatch(r"([0-9]{4})[-/]?[Ww]-?([0-9]{1,4})", "/".join(parts))
    if not match:
        return ""
    year, number = min(max(int(match[1]), 1), MAXYEAR - 1), int(match[2])
    week = Week(year, min(max(number, 1), Week.last_of(year).number))
    span = whole_span()
    if not span.touches(week.first, week.last):
        week = Week.of(span.nearest_to(week.middle))
    return f"{week.year:04}/W{week.number:02}"


@of_the_plan
def _slugs(section: str) -> tuple[str, ...]:
    """Return what lives below a first part of addresses, and what of it has moved on, by its former names."""
    things = THINGS[section]()
    slugs = things.values_list("slug", flat=True)
    if section == "events":
        former = FormerSlug.objects.filter(event__in=things).values_list("slug", flat=True)
        return (*slugs, *former)
    return tuple(slugs)


def _addresses_below(home: str, section: str, parts: list[str], ending: str) -> Iterator[str]:
    """Yield the address with the name in it put right, then the page of that name."""
    if not parts:
        return
    slugs = _slugs(section)
    if section == "news":
        withdrawn_articles = Article.objects.withdrawn().filter(slug=parts[-1].lower())
        similar_articles = Article.objects.published().filter(slug=closest(parts[-1], slugs))
        yield from (
            article.get_absolute_url() for article in (*withdrawn_articles, *similar_articles)
        )
        return
    if slug := closest(parts[0].partition("@")[0], slugs):
        ending_path = "/".join(["", *parts[1:]])
        yield f"{home}{slug}{ending_path}" + (f".{ending}" if ending else "/")
        yield f"{home}{slug}/"

"""The search: one page, for every kind of thing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from events.date_formats import say_days
from events.dates import Precision
from i18n.texts import current_language
from publishing import clock
from publishing.forms import page_of, takes
from search import answers, finding
from search.dates import RelativeTime
from search.hits import Hit
from search.models import EntryKind
from search.query import MOST_WORDS
from search.written_dates import NamedTime, named_time
from website.calendar_views import CALENDAR_VIEWS
from website.filters.forms import SearchParameters, whole_span
from website.own_pages import own_pages
from website.presenters.search import listed, results
from website.views.base import ViewLink

PAGE_SIZE = 10


@dataclass(frozen=True)
class Count:
    """How many hits are of one kind."""

    code: str
    label: Any
    number: int


@require_safe
@takes(SearchParameters)
def search(request: HttpRequest) -> HttpResponse:
    parameters = SearchParameters.read(request).cleaned_data
    context: dict[str, Any] = {"query": parameters["q"], "type": parameters["type"]}
    if parameters["q"]:
        own = own_pages(parameters["q"])
        reading = _read(parameters["q"], is_told=bool(own) and own[0].share == 1)
        context["instead"] = reading.instead
        context["own_pages"] = own
        context |= _results_context(request, reading.answer, parameters["type"], parameters["page"])
    return render(request, "search/search.html", context)


def _read(text: str, *, is_told: bool) -> answers.Read:
    """Return what there is for `text`; where a page `is_told` by all of it, nothing else was meant."""
    today = clock.today()
    return answers.Read(finding.find(text, today)) if is_told else answers.read(text, today)


def _results_context(
    request: HttpRequest, answer: finding.Answer, kind: str, number: int | None
) -> dict[str, Any]:
    hits = [hit for hit in answer.results.hits if kind in ("", hit.kind)]
    page = page_of(request, hits, number, PAGE_SIZE)
    return {
        **_times(answer),
        "is_empty": answer.is_empty,
        "is_none_ahead": answer.is_none_ahead,
        "is_awaited": answer.is_awaited,
        "by_name": listed(answer.by_name),
        "most_words": MOST_WORDS if answer.is_cut else None,
        "complete": answer.results.complete,
        "all_words": answer.results.all_words,
        "counts": counts(answer.results.hits),
        "total": len(answer.results.hits),
        "page": page,
        "results": results(page.object_list, answer, clock.now()),
    }


def _times(answer: finding.Answer) -> dict[str, ViewLink | None]:
    """Return the link to the time that is named, or, where the calendar has no such time, what it has: that of a year only where
    nothing has all of the words, for papers tell of other years."""
    time = answer.time or named_time(answer.text)
    is_told = time is not None and (time.unit != "year" or not answer.results.complete)
    if time is None or not is_told:
        return {"time": None, "span": None}
    link = time_link(time)
    if link or whole_span().touches(time.first, time.last):
        return {"time": link, "span": None}
    span = whole_span()
    months = say_days(span.first.first, span.last.last, Precision.MONTH, current_language())
    return {"time": None, "span": ViewLink(months, reverse("events:plan"), is_current=False)}


def time_link(time: RelativeTime | NamedTime) -> ViewLink | None:
    """Return the page of the calendar with the days that are named, where there is one; of a year none."""
    if time.unit == "year" or not whole_span().touches(time.first, time.last):
        return None
    precision = Precision.MONTH if time.unit == "month" else Precision.DAY
    days = say_days(time.first, time.last, precision, current_language())
    return ViewLink(days, CALENDAR_VIEWS[time.unit].url_around(time.first), is_current=False)


def counts(hits: Iterable[Hit]) -> list[Count]:
    """Return the number of hits of each kind that there is."""
    by_kind = Counter(hit.kind for hit in hits)
    return [Count(kind.value, kind.label, by_kind[kind]) for kind in EntryKind if by_kind[kind]]

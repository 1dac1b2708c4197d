"""The search: one page, for every kind of thing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.date_formats import say_days
from events.dates import Precision
from i18n.texts import current_language
from publishing import clock
from publishing.forms import page_of, takes
from search import answers, ranking
from search.dates import RelativeTime
from search.models import EntryKind
from search.query import MOST_WORDS
from website.calendar_views import CALENDAR_VIEWS
from website.filters.forms import SearchParameters, whole_span
from website.own_pages import own_pages
from website.presenters.search import results
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
    return answers.Read(ranking.find(text, today)) if is_told else answers.read(text, today)


def _results_context(
    request: HttpRequest, answer: ranking.Answer, kind: str, number: int | None
) -> dict[str, Any]:
    hits = [hit for hit in answer.results.hits if kind in ("", hit.kind)]
    page = page_of(request, hits, number, PAGE_SIZE)
    return {
        "time": time_link(answer.time) if answer.time else None,
        "is_empty": answer.is_empty,
        "most_words": MOST_WORDS if answer.is_cut else None,
        "complete": answer.results.complete,
        "all_words": answer.results.all_words,
        "counts": counts(answer.results.hits),
        "total": len(answer.results.hits),
        "page": page,
        "results": results(page.object_list, answer, clock.now()),
    }


def time_link(time: RelativeTime) -> ViewLink | None:
    """Return the page of the calendar with the days named as seen from today, where there is one."""
    if not whole_span().touches(time.first, time.last):
        return None
    precision = Precision.MONTH if time.unit == "month" else Precision.DAY
    days = say_days(time.first, time.last, precision, current_language())
    return ViewLink(days, CALENDAR_VIEWS[time.unit].url_around(time.first), is_current=False)


def counts(hits: Iterable[ranking.Hit]) -> list[Count]:
    """Return the number of hits of each kind that there is."""
    by_kind = Counter(hit.kind for hit in hits)
    return [Count(kind.value, kind.label, by_kind[kind]) for kind in EntryKind if by_kind[kind]]

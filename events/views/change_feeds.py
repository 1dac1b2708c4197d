"""Changes to the plan as they are announced, the newest first, for readers' programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.models import Change
from events.rows.step_dates import old_and_new
from events.rows.steps import Step, headline_with_event, steps
from events.states import ChangeKind
from events.timeline import ChangeState, announced_period
from places.models import City
from places.names import PlaceNames
from presidencies.current import feed_tag, said
from publishing import clock, editions
from publishing.languages import current_language, text_of
from publishing.syndication import (
    ATOM_TYPE,
    JSON_TYPE,
    Channel,
    Entry,
    atom,
    json_feed,
)
from publishing.typography import loose

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Write = Callable[[Channel, Sequence[Entry]], bytes]

MAX_AGE = 300  # seconds
NEWEST = 100  # steps


@require_safe
def changes_atom(request: HttpRequest) -> HttpResponse:
    return _answer(request, "events:changes_atom", atom, ATOM_TYPE)


@require_safe
def changes_json(request: HttpRequest) -> HttpResponse:
    return _answer(request, "events:changes_json", json_feed, JSON_TYPE)


def _answer(request: HttpRequest, name: str, write: Write, content_type: str) -> HttpResponse:
    """Answer with the steps that are announced by today: the next day may bring one unrecorded."""
    today = clock.today()

    def build() -> HttpResponse:
        channel = _channel(request.build_absolute_uri, reverse(name))
        return HttpResponse(write(channel, list(_entries(request, today))), content_type)

    return editions.answer_newest(request, build, max_age=MAX_AGE, of=(today.isoformat(),))


def _channel(link: Callable[[str], str], address: str) -> Channel:
    return Channel(
        id=feed_tag(f"changes/{current_language()}"),
        title=_("%(site)s: changes to the plan") % {"site": said("short_title")},
        description=_("What was announced, moved, cancelled or held, and why."),
        author=said("short_title"),
        page=link(reverse("events:changes")),
        url=link(address),
    )


def _entries(request: HttpRequest, today: date) -> Iterator[Entry]:
    names = PlaceNames(City.objects.all())
    newest = Change.objects.of_published().announced_by(today).newest_first()
    for row in newest.select_related("event").prefetch_related("event__cities")[:NEWEST]:
        change, here = ChangeState.of(row), [city.slug for city in row.event.cities.all()]
        (step,) = steps([change], here, names)
        title, said = text_of(row.event, "title"), old_and_new(change, here, names)
        yield Entry(
            id=f"{row.event.feed_id}/steps/{step.number}",
            url=request.build_absolute_uri(step.url),
            title=headline_with_event(change, title, said),
            html=_html(step),
            published=_published(change),
            updated=row.recorded_at,
            tags=(str(capfirst(ChangeKind(change.kind).label)),),
            extensions={"_change": _change(change)},
        )


def _html(step: Step) -> str:
    return loose(render_to_string("events/change_entry.html", {"step": step}).strip())


def _published(change: ChangeState) -> datetime | None:
    """Return the start of the day of the announcement; None when it is not known to the day."""
    said = announced_period(change)
    if said.first is None or not said.is_exact:
        return None
    return clock.start_of(said.first)


def _change(change: ChangeState) -> dict[str, object]:
    """Return what a program may want to know, by the names of the API."""
    return {
        "event": change.slug,
        "number": change.number,
        "kind": change.kind,
        "status": change.new_status,
        "announced_on": change.announced_on and change.announced_on.isoformat(),
        "announced_precision": change.announced_precision,
    }

"""The bodies of the organisation, and what each of them met for."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bodies.models import OUTSIDE, Body
from events.dates import Period, Precision
from events.plan_memory import all_states, states_of
from events.state import EventState
from hosts.models import Host, HostQuerySet
from i18n.texts import current_language, text_of, translated_into
from publishing import clock, gone
from website.exports.formats import along_of, phase_on
from website.filters.selection import Part
from website.jsonld import as_script, body_jsonld
from website.presenters.bodies import body_tree
from website.presenters.pagination import listing
from website.views.base import by_readers_clock, readers_names
from website.views.hosts import host_links, hosted_besides

NEWS_SHOWN = 5
DOCUMENTS_SHOWN = 8


@require_safe
def body_list(request: HttpRequest) -> HttpResponse:
    bodies = Body.objects.published().for_pages()
    shown_tree = body_tree(bodies, all_states(), clock.today())
    return render(request, "bodies/body_list.html", {"tree": shown_tree})


@require_safe
def body_detail(request: HttpRequest, slug: str) -> HttpResponse:
    body = gone.public_or_404(Body.objects.for_pages(), slug=slug)
    part = Part.of_body(body)
    events = states_of(part.events.in_plan_order())
    own_events = [event for event in events if slug in event.bodies]
    other_events = [event for event in events if slug not in event.bodies]
    hosted_events = hosted_besides(Host.objects.filter(body=body), part)
    names, now = readers_names(request), clock.now()
    papers = body.documents.published().adopted_by(now.date()).readable_first()
    documents = list(papers[: DOCUMENTS_SHOWN + 1])
    context = {
        "body": body,
        "title": text_of(body, "name"),
        "purpose": text_of(body, "purpose"),
        "description": text_of(body, "description"),
        "short_name": text_of(body, "short_name"),
        "founded": say_founded(body.founded_on),
        "parent": body.public_parent,
        "children": list(body.children.published()),
        "listing": listing(own_events, now, names),
        "below": listing(other_events, now, names),
        "hosted": listing(hosted_events, now, names),
        "hosts": host_links(_hosts_of(own_events)) if body.kind in OUTSIDE else [],
        "documents": documents[:DOCUMENTS_SHOWN],
        "has_more_documents": len(documents) > DOCUMENTS_SHOWN,
        "articles": list(body.articles.published().newest_first()[:NEWS_SHOWN]),
        "translated_languages": translated_into(body, "name", "purpose", "description"),
        "jsonld": as_script(body_jsonld(body, request.build_absolute_uri)),
        "along": along_of(part, request, now),
        "phase": phase_on(now.date()),
    }
    answer = render(request, "bodies/body_detail.html", context)
    return by_readers_clock(answer, [*events, *hosted_events])


def _hosts_of(events: Iterable[EventState]) -> HostQuerySet:
    slugs = {host.slug for event in events for host in event.hosts}
    return Host.objects.filter(slug__in=slugs).for_pages()


def say_founded(text: str) -> str:
    """Return when a body was founded, in words; as it stands where it cannot be read."""
    period = founded(text)
    return period.say(current_language()) if period.is_dated else text


def founded(text: str) -> Period:
    """Return `text`, an ISO 8601 year, month or day, as the period that it names; undated when
    it names none."""
    try:
        match [int(part) for part in text.split("-") if part]:
            case [year, month, day]:
                return Period.on(date(year, month, day))
            case [year, month]:
                return Period.in_month(year, month)
            case [year]:
                return Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
    except ValueError:  # stored past the doors
        pass
    return Period.undated()

"""The priorities of the year, and the events that serve each of them."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bodies.models import Body
from documents.models import Document
from events.models import Event
from events.plan_memory import states_of
from i18n.texts import text_of, translated_into
from priorities.models import Priority, Strand
from publishing import clock, gone
from website.charts.priorities import body_coverage, coverage, promise_line
from website.charts.timeline import plan_strip
from website.exports.formats import along_of, phase_on
from website.filters.selection import Part
from website.presenters.pagination import listing
from website.sentences import say_events
from website.views.base import by_readers_clock, readers_names

DOCUMENTS_SHOWN = 5


@require_safe
def priority_list(request: HttpRequest) -> HttpResponse:
    counts = Counter(Event.objects.published().values_list("priorities__slug", flat=True))
    priorities = list(Priority.objects.published().in_order())
    strands = [
        (
            strand,
            [(goal, say_events(counts[goal.slug])) for goal in priorities if goal.strand == strand],
        )
        for strand in Strand.objects.shown()
    ]
    return render(request, "priorities/priority_list.html", {"strands": strands})


@require_safe
def priority_detail(request: HttpRequest, slug: str) -> HttpResponse:
    priorities = Priority.objects.published()
    priority = gone.public_or_404(Priority.objects.select_related("strand"), slug=slug)
    events = states_of(Event.objects.published().in_plan_order())
    served_events = [event for event in events if slug in event.priorities]
    now = clock.now()
    part = Part.of_priority(priority)
    documents = Document.objects.published().adopted_by(now.date())
    documents = documents.of_priority(slug, part.events).readable_first()
    document_count, description = documents.count(), text_of(priority, "description")
    context = {
        "priority": priority,
        "promise": promise_line(served_events, now.date(), documents=document_count),
        "strip": plan_strip(served_events, now.date(), query=f"?priority={slug}"),
        "by_body": body_coverage(Body.objects.published(), served_events, priority.strand.sign),
        "documents": list(documents[:DOCUMENTS_SHOWN]),
        "has_more_documents": document_count > DOCUMENTS_SHOWN,
        "title": text_of(priority, "title"),
        "summary": text_of(priority, "summary"),
        "description": description,
        "proposal": "#proposed" if description.value else priority.source_url,
        "listing": listing(served_events, now, readers_names(request)),
        "coverage": coverage(priorities.in_order(), events),
        "translated_languages": translated_into(priority, "title", "summary", "description"),
        "along": along_of(part, request, now),
        "phase": phase_on(now.date()),
    }
    return by_readers_clock(
        render(request, "priorities/priority_detail.html", context), served_events
    )

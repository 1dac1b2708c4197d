from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bench.baseline.models import Body, Change, City, Event, Priority

STATUSES = ("planned", "confirmed", "postponed", "cancelled", "held")


def cards() -> QuerySet[Event]:
    """Return the events with all that a row shows."""
    return Event.objects.prefetch_related("cities", "bodies", "priorities", "changes")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "events": cards().filter(starts_on__isnull=False).order_by("-starts_on")[:12],
        "changes": Change.objects.select_related("event").order_by("-announced_on", "-pk")[:8],
        "priorities": Priority.objects.annotate(count=Count("events")),
        "months": months(),
        "total": Event.objects.count(),
        "held": Event.objects.filter(status="held").count(),
    }
    return render(request, "baseline/home.html", context)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    events = cards()
    if status := request.GET.get("status"):
        if status not in STATUSES:
            return HttpResponseBadRequest("No such status.")
        events = events.filter(status=status)
    return render(request, "baseline/calendar.html", {"events": events, **filters()})


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    events = cards().filter(
        Q(starts_on__year=year, starts_on__month=month)
        | Q(ends_on__year=year, ends_on__month=month)
    )
    context = {"events": events, "year": year, "month": month, **filters()}
    return render(request, "baseline/month.html", context)


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(cards(), slug=slug)
    near = cards().filter(bodies__in=found.bodies.all()).exclude(pk=found.pk).distinct()[:5]
    return render(request, "baseline/event.html", {"event": found, "near": near})


def months() -> QuerySet[Event, dict[str, object]]:
    grouped = Event.objects.filter(starts_on__isnull=False).annotate(on=TruncMonth("starts_on"))
    return grouped.order_by("on").values("on").annotate(count=Count("pk"))


def filters() -> dict[str, object]:
    """Return what the filter offers, read by its fragment's first reader alone: the rows are lazy."""
    return {
        "months": months(),
        "statuses": STATUSES,
        "cities": City.objects.annotate(count=Count("events")).filter(count__gt=0),
        "bodies": Body.objects.annotate(count=Count("events")).filter(count__gt=0),
        "priorities": Priority.objects.annotate(count=Count("events")),
    }

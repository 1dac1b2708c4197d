"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.cards import cards
from events.models import Event
from publishing import clock


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    upcoming = Event.objects.published().upcoming(now.date()).in_plan_order().for_cards()[:5]
    return render(request, "sco_presidency/home.html", {"upcoming": cards(upcoming, now)})

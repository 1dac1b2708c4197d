"""What the portal is, where its facts come from, and on what terms they may be used."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.models import Document
from events.models import Change, Event
from events.views.along import phase_on
from news.models import Article
from publishing import clock
from publishing.term import term


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    context = {
        "phase": phase_on(clock.today()),
        "term": term(),
        "articles": Article.objects.published().standing().newest_first(),
        "events": Event.objects.published().count(),
        "changes": Change.objects.of_published().count(),
        "documents": Document.objects.published().count(),
    }
    return render(request, "sco_presidency/about.html", context)

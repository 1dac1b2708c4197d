"""The programme to print. It is never made while somebody waits: manage.py make_programme."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from publishing import clock, editions
from publishing.languages import current_language
from sco_presidency.programme import store

MAX_AGE = 300  # seconds


@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    made = store.offered(current_language(), clock.today())
    if made is None:
        raise Http404
    return editions.answer(request, made.etag, partial(_file, made), max_age=MAX_AGE)


def _file(made: store.Made) -> HttpResponse:
    name = f"sco-presidency-programme-{current_language()}-{made.day.isoformat()}.pdf"
    return HttpResponse(
        made.path.read_bytes(),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )

"""Every list of the calendar in every format: the set of its page, in the language of its address.

And the programme to print: it is never made while somebody waits (manage.py make_programme).
"""

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from bodies.models import Body
from events.next_change import next_change
from hosts.models import Host
from i18n.texts import current_language
from places.models import Country
from priorities.models import Priority
from publishing import clock, etags, forms, gone
from themes.models import Theme
from website.calendar_views import CalendarView
from website.exports.base import EventExport
from website.exports.formats import ExportFormat
from website.filters.forms import CalendarFilter, TableParameters
from website.filters.selection import Days, Part, Selection
from website.programme import storage


@require_safe
@forms.takes(CalendarFilter, TableParameters)
def calendar(
    request: HttpRequest, export_format: ExportFormat, view: CalendarView, **numbers: int
) -> HttpResponse:
    """The plan, under whatever headings a page sets it, or the days of one."""
    days = view.days(**numbers) if view.days else None
    return _answer(request, partial(_export, request, export_format, days))


# What a list is of is looked for before a 304: that of a withdrawn thing has none.


@require_safe
@forms.takes(CalendarFilter, TableParameters)
def priority(request: HttpRequest, export_format: ExportFormat, slug: str) -> HttpResponse:
    subject = gone.public_or_404(Priority.objects.all(), slug=slug)
    return _export_part(request, export_format, Part.of_priority(subject))


@require_safe
@forms.takes(CalendarFilter, TableParameters)
def theme(request: HttpRequest, export_format: ExportFormat, slug: str) -> HttpResponse:
    subject = gone.public_or_404(Theme.objects.all(), slug=slug)
    return _export_part(request, export_format, Part.of_theme(subject))


@require_safe
@forms.takes(CalendarFilter, TableParameters)
def body(request: HttpRequest, export_format: ExportFormat, slug: str) -> HttpResponse:
    subject = gone.public_or_404(Body.objects.all(), slug=slug)
    return _export_part(request, export_format, Part.of_body(subject))


@require_safe
@forms.takes(CalendarFilter, TableParameters)
def host(request: HttpRequest, export_format: ExportFormat, slug: str) -> HttpResponse:
    subject = get_object_or_404(Host.objects.for_pages(), slug=slug)
    return _export_part(request, export_format, Part.of_host(subject))


@require_safe
@forms.takes(CalendarFilter, TableParameters)
def country(request: HttpRequest, export_format: ExportFormat, slug: str) -> HttpResponse:
    subject = get_object_or_404(Country, slug=slug)
    return _export_part(request, export_format, Part.of_country(subject))


def _export_part(request: HttpRequest, export_format: ExportFormat, part: Part) -> HttpResponse:
    return _answer(request, partial(_export, request, export_format, part=part))


def _answer(request: HttpRequest, build: Callable[[], HttpResponse]) -> HttpResponse:
    """Return 304 while nothing public is newer; where it is asked what is over, while that is the same too."""
    asks_of_time = "when" in request.GET
    time = (clock.today().isoformat(), str(next_change())) if asks_of_time else ()
    return etags.answer_newest(request, build, max_age=etags.FILE_MAX_AGE, of=time)


def _export(
    request: HttpRequest,
    export_format: ExportFormat,
    days: Days | None = None,
    part: Part | None = None,
) -> HttpResponse:
    plan_filter = CalendarFilter.read(request)
    table = TableParameters.read(request, has_headings=export_format.has_headings)
    stem = request.path.removesuffix(f".{export_format.ending}")
    export = EventExport(
        selection=Selection(plan_filter, days, part),
        page=part.page if part else f"{stem}/{plan_filter.query}",
        source=request.path + plan_filter.query,
        link=request.build_absolute_uri,
        now=clock.now(),
        names_fields=table.names_fields,
    )
    kind = "attachment" if export_format.is_kept else "inline"
    name = f"{stem.strip('/').replace('/', '-')}.{export_format.ending}"
    return HttpResponse(
        export_format.write(export),
        content_type=export_format.content_type,
        headers={"Content-Disposition": f'{kind}; filename="{name}"'},
    )


# --- the programme to print ---------------------------------------------------------


@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    programme_file = storage.offered(current_language(), clock.today())
    if programme_file is None:
        raise Http404
    return etags.answer(
        request, programme_file.etag, partial(_file, programme_file), max_age=etags.FILE_MAX_AGE
    )


def _file(programme_file: storage.StoredProgramme) -> HttpResponse:
    name = f"sco-presidency-programme-{current_language()}-{programme_file.day.isoformat()}.pdf"
    return HttpResponse(
        programme_file.path.read_bytes(),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )

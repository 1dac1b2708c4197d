"""The papers: one list, narrowed by a form; a page for each version of each; their files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.models import Document, versions_of
from documents.publishers import page_at
from events.enums import TitleOrigin
from events.models import Event
from events.plan_memory import states_of
from i18n.texts import Text, all_texts
from publishing import clock, forms, gone
from website.filters.documents import DocumentFilter, DocumentPage
from website.jsonld import as_script, document_jsonld
from website.presenters import event_card, pagination
from website.views.base import by_readers_clock, readers_names

PAGE_SIZE = 20


@dataclass(frozen=True)
class MeetingPapers:
    """Those that one meeting adopted on one day; where no meeting is known, those of one kind."""

    day: date
    event: Event | None
    documents: list[Document]


@dataclass(frozen=True)
class GroupOfDocuments:
    """Those on one page of the list that have a text, or have none, newest first."""

    is_readable: bool
    documents: list[Document]

    @property
    def id(self) -> str:
        return "with-text" if self.is_readable else "reported"

    @property
    def label(self) -> str:
        return _("With text") if self.is_readable else _("Known from reports")

    @property
    def meetings(self) -> list[MeetingPapers]:
        """Group the documents by the first meeting that they were adopted at, the newest first."""
        rows = [(document, next(iter(document.public_events), None)) for document in self.documents]
        rows.sort(key=_meeting_key)
        return [
            MeetingPapers(group[0][0].adopted_on, group[0][1], [document for document, _e in group])
            for group in (list(rows) for _key, rows in groupby(rows, _meeting_key))
        ]


def _meeting_key(row: tuple[Document, Event | None]) -> tuple[int, int, str]:
    document, event = row
    meeting, kind = (event.pk, "") if event else (0, document.kind)
    return (-document.adopted_on.toordinal(), meeting, kind)


@require_safe
@forms.takes(DocumentFilter, DocumentPage)
def document_list(request: HttpRequest) -> HttpResponse:
    form = DocumentFilter.read(request, today=clock.today())
    number = DocumentPage.read(request).cleaned_data["page"]
    documents = form.narrow(form.documents)
    page = forms.page_of(request, documents.readable_first().for_cards(), number, PAGE_SIZE)
    context = {
        "form": form,
        "page": page,
        "page_number": None if form.chosen else page.number,
        "counts": documents.counts(),
        "links": form.links_by_text(request.GET),
        "groups": groups_of(page.object_list),
    }
    return render(request, "documents/document_list.html", context)


def groups_of(documents: Iterable[Document]) -> list[GroupOfDocuments]:
    return [
        GroupOfDocuments(is_readable, list(group))
        for is_readable, group in groupby(documents, lambda document: document.is_readable)
    ]


@require_safe
def document_detail(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Show the newest version, or version `number`."""
    document = gone.public_or_404(Document.objects.for_cards(), slug=slug)
    versions = versions_of(document)
    if number is not None and number > len(versions):
        raise Http404
    version = versions[number - 1] if number else versions[-1]
    url = request.build_absolute_uri(request.path)
    events = states_of(document.events.published().in_plan_order())
    now = clock.now()
    context = {
        "document": document,
        "shown": version,
        "versions": versions,
        "newest": versions[-1],
        "corrected": versions[-2] if len(versions) > 1 else None,
        "report": document.report,
        "text_page": page_at(version.external_url) if version.external_url else None,
        "title_is_ours": _is_ours(document, version.title),
        "events": [
            pagination.dated(card, now.year)
            for card in event_card.cards(events, now, readers_names(request))
        ],
        "bodies": document.public_bodies,
        "priorities": list(document.priorities.published().in_order()),
        "themes": list(document.themes.published().in_order()),
        "translated_languages": version.translated,
        "jsonld": as_script(document_jsonld(document, version, url)),
    }
    return by_readers_clock(render(request, "documents/document_detail.html", context), events)


def _is_ours(document: Document, title: Text) -> bool:
    """Whether the shown title is in the words of this portal."""
    return all_texts(document, "title_origin")[title.language] == TitleOrigin.OURS


@require_safe
def document_file(request: HttpRequest, name: str) -> FileResponse:
    """The file of a published paper, in any version; that of a draft or a withdrawn one is
    nobody's."""
    documents = Document.objects.with_file(name)
    if not documents.published_anywhere().exists():
        raise gone.not_public(documents)
    try:
        return FileResponse(default_storage.open(name))
    except FileNotFoundError as error:
        raise Http404 from error

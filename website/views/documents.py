"""The papers: one list, narrowed by a form; a page for each version of each; their files."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.models import Document, versions_of
from events.enums import TitleOrigin
from events.plan_memory import states_of
from i18n.texts import Text, all_texts
from publishing import clock, gone, parameters
from website.filters.documents import DocumentFilter, DocumentPage
from website.jsonld.event import as_script
from website.jsonld.site import document_jsonld
from website.presenters import event_card, pagination
from website.views.clock_choice import by_readers_clock, readers_names

PAGE_SIZE = 20


@dataclass(frozen=True)
class YearOfDocuments:
    """The documents on one page of the list that were adopted in one year, newest first."""

    year: int
    documents: list[Document]


@require_safe
@parameters.takes(DocumentFilter, DocumentPage)
def document_list(request: HttpRequest) -> HttpResponse:
    form, number = DocumentFilter.read(request), DocumentPage.read(request).cleaned_data["page"]
    documents = form.narrow(Document.objects.published().newest_first().for_cards())
    page = parameters.page_of(request, documents, number, PAGE_SIZE)
    context = {
        "form": form,
        "page": page,
        "page_number": None if form.chosen else page.number,
        "years": years_of(page.object_list),
    }
    return render(request, "documents/document_list.html", context)


def years_of(documents: Iterable[Document]) -> list[YearOfDocuments]:
    return [
        YearOfDocuments(year, list(group))
        for year, group in groupby(documents, lambda document: document.adopted_on.year)
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
        "title_is_ours": _is_ours(document, version.title),
        "events": [
            pagination.dated(card, now.year)
            for card in event_card.cards(events, now, readers_names(request))
        ],
        "bodies": document.public_bodies,
        "priorities": list(document.priorities.published().in_order()),
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

"""The papers: one list, narrowed by a form."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from documents.forms import DocumentFilter
from documents.models import Document

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class YearOfDocuments:
    """The documents adopted in one year, newest first."""

    year: int
    documents: list[Document]


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    form = DocumentFilter.read(request)
    documents = form.narrow(Document.objects.published().newest_first().for_cards())
    context = {"form": form, "years": years_of(documents), "count": len(documents)}
    return render(request, "documents/document_list.html", context)


@require_safe
def document_file(request: HttpRequest, name: str) -> FileResponse:
    """The file of a published paper; that of a draft or a withdrawn one is nobody's."""
    document = get_object_or_404(Document.objects.published(), file=name)
    try:
        return FileResponse(document.file.open("rb"))
    except FileNotFoundError as error:
        raise Http404 from error


def years_of(documents: Iterable[Document]) -> list[YearOfDocuments]:
    return [
        YearOfDocuments(year, list(group))
        for year, group in groupby(documents, lambda document: document.adopted_on.year)
    ]

"""The page of an event as a workbench: what belongs to it stands on one page, and a rail leads to each part."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from documents.models import Document
from events.models import Event
from i18n.texts import StrOrPromise, Text, text_of
from news.models import Article
from publishing.enums import Publication
from publishing.permissions import EDIT, may
from staff.scope import scope_of
from staff.scoped import ScopedAdmin

#: What stands in papers, in the order of the page.
PAPERS: tuple[type[Document | Article], ...] = (Document, Article)


@dataclass(frozen=True)
class Paper:
    """A document or an article of an event, with the page on which it is edited."""

    kind: StrOrPromise
    title: Text
    url: str
    state: StrOrPromise


@dataclass(frozen=True)
class NewPaper:
    """Where a paper is begun that belongs to the event."""

    kind: StrOrPromise
    url: str


class WorkbenchPages(ScopedAdmin):
    """Adds to the form of an event what else belongs to it."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *others: Any, **options: Any
    ) -> HttpResponse:
        event = options.get("obj")
        if isinstance(event, Event) and event.pk:
            context["papers"] = list(papers_of(event, request))
            context["new_papers"] = list(_new_papers(event, request))
        return super().render_change_form(request, context, *others, **options)


def papers_of(event: Event, request: HttpRequest) -> Iterator[Paper]:
    """Yield the papers of `event` that the account may see. One query a kind."""
    for model in PAPERS:
        if any(may(request.user, right, model) for right in ("view", EDIT)):
            rows = scope_of(request.user).within(model._default_manager.filter(events=event))
            yield from (_paper(row) for row in rows.order_by("pk"))


def _paper(row: Document | Article) -> Paper:
    state = Publication(row.publication).label
    return Paper(row._meta.verbose_name or "", text_of(row, "title"), _address(row), state)


def _new_papers(event: Event, request: HttpRequest) -> Iterator[NewPaper]:
    for model in PAPERS:
        if may(request.user, "add", model):
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
            yield NewPaper(model._meta.verbose_name or "", f"{address}?events={event.pk}")


def _address(row: models.Model) -> str:
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])

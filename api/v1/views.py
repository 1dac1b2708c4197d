"""The doors of the API: parse, ask, answer. Everything comes from the public record."""

from collections.abc import Callable
from typing import Any
from zlib import crc32

import orjson
from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_cache_control
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.serializers import CharField, Serializer, URLField

from api.problems import StrangeRecordError, WithdrawnResourceError
from api.v1 import pagination, serializers
from api.v1.filters import (
    BelongingParameters,
    DocumentParameters,
    EventParameters,
    ListParameters,
    slugs_of_documents,
    slugs_of_events,
    slugs_of_presidencies,
)
from api.v1.pagination import Page, PageRequest, RecordRow
from api.v1.schema import (
    SHAPES,
    DoorSchema,
    RecordSchema,
    WholeSchema,
    document,
    list_of,
    living_or_withdrawn,
    name_of,
)
from api.v1.serializers import PresidencySerializer
from api.views import MAX_AGE, PublicView
from events.actions import addresses
from presidencies.public_document import presidency_documents
from publishing import etags
from publishing.models import PublicRecord

#: What the root names, and the doors' names among the addresses.
DOORS = {
    "presidencies": "presidency-list",
    "events": "event-list",
    "decisions": "decision-list",
    "news": "news-list",
    "priorities": "priority-list",
    "themes": "theme-list",
    "bodies": "body-list",
    "hosts": "host-list",
    "countries": "country-list",
    "cities": "city-list",
    "documents": "document-list",
    "schema": "schema",
}


class RootView(PublicView):
    """Where everything is."""

    operation = "root"
    summary = "Where everything is"
    schema = DoorSchema()

    def shape(self) -> Serializer:
        return inline_serializer("Root", {name: URLField() for name in DOORS})

    def get(self, request: Request) -> HttpResponse:
        self.query_values(request)
        doors = {
            name: request.build_absolute_uri(reverse(f"api:v1:{url_name}"))
            for name, url_name in DOORS.items()
        }
        return as_json(orjson.dumps(doors))


class SchemaView(PublicView):
    """This description: OpenAPI 3.1."""

    operation = "schema"
    summary = "This description"
    schema = DoorSchema()

    def shape(self) -> Serializer:
        return inline_serializer("OpenApi", {"openapi": CharField()})

    def get(self, request: Request) -> HttpResponse:
        self.query_values(request)
        return as_json(document())


class RecordView(PublicView):
    """A door to the records of one kind."""

    schema = RecordSchema()
    #: The name of the kind in the public record, given by urls.py.
    kind: str = ""

    def latest(self, slug: str) -> tuple[RecordRow, str]:
        """Return the newest record of `slug`, and the epoch. One query.

        Raises Http404, and WithdrawnResourceError for a tombstone.
        """
        records = PublicRecord.objects.latest_of(self.kind).of_keys([slug])
        names = (*RecordRow._fields, "epoch")
        *values, epoch = get_object_or_404(records.annotate(epoch=etags.EPOCH).values_list(*names))
        row = RecordRow(*values)
        if row.withdrawn:
            now = addresses.present_slugs([slug]) if self.kind == "events" else {}
            raise WithdrawnResourceError(row.number, now.get(slug, ""))
        return row, epoch or ""

    def answer(
        self, request: Request, edition: etags.Edition, build: Callable[[], bytes | str]
    ) -> HttpResponse:
        """Answer with what `build` returns, or 304; the body follows from edition and address."""
        return etags.answer(
            request._request,
            edition.tag(etags.of_address(request._request.META)),
            lambda: as_json(build()),
            max_age=MAX_AGE,
        )


class ListView(RecordView):
    """All public things of a kind, one page at a time."""

    operation = "list"
    summary = "All of the {kind}, a page at a time"
    parameters: type[forms.Form] = ListParameters

    def shape(self) -> Serializer:
        return list_of(name_of(SHAPES[self.kind]), living_or_withdrawn(self.kind))

    def get(self, request: Request) -> HttpResponse:
        values = self.query_values(request)
        # Read before the page: what is recorded in between comes again, and is not lost.
        edition = etags.newest()
        refuse_strange(values, edition)
        return self.answer(request, edition, lambda: self.page(request, values, edition))

    def page(self, request: Request, values: dict[str, Any], edition: etags.Edition) -> bytes:
        page_request = PageRequest.of(values)
        page = pagination.page_of(self.kind, page_request, self.keys(values))
        return pagination.list_document(
            page.items, following=following(request, page_request, page), newest=edition
        )

    def keys(self, values: dict[str, Any]) -> QuerySet[Any] | None:
        """Return a query for the slugs that the filters leave; None without filters."""
        return None


class BelongingListView(ListView):
    """All public things of a kind that belongs to a presidency; of some, if they are named."""

    parameters = BelongingParameters

    def keys(self, values: dict[str, Any]) -> QuerySet[Any] | None:
        return slugs_of_presidencies(self.kind, values)


class DocumentListView(ListView):
    """All public documents, narrowed by filters."""

    parameters = DocumentParameters

    def keys(self, values: dict[str, Any]) -> QuerySet[Any] | None:
        return slugs_of_documents(values)


class EventListView(ListView):
    """All public events, narrowed by filters."""

    parameters = EventParameters

    def keys(self, values: dict[str, Any]) -> QuerySet[Any] | None:
        return slugs_of_events(values)


class DetailView(RecordView):
    """One public thing."""

    operation = "detail"
    summary = "One of the {kind}, by its slug"

    def shape(self) -> Serializer:
        return SHAPES[self.kind]()

    def get(self, request: Request, slug: str) -> HttpResponse:
        self.query_values(request)
        row, epoch = self.latest(slug)
        edition = etags.Edition(row.number, row.mark, epoch)
        return self.answer(request, edition, lambda: pagination.item(row))


class ChangesView(RecordView):
    """Every step of one event's history, oldest first."""

    operation = "changes"
    summary = "Every step of the history of one of the {kind}, oldest first"

    def shape(self) -> Serializer:
        return list_of("Change", serializers.ChangeSerializer(many=True))

    def get(self, request: Request, slug: str) -> HttpResponse:
        self.query_values(request)
        edition = etags.newest()
        row, _epoch = self.latest(slug)
        return self.answer(request, edition, lambda: self.steps(row, edition))

    def steps(self, row: RecordRow, edition: etags.Edition) -> bytes:
        changes = orjson.loads(row.document)["changes"]
        return orjson.dumps({"results": changes, "next": None, **pagination.place(edition)})


def refuse_strange(values: dict[str, Any], newest: etags.Edition) -> None:
    """Raise StrangeRecordError when `after` is no number of this history, or not the one meant."""
    after, mark = values["after"] or 0, values["mark"]
    if after > newest.number:
        raise StrangeRecordError(pagination.place(newest))
    if mark is not None and after:
        record = PublicRecord.objects.filter(number=after)
        if not record.filter(mark=mark).exists():
            raise StrangeRecordError(pagination.place(newest))


def following(request: Request, page_request: PageRequest, page: Page) -> str | None:
    """Return the whole address of the next page, or None behind the last."""
    if page.following is None:
        return None
    query = request.query_params.copy()
    query["after"], query["mark"] = str(page.following.number), page.following.mark
    if not page_request.withdrawn:
        # A plain list stays one, although its later pages begin after a record.
        query["withdrawn"] = "false"
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def as_json(text: bytes | str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/json")
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


class PresidencyListView(PublicView):
    """All presidencies, the newest first. They are few, and have no records."""

    kind = "presidencies"
    operation = "list"
    summary = "All of the {kind}, the newest first"
    schema = WholeSchema()

    def shape(self) -> s.Serializer:
        return inline_serializer("PresidencyList", {"results": PresidencySerializer(many=True)})

    def get(self, request: Request) -> HttpResponse:
        self.query_values(request)
        return _whole(request, {"results": presidency_documents()})


class PresidencyDetailView(PublicView):
    """One presidency."""

    kind = "presidencies"
    operation = "detail"
    summary = "One of the {kind}, by its slug"
    schema = WholeSchema()

    def shape(self) -> s.Serializer:
        return PresidencySerializer()

    def get(self, request: Request, slug: str) -> HttpResponse:
        self.query_values(request)
        documents = [document for document in presidency_documents() if document["slug"] == slug]
        if not documents:
            raise Http404
        return _whole(request, documents[0])


def _whole(request: Request, document: dict[str, Any]) -> HttpResponse:
    """Answer with `document`, or 304: the tag is that of its content."""
    body = orjson.dumps(document)
    tag = f'W/"{crc32(body):x}"'
    return etags.answer(request._request, tag, lambda: as_json(body), max_age=MAX_AGE)

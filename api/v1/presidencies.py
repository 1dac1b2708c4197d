"""The doors to the presidencies, which are told whole: they are few, and have no records."""

# mypy: disable-error-code="assignment"
# A field may be called as an attribute of serializers is.

from typing import Any
from zlib import crc32

import orjson
from django.http import Http404, HttpResponse
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers as s
from rest_framework.request import Request

from api.v1.schema import WholeSchema
from api.v1.texts import TextsSerializer, TranslationStatesSerializer
from api.v1.views import as_json
from api.views import MAX_AGE, PublicView
from presidencies.models import Standing, State
from presidencies.public_document import presidency_documents
from publishing import etags


class PresidencySerializer(s.Serializer):
    """A term. It has no record: ask for all, with the ETag."""

    slug = s.SlugField(help_text="Its name in addresses: for life, in every language.")
    source_language = s.CharField(help_text="The language that its texts were written in first.")
    translations = TranslationStatesSerializer()
    state = s.ChoiceField(State.choices, help_text="Whether the portal’s own pages show it.")
    begins = s.DateField()
    ends = s.DateField(help_text="Inclusive.")
    time_zone = s.CharField(help_text="IANA zone of its days.")
    country = s.SlugField(allow_null=True, help_text="Who presides.")
    capital = s.SlugField(allow_null=True, help_text="A city.")
    organisation = TextsSerializer()
    organisation_short = TextsSerializer()
    title = TextsSerializer(help_text="With the years.")
    short_title = TextsSerializer()
    promise = TextsSerializer(help_text="What was promised of its plan, in a sentence.")
    publisher = TextsSerializer(help_text="Who publishes the portal, where that is known.")
    standing = s.ChoiceField(
        Standing.choices, help_text="Whether the publisher speaks for the presidency."
    )
    contact = s.CharField(allow_null=True, help_text="Whom readers ask.")
    press_contact = s.CharField(allow_null=True, help_text="Whom the press asks.")
    promised_events = s.IntegerField(allow_null=True)
    promise_source = s.URLField(allow_null=True)


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

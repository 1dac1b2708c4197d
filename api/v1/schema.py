"""The OpenAPI description, made from the doors, their forms and the shapes of documents."""

import functools
from typing import Any, cast

import orjson
from django.conf import settings
from django.urls import include, path
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    PolymorphicProxySerializer,
    inline_serializer,
)
from rest_framework import serializers

from api.fields import Value
from api.problems import CONTENT_TYPE
from api.v1 import serializers as shapes
from api.views import PublicView
from i18n.texts import text_of
from presidencies.current import current

#: The shape of each kind of record, by its name in addresses.
SHAPES: dict[str, type[serializers.Serializer]] = {
    "events": shapes.EventSerializer,
    "decisions": shapes.DecisionSerializer,
    "news": shapes.ArticleSerializer,
    "priorities": shapes.PrioritySerializer,
    "themes": shapes.ThemeSerializer,
    "bodies": shapes.BodySerializer,
    "hosts": shapes.HostSerializer,
    "countries": shapes.CountrySerializer,
    "cities": shapes.CitySerializer,
    "documents": shapes.DocumentSerializer,
}


#: What the doors tell of, beside the kinds of records.
OF_THE_API = "api"
TAGS = {
    OF_THE_API: "The doors, and this description.",
    "presidencies": "The terms that the rest belongs to.",
    "events": "The plan, and every change to it.",
    "decisions": "What was decided of several events at once.",
    "news": "News and announcements.",
    "priorities": "The goals of the presidency.",
    "themes": "Events, news and documents that staff gathered for a subject.",
    "bodies": "The organisation, and whoever else meets.",
    "hosts": "Who holds events: ministries, regions, organisations, states.",
    "countries": "Around the table, or hosts.",
    "cities": "Where events take place.",
    "documents": "What was adopted, and the papers of the presidency.",
}


def document() -> bytes:
    """Return the description as JSON, in English, and true on any host."""
    title = text_of(current(), "title", "en").value
    return orjson.dumps({**_description(), "info": {**_description()["info"], "title": title}})


@functools.cache
def _description() -> dict[str, Any]:
    """Return all but the title. Made once a process."""
    with translation.override("en"):
        make: Any = SchemaGenerator
        generator = make(patterns=[path("api/", include("api.urls"))])
        schema = generator.get_schema(request=None, public=True)
    tags = [{"name": name, "description": text} for name, text in TAGS.items()]
    help_page = f"{settings.PUBLIC_ORIGIN}/en/developers/"
    schema["info"]["contact"] = {"name": "For developers", "url": help_page}
    return {**schema, "servers": [{"url": "/"}], "tags": tags}


class DoorSchema(AutoSchema):
    """Describes a door by its form and by the shape that it names."""

    @property
    def door(self) -> PublicView:
        return cast("PublicView", self.view)

    @property
    def kind(self) -> str:
        return getattr(self.view, "kind", "")

    def get_operation_id(self) -> str:
        return "_".join(part for part in (self.kind, self.door.operation) if part)

    def get_summary(self) -> str:
        return self.door.summary.format(kind=self.kind)

    def get_tags(self) -> list[str]:
        return [self.kind or OF_THE_API]

    def get_override_parameters(self) -> list[Any]:
        fields = self.door.parameters().fields
        return [
            OpenApiParameter(
                name, type=field.schema, description=str(field.help_text), explode=True
            )
            for name, field in fields.items()
            if isinstance(field, Value)
        ]

    def get_response_serializers(self) -> Any:
        return {
            (200, "application/json"): OpenApiResponse(self.door.shape(), "What was asked for."),
            (400, CONTENT_TYPE): _problem("A parameter is unknown, empty or wrong."),
            (406, CONTENT_TYPE): _problem("There is only JSON."),
            304: OpenApiResponse(None, "Nothing changed since the ETag given."),
        }


class RecordSchema(DoorSchema):
    """Describes a door to the records of one kind."""

    def get_response_serializers(self) -> Any:
        answers = super().get_response_serializers()
        if "{slug}" in self.path:
            answers[404, CONTENT_TYPE] = _problem("Nothing public has this slug.")
            answers[410, CONTENT_TYPE] = _problem("It was withdrawn, or has another slug now.")
        else:
            answers[410, CONTENT_TYPE] = _problem(
                "`after` is of a history that was given up: copy the list anew."
            )
        return answers


class WholeSchema(DoorSchema):
    """Describes a door to what has no record: it is told whole."""

    def get_response_serializers(self) -> Any:
        answers = super().get_response_serializers()
        if "{slug}" in self.path:
            answers[404, CONTENT_TYPE] = _problem("Nothing public has this slug.")
        return answers


def _problem(description: str) -> OpenApiResponse:
    return OpenApiResponse(shapes.ProblemSerializer, description)


def name_of(shape: type[serializers.Serializer]) -> str:
    """Return what a shape is called in the description, and in clients that are made of it."""
    return shape.__name__.removesuffix("Serializer")


def list_of(name: str, results: Any) -> serializers.Serializer:
    """Return the shape of a page of `results`."""
    return inline_serializer(
        f"{name}List",
        {
            "results": results,
            "next": serializers.URLField(allow_null=True, help_text="The next page."),
            "newest_record": serializers.IntegerField(
                help_text="The newest record of all kinds: ask for what comes `after` it."
            ),
            "newest_mark": serializers.CharField(
                help_text="Which record has that number in this history: give it as `mark`."
            ),
            "epoch": serializers.CharField(
                help_text="Another one after each restore of an older copy of the portal."
            ),
        },
    )


def living_or_withdrawn(kind: str) -> Any:
    """Return the shape of what a list holds: things, and tombstones of things."""
    shape = SHAPES[kind]
    return PolymorphicProxySerializer(
        component_name=f"{name_of(shape)}OrTombstone",
        serializers=[shape, shapes.TombstoneSerializer],
        resource_type_field_name=None,
        many=True,
    )

"""Columns are put into SQL as Django puts them."""

import pickle
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef
from django.db.models.functions import Length
from django.db.models.sql.compiler import SQLCompiler

from bodies.models import Body
from events.models import Change, Event
from i18n.columns import know_columns
from staff.models import Proposal
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db
METHODS = ("get_default_columns", "get_select", "get_order_by", "compile", "get_converters")

QUERIES = {
    "whole rows": [model._base_manager.all() for model in apps.get_models()],
    "rows with others": [
        model._base_manager.select_related() for model in (Event, Change, Body, Proposal)
    ],
    "rows in an order": [
        Event.objects.order_by("-title_en", "pk", "title_en"),
        Event.objects.order_by("slug", "-pk").reverse(),
        Event.objects.order_by("chair_id", "pk"),
        Event.objects.order_by("chair", "pk"),
        Event.objects.order_by("chair__slug"),
        Event.objects.order_by("?"),
        Event.objects.order_by(F("slug").desc(nulls_last=True)),
        Event.objects.annotate(size=Length("slug")).order_by("size"),
        Event.objects.order_by("slug").distinct(),
        Event.objects.order_by("slug").values_list("pk"),
        Body.objects.values("parent").annotate(number=Count("pk")),
    ],
    "a part of each row": [Event.objects.only("slug"), Change.objects.defer("event")],
    "values": [Event.objects.values("slug", "chair__slug"), Event.objects.values_list("title_en")],
    "rows that are counted": [Event.objects.annotate(steps=Count("changes"))],
    "rows of rows": [
        Event.objects.filter(Exists(Event.objects.filter(chair=OuterRef("chair")))),
        Event.objects.filter(pk__in=Event.objects.filter(status="held")[:3]),
    ],
    "a table twice": [Body.objects.select_related("parent__parent")],
    "rows of two": [Event.objects.order_by().union(Event.objects.order_by().filter(pk=2))],
    "more columns": [Event.objects.extra(select={"slug_of": "slug"})],  # as prefetches do
}


def told(rows: models.QuerySet) -> object:
    """Return what a query asks, and how its answer is read."""
    compiler = rows.query.clone().get_compiler("default")
    sql = compiler.as_sql()
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    read = {
        place: [one.__qualname__ for one in made] for place, (made, _column) in converters.items()
    }
    return sql, list(kinds_of_rows(compiler.klass_info)), compiler.annotation_col_map, read


def kinds_of_rows(info: dict | None) -> Iterator[object]:
    """Yield what is made of which columns, of related rows too."""
    if info:
        yield info["model"], info["select_fields"]
        for related in info.get("related_klass_infos", ()):
            yield from kinds_of_rows(related)


@pytest.mark.parametrize("kind", QUERIES)
def test_a_query_asks_what_django_asks(monkeypatch: pytest.MonkeyPatch, kind: str):
    first, again = ([told(rows) for rows in QUERIES[kind]] for _ in range(2))

    for name in METHODS:
        monkeypatch.setattr(SQLCompiler, name, getattr(SQLCompiler, name).__wrapped__)
    assert first == again == [told(rows) for rows in QUERIES[kind]]


def test_what_is_known_of_columns_is_not_pickled():
    event = EventFactory()
    rows = Event.objects.filter(pk=event.pk)
    assert list(rows) == [event]

    assert list(pickle.loads(pickle.dumps(rows.query)).get_compiler("default").results_iter())  # noqa: S301 (our own)
    assert pickle.loads(pickle.dumps(event)) == event  # noqa: S301 (our own)


def test_it_is_set_up_once(monkeypatch: pytest.MonkeyPatch):
    for name in METHODS:
        monkeypatch.setattr(SQLCompiler, name, getattr(SQLCompiler, name))
    before = [getattr(SQLCompiler, name) for name in METHODS]

    know_columns()

    assert [getattr(SQLCompiler, name) for name in METHODS] == before


def test_compiler_of_another_release_stays_as_it_is(monkeypatch: pytest.MonkeyPatch):
    own = [getattr(SQLCompiler, name).__wrapped__ for name in METHODS]
    for name, method in zip(METHODS, own, strict=True):
        monkeypatch.setattr(SQLCompiler, name, method)
    monkeypatch.setattr("i18n.columns.WRITTEN_FOR", (6, 0))

    know_columns()

    assert [getattr(SQLCompiler, name) for name in METHODS] == own

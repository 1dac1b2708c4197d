"""Rows that are read together are what each table says by itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from documents.models import Document
from events.models import Change
from events.plan_at_once import read
from events.plan_memory import published, read_states
from events.state import EventState
from places.models import City, PlaceNames
from priorities.models import Priority
from publishing.rows_together import lead_to, read_together
from tests.acting import changes
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    announcement,
)
from tests.factories.photos import PhotoFactory
from tests.kinds import KINDS
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def tables_of_ours() -> Iterator[type[models.Model]]:
    for app in apps.get_app_configs():
        if Path(app.path).parent == Path(settings.BASE_DIR):
            yield from app.get_models(include_auto_created=True)


def values_of(row: models.Model) -> dict[str, Any]:
    assert not row.get_deferred_fields()
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_each_column_of_each_table_is_what_it_is_by_itself(
    settings, tmp_path, django_assert_num_queries
):
    settings.MEDIA_ROOT = tmp_path
    for make, _one, _other in KINDS.values():
        make()
    PhotoFactory()
    event = EventFactory(published=True, bodies=[BodyFactory()], chair=None, cities=[CityFactory()])
    changes.postpone(event, announcement(reason="Because of “rain” \\ and 雨"))
    tables = [model for model in tables_of_ours() if model._base_manager.exists()]
    assert len(tables) > 20

    read(published())  # what a process asks once

    with django_assert_num_queries(1):
        found = read_together(*(model._base_manager.all() for model in tables))

    for model, rows in zip(tables, found, strict=True):
        by_itself = model._base_manager.order_by(*model._meta.ordering or ["pk"])
        assert [values_of(row) for row in rows] == [values_of(row) for row in by_itself], model
        assert rows[0]._state.db == "default"


def test_rows_keep_the_order_of_their_query_and_its_filters():
    for slug in ("b", "a", "c"):
        CityFactory(slug=slug)
    CityFactory(slug="d", name_en="Left out")

    cities, backwards, none = read_together(
        City.objects.exclude(name_en="Left out"),
        City.objects.order_by("-slug"),
        Document.objects.all(),
    )

    assert [city.slug for city in cities] == ["a", "b", "c"]
    assert [city.slug for city in backwards] == ["d", "c", "b", "a"]
    assert none == []


def test_what_is_not_named_a_row_reads_for_itself():
    CityFactory(slug="ufa", name_en="Ufa")

    ((city,),) = read_together(City.objects.all(), only={"slug"})

    assert city.slug == "ufa"
    assert "name_en" in city.get_deferred_fields()
    assert city.name_en == "Ufa"


def test_of_nothing_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert read_together() == []


def test_a_key_that_is_empty_leads_nowhere():
    event = EventFactory(chair=None)

    lead_to([event], "chair", [])

    assert event.chair is None


def test_a_plan_read_at_once_says_what_one_says_that_is_read_table_by_table(
    django_assert_num_queries,
):
    country = CountryFactory()
    body, draft = BodyFactory(published=True, position=2), BodyFactory()
    first = BodyFactory(published=True, position=1)
    elsewhere = CityFactory(slug="alone")
    event = EventFactory(
        published=True,
        chair=country,
        bodies=[body, draft, first],
        priorities=[PriorityFactory(published=True), PriorityFactory()],
        cities=[CityFactory(slug="ufa"), CityFactory(slug="omsk")],
    )
    for position, role in enumerate(("host", "co_host"), start=1):
        event.hostings.create(host=HostFactory(), role=role, position=3 - position)
    changes.postpone(event, announcement(reason="Rain."))
    Change.objects.get().added_reasons.create(language="ru", text="Дождь.")
    EventFactory(published=True, chair=None)
    EventFactory(title_en="Draft")

    events = published()

    with django_assert_num_queries(1):
        rows, names = read(events)
        states = [EventState.of(row) for row in rows]

    assert states == read_states(published())
    assert [one.slug for one in rows[0].public_bodies] == [first.slug, body.slug]
    assert names.country_of == PlaceNames.read().country_of
    assert elsewhere.slug in names.cities


def test_an_empty_plan_is_read_at_once_too():
    assert Priority.objects.count() == 0
    assert read(published())[0] == []


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_rows_are_read_together_by_who_connects_while_another_writes():
    """Django tries in a transaction whether SQLite has JSON, and took “locked” for no, as long as the connection lives."""
    CityFactory()
    answers = []

    def ask() -> None:
        connection.ensure_connection()
        answers.append(connection.features.has_json_object_function)

    with transaction.atomic():
        CityFactory()
        raised = at_once(ask)
    assert (raised, answers) == ([], [True])

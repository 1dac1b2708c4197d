"""Staff who may see everything and change nothing: every door to a change is shut."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

from documents.models import DocumentVersion
from events.models import Change
from publishing.models import PublicRecord
from staff.actions.registry import ACTIONS
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    announcement,
)
from tests.markup import page_of

pytestmark = pytest.mark.django_db

PUBLISHED = {
    "events_event": EventFactory,
    "news_article": ArticleFactory,
    "documents_document": DocumentFactory,
    "bodies_body": BodyFactory,
    "priorities_priority": PriorityFactory,
}
ALWAYS_PUBLIC = {"places_country": CountryFactory, "places_city": CityFactory}
EVERYTHING = PUBLISHED | ALWAYS_PUBLIC
DEEDS = ("confirm", "public", "draft", "source")


@pytest.fixture
def reader(client: Client) -> Client:
    user = get_user_model().objects.create_user("reader", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user)
    return client


def door(model: str, name: str, *args: Any) -> str:
    return reverse(f"admin:{model}_{name}", args=args)


def facts(*things: Any) -> list[object]:
    """Return all that a change would touch."""
    for thing in things:
        thing.refresh_from_db()
    kept = (Change, DocumentVersion, PublicRecord, LogEntry)
    return [
        model_to_dict(thing) | {"publication": getattr(thing, "publication", "")}
        for thing in things
    ] + [
        (model._default_manager.count(), type(thing)._default_manager.count())
        for model in kept
        for thing in things
    ]


@pytest.mark.parametrize("model", PUBLISHED)
def test_a_reader_publishes_and_withdraws_nothing_from_the_list(reader: Client, model: str):
    draft, public = PUBLISHED[model](), PUBLISHED[model](published=True)
    before = facts(draft, public)

    for action in ("publish_selected", "withdraw_selected", "delete_selected"):
        chosen = {"action": action, "_selected_action": [draft.pk, public.pk]}
        reader.post(door(model, "changelist"), {**chosen, "confirmed": "yes", "post": "yes"})

    assert facts(draft, public) == before


@pytest.mark.parametrize("model", EVERYTHING)
def test_a_reader_is_offered_no_action_on_a_list(reader: Client, model: str):
    EVERYTHING[model]()

    answer = reader.get(door(model, "changelist"))

    assert answer.status_code == 200
    assert answer.context["cl"].result_count == 1
    assert answer.context["action_form"] is None


@pytest.mark.parametrize("model", PUBLISHED)
def test_a_reader_opens_no_page_that_publishes(reader: Client, model: str):
    draft, public = PUBLISHED[model](), PUBLISHED[model](published=True)
    before = facts(draft, public)
    doors = [door(model, "publish", draft.pk), door(model, "withdraw", public.pk)]

    answers = [reader.get(address).status_code for address in doors]
    answers += [reader.post(address, {"confirmed": "yes"}).status_code for address in doors]

    assert answers == [403] * 4
    assert facts(draft, public) == before


@pytest.mark.parametrize("model", EVERYTHING)
def test_a_reader_settles_no_translation(reader: Client, model: str):
    thing = EVERYTHING[model]()
    before = facts(thing)
    address = door(model, "translations", thing.pk)

    answers = [
        reader.post(address, {"deed": deed, "language": "zh-hans"}).status_code for deed in DEEDS
    ]

    assert answers == [403] * len(DEEDS)
    assert facts(thing) == before
    assert page_of(reader.get(address)).one("div", id="content-main").all("form") == []


@pytest.mark.parametrize("model", EVERYTHING)
def test_a_reader_saves_adds_and_deletes_nothing(reader: Client, model: str):
    thing = EVERYTHING[model]()
    before = facts(thing)
    doors = [
        door(model, "change", thing.pk),
        door(model, "add"),
        door(model, "delete", thing.pk),
    ]

    answers = [reader.post(address, {"post": "yes"}).status_code for address in doors]

    assert answers == [403, 403, 403]
    assert facts(thing) == before


def test_a_reader_does_nothing_to_an_event(reader: Client):
    event = EventFactory(announced=announcement(), published=True)
    before = facts(event)

    answers = {
        code: reader.post(door("events_event", "act", event.pk, code), {"save": "yes"}).status_code
        for code in ACTIONS
    }

    assert answers == dict.fromkeys(ACTIONS, 403)
    assert facts(event) == before


def test_a_reader_corrects_no_document(reader: Client):
    document = DocumentFactory(published=True)
    before = facts(document)
    address = door("documents_document", "correct", document.pk)

    assert [reader.get(address).status_code, reader.post(address).status_code] == [403, 403]
    assert facts(document) == before


@pytest.mark.parametrize("model", PUBLISHED)
def test_the_page_of_a_thing_offers_a_reader_no_door(
    reader: Client, admin_client: Client, model: str
):
    thing = PUBLISHED[model](published=True)
    address = door(model, "change", thing.pk)
    shut = {
        door(model, "withdraw", thing.pk),
        *(door(model, "act", thing.pk, code) for code in ACTIONS if model == "events_event"),
        *([door(model, "correct", thing.pk)] if model == "documents_document" else []),
    }

    offered = {link.attributes.get("href", "") for link in page_of(reader.get(address)).all("a")}
    to_all = {
        link.attributes.get("href", "") for link in page_of(admin_client.get(address)).all("a")
    }

    assert offered & shut == set()
    assert to_all & shut != set()

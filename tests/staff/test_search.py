"""Usual names, as editors keep them."""

import pytest
from django.test import Client

from tests.factories import EventFactory
from tests.markup import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.indexed, pytest.mark.usefixtures("index_follows")]


def titles(client: Client, query: str) -> list[str]:
    page = page_of(client.get("/en/search/", {"q": query}))
    return [heading.text for heading in page.one("main").all("h2")]


def test_usual_names_count_as_soon_as_they_are_saved(client: Client, usual_names):
    EventFactory(title_ru="Переговоры о зебрах", title_en="Zebra talks", published=True)
    assert titles(client, "horse") == []

    usual_names("зебра", "striped horse", "horse")

    assert titles(client, "striped horses") == ["Zebra talks"]


def test_editors_add_usual_names_in_the_admin(admin_client: Client, usual_names):
    address = "/admin/search/synonymgroup/add/"

    refused = admin_client.post(address, {"spellings": "SCO", "note": ""})
    empty = admin_client.post(address, {"spellings": "SCO\nthe", "note": ""})
    saved = admin_client.post(address, {"spellings": "SCO\nШОС", "note": ""})

    assert "Write at least two names" in refused.content.decode()
    assert "“the” contains nothing to search for." in empty.content.decode()
    assert saved.status_code == 302

"""By which method, in which form and in which language the API can be asked."""

import pytest
from django.test import Client

from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client: Client, method: str):
    answer = getattr(client, method)("/api/v1/events/", data={"slug": "x"})

    assert answer.status_code == 405
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_only_json_can_be_asked_for(client: Client):
    answer = client.get("/api/v1/events/", headers={"Accept": "text/csv"})

    assert answer.status_code == 406
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("language", ["en", "ru", "zh-CN"])
def test_language_of_the_client_changes_nothing(client: Client, language: str):
    EventFactory(published=True, title_zh_hans="")
    asked = {"Accept-Language": language}

    list_of_all = client.get("/api/v1/events/", headers=asked)
    wrong = client.get("/api/v1/events/?from=x&status=done", headers=asked)

    assert list_of_all.content == client.get("/api/v1/events/").content
    assert wrong.content == client.get("/api/v1/events/?from=x&status=done").content
    for answer in (list_of_all, wrong):
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert "Content-Language" not in answer.headers
        assert answer.cookies == {}


def test_head_has_the_headers_of_get(client: Client):
    EventFactory(published=True)

    head, get = client.head("/api/v1/events/"), client.get("/api/v1/events/")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == get.headers["ETag"]

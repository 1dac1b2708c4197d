"""The one address under which search engines keep a page."""

from datetime import date

import pytest
from django.test import Client

from events.dates import Period
from tests.factories import ArticleFactory, DocumentFactory, EventFactory, PriorityFactory
from tests.made_once import made_once
from tests.markup import page_at

pytestmark = pytest.mark.django_db

HOST = "http://testserver"


def canonical(client: Client, address: str) -> str:
    return page_at(client, address).one("link", rel="canonical")["href"].removeprefix(HOST)


@pytest.fixture
@made_once
def lists_of_two_pages() -> None:
    for _number in range(21):
        ArticleFactory(published=True)
        DocumentFactory(published=True)


@pytest.fixture
@made_once
def plan() -> None:
    goal = PriorityFactory(slug="security", published=True)
    EventFactory(
        slug="forum", period=Period.on(date(2020, 10, 29)), priorities=[goal], published=True
    )


@pytest.mark.by_turns(6)
@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("code", ["en", "ru", "zh-hans"])
@pytest.mark.parametrize(
    "path",
    ["calendar/", "calendar/2020/", "calendar/2020/10/", "calendar/2020/10/29/",
     "calendar/by-priority/"],
)  # fmt: skip
def test_filtered_view_of_the_plan_belongs_to_the_whole_one(client: Client, code: str, path: str):
    assert canonical(client, f"/{code}/{path}?priority=security") == f"/{code}/{path}"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ""),
        ("?page=1", ""),
        ("?page=2", "?page=2"),
        ("?page=2&utm_source=letter", "?page=2"),
    ],
)
@pytest.mark.parametrize("path", ["news/", "documents/"])
def test_later_page_of_a_list_is_a_page_of_its_own(
    client: Client, lists_of_two_pages, path: str, query: str, expected: str
):
    assert canonical(client, f"/en/{path}{query}") == f"/en/{path}{expected}"


def test_later_page_of_a_filtered_list_belongs_to_the_whole_list(
    client: Client, lists_of_two_pages
):
    assert canonical(client, "/en/news/?section=news&page=2") == "/en/news/"


def test_untranslated_page_belongs_to_its_original(client: Client):
    EventFactory(slug="forum", title_zh_hans="", published=True)

    assert canonical(client, "/zh-hans/events/forum/") == "/en/events/forum/"
    assert canonical(client, "/ru/events/forum/") == "/ru/events/forum/"


@pytest.mark.parametrize("path", ["", "about/", "subscribe/", "terms/"])
def test_page_without_lists_has_no_numbers(client: Client, path: str):
    assert canonical(client, f"/ru/{path}?page=7") == f"/ru/{path}"

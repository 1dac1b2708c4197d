"""The way to a page as search engines are told it, and what no data may do to a page."""

from datetime import date

import pytest
from django.test import Client

from events.dates import Period
from events.enums import Format
from tests.factories import (
    EventFactory,
)
from tests.markup import page_of
from tests.pages import all_jsonld, breadcrumb

pytestmark = pytest.mark.django_db

HOME = "http://testserver/en/"


def test_breadcrumb_tells_the_way_to_a_page(client: Client):
    EventFactory(slug="forum", title_en="Forum & <Friends>", published=True)

    way = breadcrumb(client.get("/en/events/forum/"))

    assert way == [
        ("Home", HOME),
        ("Calendar", f"{HOME}calendar/"),
        ("Forum & <Friends>", f"{HOME}events/forum/"),
    ]


def test_breadcrumb_has_names_without_markup(client: Client):
    EventFactory(slug="forum", title_en="Forum", title_zh_hans="", published=True)

    way = breadcrumb(client.get("/zh-hans/events/forum/"))

    assert way[-1] == ("Forum", "http://testserver/zh-hans/events/forum/")


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", ["en", "ru", "zh-hans"])
@pytest.mark.parametrize(
    "path", ["calendar/", "calendar/2020/10/", "news/", "bodies/", "countries/", "about/"]
)
def test_breadcrumb_of_data_is_that_of_the_eyes(client: Client, code: str, path: str):
    response = client.get(f"/{code}/{path}")

    seen = page_of(response).one("nav", cls="breadcrumb").all("li")
    assert [name for name, _url in breadcrumb(response)] == [step.text for step in seen]
    assert breadcrumb(response)[-1][1] == f"http://testserver/{code}/{path}"
    (here,) = page_of(response).one("nav", cls="breadcrumb").all("span", **{"aria-current": "page"})
    assert here.text == seen[-1].text


def test_data_cannot_leave_its_script(client: Client):
    title = "</script><script>alert(1)</script>"
    held_online = {"period": Period.on(date(2020, 10, 28)), "format": Format.ONLINE}
    EventFactory(slug="forum", title_en=title, published=True, **held_online)

    response = client.get("/en/events/forum/")

    assert [told["@type"] for told in all_jsonld(response)] == ["Event", "BreadcrumbList"]
    assert b"<script>alert" not in response.content


@pytest.mark.recorded
def test_page_with_data_is_the_same_twice(client: Client, settings):
    settings.PORTAL_CLOCK = "2020-10-28"
    EventFactory(slug="forum", published=True)

    first = client.get("/en/events/forum/")

    again = client.get("/en/events/forum/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

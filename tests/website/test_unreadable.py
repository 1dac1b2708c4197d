"""A request that cannot be read is refused with a page, at any address: never a failure of ours."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import Client
from django.utils.translation import gettext, override

from i18n.texts import CODES
from sco_presidency.wsgi import application, plain_type
from tests.markup import page_of

pytestmark = pytest.mark.django_db

#: The second is longer than the longest query too.
TOO_MANY = ["a&" * 1001, "a=b&" * 3000]
ADDRESSES = [
    "/",
    "/zh/calendar/",
    "/robots.txt",
    "/sitemap.xml",
    "/en/",
    "/en/search/",
    "/en/calendar/",
    "/en/calendar.csv",
    "/en/events/nothing/",
    "/en/nowhere/",
    "/nowhere",
    "/admin/",
    "/admin/login/",
]
DOORS = ["/api/", "/api/v1/", "/api/v1/events/", "/api/v1/events/nothing/", "/api/v1/schema/"]


@pytest.mark.parametrize("query", TOO_MANY, ids=["many", "many and long"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_too_many_parameters_are_refused_at_every_address(client: Client, address, query):
    client.raise_request_exception = False

    assert client.get(f"{address}?{query}").status_code == 400


@pytest.mark.parametrize("query", TOO_MANY, ids=["many", "many and long"])
@pytest.mark.parametrize("address", DOORS)
def test_api_tells_too_many_parameters_as_a_problem(client: Client, address, query):
    client.raise_request_exception = False

    response = client.get(f"{address}?{query}")

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response.json()["status"] == 400


@pytest.mark.parametrize("code", CODES)
def test_refusal_of_too_many_says_so_and_leads_to_the_page_itself(client: Client, code):
    page = page_of(client.get(f"/{code}/search/?{'a&' * 1001}"))

    with override(code):
        said = gettext("The part of the address after “?” holds too many parameters.")
    main = page.one("main")
    assert main.one("p", cls="page-head-lead").text == said
    assert main.one("a", cls="button-main")["href"] == f"/{code}/search/"


def test_thousand_parameters_are_read(client: Client):
    assert client.get(f"/en/about/?{'&'.join(['a'] * 1000)}").status_code == 200


# --- what a client says of itself -------------------------------------------------------


def answered(content_type: str, query: str = "q=summit") -> str:
    """Return the status that a WSGI server would be given."""
    environ: dict[str, Any] = {"PATH_INFO": "/en/search/", "QUERY_STRING": query}
    environ |= {"CONTENT_TYPE": content_type, "HTTP_HOST": "testserver", "wsgi.input": BytesIO()}
    setup_testing_defaults(environ)
    statuses: list[str] = []
    response = application(environ, lambda status, headers: statuses.append(status))
    assert b"".join(response)
    return statuses[0]


@pytest.fixture
def connection_stays() -> Iterator[None]:
    """As in Django's test client: a request of its own would close the connection of the test."""
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


@pytest.mark.by_turns(6)
@pytest.mark.usefixtures("connection_stays")
@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain; charset=hex",
        "text/plain; charset=undefined",
        "text/plain; charset=punycode",
        "text/plain; charset=\0",
        "; charset=base64",
        "text/plain; x*=hex'en'a%41",
        "text/plain; x*=no-such-code'en'a",
        "x" * 20_000,
        "/",
        "",
    ],
)
def test_content_type_never_decides_how_an_address_is_read(content_type):
    assert answered(content_type) == "200 OK"


@pytest.mark.usefixtures("connection_stays")
def test_too_many_parameters_are_refused_whatever_the_content_type():
    assert answered("text/plain; charset=utf-8", "a&" * 1001) == "400 Bad Request"


@pytest.mark.parametrize(
    ("content_type", "kept"),
    [
        ("application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded"),
        ("multipart/form-data; boundary=----a_1", 'multipart/form-data; boundary="----a_1"'),
        ('Multipart/Form-Data; charset=x; boundary="a b"', 'multipart/form-data; boundary="a b"'),
        ("multipart/form-data; boundary=ш", "multipart/form-data"),
        ("text/plain", "text/plain"),
    ],
)
def test_type_and_boundary_of_a_form_are_kept(content_type, kept):
    assert plain_type(content_type) == kept

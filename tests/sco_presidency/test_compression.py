"""What is public is compressed on its way out; what a secret stands in is not."""

import gzip

import brotli
import pytest
from django.contrib.auth.models import User
from django.test import Client

from publishing import etags
from sco_presidency.middleware import accepted, by_brotli
from tests.factories import ArticleFactory, EventFactory

pytestmark = pytest.mark.django_db

LIST, DATA = "/api/v1/events/", "/en/events/it.json"
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0.5, gzip", "br"),
        ("br;q=0, gzip;q=1.0", "gzip"),
        ("GZIP", "gzip"),
        ("*", "br"),
        ("br;q=0, *;q=0.5", "gzip"),
        ("identity, *;q=0", None),
        ("deflate", None),
        ("br;q=0.000", None),
        ("", None),
        (",;q=,", None),
    ],
)
def test_best_coding_that_is_taken(header: str, coding: str | None):
    assert accepted(header) == coding


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("coding", ["br", "gzip"])
@pytest.mark.parametrize(
    "address",
    [
        "/zh-hans/",
        "/en/calendar.ics",
        "/en/calendar/by-place.geojson",
        "/ru/calendar.atom",
        "/ru/news.rss",
        "/sitemap.xml",
        "/api/v1/events/",
        "/api/v1/schema/",
        "/en/nowhere/",
    ],
)
def test_text_is_the_same_when_unpacked(client: Client, settings, address: str, coding: str):
    settings.PORTAL_CLOCK = "2020-10-28"
    EventFactory.create_batch(3, published=True)
    ArticleFactory(published=True)  # an empty feed is of the second in which it is asked for
    plain = client.get(address)

    packed = client.get(address, headers={"accept-encoding": coding})

    assert (packed["Content-Encoding"], packed.status_code) == (coding, plain.status_code)
    assert UNPACK[coding](packed.content) == plain.content
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content)
    assert plain["Vary"] == packed["Vary"]
    assert packed["Vary"].split(", ").count("Accept-Encoding") == 1
    assert "Content-Encoding" not in plain.headers


def test_addresses_that_nobody_meant_push_no_compressed_page_out(client: Client):
    kept = by_brotli.cache_info()

    refusal = client.get("/en/nowhere/", headers={"accept-encoding": "br"})

    assert refusal["Content-Encoding"] == "br"
    assert by_brotli.cache_info() == kept


def test_table_that_is_a_zip_is_left_alone(client: Client):
    EventFactory(published=True)

    table = client.get("/en/calendar.xlsx", headers={"accept-encoding": "br"})

    assert table.content.startswith(b"PK")
    assert "Content-Encoding" not in table.headers
    assert "Vary" not in table.headers


def test_few_bytes_are_not_worth_it(client: Client):
    answer = client.get("/robots.txt", headers={"accept-encoding": "br"})

    assert len(answer.content) < 200
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer["Vary"].split(", ")


def test_unchanged_page_is_confirmed_by_the_tag_of_its_compressed_form(client: Client, settings):
    settings.PORTAL_CLOCK = "2020-10-28"
    asked = {"accept-encoding": "br"}
    first = client.get("/en/about/", headers=asked)
    assert first["ETag"].startswith('W/"')

    again = client.get("/en/about/", headers={**asked, "if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in again.headers


@pytest.mark.parametrize("address", ["/en/about/", "/en/calendar.ics", "/en/news.rss", LIST, DATA])
def test_tag_is_the_same_in_every_coding_and_in_what_confirms_it(client: Client, address, settings):
    settings.PORTAL_CLOCK = "2020-10-28"
    EventFactory(slug="it", published=True)
    codings = ("identity", "br", "gzip")

    sent = [client.get(address, headers={"accept-encoding": coding}) for coding in codings]
    tag = sent[0]["ETag"]
    confirmed = [
        client.get(address, headers={"accept-encoding": coding, "if-none-match": tag})
        for coding in codings
    ]

    assert tag.startswith('W/"')
    assert [answer.status_code for answer in (*sent, *confirmed)] == [200] * 3 + [304] * 3
    assert {answer["ETag"] for answer in (*sent, *confirmed)} == {tag}


@pytest.mark.by_turns(6)
@pytest.mark.parametrize(
    "address",
    [
        LIST,
        f"{LIST}it/",
        f"{LIST}it/changes/",
        DATA,
        "/en/events/it.ics",
        *(f"/en/calendar.{ending}" for ending in ("ics", "csv", "xlsx", "atom", "json")),
        "/en/calendar/changes.atom",
        "/en/calendar/changes.json",
        *(f"/en/news.{ending}" for ending in ("rss", "atom", "json")),
        "/sitemap.xml",
        "/sitemap-events-1.xml",
    ],
)
def test_tag_is_another_in_another_release(client: Client, address, monkeypatch):
    EventFactory(slug="it", published=True)
    told = {}
    for release in ("one", "two"):
        monkeypatch.setattr(etags, "release", lambda name=release: name)
        told[release] = client.get(address)["ETag"]

    assert told["two"] == told["one"].replace("one", "two") != told["one"]


def test_pages_of_the_administration_hold_secrets_and_stay_as_they_are(client: Client):
    login = client.get("/admin/login/", headers={"accept-encoding": "br"})
    client.force_login(User.objects.create_superuser("editor"))
    index = client.get("/admin/", headers={"accept-encoding": "br"})

    assert b"csrfmiddlewaretoken" in login.content
    assert [page.status_code for page in (login, index)] == [200, 200]
    assert [page.has_header("Content-Encoding") for page in (login, index)] == [False, False]

"""What search engines are told there is, compared with the pages themselves."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.dates import Period
from news.models import Section
from tests.append_only import records_told
from tests.asked import queries_of
from tests.choosing import with_few_periods
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    ThemeFactory,
)
from tests.markup import page_of
from website import sitemaps

pytestmark = pytest.mark.django_db

SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
OF_THINGS = ("events", "news", "priorities", "themes", "bodies", "hosts", "countries", "documents")
MAKERS = {
    "events": EventFactory,
    "news": ArticleFactory,
    "priorities": PriorityFactory,
    "themes": ThemeFactory,
    "bodies": BodyFactory,
    "documents": DocumentFactory,
}


def tree(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    return ElementTree.fromstring(response.content)  # noqa: S314 (our own answer)


def listed(client: Client, name: str) -> dict[str, dict[str, str]]:
    """Return each address of a file with its links: hreflang to address."""
    return {
        url.findtext("s:loc", namespaces=SPACES) or "": {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", SPACES)
        }
        for url in tree(client, f"/sitemap-{name}-1.xml").findall("s:url", SPACES)
    }


def modified(client: Client, name: str) -> set[str | None]:
    urls = tree(client, f"/sitemap-{name}-1.xml").findall("s:url", SPACES)
    return {url.findtext("s:lastmod", namespaces=SPACES) for url in urls}


def make_one_of_each():
    EventFactory(slug="forum", period=Period.on(date(2020, 10, 29)), published=True)
    ArticleFactory(slug="opening", published_on=date(2020, 10, 28), published=True)
    PriorityFactory(slug="security", published=True)
    ThemeFactory(slug="memory", published=True)
    BodyFactory(slug="rats", published=True)
    HostFactory(slug="ministry")
    CountryFactory(slug="china")
    DocumentFactory(slug="declaration", published=True)


def test_index_names_a_file_for_each_kind_that_there_is(client: Client):
    make_one_of_each()

    locations = tree(client, "/sitemap.xml").findall("s:sitemap/s:loc", SPACES)

    assert [location.text for location in locations] == [
        f"http://testserver/sitemap-{kind}-1.xml" for kind in ("pages", *OF_THINGS)
    ]


def test_empty_kind_has_no_file(client: Client):
    locations = tree(client, "/sitemap.xml").findall("s:sitemap/s:loc", SPACES)

    assert [location.text for location in locations] == ["http://testserver/sitemap-pages-1.xml"]
    assert client.get("/sitemap-events-1.xml").status_code == 404


def test_long_list_is_parted_without_loss(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sitemaps, "FILE_SIZE", 2)
    for _number in range(3):
        EventFactory(published=True)

    locations = tree(client, "/sitemap.xml").findall("s:sitemap/s:loc", SPACES)

    assert [location.text for location in locations] == [
        "http://testserver/sitemap-pages-1.xml",
        "http://testserver/sitemap-events-1.xml",
        "http://testserver/sitemap-events-2.xml",
    ]
    second = tree(client, "/sitemap-events-2.xml").findall("s:url", SPACES)
    assert (len(listed(client, "events")), len(second)) == (6, 3)
    assert client.get("/sitemap-events-3.xml").status_code == 404


@pytest.mark.parametrize("address", ["/sitemap-users-1.xml", "/sitemap-pages-0.xml"])
def test_unknown_file_is_not_found(client: Client, address: str):
    assert client.get(address).status_code == 404


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("name", ["pages", *OF_THINGS])
def test_listed_pages_answer_and_agree_about_their_translations(client: Client, name: str):
    make_one_of_each()

    found = listed(client, name)

    assert found
    for address in with_few_periods(found):
        links, response = found[address], client.get(address)
        assert (address, response.status_code) == (address, 200)
        page = page_of(response)
        own = {
            link["hreflang"]: link["href"]
            for link in page.all("link", rel="alternate")
            if "hreflang" in link.attributes
        }
        assert page.one("link", rel="canonical")["href"] == address
        assert links == own


def test_page_is_listed_in_the_languages_that_it_is_translated_into(client: Client):
    EventFactory(slug="forum", title_zh_hans="", published=True)

    found = listed(client, "events")

    links = {
        "ru": "http://testserver/ru/events/forum/",
        "en": "http://testserver/en/events/forum/",
        "x-default": "http://testserver/en/events/forum/",
    }
    assert found == {links["en"]: links, links["ru"]: links}


def test_pages_of_the_calendar_are_listed(client: Client):
    EventFactory(period=Period.on(date(2021, 1, 5)), published=True)

    found = listed(client, "pages")

    assert "http://testserver/zh-hans/calendar/2020/10/" in found
    assert "http://testserver/en/calendar/2021/01/" in found
    assert "http://testserver/en/calendar/2021/" in found
    assert "http://testserver/en/calendar/2021/02/" not in found


def test_no_page_is_listed_twice(client: Client):
    make_one_of_each()

    urls = tree(client, "/sitemap-pages-1.xml").findall("s:url/s:loc", SPACES)

    addresses = [url.text for url in urls]
    assert len(addresses) > 50
    assert len(addresses) == len(set(addresses))


@pytest.mark.parametrize("name", MAKERS)
def test_what_is_not_public_is_not_listed(client: Client, name: str):
    MAKERS[name](slug="shown", published=True)
    MAKERS[name](slug="draft")
    MAKERS[name](slug="gone", withdrawn=True)

    slugs = {address.rstrip("/").rpartition("/")[2] for address in listed(client, name)}

    assert slugs == {"shown"}


def test_standing_articles_have_no_entry(client: Client):
    ArticleFactory(slug="news", published=True)
    ArticleFactory(slug="about-us", section=Section.STANDING, published=True)

    slugs = {address.rstrip("/").rpartition("/")[2] for address in listed(client, "news")}

    assert slugs == {"news"}


def test_last_change_is_that_of_the_public_record(client: Client):
    EventFactory(slug="forum", published=True)
    records_told(datetime(2020, 10, 28, 6, 30, tzinfo=UTC))

    assert modified(client, "events") == {"2020-10-28T09:30:00+03:00"}


def test_page_of_the_portal_changes_with_what_it_shows(client: Client):
    EventFactory(published=True)
    records_told(datetime(2020, 10, 28, 6, 30, tzinfo=UTC))

    urls = tree(client, "/sitemap-pages-1.xml").findall("s:url", SPACES)

    told = {
        url.findtext("s:loc", namespaces=SPACES): url.findtext("s:lastmod", namespaces=SPACES)
        for url in urls
    }
    assert told["http://testserver/en/calendar/"] == "2020-10-28T09:30:00+03:00"
    assert told["http://testserver/en/news/"] is None
    assert told["http://testserver/en/about/"] is None


@pytest.mark.parametrize("name", MAKERS)
def test_number_of_queries_does_not_grow(client: Client, name: str):
    MAKERS[name](published=True)
    with CaptureQueriesContext(connection) as one:
        client.get(f"/sitemap-{name}-1.xml")
    for _number in range(2):
        MAKERS[name](published=True)

    with CaptureQueriesContext(connection) as three:
        client.get(f"/sitemap-{name}-1.xml")

    assert len(three) == len(one)


def test_unchanged_sitemap_is_not_sent_again(client: Client):
    EventFactory(published=True)
    first = client.get("/sitemap-events-1.xml")

    again = client.get("/sitemap-events-1.xml", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    EventFactory(published=True)
    changed = client.get("/sitemap-events-1.xml", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_files_are_counted_once_for_each_write(client: Client):
    EventFactory(published=True)
    first = queries_of(lambda: client.get("/sitemap.xml"))

    # The stamp, and what the tag follows from.
    assert queries_of(lambda: client.get("/sitemap.xml")) <= 3 < first
    EventFactory(published=True)
    assert queries_of(lambda: client.get("/sitemap.xml")) > 3

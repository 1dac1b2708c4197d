"""News as Atom and JSON Feed, read by programs that did not write them."""

import io
import json
from datetime import date
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from i18n.texts import CODES
from news.models import Section
from tests.acting import workflow
from tests.factories import ArticleFactory
from tests.markup import page_of

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "http://testserver/en/news/2020/05/26/moved/"


def atom_titles(client: Client, code: str = "en") -> list[str]:
    """Return the titles of the Atom feed. AssertionError where two programs read it differently."""
    content = client.get(f"/{code}/news.atom").content
    feed = feedparser.parse(io.BytesIO(content))
    entries = ET.fromstring(content).findall(f"{ATOM}entry")  # noqa: S314 (our own feed)
    titles = [entry.title for entry in feed.entries]
    assert not feed.bozo
    assert titles == [entry.findtext(f"{ATOM}title") for entry in entries]
    return titles


def json_items(client: Client, code: str = "en") -> list[dict]:
    told = json.loads(client.get(f"/{code}/news.json").content)
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    return told["items"]


def test_all_feeds_tell_the_same_news_the_newest_first(client: Client):
    ArticleFactory(published=True, published_on=date(2020, 1, 20), title_en="Old")
    ArticleFactory(published=True, published_on=date(2020, 10, 20), title_en="New & <true>")
    ArticleFactory(title_en="Draft")
    ArticleFactory(published=True, section=Section.STANDING)

    rss = feedparser.parse(io.BytesIO(client.get("/en/news.rss").content))

    expected = ["New & <true>", "Old"]
    assert [item["title"] for item in json_items(client)] == expected
    assert [entry.title.replace("&amp;", "&") for entry in rss.entries] == expected
    assert len(atom_titles(client)) == 2


@pytest.mark.parametrize("code", CODES)
def test_entry_has_one_identity_in_every_form_on_every_host(client: Client, code: str, settings):
    settings.ALLOWED_HOSTS = ["testserver", "mirror.example"]
    ArticleFactory(slug="moved", published=True)
    identities = set()

    for host, secure in (("testserver", False), ("testserver", True), ("mirror.example", True)):
        asked = {"headers": {"host": host}, "secure": secure}
        for form in ("rss", "atom"):
            feed = feedparser.parse(client.get(f"/{code}/news.{form}", **asked).content)
            identities |= {entry.id for entry in feed.entries}
        told = json.loads(client.get(f"/{code}/news.json", **asked).content)
        identities |= {item["id"] for item in told["items"]}

    assert identities == {f"tag:sco-presidency-2020,2020:news/moved/{code}"}


def test_entry_leads_to_its_page_and_is_dated(client: Client):
    ArticleFactory(
        slug="moved", published=True, published_on=date(2020, 5, 26), lead_en="The <summit> moves."
    )

    (item,) = json_items(client)
    (entry,) = feedparser.parse(io.BytesIO(client.get("/en/news.atom").content)).entries

    assert (item["url"], entry.link) == (ADDRESS, ADDRESS)
    assert item["id"] == entry.id == "tag:sco-presidency-2020,2020:news/moved/en"
    assert item["date_published"] == "2020-05-26T00:00:00+03:00"
    assert item["content_html"] == "<p>The &lt;summit&gt; moves.</p>"
    assert entry.published == "2020-05-26T00:00:00+03:00"


@pytest.mark.parametrize("code", CODES)
def test_each_language_has_its_feeds(client: Client, code: str):
    ArticleFactory(published=True, title_en="Moved", title_ru="Перенос", title_zh_hans="改期")

    titles = {"en": "Moved", "ru": "Перенос", "zh-hans": "改期"}
    tag = "zh-Hans" if code == "zh-hans" else code

    assert atom_titles(client, code) == [titles[code]]
    assert [item["title"] for item in json_items(client, code)] == [titles[code]]
    assert client.get(f"/{code}/news.json").json()["language"] == tag
    assert f'xml:lang="{tag}"' in client.get(f"/{code}/news.atom").content.decode()


def test_entry_in_another_language_admits_it(client: Client):
    ArticleFactory(published=True, title_en="Moved", title_zh_hans="")

    (item,) = json_items(client, "zh-hans")

    assert (item["title"], item["language"]) == ("Moved", "en")


@pytest.mark.parametrize("address", ["/en/news.atom", "/en/news.json"])
def test_feed_is_sent_again_only_after_a_change(client: Client, address: str):
    article = ArticleFactory(published=True)
    asked = {"If-None-Match": client.get(address).headers["ETag"]}

    unchanged = client.get(address, headers=asked)
    workflow.withdraw(article)
    changed = client.get(address, headers=asked)

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert changed.status_code == 200


@pytest.mark.parametrize("address", ["/en/news.atom", "/en/news.json"])
def test_feed_takes_the_same_queries_for_one_article_and_for_three(client: Client, address: str):
    used = []
    for number in (1, 2):
        for _number in range(number):
            ArticleFactory(published=True)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        used.append(len(queries))

    assert used[0] == used[1]


def test_list_of_news_leads_to_its_feeds(client: Client):
    links = page_of(client.get("/en/news/")).one("p", cls="subscribe-links").all("a")

    assert [a["href"] for a in links] == ["/en/news.rss", "/en/news.atom", "/en/news.json"]

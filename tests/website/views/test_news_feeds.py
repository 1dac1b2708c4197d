from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from news.models import Section
from tests.acting import workflow
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db

DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
ATOM = "{http://www.w3.org/2005/Atom}"


def channel(client: Client, address: str = "/en/news.rss") -> ET.Element:
    root = ET.fromstring(client.get(address).content)  # noqa: S314 (our own feed)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    found = root.find("channel")
    assert found is not None
    return found


def test_feed_tells_the_newest_public_news_first(client: Client):
    ArticleFactory(slug="old", published=True, published_on=date(2020, 1, 20), title_en="Old")
    ArticleFactory(slug="new", published=True, published_on=date(2020, 10, 20), title_en="New")
    ArticleFactory(slug="draft")
    ArticleFactory(slug="page", published=True, section=Section.STANDING)

    items = channel(client).findall("item")

    assert [item.findtext("title") for item in items] == ["New", "Old"]


def test_item_is_known_by_its_tag_and_leads_to_its_page(client: Client):
    ArticleFactory(
        slug="summit-moved",
        published=True,
        published_on=date(2020, 5, 26),
        title_en="Summit & forum moved",
        lead_en="The <summit> moves.",
    )

    item = channel(client).find("item")

    assert item is not None
    guid = item.find("guid")
    address = "http://testserver/en/news/2020/05/26/summit-moved/"
    assert item.findtext("link") == address
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == (
        "tag:sco-presidency-2020,2020:news/summit-moved/en",
        "false",
    )
    assert item.findtext("title") == "Summit & forum moved"
    assert item.findtext("description") == "The <summit> moves."
    assert item.findtext("pubDate") == "Tue, 26 May 2020 00:00:00 +0300"


@pytest.mark.parametrize(("code", "said"), [("en", "en"), ("ru", "ru"), ("zh-hans", "zh-Hans")])
def test_each_language_has_its_feed(client: Client, code: str, said: str):
    ArticleFactory(published=True, title_en="Moved", title_ru="Перенос", title_zh_hans="改期")

    feed = channel(client, f"/{code}/news.rss")

    itself = feed.find(f"{ATOM}link")
    assert feed.findtext("language") == said
    assert itself is not None
    assert itself.get("href") == f"http://testserver/{code}/news.rss"
    assert feed.findtext("link") == f"http://testserver/{code}/news/"
    assert feed.findtext("item/title") == {"en": "Moved", "ru": "Перенос", "zh-hans": "改期"}[code]
    assert feed.findtext(f"item/{DUBLIN_CORE}language") is None


def test_item_in_another_language_says_in_which(client: Client):
    ArticleFactory(published=True, title_en="Moved", title_zh_hans="")

    item = channel(client, "/zh-hans/news.rss").find("item")

    assert item is not None
    assert item.findtext("title") == "Moved"
    assert item.findtext(f"{DUBLIN_CORE}language") == "en"


def test_feed_without_news_is_valid(client: Client):
    assert channel(client).findall("item") == []


def test_feed_is_sent_again_only_after_a_change(client: Client):
    article = ArticleFactory(published=True)
    first = client.get("/en/news.rss")
    asked = {"If-None-Match": first.headers["ETag"]}

    unchanged = client.get("/en/news.rss", headers=asked)
    workflow.withdraw(article)
    changed = client.get("/en/news.rss", headers=asked)

    assert first.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert unchanged.status_code == 304
    assert changed.status_code == 200


def test_number_of_queries_does_not_grow_with_the_news(client: Client, django_assert_num_queries):
    for rows in (1, 3):
        ArticleFactory.create_batch(rows, published=True)

        with django_assert_num_queries(3):
            channel(client)

"""What can be taken along of a theme: its events, its calendar, its feed."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    ArticleFactory,
    DocumentFactory,
    EventFactory,
    ThemeFactory,
)
from tests.pages import attributes, texts
from tests.themes.full import JULY, full_theme
from tests.website.taking import READERS

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]


@pytest.mark.parametrize("ending", ["csv", "json", "atom", "xlsx"])
def test_events_of_a_theme_can_be_taken_along(client, ending):
    full_theme()
    EventFactory(slug="elsewhere", period=JULY, published=True)

    answer = client.get(f"/en/themes/memory/calendar.{ending}")

    for read in READERS[ending]:
        assert read(answer.content) == ["parade"]


def test_calendar_of_a_theme_names_it_and_leads_to_its_page(client):
    full_theme()

    lines = client.get("/en/themes/memory/calendar.ics").content.decode().split("\r\n")

    assert "NAME;LANGUAGE=en:Russia’s SCO Presidency: Memory" in lines
    assert "SOURCE;VALUE=URI:http://testserver/en/themes/memory/calendar.ics" in lines
    assert "URL:http://testserver/en/themes/memory/" in lines
    assert lines.count("BEGIN:VEVENT") == 1


@pytest.mark.parametrize("code", ["en", "ru", "zh-hans"])
def test_feed_of_a_theme_holds_its_events_news_and_documents(client: Client, code):
    full_theme()

    feed = client.get(f"/{code}/themes/memory.json").json()

    assert feed["home_page_url"] == f"http://testserver/{code}/themes/memory/"
    assert feed["feed_url"] == f"http://testserver/{code}/themes/memory.json"
    assert sorted(item["url"].split("/")[4] for item in feed["items"]) == [
        "documents",
        "events",
        "news",
    ]


def test_entries_are_called_as_in_every_other_feed(client):
    full_theme()
    of_news = client.get("/en/news.json").json()["items"]
    of_events = client.get("/en/calendar.atom").content.decode()

    items = client.get("/en/themes/memory.json").json()["items"]

    ids = {item["url"].split("/")[4]: item["id"] for item in items}
    assert ids["news"] == of_news[0]["id"]
    assert f"<id>{ids['events']}</id>" in of_events
    assert ids["documents"].endswith("/en")


def test_feeds_of_both_forms_tell_the_same(client):
    full_theme()

    items = client.get("/en/themes/memory.json").json()["items"]
    told = client.get("/en/themes/memory.atom").content.decode()

    assert len(items) == told.count("<entry>") == 3
    assert [item["id"] for item in items if f"<id>{item['id']}</id>" not in told] == []


def test_feed_of_an_empty_theme_is_a_feed(client):
    ThemeFactory(slug="memory", published=True)

    assert client.get("/en/themes/memory.json").json()["items"] == []
    assert client.get("/en/themes/memory.atom").content.decode().count("<entry>") == 0


def test_unchanged_feed_is_not_sent_again(client):
    full_theme()
    first = client.get("/en/themes/memory.atom")

    again = client.get("/en/themes/memory.atom", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_feed_takes_as_many_queries_for_three_members_as_for_one(client):
    theme = ThemeFactory(slug="memory", published=True)

    def queries(number: int) -> int:
        theme.events.set(EventFactory.create_batch(number, period=JULY, published=True))
        theme.articles.set(ArticleFactory.create_batch(number, published=True))
        theme.documents.set(DocumentFactory.create_batch(number, published=True))
        client.get("/en/themes/memory.json")
        with CaptureQueriesContext(connection) as asked:
            client.get("/en/themes/memory.json")
        return len(asked)

    assert queries(3) == queries(1)


def test_calendars_of_themes_with_public_events_are_offered(client):
    full_theme()
    ThemeFactory(title_en="Empty", published=True)
    ThemeFactory(title_en="Only drafts", events=[EventFactory()], published=True)

    page = client.get("/en/subscribe/")

    links = [link["href"] for link in attributes(page, "a") if "/themes/" in link["href"]]
    assert "http://testserver/en/themes/memory/calendar.ics" in links
    assert [link for link in links if "memory" not in link and link != "/en/themes/"] == []
    assert "By theme" in texts(page, "summary")


def test_subscriptions_without_a_theme_offer_no_such_part(client):
    assert "By theme" not in texts(client.get("/en/subscribe/"), "summary")

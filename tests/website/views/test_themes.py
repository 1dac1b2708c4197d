"""The pages of themes: the list of them, and that of each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.enums import Status
from tests.factories import (
    ArticleFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    ThemeFactory,
)
from tests.markup import page_of
from tests.pages import attributes, jsonld, text, texts
from tests.themes.full import JULY, NOVEMBER, full_theme

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]


def test_list_names_the_public_themes_in_their_order(client):
    youth = ThemeFactory(title_en="Youth", position=2, published=True)
    ThemeFactory(title_en="Memory", summary_en="The past.", position=1, published=True)
    ThemeFactory(title_en="Draft", position=3)
    EventFactory.create_batch(2, published=True)
    youth.events.set([EventFactory(published=True), EventFactory()])

    page = client.get("/en/themes/")

    assert texts(page, "h2", within="strand-goals") == ["Memory", "Youth"]
    assert texts(page, "p", "priority-count") == ["no events", "1 event"]


def test_list_without_a_theme_says_so(client):
    page = client.get("/en/themes/")

    assert texts(page, "p", "soft", within="strand-groups") == ["No theme is recorded here yet."]


def test_list_takes_as_many_queries_for_three_as_for_one(client):
    def queries() -> int:
        client.get("/en/themes/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/en/themes/")
        return len(asked)

    ThemeFactory(published=True, events=[EventFactory(published=True)])
    for_one = queries()
    for _theme in range(2):
        ThemeFactory(published=True, events=[EventFactory(published=True)])

    assert queries() == for_one


def test_page_shows_what_is_public_of_it(client):
    full_theme()

    page = client.get("/en/themes/memory/")

    assert text(page, "h1") == "Memory"
    assert texts(page, "h3", within="event-list") == ["Parade"]
    assert texts(page, "h3", within="news-list") == ["Invitation"]
    assert texts(page, "a", within="document-list") == ["Statement"]
    assert "Hidden" not in page.content.decode()


def test_page_tells_what_is_coming_and_what_is_over(client):
    held = EventFactory(title_en="Expo", period=JULY, status=Status.HELD, published=True)
    coming = EventFactory(title_en="Forum", period=NOVEMBER, published=True)
    EventFactory(title_en="Other", period=NOVEMBER, published=True)
    ThemeFactory(slug="memory", events=[held, coming], published=True)

    page = client.get("/en/themes/memory/")

    assert texts(page, "h2", within="section-head") == ["Coming up", "Past and moved events"]
    assert texts(page, "h3", within="event-list") == ["Forum", "Expo"]


def test_page_names_the_priorities_that_its_events_serve(client):
    ties = PriorityFactory(title_en="Ties", position=2, published=True)
    trade = PriorityFactory(title_en="Trade", position=1, published=True)
    PriorityFactory(title_en="Other", position=3, published=True)
    events = [EventFactory(priorities=[ties, trade], published=True)]
    events.append(EventFactory(priorities=[ties], published=True))
    ThemeFactory(slug="memory", events=events, published=True)

    page = client.get("/en/themes/memory/")

    (names,) = page_of(page).all("dl", cls="fact-list")
    assert [link.text for link in names.all("a")][:2] == ["Trade", "Ties"]


def test_empty_theme_says_that_it_holds_no_event_and_offers_no_calendar(client):
    ThemeFactory(slug="memory", published=True)

    page = client.get("/en/themes/memory/")

    assert texts(page, "p", "soft", within="stack") == [
        "No event of the plan is recorded here yet."
    ]
    assert texts(page, "h2", within="subscribe") == []
    assert texts(page, "section", "plan-strip") == []


def test_page_takes_as_many_queries_for_three_members_as_for_one(client):
    theme = ThemeFactory(slug="memory", published=True)

    def queries(number: int) -> int:
        theme.events.set(EventFactory.create_batch(number, period=JULY, published=True))
        theme.articles.set(ArticleFactory.create_batch(number, published=True))
        theme.documents.set(DocumentFactory.create_batch(number, published=True))
        client.get("/en/themes/memory/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/en/themes/memory/")
        return len(asked)

    assert queries(3) == queries(1)


def test_document_of_a_meeting_that_is_still_to_come_is_not_shown_yet(client, settings):
    meeting = EventFactory(period=NOVEMBER, published=True)
    paper = DocumentFactory(title_en="Statement", events=[meeting], published=True)
    ThemeFactory(slug="memory", documents=[paper], published=True)
    before = client.get("/en/themes/memory/"), client.get("/en/themes/memory.json")

    settings.PORTAL_CLOCK = "2020-11-11"
    after = client.get("/en/themes/memory/"), client.get("/en/themes/memory.json")

    assert [b"Statement" in answer.content for answer in (*before, *after)] == [
        *(False, False),
        *(True, True),
    ]


def test_news_beyond_ten_are_folded_and_counted(client):
    articles = ArticleFactory.create_batch(12, published=True)
    ThemeFactory(slug="memory", articles=articles, published=True)

    page = page_of(client.get("/en/themes/memory/"))

    (folded,) = page.all("details", cls="more-rows")
    assert folded.one("summary").text == "2 more"
    assert len(folded.all("h3")) == 2
    assert len(page.all("ul", cls="news-list")[0].all("h3")) == 10


def test_page_in_another_language_says_so_and_is_no_translation(client):
    ThemeFactory(
        slug="memory", title_zh_hans="", summary_zh_hans="", title_en="Memory", published=True
    )

    page = client.get("/zh-hans/themes/memory/")

    assert text(page, "h1") == "Memory"
    assert len(texts(page, "p", "notice")) == 1
    links = attributes(page, "link")
    languages = [link["hreflang"] for link in links if "hreflang" in link]
    assert sorted(languages) == ["en", "ru", "x-default"]


def test_page_is_told_to_search_engines_as_a_collection(client):
    full_theme(source_url="https://s.example/")

    page = client.get("/en/themes/memory/")

    assert jsonld(page) == {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "@id": "http://testserver/en/themes/memory/",
        "url": "http://testserver/en/themes/memory/",
        "name": "Memory",
        "description": "What it is about.",
        "inLanguage": "en",
        "isBasedOn": "https://s.example/",
    }

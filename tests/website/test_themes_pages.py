"""The pages of themes, and where other pages name them."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.dates import Period
from events.enums import Status
from tests.acting import workflow
from tests.factories import (
    ArticleFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    ThemeFactory,
)
from tests.markup import page_of
from tests.pages import attributes, jsonld, text, texts
from tests.website.taking import READERS

pytestmark = pytest.mark.django_db

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER = Period.on(date(2020, 11, 10))


@pytest.fixture(autouse=True)
def late_october(settings) -> None:
    settings.PORTAL_CLOCK = "2020-10-28"


def full_theme(**values: Any) -> Any:
    """A theme with one public thing of each kind, and a draft of each beside it."""
    titles = {"title_en": "Hidden"}
    return ThemeFactory(
        slug="memory",
        title_en="Memory",
        events=[
            EventFactory(slug="parade", title_en="Parade", period=NOVEMBER, published=True),
            EventFactory(slug="hidden", period=NOVEMBER, **titles),
        ],
        articles=[
            ArticleFactory(title_en="Invitation", published=True),
            ArticleFactory(**titles),
            ArticleFactory(withdrawn=True, **titles),
        ],
        documents=[
            DocumentFactory(title_en="Statement", published=True),
            DocumentFactory(**titles),
        ],
        **{"published": True, **values},
    )


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


# --- what other pages say ---------------------------------------------------------------


def test_event_news_and_document_link_their_themes_in_order(client):
    theme = full_theme(position=2)
    event, article, document = (
        theme.events.get(slug="parade"),
        theme.articles.get(title_en="Invitation"),
        theme.documents.get(title_en="Statement"),
    )
    members = {"events": [event], "articles": [article], "documents": [document]}
    ThemeFactory(title_en="Youth", slug="youth", position=1, published=True, **members)
    ThemeFactory(title_en="Draft", position=3, **members)
    ThemeFactory(title_en="Gone", position=4, withdrawn=True, **members)

    for thing in (event, article, document):
        page = client.get(f"/en{thing.get_absolute_url().removeprefix('/en')}")

        assert _theme_links(page) == [
            ("/en/themes/youth/", "Youth"),
            ("/en/themes/memory/", "Memory"),
        ]


def test_event_without_a_theme_has_no_line_for_it(client):
    EventFactory(slug="parade", published=True)

    page = client.get("/en/events/parade/")

    assert _theme_links(page) == []
    assert "Theme" not in texts(page, "dt")


def _theme_links(page: Any) -> list[tuple[str, str]]:
    links = page_of(page).one("main").all("a")
    return [(link["href"], link.text) for link in links if link["href"].startswith("/en/themes/")]


def test_home_links_the_first_themes_and_the_list(client):
    full_theme()
    ThemeFactory(title_en="Draft")

    page = client.get("/en/")

    assert _theme_links(page) == [
        ("/en/themes/", "Themes across the priorities"),
        ("/en/themes/memory/", "Memory"),
    ]


def test_home_without_a_theme_says_nothing_of_themes(client):
    ThemeFactory(title_en="Draft")

    assert _theme_links(client.get("/en/")) == []


# --- what is taken along ----------------------------------------------------------------


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


# --- the filter -------------------------------------------------------------------------


def test_calendar_and_api_are_narrowed_to_a_theme(client):
    full_theme()
    EventFactory(slug="elsewhere", title_en="Elsewhere", period=NOVEMBER, published=True)

    page = client.get("/en/calendar/?theme=memory")
    told = client.get("/api/v1/events/?theme=memory").json()["results"]

    assert texts(page, "h3", within="event-list") == ["Parade"]
    assert [event["slug"] for event in told] == ["parade"]
    assert "Shown: 1 event of the theme “Memory”" in page_of(page).text


def test_second_theme_of_an_event_counts_it_once_in_each(client):
    theme = full_theme()
    parade = theme.events.get(slug="parade")
    other = EventFactory(slug="other", period=NOVEMBER, published=True)
    ThemeFactory(slug="youth", title_en="Youth", events=[parade, other], published=True)

    both = client.get("/api/v1/events/?theme=memory&theme=youth").json()["results"]
    page = page_of(client.get("/en/calendar/?theme=memory&theme=youth"))

    assert sorted(event["slug"] for event in both) == ["other", "parade"]
    options = {option.text for option in page.all("option")}
    assert {"Memory (1)", "Youth (2)"} <= options


@pytest.mark.parametrize("state", [{}, {"withdrawn": True}])
def test_theme_that_is_not_public_is_no_value_of_the_filter(client, state):
    full_theme(published=False, **state)

    answer = client.get("/api/v1/events/?theme=memory")

    assert answer.status_code == 400
    assert answer.json()["parameters"][0]["detail"] == "“memory” is not known here."
    assert client.get("/en/calendar/?theme=memory").status_code == 400


def test_withdrawn_theme_is_named_nowhere(client):
    theme = full_theme()
    event = theme.events.get(slug="parade")
    assert "themes/memory" in client.get("/en/events/parade/").content.decode()

    workflow.withdraw(theme)

    pages = ["/en/", "/en/themes/", f"/en/events/{event.slug}/", "/en/subscribe/"]
    naming = [page for page in pages if "themes/memory" in client.get(page).content.decode()]
    assert naming == []


# --- what other sites show --------------------------------------------------------------


@pytest.mark.parametrize(("code", "title"), [("en", "Memory"), ("ru", "Тема memory")])
def test_image_of_a_theme_is_its_own_and_drawn(client, settings, tmp_path, code, title):
    settings.SHARE_IMAGES_ROOT = tmp_path
    full_theme()

    page = client.get(f"/{code}/themes/memory/")

    named = {
        link.get("property"): link["content"]
        for link in attributes(page, "meta")
        if "content" in link
    }
    assert named["og:image"].startswith(f"http://testserver/{code}/themes/memory/share-")
    assert named["og:image:alt"].startswith(f"{title} · ")
    image = client.get(named["og:image"].removeprefix("http://testserver"))
    assert (image.status_code, image["Content-Type"]) == (200, "image/png")


def test_old_image_of_a_theme_leads_to_the_new_one(client, settings, tmp_path):
    settings.SHARE_IMAGES_ROOT = tmp_path
    full_theme()

    answer = client.get("/en/themes/memory/share-0123.png", follow=True)

    assert (len(answer.redirect_chain), answer["Content-Type"]) == (1, "image/png")


@pytest.mark.parametrize(
    ("traits", "status"), [({"withdrawn": True}, 410), ({"published": False}, 404)]
)
def test_image_of_a_theme_that_is_not_public_is_nobodys(client, traits, status):
    full_theme(**traits)

    assert client.get("/en/themes/memory/share-0123.png").status_code == status

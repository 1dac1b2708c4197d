from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.dates import Period
from news.states import Section
from publishing.languages import CODES
from tests.factories import ArticleFactory, BodyFactory, EventFactory, PriorityFactory
from tests.markup import Element, page_of

pytestmark = pytest.mark.django_db


def get(client: Client, address: str) -> Element:
    response = client.get(address)
    assert response.status_code == 200
    return page_of(response)


def titles(page: Element) -> list[str]:
    return [heading.text for heading in page.one("main").all("h3")]


# --- the list -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "months", "days"),
    [
        ("en", ["October 2020", "September 2020"], ["28 October 2020", "1 September 2020"]),
        ("ru", ["Октябрь 2020 г.", "Сентябрь 2020 г."], ["28 октября 2020 г.", "1 сентября 2020 г."]),
        ("zh-hans", ["2020年10月", "2020年9月"], ["2020年10月28日", "2020年9月1日"]),
    ],
)  # fmt: skip
def test_news_stand_under_their_months_newest_first(
    client: Client, code: str, months: list[str], days: list[str]
):
    ArticleFactory(published_on=date(2020, 9, 1), published=True)
    ArticleFactory(published_on=date(2020, 10, 28), published=True)

    main = get(client, f"/{code}/news/").one("main")

    assert [heading.text for heading in main.all("h2")] == months
    assert [day.text for day in main.all("p", cls="news-date")] == days


def test_of_two_articles_of_a_day_the_later_one_stands_first(client: Client):
    day = date(2020, 10, 28)
    for title in ("Morning", "Noon", "Evening"):
        ArticleFactory(title_en=title, published_on=day, published=True)
    ArticleFactory(title_en="The day before", published_on=date(2020, 10, 27), published=True)

    feed = client.get("/en/news.json").json()["items"]

    newest_first = ["Evening", "Noon", "Morning", "The day before"]
    assert titles(get(client, "/en/news/")) == newest_first
    assert [item["title"] for item in feed] == newest_first


@pytest.mark.parametrize("code", CODES)
def test_list_shows_public_news_only(client: Client, code: str):
    ArticleFactory(slug="shown", published=True)
    ArticleFactory(slug="draft")
    ArticleFactory(slug="gone", withdrawn=True)
    ArticleFactory(slug="standing", section=Section.STANDING, published=True)

    links = [heading.one("a")["href"] for heading in get(client, f"/{code}/news/").all("h3")]

    assert [link.split("/")[-2] for link in links] == ["shown"]


def test_section_narrows_the_list(client: Client):
    ArticleFactory(title_en="Report", section=Section.NEWS, published=True)
    ArticleFactory(title_en="Notice", section=Section.ANNOUNCEMENT, published=True)

    page = get(client, "/en/news/?section=announcement")

    assert titles(page) == ["Notice"]
    assert page.one("h1").text == "Announcements"
    assert page.one("title").text.startswith("Announcements – ")
    trail = page.one("nav", cls="breadcrumb")
    assert [step.text for step in trail.all("li")] == ["Home", "News", "Announcements"]
    switch = page.one("nav", cls="view-switch")
    assert [a.text for a in switch.all("a") if "aria-current" in a.attributes] == ["Announcements"]


def test_standing_pages_are_no_section_of_the_news(client: Client):
    assert client.get("/en/news/?section=standing").status_code == 400


def test_page_holds_twenty_and_links_its_neighbours(client: Client):
    for number in range(41):
        ArticleFactory(
            slug=f"n{number}",
            section=Section.NEWS,
            published_on=date(2020, 1 + number // 20, 1 + number % 20),
            published=True,
        )

    middle = get(client, "/en/news/?section=news&page=2")

    assert len(titles(middle)) == 20
    pager = middle.one("nav", cls="pager")
    assert [(a["rel"], a["href"]) for a in pager.all("a")] == [
        ("prev", "?section=news&page=1"),
        ("next", "?section=news&page=3"),
    ]
    assert len(titles(get(client, "/en/news/?section=news&page=3"))) == 1
    assert middle.one("link", rel="canonical")["href"] == "http://testserver/en/news/"


def test_page_behind_the_last_is_not_found(client: Client):
    ArticleFactory(published=True)

    assert client.get("/en/news/?page=1").status_code == 200
    assert client.get("/en/news/?page=2").status_code == 404


def test_empty_list_says_so(client: Client):
    assert "No news here yet." in get(client, "/en/news/").text


def test_list_asks_the_same_of_one_article_and_of_three(client: Client):
    def row() -> None:
        ArticleFactory(
            events=[EventFactory(published=True)],
            bodies=[BodyFactory(published=True)],
            published=True,
        )

    row()
    with CaptureQueriesContext(connection) as one:
        client.get("/en/news/")
    row()
    row()
    with CaptureQueriesContext(connection) as three:
        client.get("/en/news/")

    assert len(three) == len(one)


# --- an article -----------------------------------------------------------------------

ADDRESS = "news/2020/10/28/forum/"


def article(**values: object) -> None:
    ArticleFactory(slug="forum", published_on=date(2020, 10, 28), published=True, **values)


@pytest.mark.parametrize(("code", "title"), [("en", "Forum"), ("ru", "Форум"), ("zh-hans", "论坛")])
def test_article_tells_its_text_in_the_language_of_the_page(client: Client, code: str, title: str):
    article(title_en="Forum", title_ru="Форум", title_zh_hans="论坛")

    response = client.get(f"/{code}/{ADDRESS}")

    page = page_of(response)
    assert page.one("h1").text == title
    assert page.one("h1").all("span") == []
    assert page.all("p", cls="notice") == []
    assert page.one("title").text.startswith(title)


def test_empty_lines_part_the_paragraphs(client: Client):
    article(body_en="First <b>one</b>.\n\n\nSecond\none.\n\n ")

    prose = get(client, f"/en/{ADDRESS}").one("div", cls="prose")

    assert [paragraph.text for paragraph in prose.all("p")] == ["First <b>one</b>.", "Second one."]


def test_article_links_what_it_is_about(client: Client):
    event = EventFactory(
        slug="forum-1", title_en="First forum", period=Period.on(date(2020, 10, 29)), published=True
    )
    hidden = EventFactory(title_en="Secret talks")
    goal = PriorityFactory(title_en="Regions", published=True)
    body = BodyFactory(short_name_en="Forum of Regions", published=True)
    article(
        events=[event, hidden],
        priorities=[goal],
        bodies=[body, BodyFactory(short_name_en="Draft body")],
        source_url="https://www.kremlin.example/events/1",
    )

    page = get(client, f"/en/{ADDRESS}")

    rows = page.one("section", **{"aria-labelledby": "events"}).all("h3")
    facts = [
        fact.text for fact in page.one("aside", **{"aria-label": "About this article"}).all("dd")
    ]
    assert [row.one("a")["href"] for row in rows] == ["/en/events/forum-1/"]
    assert facts == ["Regions", "Forum of Regions", "kremlin.example (another site)"]
    assert "Secret talks" not in page.text


@pytest.mark.parametrize(("state", "status"), [({}, 404), ({"withdrawn": True}, 410)])
def test_article_that_is_not_public_is_not_shown(
    client: Client, state: dict[str, bool], status: int
):
    ArticleFactory(slug="forum", published_on=date(2020, 10, 28), **state)

    assert client.get(f"/en/{ADDRESS}").status_code == status
    assert client.get(f"/en/{ADDRESS.replace('28', '27')}").status_code == status


def test_wrong_day_in_the_address_leads_to_the_right_one(client: Client):
    article()

    response = client.get("/ru/news/2020/10/27/forum/")

    assert (response.status_code, response["Location"]) == (301, f"/ru/{ADDRESS}")


# --- a text that is missing -----------------------------------------------------------


def test_missing_translation_is_shown_in_another_language_under_a_notice(client: Client):
    article(title_en="Forum", title_zh_hans="", lead_en="Soon.", lead_zh_hans="", body_zh_hans="")

    page = get(client, f"/zh-hans/{ADDRESS}")

    assert len(page.all("p", cls="notice")) == 1
    assert page.one("h1").one("span", lang="en").text == "Forum"
    assert page.one("p", cls="page-head-lead").one("span", lang="en").text == "Soon."


def test_notice_names_the_language_of_the_text(client: Client):
    article(title_en="Forum", body_ru="Текст.", body_en="", body_zh_hans="")

    page = get(client, f"/en/{ADDRESS}")

    assert page.one("p", cls="notice").text == (
        "This page is not yet in English. Shown in Russian. Русский"
    )
    assert page.one("div", cls="prose").one("p", lang="ru").text == "Текст."


def test_only_true_translations_are_offered_to_search_engines(client: Client):
    article(title_zh_hans="")

    page = get(client, f"/zh-hans/{ADDRESS}")

    links = [a for a in page.all("link", rel="alternate") if "hreflang" in a.attributes]
    alternates = {link["hreflang"]: link["href"] for link in links}
    original = f"http://testserver/en/{ADDRESS}"
    assert alternates == {
        "ru": f"http://testserver/ru/{ADDRESS}",
        "en": original,
        "x-default": original,
    }
    assert page.one("link", rel="canonical")["href"] == original


def test_switch_still_offers_every_language(client: Client):
    article(title_zh_hans="")

    switch = get(client, f"/en/{ADDRESS}").one("nav", cls="language-switch")

    assert [a["href"] for a in switch.all("a")] == [f"/ru/{ADDRESS}", f"/zh-hans/{ADDRESS}"]

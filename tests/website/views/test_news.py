"""The list of news."""

from datetime import date

import pytest
from django.test import Client

from i18n.texts import CODES
from news.models import Section
from tests.asked import queries_without_memory
from tests.factories import ArticleFactory, BodyFactory, EventFactory
from tests.listed import titles
from tests.markup import page_at

pytestmark = pytest.mark.django_db


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

    main = page_at(client, f"/{code}/news/").one("main")

    assert [heading.text for heading in main.all("h2")] == months
    assert [day.text for day in main.all("p", cls="news-date")] == days


def test_of_two_articles_of_a_day_the_later_one_stands_first(client: Client):
    day = date(2020, 10, 28)
    for title in ("Morning", "Noon", "Evening"):
        ArticleFactory(title_en=title, published_on=day, published=True)
    ArticleFactory(title_en="The day before", published_on=date(2020, 10, 27), published=True)

    feed = client.get("/en/news.json").json()["items"]

    newest_first = ["Evening", "Noon", "Morning", "The day before"]
    assert titles(page_at(client, "/en/news/")) == newest_first
    assert [item["title"] for item in feed] == newest_first


@pytest.mark.parametrize("code", CODES)
def test_list_shows_public_news_only(client: Client, code: str):
    ArticleFactory(slug="shown", published=True)
    ArticleFactory(slug="draft")
    ArticleFactory(slug="gone", withdrawn=True)
    ArticleFactory(slug="standing", section=Section.STANDING, published=True)

    links = [heading.one("a")["href"] for heading in page_at(client, f"/{code}/news/").all("h3")]

    assert [link.split("/")[-2] for link in links] == ["shown"]


def test_section_narrows_the_list(client: Client):
    ArticleFactory(title_en="Report", section=Section.NEWS, published=True)
    ArticleFactory(title_en="Notice", section=Section.ANNOUNCEMENT, published=True)

    page = page_at(client, "/en/news/?section=announcement")

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

    middle = page_at(client, "/en/news/?section=news&page=2")

    assert len(titles(middle)) == 20
    pager = middle.one("nav", cls="pager")
    assert [(a["rel"], a["href"]) for a in pager.all("a")] == [
        ("prev", "?section=news&page=1"),
        ("next", "?section=news&page=3"),
    ]
    assert len(titles(page_at(client, "/en/news/?section=news&page=3"))) == 1
    assert middle.one("link", rel="canonical")["href"] == "http://testserver/en/news/"


def test_page_behind_the_last_is_not_found(client: Client):
    ArticleFactory(published=True)

    assert client.get("/en/news/?page=1").status_code == 200
    assert client.get("/en/news/?page=2").status_code == 404


def test_empty_list_says_so(client: Client):
    assert "No news here yet." in page_at(client, "/en/news/").text


def test_list_asks_the_same_of_one_article_and_of_three(client: Client):
    def row() -> None:
        ArticleFactory(
            events=[EventFactory(published=True)],
            bodies=[BodyFactory(published=True)],
            published=True,
        )

    row()
    one = queries_without_memory(lambda: client.get("/en/news/"))
    row()
    row()

    assert queries_without_memory(lambda: client.get("/en/news/")) == one

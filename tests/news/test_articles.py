"""The page of an article."""

from datetime import date

import pytest
from django.test import Client

from events.dates import Period
from tests.factories import ArticleFactory, BodyFactory, EventFactory, PriorityFactory
from tests.markup import page_at, page_of

pytestmark = pytest.mark.django_db

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

    prose = page_at(client, f"/en/{ADDRESS}").one("div", cls="prose")

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

    page = page_at(client, f"/en/{ADDRESS}")

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

    page = page_at(client, f"/zh-hans/{ADDRESS}")

    assert len(page.all("p", cls="notice")) == 1
    assert page.one("h1").one("span", lang="en").text == "Forum"
    assert page.one("p", cls="page-head-lead").one("span", lang="en").text == "Soon."


def test_notice_names_the_language_of_the_text(client: Client):
    article(title_en="Forum", body_ru="Текст.", body_en="", body_zh_hans="")

    page = page_at(client, f"/en/{ADDRESS}")

    assert page.one("p", cls="notice").text == (
        "This page is not yet in English. Shown in Russian. Русский"
    )
    assert page.one("div", cls="prose").one("p", lang="ru").text == "Текст."


def test_only_true_translations_are_offered_to_search_engines(client: Client):
    article(title_zh_hans="")

    page = page_at(client, f"/zh-hans/{ADDRESS}")

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

    switch = page_at(client, f"/en/{ADDRESS}").one("nav", cls="language-switch")

    assert [a["href"] for a in switch.all("a")] == [f"/ru/{ADDRESS}", f"/zh-hans/{ADDRESS}"]

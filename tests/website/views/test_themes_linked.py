"""Where other pages name the themes of a thing."""

from typing import Any

import pytest

from tests.factories import (
    EventFactory,
    ThemeFactory,
)
from tests.markup import page_of
from tests.pages import texts
from tests.themes.full import full_theme

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]


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

"""A language that nobody wrote code for: its pages are whole, and say what is in which language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import translation

from places.models import City
from tests.journeys.crawling import answers, is_page, names_of_pages
from tests.markup import Element, page_of
from tests.pseudo_urdu import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_of_everything", "urdu")]

FOREIGN = re.compile(r"[A-Za-z\u0400-\u04ff\u4e00-\u9fff]{2,}")
#: Words that are no language's: names of sites, of programs and of forms, codes of languages.
OF_NO_LANGUAGE = re.compile(
    r"(?:[\w-]+\.)+(?:example|ru|org)|https?://\S+|\.ics|iCal\w*|Atom|RSS|JSON Feed|GeoJSON|JSON|CSV|Excel|XLSX|SVG|PNG|CC BY"
    r"|API|Apple|Google|Outlook(?:\.com)?|PDF|UTC|RU|ZH"
)


def test_every_page_is_there_from_right_to_left_and_marks_foreign_words(client: Client):
    """Names of cities inside sentences of the interface are the exception, and options of lists."""
    told = answers(client, "ur")
    pages = {path: page_of(answer).one("html") for path, answer in told.items() if is_page(answer)}
    cities = {
        word for name in City.objects.values_list("name_en", flat=True) for word in name.split()
    }
    cities |= {"city"}  # of `CityFactory`: "City of city-1"

    unmarked = {
        (path, word)
        for path, html in pages.items()
        for text in own_texts(html.one("body"))
        for word in FOREIGN.findall(OF_NO_LANGUAGE.sub("", text))
        if word not in cities
    }

    with translation.override("ur"):
        assert {resolve(path).view_name for path in told} == names_of_pages() - {"programme"}
    assert {(html["lang"], html["dir"]) for html in pages.values()} == {("ur", "rtl")}
    assert unmarked == set()


def own_texts(element: Element) -> Iterator[str]:
    """Yield the texts that say they are in the page's language."""
    if element.tag in ("script", "option", "code", "pre"):
        return
    if (language := element.attributes.get("lang", "ur")) != "ur":
        assert (language, element.attributes.get("dir")) == (language, "ltr")
        return
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from own_texts(child)


def test_page_of_a_text_in_another_language_says_so(client: Client):
    page = page_of(client.get("/ur/news/2020/10/20/article-1/"))

    notice = said("This page is not yet in English. Shown in {}.").replace("{}", "انگریزی")
    notice += " English"  # the page of that language
    assert [found.text for found in page.all("p", cls="notice")] == [notice]
    title = page.one("h1").one("span")
    assert (title.text, title["lang"], title["dir"]) == ("Article article-1", "en", "ltr")
    assert page.one("link", rel="canonical")["href"].endswith("/en/news/2020/10/20/article-1/")


def test_only_what_is_translated_is_offered_to_search_engines(client: Client):
    def offered(path: str) -> list[str]:
        links = page_of(client.get(path)).all("link", rel="alternate")
        return [found["hreflang"] for found in links if "hreflang" in found.attributes]

    assert offered("/ur/calendar/") == ["ru", "en", "zh-Hans", "ur", "x-default"]
    assert offered("/ur/events/summit/") == ["ru", "en", "zh-Hans", "x-default"]
    assert offered("/ur/terms/") == ["ru", "en", "zh-Hans", "x-default"]
    listed = client.get("/sitemap-pages-1.xml").content.decode()
    assert "<loc>http://testserver/ur/calendar/</loc>" in listed
    assert "/ur/terms/" not in listed


def test_language_is_offered_on_every_page_and_asked_for_by_browsers(client: Client):
    switch = page_of(client.get("/en/news/")).one("nav", cls="language-switch")

    link = switch.all("a")[-1]
    assert (link.text, link["lang"], link["dir"], link["href"]) == (
        "اردو",
        "ur",
        "rtl",
        "/ur/news/",
    )
    front = client.get("/", headers={"accept-language": "ur-PK,ur;q=0.9,en;q=0.5"})
    assert front["Location"] == "/ur/"


def test_dates_are_those_of_the_language(client: Client):
    page = page_of(client.get("/ur/events/summit/"))

    date = page.one("p", cls="event-date")
    assert date.one("time").text == "منگل، 10 نومبر، 2020"


def test_search_finds_what_is_written_in_other_languages(client: Client):
    page = page_of(client.get("/ur/search/?q=unusually"))

    (found,) = page.all("article", cls="search-result")
    title = found.one("h2").all("span")[0]
    assert (title["lang"], title["dir"]) == ("en", "ltr")
    assert title.text.startswith("An unusually long title")


def test_feeds_tell_their_language_and_that_of_each_item(client: Client):
    feed = client.get("/ur/news.json").json()

    assert (feed["language"], feed["items"][0]["language"]) == ("ur", "en")
    data = page_of(client.get("/ur/about/"))
    assert data.one("meta", property="og:locale")["content"] == "ur_PK"


def test_feed_says_old_and_new_without_an_arrow_that_points_one_way(client: Client):
    told = {
        code: client.get(f"/{code}/calendar/changes.json").json()["items"] for code in ("en", "ur")
    }

    arrows = {code: set(re.findall("[←→]", str(items))) for code, items in told.items()}
    assert arrows == {"en": set(), "ur": set()}
    assert all("<del>" in str(items) for items in told.values())


def test_machines_are_told_the_languages_of_the_content_alone(client: Client):
    told = client.get("/api/v1/events/summit/").json()

    assert list(told["title"]) == ["en", "ru", "zh-hans"]
    manifest = client.get("/ur/manifest.webmanifest").json()
    assert (manifest["lang"], manifest["dir"]) == ("ur", "rtl")

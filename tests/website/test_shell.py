"""What stands around every page."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.utils.translation import gettext, override

from events.enums import ChangeKind, Status
from events.models import Change, Event
from i18n.texts import CODES
from i18n.typography import loose
from publishing import clock
from tests.factories import ArticleFactory, EventFactory
from tests.markup import Element, page_at, page_of

pytestmark = pytest.mark.django_db

PAGES = ("", "news/", "documents/", "about/")


def told(event: Event, *days: date | None, precision: str = "day") -> None:
    """Let steps of `event` be announced on `days`."""
    Change.objects.bulk_create(
        Change(
            event=event,
            number=number,
            kind=ChangeKind.ANNOUNCED,
            announced_on=day,
            announced_precision=precision if day else "none",
            new_status=Status.PLANNED,
        )
        for number, day in enumerate(days, start=1)
    )


def translations(page: Element) -> list[Element]:
    return [link for link in page.all("link", rel="alternate") if "hreflang" in link.attributes]


@pytest.mark.by_turns(6)
@pytest.mark.parametrize(("code", "tag"), [("en", "en"), ("ru", "ru"), ("zh-hans", "zh-Hans")])
@pytest.mark.parametrize("path", PAGES)
def test_page_says_its_language(client: Client, code: str, tag: str, path: str):
    response = client.get(f"/{code}/{path}")

    html = page_of(response).one("html")
    assert (html["lang"], html["dir"], response["Content-Language"]) == (tag, "ltr", code)


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", PAGES)
def test_page_has_one_heading_and_its_landmarks(client: Client, code: str, path: str):
    page = page_at(client, f"/{code}/{path}")

    assert len(page.all("h1")) == 1
    assert page.one("main")["id"] == page.one("a", cls="skip-link")["href"].removeprefix("#")
    assert [len(page.all(tag)) for tag in ("header", "footer")] == [1, 1]


def test_language_switch_keeps_the_page_and_its_filters(client: Client):
    page = page_at(client, "/en/news/?section=announcement&page=1")

    switch = page.one("nav", cls="language-switch")
    links = [(a.text, a["lang"], a["hreflang"], a["href"]) for a in switch.all("a")]
    assert [item.text for item in switch.all("li")] == ["Русский", "English", "中文"]
    assert switch.one("span")["aria-current"] == "true"
    assert links == [
        ("Русский", "ru", "ru", "/ru/news/?section=announcement&page=1"),
        ("中文", "zh-Hans", "zh-Hans", "/zh-hans/news/?section=announcement&page=1"),
    ]


def test_page_names_its_address_and_its_translations(client: Client):
    page = page_at(client, "/ru/about/?from=letter")

    alternates = {link["hreflang"]: link["href"] for link in translations(page)}
    assert page.one("link", rel="canonical")["href"] == "http://testserver/ru/about/"
    assert alternates == {
        "ru": "http://testserver/ru/about/",
        "en": "http://testserver/en/about/",
        "zh-Hans": "http://testserver/zh-hans/about/",
        "x-default": "http://testserver/en/about/",
    }


def test_front_page_offers_the_choice_of_language_to_others(client: Client):
    page = page_at(client, "/ru/")

    default = page.one("link", rel="alternate", hreflang="x-default")
    assert default["href"] == "http://testserver/"


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/en/news/", {"News": "page"}),
        ("/en/news/2020/10/28/forum/", {"News": "true"}),
        ("/en/about/", {"About": "page"}),
        ("/en/", {}),
    ],
)
def test_navigation_marks_where_the_reader_is(
    client: Client, address: str, current: dict[str, str]
):
    ArticleFactory(slug="forum", published_on=date(2020, 10, 28), published=True)

    links = page_at(client, address).one("nav", cls="main-nav").all("a")

    assert [link.text for link in links] == [
        "News",
        "Calendar",
        "Priorities",
        "Bodies",
        "Countries",
        "Documents",
        "About",
    ]
    assert {a.text: a["aria-current"] for a in links if "aria-current" in a.attributes} == current


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", CODES)
def test_every_link_of_the_shell_leads_somewhere(client: Client, code: str):
    EventFactory(published=True)
    page = page_at(client, f"/{code}/about/")
    links = [a["href"] for part in ("header", "footer") for a in page.one(part).all("a")]

    answers = {
        link: client.get(link, follow=True).status_code
        for link in links
        if not link.startswith("#")
    }

    assert len(answers) > 10
    assert set(answers.values()) == {200}


# --- the clock ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "day"),
    [("en", "28 October 2020"), ("ru", "28 октября 2020 г."), ("zh-hans", "2020年10月28日")],
)
def test_standing_clock_is_told_on_every_page(client: Client, settings, code: str, day: str):
    settings.PORTAL_CLOCK = "demo"
    clock.stand_at(date(2020, 10, 28))

    for path in PAGES:
        notice = page_at(client, f"/{code}/{path}").one("aside", cls="clock-notice")
        assert day in notice.text.replace("\xa0", " ").replace("\u202f", " ")
        assert notice.all("code") == []  # how it is moved is told to editors


def test_running_clock_needs_no_notice(client: Client):
    assert page_at(client, "/en/").all("aside", cls="clock-notice") == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "Plan last changed 21 October 2020"),
        ("ru", "План последний раз изменён 21 октября 2020 г."),
        ("zh-hans", "计划最近变更：2020年10月21日"),
    ],
)
def test_footer_says_when_the_plan_last_changed(client: Client, settings, code: str, said: str):
    settings.PORTAL_CLOCK = "2020-10-28"
    days = (date(2020, 10, 21), date(2020, 10, 20), date(2020, 10, 29), None)
    told(EventFactory(published=True), *days)
    told(EventFactory(published=True), date(2020, 10, 27), precision="month")
    told(EventFactory(), date(2020, 10, 28))  # of a draft

    footer = page_at(client, f"/{code}/").one("footer")

    assert said in footer.text


def test_footer_says_nothing_of_a_plan_that_never_changed(client: Client):
    EventFactory(published=True)

    assert "Plan last changed" not in page_at(client, "/en/").one("footer").text


# --- headers --------------------------------------------------------------------------


def test_pages_allow_no_inline_style_and_no_other_site(client: Client):
    EventFactory(published=True)
    for path in PAGES:
        response = client.get(f"/en/{path}")

        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        page = page_of(response)
        assert [element for element in page.walk() if "style" in element.attributes] == []
        assert page.all("style") == []
        inline = [script for script in page.all("script") if "src" not in script.attributes]
        assert [script for script in inline if script["type"] != "application/ld+json"] == []


def test_browsers_ask_again_and_hear_that_nothing_changed(client: Client, settings):
    settings.PORTAL_CLOCK = "2020-10-28"
    first = client.get("/en/news/")

    again = client.get("/en/news/", headers={"if-none-match": first["ETag"]})

    assert first["Cache-Control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")
    ArticleFactory(published=True)
    changed = client.get("/en/news/", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize("code", CODES)
def test_interface_speaks_the_language_of_the_page(client: Client, code: str):
    with override(code):
        expected = loose(gettext("Skip to content"))

    assert page_at(client, f"/{code}/").one("a", cls="skip-link").text == expected


def test_page_stays_the_same_within_a_day_of_the_running_clock(client: Client, settings):
    settings.PORTAL_CLOCK = "off"
    with time_machine.travel("2026-11-24T09:01+03:00", tick=False) as moment:
        first = client.get("/en/news/")
        moment.move_to("2026-11-24T23:59+03:00")
        later = client.get("/en/news/", headers={"if-none-match": first["ETag"]})
        moment.move_to("2026-11-25T00:00+03:00")
        next_day = client.get("/en/news/")

    assert later.status_code == 304
    assert "As of 25 November 2026" in page_of(next_day).text.replace("\u00a0", " ")

"""Twelve errands of readers, each from the front page of 28 October 2020, by as few steps as it is worth.

A step is a click, or words that are searched for. Each errand is run in the language of its reader;
with EVERY_COMBINATION=1 (`make proof`) in every one.
"""

from __future__ import annotations

import io
import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Locator, Page

from i18n.texts import CODES
from scripts.showcase.scenes import Scene
from tests.browser.conftest import Tab
from tests.choosing import languages

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

DESKTOP, PHONE = (1280, 900), (390, 844)
SUMMIT = "chs-20-summit-2020"
WHY = {
    "en": "First planned for Chelyabinsk; postponed on 27 May because of the pandemic; moved online on"
    " 9 September; date set on 21 October.",
    "ru": "Первоначальное место — Челябинск; 27 мая отложено из-за пандемии; 9 сентября переведено"
    " в онлайн; 21 октября назначена дата.",
    "zh-hans": "最初定在车里雅宾斯克举行；5月27日因疫情延期；9月9日改为线上；10月21日确定日期。",
}
NEXT_WEEK = [
    "anti-drug-heads-10-2020",
    "anti-drug-senior-officials-2020",
    "xuzhou-promotion-beijing-2020",
    "young-leaders-forum-5-salekhard-2020",
]
NO_DOCUMENTS = {
    "en": "No documents yet. Those that the meeting adopts will be listed here.",
    "ru": "Документов пока нет. Принятые на заседании появятся здесь.",
    "zh-hans": "目前尚无文件。会议通过的文件将列于此处。",
}
NOTHING_TO_COME = {
    "en": "No upcoming events are known.",
    "ru": "О предстоящих мероприятиях пока ничего не известно.",
    "zh-hans": "目前没有已知的后续活动。",
}
TITLE = {"en": "Title", "ru": "Название", "zh-hans": "标题"}
#: What people type, and what they mean.
SEARCHES = {
    "en": {
        "summit": f"events/{SUMMIT}",
        "sumit": f"events/{SUMMIT}",
        "SCO summit": f"events/{SUMMIT}",
        "press contact": "contact",
        "accreditation": "contact",
    },
    "ru": {
        "саммит": f"events/{SUMMIT}",
        "главы регионов": "bodies/heads-of-region-forum",
        "главы регеонов": "bodies/heads-of-region-forum",
        "контакты": "contact",
    },
    "zh-hans": {"峰会": f"events/{SUMMIT}", "记者": "contact"},
}


@dataclass
class Reader:
    """Starts at the front page, and counts the steps."""

    tab: Tab
    code: str
    steps: int = 0

    @property
    def page(self) -> Page:
        return self.tab.page

    @property
    def home(self) -> str:
        return self.tab.addresses[Scene.DURING]

    @property
    def path(self) -> str:
        """The address of the page, without its language."""
        address = urlsplit(self.page.url)
        query = f"?{address.query}" if address.query else ""
        return address.path.removeprefix(f"/{self.code}/") + query

    def start(self, screen: tuple[int, int]) -> None:
        self.tab.show(*screen)
        self.page.goto(f"{self.home}/{self.code}/")

    def link(self, ends: str, within: str = "main") -> Locator:
        return self.page.locator(f'{within} a[href$="{ends}"]:visible').first

    def follow(self, ends: str, within: str = "main") -> None:
        self.link(ends, within).click()
        self.steps += 1

    def search(self, words: str) -> None:
        box = self.page.locator("input[type=search]:visible").first
        box.fill(words)
        box.press("Enter")
        self.page.wait_for_url("**/search/?q=*")
        self.steps += 1

    def sees(self, seen: Locator) -> bool:
        """Whether it stands on the first screen."""
        box, screen = seen.bounding_box(), self.page.viewport_size
        assert screen
        return box is not None and 0 <= box["y"] <= screen["height"] - box["height"]

    def events(self, within: str) -> list[str]:
        """The events that are linked there, each once."""
        links = self.page.locator(f'{within} a[href*="/events/"]')
        paths = links.evaluate_all("links => links.map((link) => link.pathname)")
        return sorted({path.rstrip("/").rsplit("/", 1)[1] for path in paths})

    def download(self, address: str) -> bytes:
        with urllib.request.urlopen(self.home + address, timeout=60) as answer:  # noqa: S310 (ours)
            body: bytes = answer.read()
        return body


@pytest.fixture
def reader(tab: Tab, code: str) -> Iterator[Reader]:
    yield Reader(tab, code)
    tab.page.emulate_media(media="null")


def in_language(code: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("code", languages(CODES.index(code)))


def plain(text: str) -> str:
    """As it is read: without what keeps words together."""
    return " ".join(text.replace("\u2060", "").split())


@in_language("en")
def test_summit_says_when_and_why_it_moved(reader: Reader):
    reader.start(DESKTOP)
    date_is_seen = reader.sees(reader.page.locator('main time[datetime="2020-11-10"]').first)

    reader.follow(f"/events/{SUMMIT}/")
    why = reader.page.locator(".event-why")

    assert (reader.steps, date_is_seen, reader.sees(why)) == (1, True, True)
    assert plain(why.inner_text()) == WHY[reader.code]


@in_language("ru")
def test_events_of_today_and_the_summit_are_on_the_first_screen_of_a_phone(reader: Reader):
    reader.start(PHONE)

    assert reader.sees(reader.page.locator(".hero-today li").last)
    assert reader.sees(reader.page.locator('main time[datetime="2020-11-10"]').first)
    assert reader.sees(reader.link(f"/events/{SUMMIT}/"))


@in_language("ru")
def test_calendar_of_a_phone_shows_what_is_next_on_its_first_screen(reader: Reader):
    reader.start(PHONE)
    reader.page.goto(f"{reader.home}/{reader.code}/calendar/")

    first = reader.page.locator("section:has(#today) h3").first

    assert first.bounding_box()["y"] < 700  # type: ignore[index]
    assert reader.sees(first)


@in_language("en")
def test_next_week_is_two_steps_away(reader: Reader):
    reader.start(DESKTOP)

    reader.follow("/calendar/", within="header")
    reader.follow("/calendar/2020/W45/")

    assert (reader.steps, reader.path) == (2, "calendar/2020/W45/")
    assert reader.events(".week-table") == NEXT_WEEK
    assert reader.sees(reader.page.locator(".week-table .month-day").first)


@in_language("zh-hans")
def test_calendar_of_a_body_is_subscribed_to_in_two_steps(reader: Reader):
    address = f"/{reader.code}/bodies/rats/calendar.ics"
    reader.start(DESKTOP)

    reader.follow("/bodies/rats/")
    apple = reader.page.locator(f'main a[href^="webcal:"][href$="{address}"]:visible')

    assert (reader.steps, apple.count()) == (1, 1)
    assert reader.page.get_by_text(NOTHING_TO_COME[reader.code]).is_visible()
    assert reader.download(address).startswith(b"BEGIN:VCALENDAR")


@in_language("ru")
def test_events_of_a_city_are_two_steps_away(reader: Reader):
    reader.start(DESKTOP)

    reader.follow("/calendar/by-place/")
    reader.follow("#place-chelyabinsk")
    section = "section[aria-labelledby=place-chelyabinsk]"
    counts = reader.page.locator(f"{section} .agenda-month p").inner_text()

    assert (reader.steps, reader.path) == (2, "calendar/by-place/")
    assert reader.sees(reader.page.locator("#place-chelyabinsk"))
    assert int(re.findall(r"\d+", counts)[0]) == len(reader.events(section)) == 11


@in_language("ru")
def test_changes_since_may_are_two_steps_away_on_a_phone(reader: Reader):
    reader.start(PHONE)

    reader.follow("/calendar/as-on/2020-05-27/")
    reader.follow("/calendar/changes/?from=2020-05-27&to=2020-10-28")
    moved = reader.page.locator("section[aria-labelledby=on-2020-10-21] .difference-list a").first

    assert reader.steps == 2
    assert moved.get_attribute("href") == f"/{reader.code}/events/{SUMMIT}/"


@in_language("en")
def test_declaration_that_is_not_adopted_yet_is_not_looked_for_in_vain(reader: Reader):
    reader.start(DESKTOP)

    reader.follow(f"/events/{SUMMIT}/")
    section = reader.page.locator("section[aria-labelledby=documents]")

    assert reader.steps == 1
    sentence = section.locator("p").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert sentence == NO_DOCUMENTS[reader.code]


@in_language("ru")
def test_table_of_a_month_is_three_steps_away(reader: Reader):
    reader.start(DESKTOP)

    reader.follow("/calendar/", within="header")
    reader.follow("/calendar/2020/11/", within=".plan-strip")
    listed = set(reader.events("main"))
    reader.steps += 1
    address = reader.link("/calendar/2020/11.xlsx").get_attribute("href")
    assert address
    rows = openpyxl.load_workbook(io.BytesIO(reader.download(address))).active.values
    headings, *events = rows

    assert reader.steps == 3
    assert TITLE[reader.code] in headings
    slugs = {row[0] for row in events}
    assert (len(slugs), slugs - listed) == (15, set())


@in_language("zh-hans")
def test_whole_plan_is_printed_from_the_calendar(reader: Reader):
    reader.start(DESKTOP)

    reader.follow("/calendar/", within="header")
    reader.page.emulate_media(media="print")
    held = reader.page.locator('main a[href$="/events/chs-19-bishkek-2019/"]').first

    assert reader.steps == 1
    assert held.is_visible()
    assert len(reader.events("main")) == 108


@in_language("en")
def test_events_of_a_body_and_of_those_below_are_told_apart(reader: Reader):
    reader.start(DESKTOP)

    reader.follow("/bodies/council-of-foreign-ministers/")
    own = reader.events("section[aria-labelledby=past]")
    below = reader.events("section[aria-labelledby=below]")

    assert (reader.steps, len(own), len(below)) == (1, 4, 3)
    assert set(own).isdisjoint(below)


@in_language("en")
def test_another_language_of_a_deep_page_and_back_keeps_what_was_asked(reader: Reader):
    other = CODES[CODES.index(reader.code) - 1]
    reader.start(DESKTOP)
    reader.page.goto(f"{reader.home}/{reader.code}/calendar/2020/11/?kind=forum")

    reader.follow(f"/{other}/calendar/2020/11/?kind=forum", within="header")
    there = urlsplit(reader.page.url)
    reader.follow(f"/{reader.code}/calendar/2020/11/?kind=forum", within="header")

    assert (there.path, there.query) == (f"/{other}/calendar/2020/11/", "kind=forum")
    assert (reader.steps, reader.path) == (2, "calendar/2020/11/?kind=forum")


@pytest.mark.parametrize("code", CODES)
def test_words_of_a_reader_find_what_is_meant_first(reader: Reader):
    found = {}
    for words in SEARCHES[reader.code]:
        if found:  # what is typed leads there, as the first words have shown
            reader.page.goto(f"{reader.home}/{reader.code}/search/?{urlencode({'q': words})}")
        else:
            reader.start(DESKTOP)
            reader.search(words)
        first = reader.page.locator(".search-result a").first.get_attribute("href")
        assert first
        found[words] = first.removeprefix(f"/{reader.code}/").rstrip("/")

    assert found == SEARCHES[reader.code]


@in_language("zh-hans")
def test_whom_the_press_asks_is_one_step_away(reader: Reader):
    reader.start(PHONE)

    reader.follow("/contact/", within="footer")

    assert (reader.steps, reader.path) == (1, "contact/")

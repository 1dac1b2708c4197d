"""Pages on paper: nothing to click, nothing lost, no row torn in two."""

import io
import re
from collections import Counter
from datetime import date

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format
from events.models import Event
from i18n.typography import loose
from tests.acting import changes
from tests.choosing import languages
from tests.events.planned import OCTOBER_29, TODAY, event
from tests.factories import BodyFactory, CityFactory, PriorityFactory, announcement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: What leads on, moves the reader or adorns, and so has no place on paper.
FOR_SCREENS = (
    "nav",
    "search",
    "form",
    "details:not(.past-fold)",
    ".site-footer",
    ".subscribe",
    ".button",
    ".skip-link",
    ".plan-strip",
    ".event-head-art",
    ".page-head-art",
    ".round-table > svg",
    ".weave",
)
PAGES = (
    "",
    "calendar/",
    "calendar/2020/",
    "calendar/2020/10/",
    "calendar/2020/10/29/",
    "calendar/as-on/2020-10-28/",
    "calendar/changes/",
    "events/forum/",
    "priorities/goal/",
    "bodies/council/",
    "news/",
)
WIDE = {"width": 1600, "height": 1000}
#: By selector: how many elements there are, and those that are seen.
SEEN = """selectors => selectors.map((css) => {
  const found = [...document.querySelectorAll(css)];
  return [css, found.length, found.filter((e) => e.checkVisibility()).map((e) => e.outerHTML)];
})"""


@pytest.fixture(autouse=True)
def forum(settings) -> Event:
    settings.PORTAL_CLOCK = TODAY
    goal = PriorityFactory(slug="goal", published=True)
    council = BodyFactory(slug="council", published=True)
    made = event("Forum", slug="forum", priorities=[goal], bodies=[council])
    changes.reschedule(made, announcement(), FactChanges(Period.on(date(2020, 10, 30))))
    return made


def on_paper(page: Page, address: str) -> None:
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # wider than any paper
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(address)


def test_nothing_to_click_and_no_ornament_is_printed(browser_page: Page):
    seen = Counter()
    pages = [f"/{code}/{path}" for n, path in enumerate(PAGES) for code in languages(n)]
    for path in pages:
        on_paper(browser_page, path)
        for css, count, visible in browser_page.evaluate(SEEN, FOR_SCREENS):
            seen[css] += count

            assert (path, css, visible) == (path, css, [])
    assert [css for css in FOR_SCREENS if not seen[css]] == []


def test_past_of_the_plan_is_printed_with_what_is_to_come(browser_page: Page):
    event("Over", period=Period.on(date(2020, 9, 27)))

    on_paper(browser_page, "/en/calendar/")

    assert browser_page.locator(".past-fold h3", has_text="Over").is_visible()
    assert browser_page.locator(".past-fold h3").bounding_box() is not None


def test_page_says_its_address_and_its_day(browser_page: Page):
    on_paper(browser_page, "/en/events/forum/")

    said = browser_page.locator(".page-print-url")

    assert said.is_visible()
    assert loose(said.inner_text()) == f"As of 28 October 2020 · {browser_page.url}"


def test_paper_is_black_on_white_in_the_dark_too(browser_page: Page):
    on_paper(browser_page, "/en/events/forum/")

    colours = "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"

    expected = ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert browser_page.locator("body").evaluate(colours) == expected
    assert browser_page.locator(".event-head-panel").evaluate(colours) == expected


def test_tags_are_outlined_and_need_no_ground(browser_page: Page):
    on_paper(browser_page, "/en/events/forum/")

    tag = browser_page.locator(".tag").first

    style = "e => (s => [s.color, s.backgroundColor, s.borderTopStyle])(getComputedStyle(e))"
    assert tag.evaluate(style) == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)", "solid"]


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("path", ["calendar/", "calendar/2020/", "calendar/2020/10/"])
def test_slot_that_was_left_stays_and_is_struck_through(browser_page: Page, path: str):
    on_paper(browser_page, f"/en/{path}")

    left = browser_page.locator("main s")

    assert left.all_inner_texts() == ["Forum"]
    assert left.is_visible()
    assert "line-through" in left.evaluate("e => getComputedStyle(e).textDecorationLine")
    assert browser_page.get_by_text("Moved to 30 October 2020").is_visible()


def test_old_date_of_an_event_stays_and_is_struck_through(browser_page: Page):
    on_paper(browser_page, "/en/events/forum/")

    old = browser_page.locator(".event-head-was s")

    assert old.inner_text() == "29\u00a0October\u00a02020"
    assert "line-through" in old.evaluate("e => getComputedStyle(e).textDecorationLine")


def test_month_is_a_list_of_days_on_the_widest_paper(browser_page: Page):
    on_paper(browser_page, "/en/calendar/2020/10/")

    days = browser_page.locator(".month-table td:visible")

    assert browser_page.locator(".month-table thead").is_hidden()
    shown = [re.split(r"\s+", day)[0] for day in days.all_inner_texts()]
    assert shown == ["28", "29", "30"]
    edges = {day["x"] for day in (cell.bounding_box() for cell in days.all()) if day}
    assert len(edges) == 1


def test_day_of_many_events_shows_them_all(browser_page: Page):
    for number in range(4):
        event(f"Meeting {number}", OCTOBER_29)

    on_paper(browser_page, "/en/calendar/2020/10/")

    for number in range(4):
        assert browser_page.get_by_text(f"Meeting {number}").is_visible()
    assert browser_page.locator(".month-more").is_hidden()


def test_address_of_a_source_is_printed_in_full(browser_page: Page, forum: Event):
    on_paper(browser_page, "/en/events/forum/")

    link = browser_page.locator(".change-source a").first

    printed = link.evaluate("e => getComputedStyle(e, '::after').content")
    assert printed == f'" ({forum.changes.all()[0].source_url})"'


def test_no_row_is_torn_and_pages_are_numbered(browser_page: Page):
    for number in range(40):
        there = CityFactory(name_en=f"City{number:02}")
        title = f"Meeting{number:02} of those who have much to talk about " * 3
        event(title, OCTOBER_29, cities=[there], format=Format.IN_PERSON)
    browser_page.goto("/en/calendar/")

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(browser_page.pdf())).pages]

    assert len(pages) > 2
    for number in range(40):
        (title,) = [at for at, text in enumerate(pages) if f"Meeting{number:02}" in text]
        (place,) = [at for at, text in enumerate(pages) if f"City{number:02}" in text]
        assert title == place
    for number, text in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in text

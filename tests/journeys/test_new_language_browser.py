"""The pages of a right-to-left language as Chromium lays them out."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.choosing import EVERY_COMBINATION

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("one_of_everything", "urdu"),
]

MIRRORED = "matrix(-1, 0, 0, 1, 0, 0)"
DESKTOP, PHONE, SMALLEST = 1280, 390, 320
PAGES = (
    "",
    "calendar/",
    "calendar/2020/",
    "calendar/2020/10/",
    "calendar/2020/10/28/",
    "calendar/by-priority/",
    "calendar/by-body/",
    "calendar/by-place/",
    "calendar/as-on/2020-03-01/",
    "calendar/changes/",
    "events/summit/",
    "events/shelved/",
    "events/vague/",
    "events/summit/steps/3/",
    "news/",
    "news/2020/10/20/article-1/",
    "priorities/",
    "priorities/goal/",
    "bodies/",
    "bodies/council/",
    "countries/",
    "countries/russia/",
    "documents/",
    "documents/statement/",
    "documents/statement@1/",
    "search/?q=event",
    "about/",
    "subscribe/",
    "developers/",
    "accessibility/",
    "privacy/",
    "terms/",
    "nowhere/",
    "news/?page=0",
)
#: Where the first words of an element end on the side that it begins on, and where it begins
#: itself: its distance from the right edge of its box, in pixels.
GAP_AT_THE_RIGHT = """element => {
  const words = document.createRange();
  words.selectNodeContents(element);
  const style = getComputedStyle(element);
  const inner = element.getBoundingClientRect().right - parseFloat(style.paddingRight);
  return Math.round(Math.max(...[...words.getClientRects()].map(r => inner - r.right)
    .filter(gap => gap < 2)));
}"""


def at(page: Page, address: str, width: int = DESKTOP) -> Page:
    resize(page, width)
    page.goto(address)
    return page


def resize(page: Page, width: int) -> None:
    if page.viewport_size == {"width": width, "height": 900}:
        return
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function("width => innerWidth === width", arg=width)


def middles(page: Page, css: str) -> list[float]:
    """Return where the middle of each element lies across, in pixels from the left."""
    found: list[float] = page.locator(css).evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => box.x + box.width / 2)"
    )
    assert found
    return found


def styles(page: Page, css: str, name: str, pseudo: str | None = None) -> set[Any]:
    found: list[Any] = page.locator(css).evaluate_all(
        "(all, [name, pseudo]) => all.map(one => getComputedStyle(one, pseudo)[name])",
        [name, pseudo],
    )
    assert found
    return set(found)


def runs_from_the_right(places: list[float]) -> bool:
    return len(places) > 1 and places == sorted(places, reverse=True)


def test_no_page_needs_sideways_scrolling(browser_page: Page):
    widths = (DESKTOP, PHONE, SMALLEST)
    for path in PAGES if EVERY_COMBINATION else PAGES[::6]:
        at(browser_page, f"/ur/{path}", widths[0])
        for width in widths:
            resize(browser_page, width)

            reached = browser_page.evaluate("document.documentElement.scrollWidth")

            assert (path, reached) == (path, width)
        widths = widths[::-1]  # the next page begins on the screen that is there


def test_text_begins_at_the_right_edge(browser_page: Page):
    for path, css in [
        ("", ".hero-lead"),
        ("calendar/", "h1"),
        ("events/summit/", "h1"),
        ("events/summit/", ".change-history h3"),
        ("documents/", ".page-head-lead"),
        ("search/?q=event", "h1"),
    ]:
        at(browser_page, f"/ur/{path}")
        for width in (DESKTOP, PHONE):
            resize(browser_page, width)

            browser_page.evaluate(
                "document.querySelectorAll('.step-fold').forEach(d => d.open = true)"
            )
            gap = browser_page.locator(css).first.evaluate(GAP_AT_THE_RIGHT)

            assert (path, css, gap) == (path, css, pytest.approx(0, abs=1))


def test_pager_points_outwards(browser_page: Page):
    at(browser_page, "/ur/calendar/2020/10/")

    earlier, later = middles(browser_page, ".month-pager a")
    before, after = middles(browser_page, ".month-pager .arrow")
    assert later < earlier
    assert after < later
    assert earlier < before
    assert styles(browser_page, ".month-pager .arrow", "transform") == {MIRRORED}

    at(browser_page, "/en/calendar/2020/10/")
    assert styles(browser_page, ".month-pager .arrow", "transform") == {"none"}
    assert not runs_from_the_right(middles(browser_page, ".month-pager a"))


def test_breadcrumb_goes_from_the_right(browser_page: Page):
    at(browser_page, "/ur/events/summit/")

    assert runs_from_the_right(middles(browser_page, ".breadcrumb li"))
    assert styles(browser_page, ".breadcrumb li:not(:last-child)", "transform", "::after") == {
        MIRRORED
    }


def test_moved_date_bows_from_right_to_left(browser_page: Page):
    at(browser_page, "/ur/events/summit/")

    july, november = middles(browser_page, ".journey-dot:visible")
    first, *_between, last = middles(browser_page, ".journey-month:visible")
    left, _now = middles(browser_page, ".journey-date:visible")
    assert november < july
    assert last < first
    assert left == pytest.approx(july, abs=1)
    box = browser_page.locator(".date-journey:visible").bounding_box()
    labels = browser_page.locator(".date-journey text:visible").all()
    edges = [found for label in labels if (found := label.bounding_box())]
    assert box is not None
    assert min(edge["x"] for edge in edges) >= box["x"] - 1
    assert max(edge["x"] + edge["width"] for edge in edges) <= box["x"] + box["width"] + 1

    at(browser_page, "/en/events/summit/")
    assert not runs_from_the_right(middles(browser_page, ".journey-dot:visible"))


def test_ghost_stands_right_of_its_pointer(browser_page: Page):
    at(browser_page, "/ur/calendar/2020/07/", PHONE)

    ghost = browser_page.locator(".month-event-ghost").first
    mark, words = (ghost.locator(css).first.bounding_box() for css in (".mark", "s"))
    assert mark is not None
    assert words is not None
    assert mark["x"] > words["x"]


def test_months_and_weekdays_run_from_the_right(browser_page: Page):
    at(browser_page, "/ur/calendar/2020/10/")

    assert runs_from_the_right(middles(browser_page, ".month-table th"))
    for year in range(browser_page.locator(".plan-year").count()):
        assert runs_from_the_right(middles(browser_page, f".plan-year >> nth={year} >> li"))
    assert runs_from_the_right(middles(browser_page, ".plan-year"))


def test_numerals_emblem_and_map_are_never_mirrored(browser_page: Page):
    dots = "all => all.map(one => ['cx', 'cy', 'r'].map(name => one.getAttribute(name)))"
    drawn = {}
    for code in ("en", "ur"):
        at(browser_page, f"/{code}/")
        drawn[code] = browser_page.locator(".place-map circle").evaluate_all(dots)

        for css in (".site-name svg", ".round-table-day", ".date-stamp-day", ".place-map"):
            assert styles(browser_page, css, "transform") == {"none"}
        assert styles(browser_page, ".place-map text", "direction") == {"ltr"}
    assert drawn["ur"] == drawn["en"] != []


def test_foreign_text_keeps_its_own_direction(browser_page: Page):
    at(browser_page, "/ur/events/vague/")

    assert styles(browser_page, "h1 span", "direction") == {"ltr"}
    assert styles(browser_page, "h1", "direction") == {"rtl"}

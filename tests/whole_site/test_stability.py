"""Nothing on a page moves while it loads: photos and letters find their place kept."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer

from events.dates import Period
from tests.choosing import EVERY_COMBINATION, languages
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
)
from tests.factories.photos import PhotoFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]

#: Layout shifts since the beginning, as browsers score them (https://w3c.github.io/layout-instability/).
SHIFTS = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 200);
})"""
#: Each picture on the screen has come; further down they come when one reads on.
PICTURED = """() => [...document.images].every(
  (image) => image.complete || image.getBoundingClientRect().top > innerHeight)"""
SCREENS = {"phone": (390, 844), "desktop": (1280, 900)}
PAGES = (
    "",
    "calendar/",
    "calendar/2020/10/",
    "events/forum/",
    "priorities/",
    "bodies/",
    "news/",
    "documents/",
    "search/?q=forum",
    "about/",
)
#: Milliseconds by which files come late, as over a slow line.
LATE = 150
#: What rounds to 0.001, as Lighthouse tells a shift.
NOTICED = 0.0005


@pytest.fixture
def plan(settings, tmp_path) -> None:
    settings.PORTAL_CLOCK = "2020-10-28"
    settings.MEDIA_ROOT = tmp_path
    links = {
        "priorities": [PriorityFactory(published=True)],
        "bodies": [BodyFactory(published=True)],
    }
    forum = EventFactory(
        slug="forum",
        period=Period.on(date(2020, 10, 29)),
        cities=[CityFactory()],
        published=True,
        **links,
    )
    PhotoFactory.create_batch(2, event=forum)
    ArticleFactory(published_on=date(2020, 10, 28), events=[forum], published=True)
    DocumentFactory(adopted_on=date(2020, 5, 13), events=[forum], published=True)


def shifted(page: Page, address: str) -> float:
    """Return the sum of layout shifts of a page."""
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_function(PICTURED)
    shifts: float = page.evaluate(SHIFTS)
    return shifts


def slow_tab(browser: Browser, screen: str, *, letters: bool) -> tuple[Page, list[str]]:
    """Return a tab to which photos come late, and `letters` too or none; and what of these was asked."""
    width, height = SCREENS[screen]
    page = browser.new_page(viewport={"width": width, "height": height})
    asked: list[str] = []

    def late(route: Route) -> None:
        asked.append(route.request.url)
        page.wait_for_timeout(LATE)
        route.continue_()

    def never(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    # What is routed is never taken from the browser's own store: each page asks for all its files.
    page.route("**/*.woff2", late if letters else never)
    page.route("**/media/photos/**", late)
    return page, asked


def all_shifted(browser: Browser, home: str, screen: str, *, letters: bool) -> dict[str, float]:
    """Return the shifts of every page, in a browser that keeps no file; or of every other on each screen.

    The languages take turns, others on the phone than on the desktop.
    """
    page, asked = slow_tab(browser, screen, letters=letters)
    shifts, files = {}, []
    first = list(SCREENS).index(screen)
    for number, path in enumerate(PAGES if EVERY_COMBINATION else PAGES[first::2], first):
        for code in languages(number):
            asked.clear()
            address = f"{code}/{path}"
            shift = shifted(page, f"{home}/{address}")
            if shift >= NOTICED:  # what moves by itself moves again; a busy machine did it once
                shift = shifted(page, f"{home}/{address}")
            shifts[address] = shift
            assert any(url.endswith(".woff2") for url in asked)
            files += asked
    page.close()
    assert any("/media/photos/" in url for url in files)
    return shifts


def moved(shifts: dict[str, float]) -> dict[str, float]:
    """Return the shifts that are not 0.000: once, on a busy machine, letters moved a line by 0.0001."""
    return {path: shift for path, shift in shifts.items() if shift >= NOTICED}


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_moves_while_a_page_loads(browser: Browser, live_server: LiveServer, screen: str):
    shifts = all_shifted(browser, live_server.url, screen, letters=False)

    assert len(shifts) >= len(PAGES) // 2
    assert moved(shifts) == {}


@pytest.mark.proof
@pytest.mark.usefixtures("plan")
def test_letters_that_come_late_move_nothing(browser: Browser, live_server: LiveServer):
    shifts = all_shifted(browser, live_server.url, "desktop", letters=True)

    assert len(shifts) >= len(PAGES)
    assert moved(shifts) == {}


def test_page_that_moves_is_noticed(browser: Browser, live_server: LiveServer):
    page = browser.new_page()
    page.goto(f"{live_server.url}/en/about/")
    page.evaluate("document.body.prepend(document.createElement('hr'))")
    page.evaluate("document.querySelector('hr').style.height = '300px'")

    assert page.evaluate(SHIFTS) >= NOTICED
    page.close()

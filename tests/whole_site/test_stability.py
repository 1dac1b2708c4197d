"""Nothing on a page moves while it loads: photos and letters find their place kept."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer

from events.dates import Period
from tests.choosing import languages
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


def shifted(page: Page, address: str, *, letters: bool) -> float:
    """Return the sum of layout shifts of a page whose photos come late, and its `letters` or none."""

    def late(route: Route) -> None:
        page.wait_for_timeout(LATE)
        route.continue_()

    page.route("**/*.woff2", late if letters else lambda route: route.abort())
    page.route("**/media/photos/**", late)
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    shifts: float = page.evaluate(SHIFTS)
    return shifts


def all_shifted(browser: Browser, home: str, screen: str, *, letters: bool) -> dict[str, float]:
    """Return the shifts of every page, each in a browser that knows no file yet.

    The languages take turns, others on the phone than on the desktop.
    """
    width, height = SCREENS[screen]
    shifts = {}
    for number, path in enumerate(PAGES, list(SCREENS).index(screen)):
        for code in languages(number):
            context = browser.new_context(viewport={"width": width, "height": height})
            address = f"{code}/{path}"
            shifts[address] = shifted(context.new_page(), f"{home}/{address}", letters=letters)
            context.close()
    return shifts


def moved(shifts: dict[str, float]) -> dict[str, float]:
    """Return the shifts that are not 0.000: once, on a busy machine, letters moved a line by 0.0001."""
    return {path: shift for path, shift in shifts.items() if shift >= NOTICED}


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_moves_while_a_page_loads(browser: Browser, live_server: LiveServer, screen: str):
    shifts = all_shifted(browser, live_server.url, screen, letters=False)

    assert len(shifts) >= len(PAGES)
    assert moved(shifts) == {}


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

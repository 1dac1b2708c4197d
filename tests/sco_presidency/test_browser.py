"""The shell and the plain pages in a real browser: on a phone, by keyboard, in both schemes."""

from datetime import date, time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from events.dates import Period, Precision
from publishing.languages import CODES
from tests.factories import ArticleFactory, DocumentFactory, EventFactory, PriorityFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
SMALLEST = {"width": 320, "height": 640}
PAGES = (
    "",
    "news/",
    "news/2020/10/28/forum/",
    "documents/?year=2020",
    "about/",
    "subscribe/",
    "developers/",
    "accessibility/",
    "nowhere/",
    "news/?page=0",
)


@pytest.fixture
def plan(settings):
    settings.PORTAL_CLOCK = "2020-10-28"
    goal = PriorityFactory(published=True)
    forum = EventFactory(
        slug="forum-1",
        period=Period.on(date(2020, 10, 29)),
        priorities=[goal],
        published=True,
    )
    ArticleFactory(slug="forum", published_on=date(2020, 10, 28), events=[forum], published=True)
    DocumentFactory(
        adopted_on=date(2020, 5, 13),
        events=[forum],
        external_url="https://www.un.example/" + "long-path/" * 12,
        published=True,
    )


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", CODES)
def test_pages_have_no_fault_that_a_machine_can_find(browser_page: Page, code: str, scheme: str):
    browser_page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for path in PAGES:
        browser_page.goto(f"/{code}/{path}")

        result = Axe().run(browser_page)

        assert result.violations_count == 0, result.generate_report()


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("code", CODES)
def test_smallest_screen_needs_no_sideways_scrolling(browser_page: Page, code: str):
    browser_page.set_viewport_size(SMALLEST)  # type: ignore[arg-type]
    for path in PAGES:
        browser_page.goto(f"/{code}/{path}")

        width = browser_page.evaluate("document.documentElement.scrollWidth")

        assert (path, width) == (path, SMALLEST["width"])


@pytest.mark.usefixtures("plan")
def test_menu_of_a_phone_opens_by_keyboard(browser_page: Page):
    browser_page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    browser_page.goto("/en/")
    assert not browser_page.locator(".main-nav").is_visible()

    browser_page.locator(".small-menu summary").focus()
    browser_page.keyboard.press("Enter")
    browser_page.keyboard.press("Tab")
    browser_page.keyboard.press("Enter")

    browser_page.wait_for_url("**/en/news/")


@pytest.mark.usefixtures("plan")
def test_first_key_offers_to_skip_to_the_content(browser_page: Page):
    browser_page.goto("/en/about/")

    browser_page.keyboard.press("Tab")

    focused = browser_page.locator(":focus")
    assert focused.inner_text() == "Skip to content"
    browser_page.keyboard.press("Enter")
    assert browser_page.url.endswith("#main")


def own_time(browser: Browser, live_server: LiveServer, zone: str, code: str) -> list[str]:
    """Return what a visitor in the zone sees added to the times of an event at 14:00 in Moscow."""
    EventFactory(
        slug="talks",
        period=Period(
            first=date(2020, 10, 29),
            last=date(2020, 10, 29),
            precision=Precision.MINUTE,
            opens=time(14),
            zone="Europe/Moscow",
        ),
        published=True,
    )
    context = browser.new_context(base_url=live_server.url, timezone_id=zone)
    page = context.new_page()
    page.goto(f"/{code}/events/talks/")
    said = page.locator(".your-time").all_inner_texts()
    context.close()
    return said


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Kamchatka", " · 23:00, your time"),
        ("Pacific/Auckland", " · next day, 00:00, your time"),
        ("Pacific/Honolulu", " · 01:00, your time"),
        ("Pacific/Pago_Pago", " · 00:00, your time"),
    ],
)
def test_visitor_is_warned_where_even_the_date_is_another(
    browser: Browser, live_server: LiveServer, zone: str, said: str
):
    assert set(own_time(browser, live_server, zone, "en")) == {said}


@pytest.mark.parametrize("code", CODES)
def test_visitor_in_another_zone_sees_the_own_time_too(
    browser: Browser, live_server: LiveServer, code: str
):
    shown = own_time(browser, live_server, "Asia/Yekaterinburg", code)

    with override(code):
        words = gettext("your time")
    assert shown
    assert all("16:00" in text and text.endswith(words) for text in shown)


def test_visitor_in_the_zone_of_the_venue_sees_one_time(browser: Browser, live_server: LiveServer):
    assert own_time(browser, live_server, "Europe/Moscow", "en") == []

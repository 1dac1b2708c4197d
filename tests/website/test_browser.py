"""What a visitor does with the shell, and the times that a browser adds.

That no page has a fault is seen in tests/browser.
"""

import re
from datetime import date, time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect

from events.dates import Period, Precision
from i18n.texts import CODES
from tests.browser import layout
from tests.factories import ArticleFactory, EventFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def plan(settings):
    settings.PORTAL_CLOCK = "2020-10-28"
    ArticleFactory(slug="forum", published_on=date(2020, 10, 28), published=True)


@pytest.mark.usefixtures("plan")
def test_menu_of_a_phone_opens_by_keyboard(browser_page: Page):
    browser_page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    browser_page.goto("/en/")
    assert not browser_page.locator(".main-nav").is_visible()

    browser_page.locator(".small-menu summary").focus()
    browser_page.keyboard.press("Enter")
    seen = Axe().run(browser_page)
    browser_page.keyboard.press("Tab")
    browser_page.keyboard.press("Enter")

    browser_page.wait_for_url("**/en/news/")
    assert seen.violations_count == 0, seen.generate_report()


@pytest.mark.usefixtures("plan")
def test_a_phone_shows_every_section_of_the_news_and_all_feeds(browser_page: Page):
    browser_page.set_viewport_size(PHONE)  # type: ignore[arg-type]

    browser_page.goto("/ru/news/")

    switch = browser_page.locator(".view-switch")
    assert switch.evaluate("element => element.scrollWidth - element.clientWidth") == 0
    assert browser_page.locator(".subscribe-links a:visible").count() == 3


@pytest.mark.usefixtures("plan")
def test_long_word_that_is_parted_ends_its_line_with_a_hyphen(browser_page: Page):
    title = "Страны ШОС отработали борьбу с кибертерроризмом в Сямэне"
    ArticleFactory(title_ru=title, published_on=date(2020, 10, 27), published=True)
    found = {}

    browser_page.goto("/ru/news/")
    for width in range(300, 400, 10):
        browser_page.set_viewport_size({"width": width, "height": 844})
        found[width] = layout.torn(browser_page)

    assert browser_page.locator("h3 u").count() > 0
    assert not any(found.values()), found


@pytest.mark.usefixtures("plan")
def test_days_of_a_drawn_card_are_as_large_as_one_day(browser_page: Page):
    """Days that stay together stand in an element of their own, as the month does, which is small."""
    article = ArticleFactory(published_on=date(2020, 10, 28), published=True)
    days = Period.on(date(2020, 10, 22), date(2020, 10, 23))
    article.events.add(EventFactory(period=days, published=True))

    browser_page.goto("/en/")
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    card = browser_page.locator(".news-lead .event-tile-date")
    month, whole = card.locator("span").filter(has_text="October"), card.locator(".whole")

    assert whole.text_content() == "22–23"
    assert whole.evaluate(size) == card.evaluate(size) > month.evaluate(size)


@pytest.mark.usefixtures("plan")
def test_first_key_offers_to_skip_to_the_content(browser_page: Page):
    browser_page.goto("/en/about/")

    browser_page.keyboard.press("Tab")

    focused = browser_page.locator(":focus")
    assert focused.inner_text() == "Skip to content"
    browser_page.keyboard.press("Enter")
    expect(browser_page).to_have_url(re.compile("#main$"))


def own_time(page: Page, zone: str, code: str) -> list[str]:
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
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setTimezoneOverride", {"timezoneId": zone})
    page.goto(f"/{code}/events/talks/")
    said = page.locator(".your-time").all_inner_texts()
    devtools.detach()  # which brings the zone of the machine back
    return said


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Kamchatka", "\xa0· 23:00, your\xa0time"),
        ("Pacific/Auckland", "\xa0· next day, 00:00, your\xa0time"),
        ("Pacific/Honolulu", "\xa0· 01:00, your\xa0time"),
        ("Pacific/Pago_Pago", "\xa0· 00:00, your\xa0time"),
    ],
)
def test_visitor_is_warned_where_even_the_date_is_another(browser_page: Page, zone: str, said: str):
    assert set(own_time(browser_page, zone, "en")) == {said}


@pytest.mark.parametrize("code", CODES)
def test_visitor_in_another_zone_sees_the_own_time_too(browser_page: Page, code: str):
    shown = own_time(browser_page, "Asia/Yekaterinburg", code)

    with override(code):
        words = gettext("your time").replace(" ", "\xa0")
    assert shown
    assert all("16:00" in text and text.endswith(words) for text in shown)


def test_visitor_in_the_zone_of_the_venue_sees_one_time(browser_page: Page):
    assert own_time(browser_page, "Europe/Moscow", "en") == []

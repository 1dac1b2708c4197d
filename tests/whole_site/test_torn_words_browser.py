"""No word of the real plan is torn without a hyphen where columns are narrow, whatever the day and the screen.

The pages are those that change most with the day: the first page, what changed, a month and a week.
"""

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from tests.browser import layout
from tests.choosing import EVERY_COMBINATION

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("whole_plan"),
]

HOME = "http://portal.test"
WIDTHS = (320, 390, 768, 960, 1280)
#: By day: the month and the week that are looked at.
DAYS = {
    "2020-05-27": ("2020/06/", "2020/W22/"),
    "2020-10-28": ("2020/11/", "2020/W45/"),
    "2020-12-01": ("2020/11/", "2020/W48/"),
}
PAGES = [
    (day, path)
    for day, views in DAYS.items()
    for path in ("", "calendar/changes/", *(f"calendar/{view}" for view in views))
]


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    """What the tab is answered: pages that the test itself has asked for, whose rows no other connection sees."""
    return {}


@pytest.fixture(scope="module")
def tab(browser: Browser, pages: dict[str, bytes]) -> Iterator[Page]:
    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path in pages:
            route.fulfill(body=pages[path], content_type="text/html; charset=utf-8")
        else:
            file = Path(str(finders.find(path.removeprefix("/static/"))))
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(body=file.read_bytes(), content_type=kind)

    page = browser.new_page(base_url=HOME, reduced_motion="reduce")
    page.route("**/*", answer)
    yield page
    page.close()


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("shown", PAGES, ids="-".join)
def test_no_word_is_torn_without_a_hyphen(
    settings, tab: Page, pages: dict[str, bytes], shown: tuple[str, str]
):
    settings.PORTAL_CLOCK, path = shown
    alone = "ru" if PAGES.index(shown) % 2 else "en"

    for code in ("en", "ru") if EVERY_COMBINATION else (alone,):
        address = f"/{code}/{path}"
        pages[address] = Client().get(address).content
        tab.goto(address)
        tab.evaluate("document.fonts.ready.then(() => true)")

        assert tab.locator("main").count() == 1
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 900})
            assert (code, width, layout.torn(tab)) == (code, width, [])

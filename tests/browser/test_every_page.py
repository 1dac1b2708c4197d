"""Every page on show, in each language, in light and dark, on three screens: no fault at all.

A page is loaded once a language. Whether it fits is seen on every screen. What costs half a second and
more a time, the rules of axe and the walk by Tab, sees each page on every screen once, light or dark,
and by Tab in one language; with EVERY_COMBINATION=1 (`make proof`) in all combinations.
"""

from __future__ import annotations

import os

import pytest

from publishing.languages import CODES
from scripts.showcase.pages import PAGES, Shown
from tests.browser import axe, keyboard, layout
from tests.browser.conftest import Tab

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

SCREENS = {1280: 900, 390: 844, 320: 640}
SCHEMES = ("light", "dark")
EVERY_COMBINATION = os.environ.get("EVERY_COMBINATION") == "1"
#: Which screen and colours axe sees in which language.
SEEN = {"en": (1280, "light"), "ru": (390, "dark"), "zh-hans": (320, "light")}
#: In which language, on which screen, the Tab key goes through the page: by turns.
WALKED = {"en": 1280, "ru": 390}
#: Screens on which text is doubled.
DOUBLED = (1280, 390)

#: The only script of the public pages: it adds “your time” to clock times, and nothing else.
SCRIPT = "/static/js/your-time.js"
SCRIPTS = "[...document.scripts].map(({src}) => src).filter(Boolean)"

# The menu of a phone lies over the page: test_menu sees it open.
OPEN_ALL = """document.querySelectorAll("details:not(.small-menu)").forEach(
  (folded) => { folded.open = true; })"""


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_page_has_no_fault(tab: Tab, shown: Shown, code: str):
    tab.show(1280, 900)
    tab.open(shown, code)

    scripts = tab.page.evaluate(SCRIPTS)

    found = [*walk(tab, shown, code), *look(tab, code), *double(tab)]

    assert (found, tab.faults) == ([], [])
    assert scripts == ([] if shown.status == 500 else [f"{tab.addresses[shown.scene]}{SCRIPT}"])


def walk(tab: Tab, shown: Shown, code: str) -> list[str]:
    turn = list(WALKED)[PAGES.index(shown) % len(WALKED)]
    if code not in WALKED or not (EVERY_COMBINATION or code == turn):
        return []
    tab.show(WALKED[code], SCREENS[WALKED[code]])
    return [f"by keyboard: {fault}" for fault in keyboard.faults(tab.page)]


def look(tab: Tab, code: str) -> list[str]:
    page, found = tab.page, []
    page.evaluate(OPEN_ALL)
    for width, height in SCREENS.items():
        tab.show(width, height)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            seen = layout.faults(page)
            if EVERY_COMBINATION or (width, scheme) == SEEN[code]:
                seen += axe.faults(page)
            found += [f"{width} {scheme}: {fault}" for fault in seen]
    return found


def double(tab: Tab) -> list[str]:
    found = []
    for width in DOUBLED:
        tab.show(width, SCREENS[width], text=2)
        found += [f"{width} with text doubled: {fault}" for fault in layout.faults(tab.page)]
    return found

"""Every page on show, on three screens, in light and dark: no fault at all.

Each page is loaded in one language, by turns, so that every language and every screen has its share of the
pages; with EVERY_COMBINATION=1 (`make proof`) in each language. Whether it fits is seen on
every screen, once: colours move nothing. The rules of axe and the walk by Tab see it on the screen and
in the colours of its language; in the proof, axe in all combinations. Tab walks where it
comes to a kind of control that it met on no page of this screen before, and there axe measures how large controls
are; it measures contrast where a text has colours, a size or a ground that it met on none; in the proof, everywhere.
"""

from __future__ import annotations

import pytest

from scripts.showcase.pages import PAGES, Shown
from tests.browser import axe, keyboard, layout
from tests.browser.conftest import Tab
from tests.choosing import EVERY_COMBINATION, languages

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

SCREENS = {1280: 900, 390: 844, 320: 640}
SCHEMES = ("light", "dark")
#: On which screen, in which colours, axe and the Tab key see the pages of a language.
SEEN = {"en": (1280, "light"), "ru": (390, "dark"), "zh-hans": (320, "light")}
#: Screens on which text is doubled: on one of them, by turns, or on every one.
DOUBLED = (1280, 390)

#: The rules of axe that ask how large a control is, and how near to the next: of controls of a kind, once.
OF_CONTROLS = ("target-size",)

#: The only script of the public pages: it adds “your time” to clock times, and nothing else.
SCRIPT = "/static/js/your-time.js"
SCRIPTS = "[...document.scripts].map(({src}) => src).filter(Boolean)"

# The menu of a phone lies over the page: test_menu sees it open.
OPEN_ALL = """document.querySelectorAll("details:not(.small-menu)").forEach(
  (folded) => { folded.open = true; })"""


#: The kinds of what can be focused, each with the part of the page that it stands in.
KINDS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((el) => el.checkVisibility())
  .map((el) => [el, el.closest("table, form, figure, header, footer, main")]
    .map((part) => `${part?.localName}.${part?.getAttribute("class")}`).join(" in "))"""


@pytest.fixture(scope="module", autouse=True)
def with_axe(tab: Tab) -> None:
    tab.context.add_init_script(axe.SCRIPT)


@pytest.fixture(scope="module")
def drawn() -> set[str]:
    """The ways of drawing text whose contrast was measured."""
    return set()


@pytest.fixture(scope="module")
def met() -> set[tuple[str, str]]:
    """The kinds of controls that pages showed, by screen."""
    return set()


def in_languages() -> list[tuple[Shown, str]]:
    """Each page with its language, by turns, or with every language."""
    return [(shown, code) for number, shown in enumerate(PAGES) for code in languages(number)]


def name(value: Shown | str) -> str:
    return value.name if isinstance(value, Shown) else value


@pytest.mark.parametrize(("shown", "code"), in_languages(), ids=name)
def test_page_has_no_fault(
    tab: Tab, met: set[tuple[str, str]], drawn: set[str], shown: Shown, code: str
):
    width, scheme = SEEN[code]
    tab.empty()
    tab.page.emulate_media(color_scheme=scheme)
    tab.show(width, SCREENS[width])
    tab.open(shown, code)

    scripts = tab.page.evaluate(SCRIPTS)

    walked = walk(tab, width) if has_new_kind(tab, met, f"{width}") else []
    tab.page.evaluate(OPEN_ALL)
    without = () if has_new_kind(tab, met, f"{width} unfolded") else OF_CONTROLS
    found = [*walked, *look(tab, shown, code, drawn, without), *double(tab, shown)]

    assert (found, tab.faults) == ([], [])
    assert scripts == ([] if shown.status == 500 else [f"{tab.addresses[shown.scene]}{SCRIPT}"])


def has_new_kind(tab: Tab, met: set[tuple[str, str]], screen: str) -> bool:
    """Whether a page shows a kind of control that no page before it showed on such a screen."""
    kinds = {(screen, kind) for kind in tab.page.evaluate(KINDS)} - met
    met |= kinds
    return bool(kinds) or EVERY_COMBINATION


def walk(tab: Tab, width: int) -> list[str]:
    return [f"{width} by keyboard: {fault}" for fault in keyboard.faults(tab.page, tab.devtools)]


def look(tab: Tab, shown: Shown, code: str, drawn: set[str], without: tuple[str, ...]) -> list[str]:
    page, found = tab.page, []
    # The page is on one of the screens already, and is doubled on another.
    for width in sorted(
        SCREENS, key=lambda width: (width != SEEN[code][0], width in doubled(shown))
    ):
        tab.show(width, SCREENS[width])
        seen = {f"{width}": [*layout.faults(page), *layout.torn(page)]}
        for scheme in SCHEMES:
            if EVERY_COMBINATION or (width, scheme) == SEEN[code]:
                page.emulate_media(color_scheme=scheme)
                known = None if EVERY_COMBINATION else drawn
                seen[f"{width} {scheme}"] = axe.faults(page, known, without=without)
        found += [f"{where}: {fault}" for where, faults in seen.items() for fault in faults]
    return found


def double(tab: Tab, shown: Shown) -> list[str]:
    found = []
    for width in doubled(shown):
        tab.show(width, SCREENS[width], text=2)
        found += [f"{width} with text doubled: {fault}" for fault in layout.faults(tab.page)]
    return found


def doubled(shown: Shown) -> tuple[int, ...]:
    """Return the screens on which the text of a page is doubled."""
    return DOUBLED if EVERY_COMBINATION else (DOUBLED[PAGES.index(shown) % len(DOUBLED)],)

"""With the colours of the reader's system: marks stand out from its ground, and the current view is marked."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from scripts.showcase.pages import PAGES, Shown
from tests.browser.conftest import Tab

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

SHOWN = {shown.name: shown for shown in PAGES}
#: WCAG 2.2, 1.4.11.
LEAST = 3.0
MARKS = """() => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.background = "Canvas";
  const ground = getComputedStyle(probe).backgroundColor;
  probe.remove();
  const seen = [...document.querySelectorAll("main .mark")].filter((el) => el.checkVisibility());
  return [ground, [...new Set(seen.map((el) => getComputedStyle(el).color))]];
}"""
GROUNDS = """() => [...document.querySelectorAll(".view-switch li > *")].map(
  (el) => [el.hasAttribute("aria-current"), getComputedStyle(el).backgroundColor])"""


def luminance(colour: str) -> float:
    """Return how light a colour is: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture
def forced(tab: Tab, request: pytest.FixtureRequest) -> Iterator[Tab]:
    tab.page.emulate_media(forced_colors="active", color_scheme=request.param)
    yield tab
    tab.page.emulate_media(forced_colors="none")


def opened(tab: Tab, name: str) -> Shown:
    tab.show(1280, 900)
    tab.open(SHOWN[name], "en")
    return SHOWN[name]


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("forced", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("name", ["home", "bodies", "as-on"])
def test_marks_stand_out_from_the_ground(forced: Tab, name: str):
    opened(forced, name)

    ground, colours = forced.page.evaluate(MARKS)

    assert len(colours) >= 3
    assert {colour for colour in colours if contrast(colour, ground) < LEAST} == set()


@pytest.mark.parametrize("forced", ["light", "dark"], indirect=True)
def test_current_view_has_a_ground_of_its_own(forced: Tab):
    opened(forced, "news")

    grounds = forced.page.evaluate(GROUNDS)

    (current,) = {ground for is_current, ground in grounds if is_current}
    assert current not in {ground for is_current, ground in grounds if not is_current}

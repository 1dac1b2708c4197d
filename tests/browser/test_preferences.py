"""What a reader asks of the system is kept: its colours, and that nothing moves."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image

from scripts.showcase.pages import PAGES
from tests.browser.conftest import Tab

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

SHOWN = {shown.name: shown for shown in PAGES}
#: Words of drawings and the ring of the main event, in another colour than text.
PALE = """() => {
  const text = getComputedStyle(document.body).color;
  const seen = document.querySelectorAll(".plan-drawing text, .plan-drawing .plan-ring");
  const inks = [...seen].map((el) => [getComputedStyle(el).fill, getComputedStyle(el).stroke]);
  return [seen.length, inks.filter((ink) => !ink.includes(text)).length];
}"""
GROUND = "(el) => getComputedStyle(el).backgroundColor"


@pytest.fixture
def forced(tab: Tab) -> Iterator[Tab]:
    tab.show(1280, 900)
    tab.page.emulate_media(forced_colors="active")
    yield tab
    tab.page.emulate_media(forced_colors="none")


def test_drawings_say_their_words_in_the_colour_of_text_where_colours_are_forced(forced: Tab):
    count, pale = forced.open(SHOWN["home"], "en").evaluate(PALE)

    assert count > 100
    assert pale == 0


def test_week_that_is_shown_stands_out_where_colours_are_forced(forced: Tab):
    page = forced.open(SHOWN["week"], "ru")

    current = page.locator(".jump-row [aria-current]").evaluate(GROUND)
    other = page.locator(".jump-row a:not([aria-current])").first.evaluate(GROUND)

    assert current != other


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dot_between_two_facts_is_seen_where_colours_are_forced(forced: Tab, scheme):
    """Without it “Chelyabinsk · 22–23 July” is one place and date."""
    forced.page.emulate_media(color_scheme=scheme, forced_colors="active")
    page = forced.open(SHOWN["event-planned"], "en")

    dot = page.locator(".event-head-was i").screenshot()
    shades = {shade for _count, shade in Image.open(BytesIO(dot)).convert("L").getcolors()}

    assert max(shades) - min(shades) > 90


@pytest.mark.parametrize("name", ["home", "plan", "week", "event-planned"])
def test_nothing_moves_for_those_who_ask_for_less(tab: Tab, name: str):
    page = tab.open(SHOWN[name], "zh-hans")

    moving = page.evaluate("document.getAnimations().length")
    scrolling = page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")

    assert (moving, scrolling) == (0, "auto")

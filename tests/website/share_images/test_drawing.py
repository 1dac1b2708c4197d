"""A share image as it is drawn."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from website.presenters.event_card import Tag
from website.share_images import drawing
from website.share_images.drawing import Poster

TOKENS = Path(settings.BASE_DIR) / "static" / "css" / "tokens.css"
PLAIN = Poster(site="SCO", title="Forum", date="10 November 2020", colour="amber")


def picture(poster: Poster) -> Image.Image:
    return Image.open(io.BytesIO(drawing.drawn(poster)))


def test_image_has_the_size_that_other_sites_want():
    image = picture(PLAIN)

    assert (image.format, image.size) == ("PNG", (1200, 630))


def test_colours_are_those_of_the_deep_panel():
    css = TOKENS.read_text("utf-8")
    (panel,) = re.findall(r"^\.deep \{(.*?)^\}", css, re.DOTALL | re.MULTILINE)
    (root,) = re.findall(r"^:root \{(.*?)^\}", css, re.DOTALL | re.MULTILINE)
    told = [dict(re.findall(r"--([\w-]+): (#\w+);", block)) for block in (root, panel)]
    tokens = told[0] | told[1]

    assert {name: tokens[name] for name in drawing.DEEP} == drawing.DEEP


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(
    "other",
    [
        replace(PLAIN, title="Forum of Regions"),
        replace(PLAIN, date="11 November 2020"),
        replace(PLAIN, colour="red"),
        replace(PLAIN, tags=(Tag("moved", "Rescheduled"),)),
        replace(PLAIN, left_label="Was:", left=("22 July 2020",)),
        replace(PLAIN, is_cancelled=True),
    ],
)
def test_all_that_a_poster_says_is_seen_and_named(other: Poster):
    assert drawing.drawn(other) != drawing.drawn(PLAIN)
    assert other.digest != PLAIN.digest


@pytest.mark.parametrize("title", ["Forum " * 60, "论坛" * 150])
def test_longest_title_leaves_the_masthead_and_the_date_alone(title: str):
    top = (0, 0, drawing.WIDTH // 2, drawing.HEAD - 1)
    bottom = (0, drawing.HEIGHT - drawing.EDGE - 40, drawing.WIDTH // 2, drawing.HEIGHT)
    tags = (Tag("moved", "Rescheduled"), Tag("online", "Moved online"))
    long = replace(PLAIN, title=title, tags=tags)

    image, plain = picture(long).convert("L"), picture(PLAIN).convert("L")

    for box in (top, bottom):
        pairs = zip(image.crop(box).tobytes(), plain.crop(box).tobytes(), strict=True)
        assert max(abs(one - other) for one, other in pairs) < 40


def test_newest_of_many_old_dates_are_shown():
    dates = tuple(f"{day}–{day + 1} September 2020, Moscow" for day in range(1, 6))
    poster = replace(PLAIN, left_label="Was:", left=dates)

    assert drawing.shown_left(poster) == dates[-2:]


def test_image_is_small_enough_for_messengers():
    assert len(drawing.drawn(PLAIN)) < 150_000

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


def left(count: int) -> tuple[str, ...]:
    return tuple(f"{day}–{day + 1} September 2020, Moscow" for day in range(1, count + 1))


@pytest.mark.parametrize(
    ("count", "lines"),
    [
        (0, ()),
        (2, (left(2),)),
        (3, (left(2), left(3)[2:])),
        (4, (left(2), left(4)[2:])),
        (6, (("…", *left(4)[2:]), left(6)[4:])),
    ],
)
def test_old_dates_have_a_second_line_before_the_oldest_are_left_out(count, lines):
    poster = replace(PLAIN, left_label="Was:", left=left(count))

    assert drawing.left_lines(poster) == lines


def test_two_lines_of_old_dates_leave_the_masthead_alone_below_the_longest_title():
    top = (0, 0, drawing.WIDTH // 2, drawing.HEAD - 1)
    long = replace(PLAIN, title="Forum " * 60, tags=(Tag("moved", "Rescheduled"),))

    image = picture(replace(long, left_label="Was:", left=left(6))).convert("L").crop(top)

    pairs = zip(image.tobytes(), picture(long).convert("L").crop(top).tobytes(), strict=True)
    assert max(abs(one - other) for one, other in pairs) < 40


def test_image_is_small_enough_for_messengers():
    assert len(drawing.drawn(PLAIN)) < 150_000

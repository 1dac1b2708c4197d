"""The share image of what changed, as it is drawn."""

import functools
import io
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from events.calendar import Month
from priorities.enums import Sign
from website.charts.plan import POSTER, PlanMark, Scene, drawing
from website.share_images import plan
from website.share_images.drawing import DEEP, PlanPoster, PosterDay

MAY, JULY = Month(2020, 5), Month(2020, 7)
pytestmark = pytest.mark.django_db

MONTHS = [Month(2020, number) for number in range(1, 13)]


def day(label: str, *marks: PlanMark, remarks: tuple[str, ...] = ()) -> PosterDay:
    drawn = drawing(Scene(marks, "Summit: July"), POSTER, MONTHS, date(2020, 6, 15))
    return PosterDay(label, "2 events", remarks, "", drawn)


@pytest.fixture(params=[Sign("policy", "disc", "teal"), Sign("economy", "square", "amber")])
def mark(request: pytest.FixtureRequest) -> PlanMark:
    return PlanMark(request.param, MAY, is_over=False, is_small=False, is_main=False, left=None)


def poster(*days: PosterDay) -> PlanPoster:
    return PlanPoster("SCO", "One plan, day by day", days)


@functools.cache
def picture(*days: PosterDay) -> Image.Image:
    return Image.open(io.BytesIO(plan.drawn(poster(*days)))).convert("RGB")


def test_picture_has_the_size_that_other_sites_want(mark: PlanMark):
    assert picture(day("27 May", mark)).size == (1200, 630)


def test_each_event_is_seen_in_the_colour_of_its_strand(mark: PlanMark):
    colour = tuple(bytes.fromhex(DEEP[mark.sign.colour].removeprefix("#")))
    without, with_it = picture(day("27 May")), picture(day("27 May", mark))

    def near(image: Image.Image) -> int:
        return sum(
            count
            for count, seen in image.getcolors(image.width * image.height)
            if max(abs(a - b) for a, b in zip(seen, colour, strict=True)) < 12
        )

    assert near(without) == 0
    assert near(with_it) > 20


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(
    "change",
    [
        {"column": JULY},
        {"is_over": True},
        {"is_small": True},
        {"is_main": True},
        {"left": JULY},
        {"column": "undated"},
    ],
)
def test_all_that_a_mark_says_is_seen_and_named(mark: PlanMark, change: dict[str, object]):
    told, other = day("27 May", mark), day("27 May", replace(mark, **change))

    assert picture(told).tobytes() != picture(other).tobytes()
    assert poster(told).digest != poster(other).digest


def test_words_of_each_day_are_seen(mark: PlanMark):
    first, second = day("27 May", mark), day("28 October", mark)

    assert picture(first, second).tobytes() != picture(first, first).tobytes()
    assert poster(first, second).alt == (
        "One plan, day by day · 27 May: 2 events; 28 October: 2 events"
    )


def test_what_a_day_shows_besides_is_seen_and_named(mark: PlanMark):
    alone, with_more = day("27 May", mark), day("27 May", mark, remarks=("15 more", "1 outside"))

    assert picture(alone).tobytes() != picture(with_more).tobytes()
    assert poster(with_more).alt == "One plan, day by day · 27 May: 2 events, 15 more, 1 outside"

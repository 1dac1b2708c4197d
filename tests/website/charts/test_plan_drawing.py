"""The drawing of a plan by months."""

from datetime import date

import pytest

from events.calendar import Month
from events.span import months_between
from priorities.enums import BAR, Mark, Sign
from website.charts.plan import (
    NARROW,
    POSTER,
    SHAPES,
    UNDATED,
    VAGUE,
    WIDE,
    Drawing,
    Layout,
    PlanMark,
    Scene,
    drawing,
)

pytestmark = pytest.mark.django_db

MONTHS = months_between(Month(2019, 6), Month(2020, 12))
DAY = date(2020, 10, 28)
JULY, SEPTEMBER, NOVEMBER = Month(2020, 7), Month(2020, 9), Month(2020, 11)
DISC = Sign("policy", "disc", "teal")
SQUARE = Sign("economy", "square", "amber")


def mark(column: object = JULY, sign: Sign = DISC, left: object = None, **is_so: bool) -> PlanMark:
    values = {"is_over": False, "is_small": False, "is_main": False} | is_so
    return PlanMark(sign, column, left=left, **values)  # type: ignore[arg-type]


def drawn(*marks: PlanMark, layout: Layout = WIDE, label: str = "Summit: July") -> Drawing:
    return drawing(Scene(marks, label, "Summit"), layout, MONTHS, DAY)


def starts(path: str) -> list[tuple[float, float]]:
    """Return where each part of a path begins."""
    parts = (part.split("l")[0].split("a")[0].split("h")[0] for part in path.split("M")[1:])
    return [tuple(map(float, part.split())) for part in parts]  # type: ignore[misc]


def test_every_mark_that_a_strand_may_have_is_drawn():
    assert set(SHAPES) == {*Mark.values, BAR}


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_each_event_is_one_mark_of_its_colour_and_what_is_over_is_apart(layout: Layout):
    marks = [mark(is_over=True), mark(), mark(), mark(sign=SQUARE), mark(VAGUE), mark(UNDATED)]

    shapes = {shape.css: len(starts(shape.path)) for shape in drawn(*marks, layout=layout).shapes}

    assert shapes == {"mark-teal": 4, "mark-teal is-over": 1, "mark-amber": 1}


@pytest.mark.parametrize("layout", [WIDE, NARROW])
@pytest.mark.parametrize("count", [1, 10, 11, 23, 60])
def test_no_two_marks_of_a_column_lie_on_one_point_nor_below_the_line(layout: Layout, count: int):
    for column in (JULY, Month(2019, 9)):
        (shape,) = drawn(*[mark(column)] * count, layout=layout).shapes

        points = starts(shape.path)

        assert len(set(points)) == count
        assert min(y for _x, y in points) > 0
        assert max(y for _x, y in points) < layout.base


def test_move_is_an_outline_in_the_old_month_and_an_arc_to_the_new_mark():
    picture = drawn(mark(NOVEMBER, left=JULY, is_main=True), mark(VAGUE, left=UNDATED))

    assert [arc.css for arc in picture.arcs] == ["plan-arc-main", "mark-teal"]
    assert [ghost.css for ghost in picture.ghosts] == ["mark-teal", "mark-teal"]
    ghost_x, arc_x = (
        starts(picture.ghosts[0].path)[0][0],
        starts(picture.arcs[0].path.split("C")[0]),
    )
    assert abs(arc_x[0][0] - ghost_x) < WIDE.size
    assert picture.arcs[0].path.endswith(f"{picture.ring[0]:g} {picture.ring[1]:g}")  # type: ignore[index]


def test_outline_lies_above_the_marks_of_its_month():
    picture = drawn(mark(JULY), mark(NOVEMBER, left=JULY))

    (ghost,) = picture.ghosts
    marks = [point for point in starts(picture.shapes[0].path) if point[0] < 520]

    assert starts(ghost.path)[0][1] < marks[0][1]


def test_event_that_stayed_has_no_arc_and_without_a_main_one_there_is_no_ring():
    picture = drawn(mark())

    assert (picture.arcs, picture.ghosts, picture.ring) == ((), (), None)
    assert "Summit: July" not in [label.words for label in picture.labels]


def test_main_event_in_a_tray_is_named_beside_its_ring():
    picture = drawn(mark(UNDATED, SQUARE), mark(UNDATED, is_main=True))

    (label,) = [label for label in picture.labels if label.words == "Summit"]
    assert picture.ring
    assert (label.x - picture.ring[0], abs(label.y - picture.ring[1]) < WIDE.step) == (14, True)
    assert "Summit: July" not in [label.words for label in picture.labels]


def test_name_in_a_tray_covers_no_other_mark():
    picture = drawn(mark(UNDATED, is_main=True), mark(UNDATED, SQUARE))

    (label,) = [label for label in picture.labels if label.words == "Summit"]
    assert picture.ring
    assert (label.x, label.css) == (WIDE.tray[1], "plan-days-label is-before")
    assert 0 < picture.ring[1] - label.y < 2 * WIDE.step


@pytest.mark.parametrize(
    ("column", "css"),
    [
        (Month(2020, 2), "plan-days-label"),
        (NOVEMBER, "plan-days-label is-before"),
    ],
)
def test_label_never_covers_the_trays(column: object, css: str):
    picture = drawn(mark(column, is_main=True))

    (label,) = [label for label in picture.labels if label.words == "Summit: July"]

    assert label.css == css
    assert label.x <= WIDE.plot[1]
    assert picture.ring
    assert (label.y + WIDE.step <= picture.ring[1]) is (css != "plan-days-label")


@pytest.mark.parametrize("layout", [WIDE, NARROW, POSTER])
def test_name_of_the_upper_tray_is_crossed_by_no_arc_and_covers_no_mark(layout: Layout):
    """Arcs come from above: the name stands below the line, above two lines of the lower tray."""
    in_line = int((layout.tray[1] - layout.tray[0] - 4) // layout.step)
    lost = [mark(UNDATED, left=Month(2020, 6)), mark(UNDATED, left=JULY, is_main=True)]
    picture = drawn(*lost, *[mark(VAGUE, SQUARE) for _ in range(2 * in_line)], layout=layout)

    (label,) = [label for label in picture.labels if label.words == "No date"]
    ends = [float(arc.path.split()[-1]) for arc in picture.arcs]
    lower = [shape for shape in picture.shapes if shape.css == "mark-amber"]
    top = min(y for shape in lower for _x, y in starts(shape.path))
    assert max(ends) < layout.middle < label.y < top


def test_date_of_the_main_event_stands_above_the_marks_that_it_would_cover():
    """Six of a later month reach as high as the ring, which stands on five."""
    under = [mark(sign=SQUARE) for _ in range(5)]
    later = [mark(NOVEMBER, SQUARE, is_small=True) for _ in range(7)]
    picture = drawn(*under, mark(is_main=True), *later, label="Summit: 22–23 July 2020")

    (label,) = [label for label in picture.labels if label.words.startswith("Summit:")]
    tops = [y for shape in picture.shapes for x, y in starts(shape.path) if x > label.x]
    assert picture.ring
    assert (label.x - picture.ring[0], label.css) == (14, "plan-days-label")
    assert 0 < label.y < min(tops)


@pytest.mark.parametrize(("left", "is_near"), [(None, True), (Month(2020, 6), False)])
def test_label_without_room_beside_the_ring_is_near_it_where_no_arc_is(left: Month, is_near: bool):
    scene = drawn(
        mark(NOVEMBER, is_main=True), mark(SEPTEMBER, left=left), label="Summit: 10 November"
    )

    (label,) = [label for label in scene.labels if label.words.startswith("Summit:")]
    assert scene.ring
    assert label.css == "plan-days-label is-before"
    assert (scene.ring[1] - label.y == WIDE.label_size) is is_near
    assert label.y < scene.ring[1] - scene.ring[2]


def test_small_mark_is_half_as_large():
    (large,), (small,) = (drawn(mark(sign=SQUARE, is_small=it)).shapes for it in (False, True))

    assert (large.path.split("h")[1].split("v")[0], small.path.split("h")[1].split("v")[0]) == (
        "9.2",
        "4.6",
    )


def test_day_stands_in_its_month_and_beyond_the_months_at_their_edge():
    def x(day: date) -> float:
        path = drawing(Scene((), ""), WIDE, MONTHS, day).today_path
        return float(path.removeprefix("M").split()[0])

    assert x(date(2019, 6, 1)) < x(date(2020, 1, 31)) < x(date(2020, 2, 1)) < x(DAY)
    assert (x(date(2018, 1, 1)), x(date(2021, 1, 1))) == WIDE.plot


def test_phone_names_the_months_of_the_last_year_by_their_initials():
    words = [label.words for label in drawn(layout=NARROW).labels if "month" in label.css]
    now = [label.words for label in drawn(layout=WIDE).labels if "is-now" in label.css]

    assert words == list("JFMAMJJASOND")
    assert now == ["Oct"]

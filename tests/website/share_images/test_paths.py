"""The paths of the portal's own charts, as lines and discs."""

import pytest

from website.charts.plan import SHAPES
from website.share_images.plan import Disc, Line, shapes


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("M4 6H10V-2.5H4z", [Line(((4, 6), (10, 6), (10, -2.5), (4, -2.5)), is_closed=True)]),
        ("M0 0H5M1 2H9", [Line(((0, 0), (5, 0))), Line(((1, 2), (9, 2)))]),
        ("M1 2h3v-4h-3z", [Line(((1, 2), (4, 2), (4, -2), (1, -2)), is_closed=True)]),
        ("M5 0l2 2-2 2-2-2z", [Line(((5, 0), (7, 2), (5, 4), (3, 2)), is_closed=True)]),
        ("M1 5a2 2 0 1 0 4 0a2 2 0 1 0-4 0z", [Disc((3, 5), 2)]),
        (
            "M1 5a2 2 0 1 0 4 0a2 2 0 1 0-4 0zM0 0H1",
            [Disc((3, 5), 2), Line(((0, 0), (1, 0)))],
        ),
        ("", []),
    ],
)
def test_path_is_read_as_it_is_written(path: str, expected: list[Line | Disc]):
    assert list(shapes(path)) == expected


def test_curve_ends_where_it_should_and_bends_to_its_handles():
    (curve,) = shapes("M0 0C0-10 20-10 20 0")

    assert isinstance(curve, Line)
    assert (curve.points[0], curve.points[-1]) == ((0, 0), (20, 0))
    assert min(y for _x, y in curve.points) == -7.5


@pytest.mark.parametrize("mark", SHAPES)
def test_every_mark_stands_round_its_middle(mark: str):
    (shape,) = shapes(SHAPES[mark](40, 30, 10))

    if isinstance(shape, Disc):
        middle = shape.middle
    else:
        sides = [[point[side] for point in shape.points] for side in (0, 1)]
        middle = tuple((min(side) + max(side)) / 2 for side in sides)  # type: ignore[assignment]
    assert middle == pytest.approx((40, 30), abs=0.5)

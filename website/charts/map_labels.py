"""Where the words of the map stand: each name beside its own dot, the most important ones first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Protocol

from i18n.texts import Text
from website.charts.base import text_width

WIDTH, HEIGHT = 600, 436
#: Phones show larger names and no notes (static/css/components/place-map.css).
NAME_SIZE, LARGE_NAME_SIZE, NOTE_SIZE = 16, 22, 12.5
#: Between a dot and its words, and how much farther the dots of others must be.
GAP, MARGIN = 5, 4

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    anchor: str


#: Where words may stand, and the room that they take there.
Way = tuple[Label, Box]


class Dot(Protocol):
    """A place as it is drawn: how far from its middle, and the words that belong to it."""

    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> Text: ...
    @property
    def note(self) -> str: ...
    @property
    def total(self) -> int: ...
    @property
    def reach(self) -> float: ...
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...


def labels_of(places: Sequence[Dot]) -> dict[str, Label]:
    """Return where the words of each place stand, by slug, where there is room. The first is the most important.

    Words that a reader might take for those of another dot would mislead: better none.
    """
    dots = [_dot(place) for place in places]
    ways = {place.slug: _ways(place, places, dots) for place in places}
    words: dict[str, Way] = {}
    for place in places:
        if way := _free_way(ways[place.slug], words.values()):
            words[place.slug] = way
        else:
            words |= _made_room(place.slug, ways, words)
    return {slug: label for slug, (label, _box) in words.items()}


def _free_way(ways: Iterable[Way], taken: Iterable[Way]) -> Way | None:
    """Return the first of `ways` that touches no words."""
    boxes = [_with_margin(box) for _label, box in taken]
    return next((way for way in ways if not any(_touch(way[1], box) for box in boxes)), None)


def _made_room(
    slug: str, ways: Mapping[str, list[Way]], words: Mapping[str, Way]
) -> dict[str, Way]:
    """Return where the words of `slug` could stand, and those of another that would give way to them."""
    for other in words:
        rest = [way for name, way in words.items() if name != other]
        for way in ways[slug]:
            if _free_way([way], rest) and (other_way := _free_way(ways[other], [*rest, way])):
                return {slug: way, other: other_way}
    return {}


def _with_margin(box: Box) -> Box:
    return (box[0] - 2 * GAP, box[1], box[2] + 2 * GAP, box[3])


def _ways(place: Dot, places: Sequence[Dot], boxes: Sequence[Box]) -> list[Way]:
    """Return where the words of `place` could stand if no other had any."""
    others = [other for other in places if other is not place]
    return [
        (label, box)
        for label, box in _options(place)
        if _is_free(box, place, boxes) and _is_near(box, place, others)
    ]


def _options(place: Dot) -> Iterable[Way]:
    name, note = str(place.name), place.note
    width = max(text_width(name, LARGE_NAME_SIZE), text_width(note, NOTE_SIZE))
    reach, top, height = place.reach + GAP, place.y - 2, NAME_SIZE + NOTE_SIZE + 3
    right, left_edge = place.x + reach, place.x - reach
    above, below = place.y - reach - 18, place.y + reach + NAME_SIZE
    for y in (top, top - 12, top + 12, top - 22, top + 22, top - 32, top + 32):
        yield (
            Label(right, y, "start"),
            (right, y - NAME_SIZE, right + width, y - NAME_SIZE + height),
        )
        yield (
            Label(left_edge, y, "end"),
            (left_edge - width, y - NAME_SIZE, left_edge, y - NAME_SIZE + height),
        )
    for y in (above, below, above - 12, below + 12):
        half, head = width / 2, y - NAME_SIZE
        yield Label(place.x, y, "middle"), (place.x - half, head, place.x + half, head + height)
        yield Label(place.x, y, "start"), (place.x, head, place.x + width, head + height)
        yield Label(place.x, y, "end"), (place.x - width, head, place.x, head + height)


def _dot(place: Dot) -> Box:
    reach = place.reach + 1
    return (place.x - reach, place.y - reach, place.x + reach, place.y + reach)


def _is_free(box: Box, place: Dot, boxes: Sequence[Box]) -> bool:
    inside = box[0] > 2 and box[1] > 2 and box[2] < WIDTH - 2 and box[3] < HEIGHT - 2
    dot = _dot(place)
    return inside and not any(_touch(box, other) for other in boxes if other != dot)


def _is_near(box: Box, place: Dot, others: Iterable[Dot]) -> bool:
    """Whether the words, and on phones the name alone, are clearly nearest to their own dot.

    Clearly is not asked beside a less important one.
    """
    name = (*box[:3], box[1] + LARGE_NAME_SIZE)
    return all(
        distance(other, words) - distance(place, words)
        > (MARGIN if other.total >= place.total else 0)
        for words in (box, name)
        for other in others
    )


def _touch(first: Box, second: Box) -> bool:
    return (
        first[0] < second[2]
        and second[0] < first[2]
        and first[1] < second[3]
        and second[1] < first[3]
    )


def distance(place: Dot, box: Box) -> float:
    """Return how far what is drawn of a place is from `box`; below 0 when it lies in it."""
    dx = max(box[0] - place.x, 0, place.x - box[2])
    dy = max(box[1] - place.y, 0, place.y - box[3])
    return hypot(dx, dy) - place.reach

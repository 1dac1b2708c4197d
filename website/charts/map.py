"""The map of the cities where events meet: a grid of meridians, no coastlines and no borders.

Lambert's azimuthal equal-area projection (Snyder, Map Projections, USGS 1987, p. 185), one fixed
view of Asia and eastern Europe. Cities outside it stand in the list below the map.
"""

import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians, sin, sqrt

from django.utils.translation import ngettext

from events.enums import EXPECTED, Status
from events.plan_memory import all_states, is_whole, names_of_places, of_the_plan
from events.state import EventState
from i18n.collation import reading_key
from i18n.texts import Text, text_of
from places.models import City
from website.charts.base import text_width
from website.shown import Shown

WIDTH, HEIGHT = 600, 436
#: The middle of the view in degrees north and east, where it stands, and pixels per radian.
CENTRE = (46.0, 78.0)
MIDDLE = (285.0, 226.0)
SCALE = 430.0
#: Phones show larger names and no notes (static/css/components/place-map.css).
NAME_SIZE, LARGE_NAME_SIZE, NOTE_SIZE = 16, 22, 12.5
#: Between a dot and its words, and how much farther the dots of others must be.
GAP, MARGIN = 5, 5

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Place:
    """One city, and the meetings there: held in person, still expected, moved online."""

    slug: str
    name: Text
    country: Text
    held: int
    expected: int
    moved: int
    x: float
    y: float
    #: None where the words would touch others.
    label: Label | None = None

    @property
    def total(self) -> int:
        return self.held + self.expected + self.moved

    @property
    def radius(self) -> float:
        return round(3.5 + 2.6 * sqrt(self.held), 1) if self.held else 5.5

    @property
    def state(self) -> str:
        """held, expected or moved: what the dot shows."""
        return "held" if self.held else "expected" if self.expected else "moved"

    @property
    def counts(self) -> list[str]:
        """Return in words what met here: "3 meetings", "1 moved online"."""
        meetings = ngettext("%(count)d meeting", "%(count)d meetings", self.held)
        expectations = ngettext("%(count)d expected", "%(count)d expected", self.expected)
        moves = ngettext("%(count)d moved online", "%(count)d moved online", self.moved)
        pairs = ((meetings, self.held), (expectations, self.expected), (moves, self.moved))
        return [words % {"count": count} for words, count in pairs if count]

    @property
    def note(self) -> str:
        """Return what the dot shows, in words; the list below tells the rest."""
        return self.counts[0]

    @property
    def is_in_view(self) -> bool:
        return 0 < self.x < WIDTH and 0 < self.y < HEIGHT

    def distance(self, box: Box) -> float:
        """Return how far the edge of the dot is from `box`; below 0 when it lies in it."""
        dx = max(box[0] - self.x, 0, self.x - box[2])
        dy = max(box[1] - self.y, 0, self.y - box[3])
        return hypot(dx, dy) - self.radius


@dataclass(frozen=True, eq=False)
class PlaceMap(Shown):
    """`places` are the dots; `listed` all cities, most meetings first."""

    graticule: str
    places: tuple[Place, ...]
    listed: tuple[Place, ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def states(self) -> set[str]:
        """What the dots show: no other sign needs a word below the map."""
        return {place.state for place in self.places}

    @property
    def has_nameless(self) -> bool:
        return any(place.label is None for place in self.places)

    @property
    def outside(self) -> list[Place]:
        return [place for place in self.listed if not place.is_in_view]


def place_map(events: Iterable[EventState], cities: Iterable[City]) -> PlaceMap:
    """Return the map of where `events` meet; `cities` with their countries.

    That of the whole plan is kept with it.
    """
    if is_whole(events):
        return _whole_map()
    return _map(events, cities)


@of_the_plan
def _whole_map() -> PlaceMap:
    return _map(all_states(), names_of_places().cities.values())


def _map(events: Iterable[EventState], cities: Iterable[City]) -> PlaceMap:
    meetings, expectations, moves = _counts(events)
    places = []
    for city in cities:
        if not (meetings[city.slug] or expectations[city.slug] or moves[city.slug]):
            continue
        x, y = project(float(city.latitude), float(city.longitude))
        counts = meetings[city.slug], expectations[city.slug], moves[city.slug]
        names = text_of(city, "name"), text_of(city.country, "name")
        places.append(Place(city.slug, *names, *counts, round(x), round(y)))
    places.sort(key=lambda place: (-place.total, -place.held, reading_key(str(place.name))))
    visible_places = _spread_out([place for place in places if place.is_in_view])
    return PlaceMap(graticule(), tuple(_with_labels(visible_places)), tuple(places))


def _counts(events: Iterable[EventState]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    meetings, expectations, moves = Counter[str](), Counter[str](), Counter[str]()
    for event in events:
        slugs = set(event.cities)
        if event.is_online:
            moves.update(event.left_places if event.history.moved_online else ())
        elif event.status == Status.HELD:
            meetings.update(slugs)
        elif event.status in EXPECTED:
            expectations.update(slugs)
    return meetings, expectations, moves


# --- the projection -------------------------------------------------------------------


def project(latitude: float, longitude: float) -> Point:
    """Return the pixels of a place given in degrees; (-1, -1) on the other side of the globe."""
    north, middle, east = radians(latitude), radians(CENTRE[0]), radians(longitude - CENTRE[1])
    cosine = sin(middle) * sin(north) + cos(middle) * cos(north) * cos(east)
    if cosine < 0:
        return (-1, -1)
    radius = SCALE * sqrt(2 / (1 + cosine))
    x = radius * cos(north) * sin(east)
    y = radius * (cos(middle) * sin(north) - sin(middle) * cos(north) * cos(east))
    return (MIDDLE[0] + x, MIDDLE[1] - y)


@functools.cache
def graticule(step: int = 10) -> str:
    """Return the path of the meridians and parallels, one every `step` degrees."""
    meridians = [[(north, east) for north in range(0, 81, 4)] for east in range(0, 180, step)]
    parallels = [[(north, east) for east in range(0, 181, 4)] for north in range(0, 81, step)]
    return "".join(_path([project(*spot) for spot in line]) for line in meridians + parallels)


def _path(points: Sequence[Point]) -> str:
    """Join those points of a line that lie in the view or next to it."""
    runs: list[list[str]] = [[]]
    for x, y in points:
        if -60 < x < WIDTH + 60 and -60 < y < HEIGHT + 60:
            runs[-1].append(f"{x:.0f} {y:.0f}")
        elif runs[-1]:
            runs.append([])
    return "".join(f"M{' '.join(run)}" for run in runs if len(run) > 1)


# --- the dots -----------------------------------------------------------------------


def _spread_out(places: Sequence[Place]) -> list[Place]:
    """Move dots that would cover a busier one to its side: each stays a dot to be counted."""
    dots: list[Place] = []
    for place in places:
        for other in dots:
            room = place.radius + other.radius + 1
            dx, dy = place.x - other.x, place.y - other.y
            gap = hypot(dx, dy)
            if gap < room:
                dx, dy = (dx / gap, dy / gap) if gap else (-1, 0)
                x, y = other.x + dx * room, other.y + dy * room
                place = replace(place, x=round(x, 1), y=round(y, 1))
        dots.append(place)
    return dots


# --- the words ----------------------------------------------------------------------


def _with_labels(places: Sequence[Place]) -> list[Place]:
    """Give the places their words where there is room, those with most meetings first.

    Words that a reader might take for those of another dot would mislead: better none.
    """
    boxes = [_dot(place) for place in places]
    results = []
    for place in places:
        others = [other for other in places if other is not place]
        candidates = (
            (label, box)
            for label, box in _options(place)
            if _is_free(box, place, boxes) and _is_near(box, place, others)
        )
        label, box = next(candidates, (None, None))
        if box is not None:
            boxes.append((box[0] - 2 * GAP, box[1], box[2] + 2 * GAP, box[3]))
        results.append(replace(place, label=label))
    return results


def _options(place: Place) -> Iterable[tuple[Label, Box]]:
    name, note = str(place.name), place.note
    width = max(text_width(name, LARGE_NAME_SIZE), text_width(note, NOTE_SIZE))
    reach, top, height = place.radius + GAP, place.y - 2, NAME_SIZE + NOTE_SIZE + 3
    right, left = place.x + reach, place.x - reach
    above, below = place.y - reach - 18, place.y + reach + NAME_SIZE
    for y in (top, top - 12, top + 12, top - 22, top + 22):
        yield (
            Label(right, y, "start"),
            (right, y - NAME_SIZE, right + width, y - NAME_SIZE + height),
        )
        yield Label(left, y, "end"), (left - width, y - NAME_SIZE, left, y - NAME_SIZE + height)
    for y in (above, below):
        half, head = width / 2, y - NAME_SIZE
        yield Label(place.x, y, "middle"), (place.x - half, head, place.x + half, head + height)
        yield Label(place.x, y, "start"), (place.x, head, place.x + width, head + height)
        yield Label(place.x, y, "end"), (place.x - width, head, place.x, head + height)


def _dot(place: Place) -> Box:
    reach = place.radius + 1
    return (place.x - reach, place.y - reach, place.x + reach, place.y + reach)


def _is_free(box: Box, place: Place, boxes: Sequence[Box]) -> bool:
    inside = box[0] > 2 and box[1] > 2 and box[2] < WIDTH - 2 and box[3] < HEIGHT - 2
    dot = _dot(place)
    return inside and not any(_touch(box, other) for other in boxes if other != dot)


def _is_near(box: Box, place: Place, others: Iterable[Place]) -> bool:
    """Whether the words, and on phones the name alone, are clearly nearest to their own dot."""
    name = (*box[:3], box[1] + LARGE_NAME_SIZE)
    return all(
        other.distance(words) > place.distance(words) + MARGIN
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

"""The map of the cities where events meet: a grid of meridians, no coastlines and no borders.

Lambert's azimuthal equal-area projection (Snyder, Map Projections, USGS 1987, p. 185), one fixed
view of Asia and eastern Europe. Cities outside it stand in the list below the map.
"""

import functools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from math import cos, hypot, radians, sin, sqrt
from typing import Protocol

from events.enums import Status
from events.plan_memory import Printable, all_states, is_whole, names_of_places, of_the_plan
from events.state import EventState
from i18n.collation import reading_key
from i18n.texts import Text, text_of
from places.models import City
from website.charts.base import TEXT_FACE, text_width
from website.sentences import say_events, say_of_place

WIDTH, HEIGHT = 624, 436
#: Between a dot and its words, and how much farther the dots of others must be.
GAP, MARGIN = 5, 4
#: Between words and the edge of the map.
EDGE = 6
#: Between the words of two dots, beside and above each other.
APART, ABOVE = 10, 2
#: How far words may stand above and below the middle of a dot, the nearest first.
SHIFTS = (0, -5, 5, -10, 10, -15, 15, -20, 20, -26, 26, -32, 32)

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    anchor: str


#: Where words may stand, and the room that they take there.
Way = tuple[Label, Box]


@dataclass(frozen=True)
class Lettering:
    """How large the words of a dot are (static/css/components/place-map.css): a name, and its note below it, or none."""

    name_size: float
    note_size: float = 0

    def width(self, place: "Dot") -> float:
        note_width = TEXT_FACE * text_width(place.note, self.note_size)
        return max(text_width(str(place.name), self.name_size), note_width)

    @property
    def below(self) -> float:
        """What the words take below the line of the name."""
        return self.note_size + 3 if self.note_size else self.name_size / 4

    @property
    def beside(self) -> float:
        """How far below its dot the line of a name stands beside it."""
        return (self.name_size - self.below) / 2


#: On a phone the map is small, and its names are larger.
LETTERING, PHONE_LETTERING = Lettering(16, 12.5), Lettering(21)


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


def labels_of(places: Sequence[Dot], lettering: Lettering) -> dict[str, Label]:
    """Return where the words of each place stand, by slug, where there is room. The first is the most important.

    Words that a reader might take for those of another dot would mislead: better none.
    """
    dots = [_dot(place) for place in places]
    ways = {place.slug: _ways(place, places, dots, lettering) for place in places}
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
    return (box[0] - APART, box[1] - ABOVE, box[2] + APART, box[3] + ABOVE)


def _ways(
    place: Dot, places: Sequence[Dot], boxes: Sequence[Box], lettering: Lettering
) -> list[Way]:
    """Return where the words of `place` could stand if no other had any."""
    others = [other for other in places if other is not place]
    return [
        (label, box)
        for label, box in _options(place, lettering)
        if _is_free(box, place, boxes) and _is_near(box, place, others)
    ]


def _options(place: Dot, lettering: Lettering) -> Iterable[Way]:
    """Return where the words could stand, the nearest to the dot first."""
    width, size, below = lettering.width(place), lettering.name_size, lettering.below
    reach = place.reach + GAP
    for shift in SHIFTS:
        y = place.y + lettering.beside + shift
        yield from _lines(place.x + reach, y, ("start",), (width, size, below))
        yield from _lines(place.x - reach, y, ("end",), (width, size, below))
    for shift in (0, 12):
        for y in (place.y - reach - below + 2 - shift, place.y + reach + size - 4 + shift):
            yield from _lines(place.x, y, ("middle", "start", "end"), (width, size, below))


def _lines(
    x: float, y: float, anchors: Iterable[str], room: tuple[float, float, float]
) -> Iterable[Way]:
    """Return words at a spot, by which of their ends stands there; what stands in the middle keeps inside the view.

    `room` is their width, and what they take above and below their line.
    """
    width, above, below = room
    middle = min(max(x, EDGE + width / 2), WIDTH - EDGE - width / 2)
    lefts = {"start": x, "middle": middle - width / 2, "end": x - width}
    for anchor in anchors:
        left, spot = lefts[anchor], middle if anchor == "middle" else x
        yield Label(round(spot, 1), round(y, 1), anchor), (left, y - above, left + width, y + below)


def _dot(place: Dot) -> Box:
    reach = place.reach + 1
    return (place.x - reach, place.y - reach, place.x + reach, place.y + reach)


def _is_free(box: Box, place: Dot, boxes: Sequence[Box]) -> bool:
    inside = (
        box[0] >= EDGE and box[1] >= EDGE and box[2] <= WIDTH - EDGE and box[3] <= HEIGHT - EDGE
    )
    dot = _dot(place)
    return inside and not any(_touch(box, other) for other in boxes if other != dot)


def _is_near(box: Box, place: Dot, others: Iterable[Dot]) -> bool:
    """Whether words are clearly nearest to their own dot. Clearly is not asked beside a less important one."""
    own = distance(place, box)
    return all(
        distance(other, box) - own > (MARGIN if other.total >= place.total else 0)
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


#: The middle of the view in degrees north and east, where it stands, and pixels per radian.
CENTRE = (46.0, 78.0)
MIDDLE = (285.0, 226.0)
SCALE = 430.0
#: Degrees between two lines of the grid.
STEP = 10
Point = tuple[float, float]


@dataclass(frozen=True)
class Place:
    """One city, and its events as the plan by place counts them.

    Of the `events` there some are `cancelled`, some were `held` in person, some are `expected`, some are
    `postponed`, which is to have left; the others wait for a report. The `moved` ones are none of them.
    """

    slug: str
    name: Text
    country: Text
    events: int
    cancelled: int
    held: int
    expected: int
    postponed: int
    moved: int
    x: float
    y: float
    #: None where the words would touch others.
    label: Label | None = None
    phone_label: Label | None = None

    @property
    def total(self) -> int:
        """Its weight: what makes it more important than others."""
        return self.events - self.cancelled + self.moved

    @property
    def radius(self) -> float:
        return round(3.5 + 2.6 * sqrt(self.held), 1) if self.held else 5.5

    @property
    def ring(self) -> float:
        """The radius of the dashed ring round what moved away or is postponed; 0 for none."""
        if not (self.moved or self.postponed):
            return 0
        return self.radius if self.state == "moved" else round(self.radius + 3.5, 1)

    @property
    def reach(self) -> float:
        """How far it is drawn from its middle."""
        return max(self.radius, self.ring)

    @property
    def state(self) -> str:
        """held, expected, unreported or moved: what the dot shows."""
        if self.held:
            return "held"
        if self.expected:
            return "expected"
        return "unreported" if self.events > self.cancelled + self.postponed else "moved"

    @property
    def counts(self) -> str:
        """Return in words what the plan by place says of it: "10 events, 2 of them moved elsewhere or online"."""
        return say_of_place(
            self.events + self.moved, elsewhere=self.moved, cancelled=self.cancelled
        )

    @property
    def note(self) -> str:
        """Return what the dot shows, in words; the list below tells the rest."""
        return say_events(self.events + self.moved)

    @property
    def is_in_view(self) -> bool:
        return 0 < self.x < WIDTH and 0 < self.y < HEIGHT


@dataclass(frozen=True, eq=False)
class PlaceMap(Printable):
    """`places` are the dots; `listed` all cities, most meetings first."""

    graticule: str
    places: tuple[Place, ...]
    listed: tuple[Place, ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def states(self) -> set[str]:
        """What the dots and their rings show: no other sign needs a word below the map."""
        rings = {"moved" for place in self.places if place.ring}
        return {place.state for place in self.places} | rings

    @property
    def has_nameless(self) -> bool:
        return any(place.label is None or place.phone_label is None for place in self.places)

    @property
    def outside(self) -> list[Place]:
        return [place for place in self.listed if not place.is_in_view]


def place_map(events: Iterable[EventState], cities: Iterable[City], now: date) -> PlaceMap:
    """Return the map of where `events` meet at `now`; `cities` with their countries.

    That of the whole plan is kept with it.
    """
    if is_whole(events):
        return _whole_map(frozenset(state.key for state in _awaited() if state.is_coming(now)))
    states = list(events)
    return _map(states, cities, {state.key for state in states if state.is_coming(now)})


@of_the_plan
def _awaited() -> list[EventState]:
    """Return what may be expected anywhere, whatever the clock says."""
    return [state for state in all_states() if state.is_expected and state.met_cities]


@of_the_plan
def _whole_map(coming: frozenset[int]) -> PlaceMap:
    return _map(all_states(), names_of_places().cities.values(), coming)


def _map(events: Iterable[EventState], cities: Iterable[City], coming: Set[int]) -> PlaceMap:
    counts = _counts(events, coming)
    places = []
    for city in cities:
        if counts["shown", city.slug]:
            x, y = project(float(city.latitude), float(city.longitude))
            place = Place(
                slug=city.slug,
                name=_printed(text_of(city, "name")),
                country=text_of(city.country, "name"),
                events=counts["events", city.slug],
                cancelled=counts["cancelled", city.slug],
                held=counts["held", city.slug],
                expected=counts["expected", city.slug],
                postponed=counts["postponed", city.slug],
                moved=counts["moved", city.slug],
                x=round(x),
                y=round(y),
            )
            places.append(place)
    places.sort(key=lambda place: (-place.total, -place.held, reading_key(str(place.name))))
    visible_places = _spread_out([place for place in places if place.is_in_view])
    labels = labels_of(visible_places, LETTERING)
    phone_labels = labels_of(visible_places, PHONE_LETTERING)
    dots = tuple(
        replace(place, label=labels.get(place.slug), phone_label=phone_labels.get(place.slug))
        for place in visible_places
    )
    return PlaceMap(graticule(), dots, tuple(places))


def _printed(name: Text) -> Text:
    return replace(name, value=name.printed)


def _counts(events: Iterable[EventState], coming: Set[int]) -> Counter[tuple[str, str]]:
    """Count the events of each city by their sorts; those `shown` are drawn."""
    counts = Counter[tuple[str, str]]()
    for event in events:
        places_left = event.left_places
        sorts = ["events"]
        sorts += ["cancelled"] if event.is_cancelled else ["shown"]
        sorts += ["held"] if event.status == Status.HELD else []
        sorts += ["postponed"] if event.is_postponed else []
        sorts += ["expected"] if event.key in coming else []
        for city in set(event.met_cities) - places_left:
            counts.update((sort, city) for sort in sorts)
        for city in places_left:
            counts.update((sort, city) for sort in ("moved", "shown"))
    return counts


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
def graticule() -> str:
    """Return the path of the meridians and parallels, one every `STEP` degrees."""
    meridians = [[(north, east) for north in range(0, 81, 4)] for east in range(0, 180, STEP)]
    parallels = [[(north, east) for east in range(0, 181, 4)] for north in range(0, 81, STEP)]
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
            room = place.reach + other.reach + 1
            dx, dy = place.x - other.x, place.y - other.y
            gap = hypot(dx, dy)
            if gap < room:
                dx, dy = (dx / gap, dy / gap) if gap else (-1, 0)
                x, y = other.x + dx * room, other.y + dy * room
                place = replace(place, x=round(x, 1), y=round(y, 1))
        dots.append(place)
    return dots

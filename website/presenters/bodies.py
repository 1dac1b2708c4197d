"""The bodies as the tree that they are: who reports to whom, and the events of each as marks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bodies.models import OUTSIDE, Body, BodyKind, Node, tree
from events.state import EventState
from i18n.texts import Text
from priorities.enums import Sign
from publishing.translations import listed_text
from website.charts.timeline import signs_shown
from website.sentences import say_own_and_below

#: The kinds that branches of the tree are made of; the others below its root stand together.
BRANCHES = (BodyKind.SUPREME_BODY, BodyKind.MAIN_BODY, BodyKind.PERMANENT_BODY)
ROOT_LEVEL, BRANCH_LEVEL, LOWEST_LEVEL = 2, 3, 6


@dataclass(frozen=True)
class NodeMark:
    """One event as drawn beside its body."""

    strand: Sign
    is_over: bool


@dataclass(frozen=True)
class Branch:
    """A body, its events, and what reports to it. `level` is that of its heading."""

    body: Body
    #: The short one.
    name: Text
    #: None where it is the short one.
    official: Text | None
    level: int
    marks: tuple[NodeMark, ...]
    counts: str
    children: "tuple[Branch, ...]"

    @property
    def branches(self) -> "list[Branch]":
        return [child for child in self.children if child.body.kind in BRANCHES]

    @property
    def others(self) -> "list[Branch]":
        return [child for child in self.children if child.body.kind not in BRANCHES]


@dataclass(frozen=True)
class BodyTree:
    """`roots` have bodies below them; those `beside` have none, and those `outside` are no bodies."""

    roots: list[Branch]
    beside: list[Branch]
    outside: list[Branch]
    #: What the marks mean.
    signs: list[Sign]


class _Meetings:
    """Which events each body meets in, on a day."""

    def __init__(self, events: Iterable[EventState], today: date) -> None:
        self.today = today
        self.signs = signs_shown()
        self.order = {sign.key: number for number, sign in enumerate(self.signs)}
        meetings: defaultdict[str, dict[int, EventState]] = defaultdict(dict)
        for event in events:
            for slug in event.bodies:
                meetings[slug][event.key] = event
        self.of_body: Mapping[str, dict[int, EventState]] = meetings

    def signs_of(self, nodes: Iterable[Node]) -> list[Sign]:
        """Return what the marks of `nodes` and of all below them mean."""
        bodies = {body.slug for node in nodes for body in _bodies(node)}
        keys = {
            event.strand.key for slug in bodies for event in self.of_body.get(slug, {}).values()
        }
        return [sign for sign in self.signs if sign.key in keys]

    def own(self, node: Node) -> dict[int, EventState]:
        return self.of_body.get(node.body.slug, {})

    def with_all_below(self, node: Node) -> set[int]:
        return set(self.own(node)).union(*(self.with_all_below(child) for child in node.children))

    def marks(self, node: Node) -> tuple[NodeMark, ...]:
        marks = [
            NodeMark(event.strand, is_over=not event.is_coming(self.today))
            for event in self.own(node).values()
        ]
        last = len(self.order)
        marks.sort(key=lambda mark: (not mark.is_over, self.order.get(mark.strand.key, last)))
        return tuple(marks)

    def say(self, node: Node) -> str:
        """Return how many events it has itself, how many are to come, and how many with all below."""
        coming = sum(event.is_coming(self.today) for event in self.own(node).values())
        return say_own_and_below(len(self.own(node)), len(self.with_all_below(node)), coming=coming)


def body_tree(bodies: Iterable[Body], events: Iterable[EventState], today: date) -> BodyTree:
    """Return `bodies` with their `events`, as they stand on the day `today`."""
    meetings, nodes = _Meetings(events, today), tree(bodies)
    inside = [node for node in nodes if node.body.kind not in OUTSIDE]
    return BodyTree(
        roots=[_branch(node, meetings, ROOT_LEVEL) for node in inside if node.children],
        beside=[_branch(node, meetings, BRANCH_LEVEL) for node in inside if not node.children],
        outside=[
            _branch(node, meetings, BRANCH_LEVEL) for node in nodes if node.body.kind in OUTSIDE
        ],
        signs=meetings.signs_of(nodes),
    )


def in_order_of_tree(bodies: Iterable[Body]) -> list[Body]:
    """Return `bodies` in the order in which the tree shows them."""
    nodes = tree(bodies)
    nodes.sort(key=lambda node: (node.body.kind in OUTSIDE, not node.children))
    return [body for node in nodes for body in _branches_first(node)]


def _branches_first(node: Node) -> Iterator[Body]:
    yield node.body
    for child in sorted(node.children, key=lambda child: child.body.kind not in BRANCHES):
        yield from _branches_first(child)


def _bodies(node: Node) -> Iterator[Body]:
    yield node.body
    for child in node.children:
        yield from _bodies(child)


def _branch(node: Node, meetings: _Meetings, level: int) -> Branch:
    name, official = listed_text(node.body, "short_name"), listed_text(node.body, "name")
    return Branch(
        body=node.body,
        name=name,
        official=official if official.value != name.value else None,
        level=level,
        marks=meetings.marks(node),
        counts=meetings.say(node),
        children=tuple(
            _branch(child, meetings, _level_below(level, child)) for child in node.children
        ),
    )


def _level_below(level: int, child: Node) -> int:
    """Return the level of a heading below one of `level`: no branch of the root is a twig."""
    is_twig = level == ROOT_LEVEL and child.body.kind not in BRANCHES
    return min(level + 1 + is_twig, LOWEST_LEVEL)

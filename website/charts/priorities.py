"""How the plan covers each priority, or body: a mark for each event, an outline for a slot left.

What became of a priority, in five steps: promised, planned, moved, held, and its documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import Status
from i18n.texts import Text
from publishing.translations import listed_text
from website.sentences import say_counts

if TYPE_CHECKING:
    from datetime import date

    from bodies.models import Body
    from events.state import EventState
    from priorities.enums import Sign
    from priorities.models import Priority


#: Marks that are drawn of one priority; the number of the others is said.
MOST_MARKS = 60


@dataclass(frozen=True)
class Coverage:
    """One priority or body, as drawn: full `marks`, then `outlines`."""

    slug: str
    url: str
    title: Text
    strand: Sign
    counts: str
    marks: range
    outlines: range
    undrawn: int


def coverage(priorities: Iterable[Priority], events: Iterable[EventState]) -> list[Coverage]:
    """Return what `events` serve of `priorities`."""
    told = list(events)
    return [
        _covered(
            priority,
            [event for event in told if priority.slug in event.priorities],
            title=listed_text(priority, "title"),
            strand=priority.strand.sign,
        )
        for priority in priorities
    ]


def body_coverage(
    bodies: Iterable[Body], events: Iterable[EventState], strand: Sign
) -> list[Coverage]:
    """Return how many of `events` each of `bodies` meets in, the busiest first."""
    meetings: defaultdict[str, list[EventState]] = defaultdict(list)
    for event in events:
        for slug in event.bodies:
            meetings[slug].append(event)
    busiest = sorted(
        (body for body in bodies if body.slug in meetings),
        key=lambda body: (-len(meetings[body.slug]), body.position, body.slug),
    )
    return [
        _covered(body, meetings[body.slug], title=listed_text(body, "short_name"), strand=strand)
        for body in busiest
    ]


def _covered(
    served: Priority | Body, own: Sequence[EventState], *, title: Text, strand: Sign
) -> Coverage:
    cancelled = sum(event.is_cancelled for event in own)
    slots = [event for event in own for _slot in event.left_days]
    postponed = sum(event.is_postponed for event in slots)
    full, outlines = len(own) - cancelled, len(slots) + cancelled
    drawn = min(full, MOST_MARKS)
    outlined = min(outlines, MOST_MARKS - drawn)
    return Coverage(
        slug=served.slug,
        url=served.get_absolute_url(),
        title=title,
        strand=strand,
        counts=say_counts(
            full, moved=len(slots) - postponed, postponed=postponed, cancelled=cancelled
        ),
        marks=range(drawn),
        outlines=range(outlined),
        undrawn=full + outlines - drawn - outlined,
    )


@dataclass(frozen=True)
class Station:
    """One step: its name, how many there are, and in words what the number counts.

    `marks` are drawn for it, as outlines when `moved`, and no more than MOST_MARKS. `number` is
    None where nothing is counted.
    """

    code: str
    label: str
    number: int | None = None
    words: str = ""
    remark: str = ""
    marks: range = range(0)
    moved: bool = False


def promise_line(
    events: Iterable[EventState], today: date, *, documents: int
) -> tuple[Station, ...]:
    """Return the steps of the priority that `events` serve."""
    return (
        Station("promised", _("Promised")),
        *_steps_of_events(list(events), today),
        Station(
            "documents",
            _("Documents"),
            documents,
            ngettext("document adopted", "documents adopted", documents),
        ),
    )


def _steps_of_events(events: Sequence[EventState], today: date) -> Iterator[Station]:
    planned, held = len(events), _count(events, Status.HELD)
    moved = sum(bool(event.left_days) for event in events)
    yield Station(
        "planned",
        _("Planned"),
        planned,
        ngettext("event in the plan", "events in the plan", planned),
        marks=_marks(planned),
    )
    yield Station(
        "moved",
        _("Moved"),
        moved,
        ngettext("event left a date", "events left a date", moved),
        _joined(_called_off(events)),
        marks=_marks(moved),
        moved=True,
    )
    yield Station(
        "held",
        _("Held"),
        held,
        ngettext("event took place", "events took place", held),
        _joined(_open(events, today)),
        marks=_marks(held),
    )


def _marks(number: int) -> range:
    return range(min(number, MOST_MARKS))


def _count(events: Sequence[EventState], status: Status) -> int:
    return sum(event.status == status for event in events)


def _called_off(events: Sequence[EventState]) -> Iterator[str]:
    if postponed := _count(events, Status.POSTPONED):
        yield ngettext(
            "%(count)d waits for a new date", "%(count)d wait for a new date", postponed
        ) % {"count": postponed}
    if cancelled := _count(events, Status.CANCELLED):
        yield ngettext("%(count)d cancelled", "%(count)d cancelled", cancelled) % {
            "count": cancelled
        }


def _open(events: Sequence[EventState], today: date) -> Iterator[str]:
    """Say of those that were not held what is known."""
    unreported = sum(event.is_unreported(today) for event in events)
    expected = sum(event.is_expected for event in events) - unreported
    unknown = _count(events, Status.UNKNOWN_OUTCOME)
    if expected:
        yield ngettext("%(count)d still expected", "%(count)d still expected", expected) % {
            "count": expected
        }
    if unreported:
        yield ngettext("%(count)d not yet reported", "%(count)d not yet reported", unreported) % {
            "count": unreported
        }
    if unknown:
        yield ngettext(
            "%(count)d with outcome unknown", "%(count)d with outcome unknown", unknown
        ) % {"count": unknown}


def _joined(parts: Iterable[str]) -> str:
    return _(", ").join(parts)

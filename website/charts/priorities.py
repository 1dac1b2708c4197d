"""How the plan covers each priority, or body: a mark for each event, an outline for a slot left.

And what became of one priority, station by station: promised, planned, moved, held, documents.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _, ngettext

from bodies.models import Body
from events.enums import Status
from events.state import EventState
from i18n.texts import Text
from priorities.enums import Sign
from priorities.models import Priority
from publishing.translations import listed_text
from website.sentences import say_counts, say_unknown, say_unreported

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
    states = list(events)
    return [
        _coverage_of(
            priority,
            [event for event in states if priority.slug in event.priorities],
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
    ranking = sorted(
        (body for body in bodies if body.slug in meetings),
        key=lambda body: (-len(meetings[body.slug]), body.position, body.slug),
    )
    return [
        _coverage_of(
            body, meetings[body.slug], title=listed_text(body, "short_name"), strand=strand
        )
        for body in ranking
    ]


def _coverage_of(
    subject: Priority | Body, events: Sequence[EventState], *, title: Text, strand: Sign
) -> Coverage:
    cancelled_count = sum(event.is_cancelled for event in events)
    slot_count = sum(len(event.left_days) for event in events)
    mark_count, outline_count = len(events) - cancelled_count, slot_count + cancelled_count
    marks = min(mark_count, MOST_MARKS)
    outlines = min(outline_count, MOST_MARKS - marks)
    return Coverage(
        slug=subject.slug,
        url=subject.get_absolute_url(),
        title=title,
        strand=strand,
        counts=_enumeration(_say_coverage(len(events), cancelled_count, slot_count)),
        marks=range(marks),
        outlines=range(outlines),
        undrawn=mark_count + outline_count - marks - outlines,
    )


def _say_coverage(events: int, cancelled: int, slots: int) -> Iterator[str]:
    yield say_counts(events, cancelled=cancelled)
    if slots:
        yield ngettext("%(count)d earlier date", "%(count)d earlier dates", slots) % {
            "count": slots
        }


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
        *_event_stations(list(events), today),
        Station(
            "documents",
            _("Documents"),
            documents,
            ngettext("document adopted", "documents adopted", documents),
        ),
    )


def _event_stations(events: Sequence[EventState], today: date) -> Iterator[Station]:
    plan_count, held_count = len(events), _count(events, Status.HELD)
    moved_count = sum(bool(event.left_days) for event in events)
    yield Station(
        "planned",
        _("Planned"),
        plan_count,
        ngettext("event in the plan", "events in the plan", plan_count),
        marks=_marks(plan_count),
    )
    yield Station(
        "moved",
        _("Moved"),
        moved_count,
        ngettext("event moved", "events moved", moved_count),
        _enumeration(_called_off(events)),
        marks=_marks(moved_count),
        moved=True,
    )
    yield Station(
        "held",
        _("Held"),
        held_count,
        ngettext("event took place", "events took place", held_count),
        _enumeration(_open_outcomes(events, today)),
        marks=_marks(held_count),
    )


def _marks(number: int) -> range:
    return range(min(number, MOST_MARKS))


def _count(events: Sequence[EventState], status: Status) -> int:
    return sum(event.status == status for event in events)


def _called_off(events: Sequence[EventState]) -> Iterator[str]:
    if postponed_count := _count(events, Status.POSTPONED):
        yield ngettext(
            "%(count)d waits for a new date", "%(count)d wait for a new date", postponed_count
        ) % {"count": postponed_count}
    if cancelled_count := _count(events, Status.CANCELLED):
        yield ngettext("%(count)d cancelled", "%(count)d cancelled", cancelled_count) % {
            "count": cancelled_count
        }


def _open_outcomes(events: Sequence[EventState], today: date) -> Iterator[str]:
    """Say of those that were not held what is known."""
    unreported_count = sum(event.is_unreported(today) for event in events)
    expected_count = sum(event.is_expected for event in events) - unreported_count
    unknown = _count(events, Status.UNKNOWN_OUTCOME)
    if expected_count:
        yield ngettext("%(count)d still expected", "%(count)d still expected", expected_count) % {
            "count": expected_count
        }
    if unreported_count:
        yield say_unreported(unreported_count) % {"count": unreported_count}
    if unknown:
        yield say_unknown(unknown) % {"count": unknown}


def _enumeration(parts: Iterable[str]) -> str:
    return _(", ").join(parts)

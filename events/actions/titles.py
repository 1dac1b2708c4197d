"""What the history says an event is called: no text form and no file says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.models import Change, Event
from i18n.texts import written_texts
from publishing.records import Discrepancy

if TYPE_CHECKING:
    from events.models import Event


@dataclass(frozen=True)
class RecordedTitle:
    """The title that a step gave an event in one language."""

    step: int
    title: str


def recorded_titles(steps: Iterable[Change]) -> dict[str, RecordedTitle]:
    """Return the title that the history gave last, by language; `steps` in their order.

    A step that renames an event in one language names the others too, but does not tell them:
    their translations follow in their own time.
    """
    told: dict[str, RecordedTitle] = {}
    for step in steps:
        before = step.old_title or {}
        for code, title in (step.new_title or {}).items():
            if before.get(code) != title:
                told[code] = RecordedTitle(step.number, title)
    return told


def contradictions() -> Iterator[Discrepancy]:
    """Yield each event that is called otherwise than its history says. Two queries."""
    named = Change.objects.exclude(new_title=None).values("event")
    for event in Event.objects.filter(pk__in=named).prefetch_related("changes"):
        titles = written_texts(event, "title")
        for code, told in recorded_titles(event.changes.all()).items():
            if titles[code] != told.title:
                problem = f"the title in {code} is not the one that step {told.step} gave it"
                yield Discrepancy("events", event.slug, problem)

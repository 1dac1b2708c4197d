"""What the history says an event is called: no text form and no file says otherwise."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from events.models import Change, Event
from i18n.texts import written_texts
from publishing.records import Discrepancy


@dataclass(frozen=True)
class RecordedTitle:
    """The title that a step gave an event in one language."""

    number: int
    title: str


def recorded_titles(changes: Iterable[Change]) -> dict[str, RecordedTitle]:
    """Return the title that the history gave last, by language; `changes` in their order.

    A step that renames an event in one language names the others too, but does not tell them:
    their translations follow in their own time.
    """
    titles: dict[str, RecordedTitle] = {}
    for change in changes:
        before = change.old_title or {}
        for code, title in (change.new_title or {}).items():
            if before.get(code) != title:
                titles[code] = RecordedTitle(change.number, title)
    return titles


def contradictions() -> Iterator[Discrepancy]:
    """Yield each event that is called otherwise than its history says. Two queries."""
    renames = Change.objects.exclude(new_title=None).values("event")
    for event in Event.objects.filter(pk__in=renames).prefetch_related("changes"):
        titles = written_texts(event, "title")
        for code, record in recorded_titles(event.changes.all()).items():
            if titles[code] != record.title:
                problem = f"the title in {code} is not the one that step {record.number} gave it"
                yield Discrepancy("events", event.slug, problem)

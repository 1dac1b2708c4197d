"""What was decided of several events at once, as its page says it: the decision, then each event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import ngettext

from events.enums import ChangeKind
from events.models import Change
from events.state import EventState
from events.timeline import announced_period
from i18n.texts import Text, current_language, text_of
from places.models import PlaceNames
from website.presenters.changes import history_entries, source_name
from website.presenters.diff import Item
from website.presenters.event_card import card


@dataclass(frozen=True)
class DecisionPage:
    """In the active language; `announced` is empty when its day is unknown."""

    title: str
    announced: str
    announced_iso: str
    reason: Text
    source_url: str
    source_name: str
    items: tuple[Item, ...]

    @property
    def heading(self) -> Text:
        return Text(self.title, current_language(), current_language())


def decision_page(
    steps: Sequence[Change], states: Sequence[EventState], names: PlaceNames, now: datetime
) -> DecisionPage:
    """Return the page of what `steps` (one an event, at least one) decided; `states` are of their events."""
    change = steps[0].state()
    announced, step_of = announced_period(change), {step.event_id: step for step in steps}
    return DecisionPage(
        title=title_of(change.kind, len(states)),
        announced=announced.say(current_language()) if announced.is_dated else "",
        announced_iso=announced.iso(),
        reason=text_of(change, "reason"),
        source_url=change.source_url,
        source_name=source_name(change.source_url),
        items=tuple(_item(state, step_of[state.key], names, now) for state in states),
    )


def title_of(kind: str, count: int) -> str:
    """Return "Postponed: 5 events"."""
    what = capfirst(str(ChangeKind(kind).label))
    sentence = ngettext("%(what)s: %(count)d event", "%(what)s: %(count)d events", count)
    return sentence % {"what": what, "count": count}


def _item(state: EventState, step: Change, names: PlaceNames, now: datetime) -> Item:
    (entry,) = history_entries([step.state()], state.cities, names)
    return Item(card(state, now, names), (), entry.moves, None, (entry,), ())

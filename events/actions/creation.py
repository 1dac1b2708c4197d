"""How an event begins: the first facts of a draft, and a draft made of another event."""

import copy
from dataclasses import replace
from itertools import count

from django.db import transaction

from events.actions import changes
from events.actions.announcement import Announcement, FactChanges
from events.actions.changes import hostings_of, set_hosts
from events.dates import Period
from events.enums import Status
from events.models import Change, Event, FormerSlug
from events.timeline import Facts
from i18n.texts import set_texts, written_texts
from publishing import records, translations
from publishing.permissions import RECORD, Actor, demand, may

#: What a clone says in words as its original does. What came of that, and its sources, are its own.
CLONED_TEXTS = ("title", "title_origin", "short_title", "lead", "host")
CLONED_COLUMNS = ("kind", "level", "membership", "chair_id", "source_language")


@transaction.atomic
def begin(
    event: Event, moves: FactChanges, announcement: Announcement | None = None, *, by: Actor
) -> Change | None:
    """Give the new draft `event` its first facts; the first step says so, if somebody announced them.

    Raises ChangeRefusedError, as for any facts, and as soon as the event has a history.
    """
    if announcement is not None:
        return changes.announce(event, announcement, moves, by=by)
    changes.establish(event, moves.onto(Facts(), status=Status.PLANNED), by=by)
    return None


@transaction.atomic
def clone(original: Event, *, with_dates: bool = False, by: Actor) -> Event:
    """Return a new draft like `original`: its texts, hosts, bodies, priorities and place; without its history.

    It has no date unless that is asked for, and an address of its own. Raises NotAllowedError.
    """
    demand(by, "add", Event)
    records.take_turn()
    event = Event(slug=_unused_slug(original.slug))
    for name in CLONED_COLUMNS:
        setattr(event, name, getattr(original, name))
    for name in CLONED_TEXTS:
        texts = written_texts(original, name)
        set_texts(event, name, {code: text for code, text in texts.items() if text})
    event.translation_states = copy.deepcopy(original.translation_states)
    translations.follow(event, None)
    event.save()
    event.bodies.set(original.bodies.all())
    priorities = set(original.priorities.all())
    event.priorities.set(priorities.difference(event.foreign(priorities)))
    set_hosts(event, hostings_of(original))
    if may(by, RECORD, event):
        _place(event, original.facts(), with_dates=with_dates, by=by)
    return event


def _place(event: Event, facts: Facts, *, with_dates: bool, by: Actor) -> None:
    period = facts.period if with_dates else Period.undated()
    changes.establish(event, replace(facts, period=period, status=Status.PLANNED), by=by)


def _unused_slug(slug: str) -> str:
    """Return `slug` with the first number that no event has behind it, or had."""
    longest = Event._meta.get_field("slug").max_length or len(slug)
    endings = (f"-{number}" for number in count(2))
    candidates = (f"{slug[: longest - len(ending)]}{ending}" for ending in endings)
    return next(one for one in candidates if not _is_known(one))


def _is_known(slug: str) -> bool:
    is_present = Event.objects.filter(slug=slug).exists()
    return is_present or FormerSlug.objects.filter(slug=slug).exists()

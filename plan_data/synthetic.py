"""Made-up events for measurements, plainly labelled; never part of the plan.

Bulk inserts stand in for the writers, because 100,000 events are wanted within minutes:
the rows are those that the writers would make, and the records are rendered from them.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import orjson
from django.db import transaction
from django.utils import timezone

from bodies.models import Body
from events.actions.announcement import Announcement
from events.actions.recording import NewStep, PendingChange, drafted, set_facts
from events.dates import Period
from events.enums import ChangeKind, Format, Kind, Level, Membership, Status, TitleOrigin
from events.models import Change, Event
from events.timeline import Facts
from i18n.texts import CODES, set_texts
from places.models import City
from presidencies.current import current
from presidencies.models import Presidency
from priorities.models import Priority
from publishing import outbox, permissions, records
from publishing.enums import Publication
from publishing.models import PublicRecord

PRESIDENCY_PREFIX = "synthetic-presidency-"
#: As many as a busy plan has. The first of them are those of the current presidency.
EVENTS = 300
FIRST_DAY = date(2019, 1, 1)
#: As dense as a busy plan, however many there are: 100,000 events fill 68 years.
EVENTS_A_DAY = 4
PRESIDENCY_TITLES = {
    "en": "Synthetic presidency {:05} (not a real one)",
    "ru": "Синтетическое председательство {:05} (не настоящее)",
    "zh-hans": "合成主席国任期{:05}（非真实）",
}


def day_of(number: int) -> date:
    """Return the day on which the event of a number begins at first."""
    return FIRST_DAY + timedelta(days=number // EVENTS_A_DAY)


def place_of(number: int) -> int:
    """Return which presidency the event of a number is of; 0 is the current one."""
    return (number - 1) // EVENTS


def presidencies_of(numbers: Iterable[int]) -> dict[int, Presidency]:
    """Return the presidency of each place that `numbers` need; what is missing is made."""
    return {place: presidency_at(place) for place in sorted({place_of(n) for n in numbers})}


def presidency_at(place: int) -> Presidency:
    slug = f"{PRESIDENCY_PREFIX}{place:05}"
    if place == 0:
        return current()
    there_is = Presidency.objects.filter(slug=slug).first()
    if there_is is not None:
        return there_is
    presidency = Presidency(
        slug=slug,
        time_zone=current().time_zone,
        begins=day_of(place * EVENTS + 1),
        ends=day_of((place + 1) * EVENTS),
    )
    titles = {code: text.format(place) for code, text in PRESIDENCY_TITLES.items()}
    for name in ("title", "short_title", "organisation"):
        set_texts(presidency, name, titles)
    presidency.save()
    return presidency


PREFIX = "synthetic-event-"
#: Who makes them up.
SYNTHETIC = permissions.Actor.system("synthetic")
TITLES = {
    "en": "Synthetic event {:05} (not a real event)",
    "ru": "Синтетическое событие {:05} (не настоящее)",
    "zh-hans": "合成活动{:05}（非真实活动）",
}
REASONS = {
    "en": "A made-up reason.",
    "ru": "Вымышленная причина.",
    "zh-hans": "虚构的原因。",
}
SOURCE = "https://synthetic.example/"
CHUNK = 1000

#: The steps of a made-up history, and in how many of a hundred events it is found.
HISTORIES: dict[tuple[ChangeKind, ...], int] = {
    (): 20,
    (ChangeKind.ANNOUNCED,): 20,
    (ChangeKind.ANNOUNCED, ChangeKind.HELD): 30,
    (ChangeKind.ANNOUNCED, ChangeKind.RESCHEDULED, ChangeKind.HELD): 15,
    (ChangeKind.ANNOUNCED, ChangeKind.FORMAT_CHANGED, ChangeKind.RESCHEDULED): 5,
    (ChangeKind.ANNOUNCED, ChangeKind.POSTPONED): 5,
    (ChangeKind.ANNOUNCED, ChangeKind.CANCELLED): 5,
}


class RealPlanError(Exception):
    """The database holds real events, with which made-up ones must not be mixed."""


@dataclass
class Draft:
    """One made-up event with what is saved after it: links, and steps."""

    event: Event
    bodies: Sequence[Body]
    priorities: Sequence[Priority]
    cities: Sequence[City]
    steps: Sequence[Change]


@dataclass(frozen=True)
class Choices:
    """What made-up events link to."""

    bodies: Sequence[Body]
    priorities: Sequence[Priority]
    cities: Sequence[City]


def make(count: int, seed: int, watch: Callable[[int], None]) -> int:
    """Bring the database to `count` made-up events; return how many were added.

    The same seed makes the same events. Countries, cities, priorities and bodies must be
    there already. `watch` is told of each further number. Raises RealPlanError.
    """
    refuse_real_events()
    there_is = choices()
    slugs = set(Event.objects.values_list("slug", flat=True))
    numbers = [number for number in range(1, count + 1) if slug(number) not in slugs]
    for start in range(0, len(numbers), CHUNK):
        chunk = numbers[start : start + CHUNK]
        _save(_belonging(chunk, [draft(number, seed, there_is) for number in chunk]))
        watch(len(chunk))
    return len(numbers)


def _belonging(numbers: Sequence[int], drafts: Sequence[Draft]) -> list[Draft]:
    """Give each draft its presidency. Priorities are the current one's: events of others serve none."""
    presidencies = presidencies_of(numbers)
    belonging = []
    for number, one in zip(numbers, drafts, strict=True):
        place = place_of(number)
        one.event.presidency = presidencies[place]
        belonging.append(replace(one, priorities=() if place else one.priorities))
    return belonging


def refuse_real_events() -> None:
    """Raise RealPlanError unless every event is made up."""
    if Event.objects.exclude(slug__startswith=PREFIX).exists():
        raise RealPlanError("This database holds real events: make synthetic ones in another.")


def choices() -> Choices:
    return Choices(
        list(Body.objects.order_by("slug")),
        list(Priority.objects.order_by("slug")),
        list(City.objects.order_by("slug")),
    )


def slug(number: int) -> str:
    return f"{PREFIX}{number:05}"


def draft(number: int, seed: int, choices: Choices) -> Draft:
    """Return the made-up event of a number, unsaved."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 (no secret: the same each time)
    event = Event(
        slug=slug(number),
        kind=chance.choice(Kind.values),
        level=chance.choice(Level.values),
        membership=chance.choice(Membership.values),
        sources=[SOURCE],
        publication=Publication.PUBLISHED,
        published_at=timezone.now(),
    )
    set_texts(event, "title", {code: text.format(number) for code, text in TITLES.items()})
    set_texts(event, "title_origin", dict.fromkeys(CODES, TitleOrigin.OURS))
    city = chance.choice(choices.cities)
    first = _first_facts(number, chance, city)
    steps, last = _history(event, first, chance)
    set_facts(event, last)
    event.sequence = len(steps)
    return Draft(
        event,
        bodies=chance.sample(choices.bodies, chance.randint(1, min(2, len(choices.bodies)))),
        priorities=[chance.choice(choices.priorities)] if chance.random() < 0.8 else [],
        cities=[city] if last.cities else [],
        steps=steps,
    )


def _first_facts(number: int, chance: random.Random, city: City) -> Facts:
    """Return what is known of an event at first: one in ten has no exact day yet."""
    day = day_of(number)
    period = Period.on(day, day + timedelta(days=chance.choice((0, 0, 0, 1, 2))))
    if chance.random() < 0.1:
        period = Period.in_month(day.year, day.month)
    meeting = chance.choice((Format.IN_PERSON, Format.ONLINE, Format.HYBRID))
    cities = () if meeting == Format.ONLINE else (city.slug,)
    return Facts(period=period, format=meeting, cities=cities)


def _history(event: Event, first: Facts, chance: random.Random) -> tuple[list[Change], Facts]:
    """Return the steps of a made-up history, and the facts to which they lead."""
    kinds = chance.choices(list(HISTORIES), list(HISTORIES.values()))[0]
    steps: list[Change] = []
    before, after = Facts(), first
    for place, kind in enumerate(kinds, start=1):
        after = first if place == 1 else _after(before, kind, chance)
        on = after.period.last if kind == ChangeKind.HELD else _announced_on(first, place)
        announcement = Announcement(on=on, reason=REASONS, source_url=SOURCE)
        decision = NewStep(kind, after.status, announcement)
        steps.append(drafted(event, decision, PendingChange(place, before, after), SYNTHETIC))
        before = after
    return steps, after


def _announced_on(first: Facts, place: int) -> date | None:
    day = first.period.first
    return day and day - timedelta(days=60 - 10 * place)


def _after(before: Facts, kind: ChangeKind, chance: random.Random) -> Facts:
    first = before.period.first
    match kind:
        case ChangeKind.HELD:
            return replace(before, status=Status.HELD)
        case ChangeKind.CANCELLED:
            return replace(before, status=Status.CANCELLED)
        case ChangeKind.POSTPONED:
            return replace(before, status=Status.POSTPONED, period=Period.undated())
        case ChangeKind.FORMAT_CHANGED:
            online = before.format == Format.ONLINE
            return replace(before, format=Format.IN_PERSON if online else Format.ONLINE, cities=())
        case _ if first is not None:
            return replace(before, period=Period.on(first + timedelta(days=chance.randint(1, 30))))
    return before


@transaction.atomic
def _save(drafts: Sequence[Draft]) -> None:
    counter = records.take_turn()
    slugs = [draft.event.slug for draft in drafts]
    taken_slugs = set(Event.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    # Not by another run.
    drafts = [draft for draft in drafts if draft.event.slug not in taken_slugs]
    events = Event.objects.bulk_create([draft.event for draft in drafts])
    for name in ("bodies", "priorities", "cities"):
        _save_links(drafts, name)
    Change.objects.bulk_create([step for draft in drafts for step in draft.steps])
    kind = records.kind_named("events")
    rows = kind.prepare().filter(pk__in=[event.pk for event in events]).order_by("pk")
    PublicRecord.objects.bulk_create(
        PublicRecord(
            number=counter.value + place,
            kind=kind.name,
            key=event.slug,
            document=orjson.dumps(kind.render(event)).decode(),
        )
        for place, event in enumerate(rows, start=1)
    )
    counter.value += len(events)
    counter.save(update_fields=["value"])
    outbox.note([outbox.Thing(kind.name, event.slug) for event in events])


def _save_links(drafts: Iterable[Draft], name: str) -> None:
    """Insert the links of the many-to-many field called `name`."""
    field: Any = Event._meta.get_field(name)
    mine, theirs = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    through = field.remote_field.through
    through._default_manager.bulk_create(
        through(**{mine: draft.event.pk, theirs: target.pk})
        for draft in drafts
        for target in getattr(draft, name)
    )

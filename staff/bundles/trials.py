"""What came of trying a bundle: kept beside it, and read by its pages while all on which it hangs is as it was. ADR 0027.

It is tried where somebody writes: the bundle itself, or a thing of it at the desk; by the worker, once a minute, where anything
else is otherwise; and when somebody asks for it. A page tries nothing: what is no longer true it calls unknown.
Whatever sends a bundle out, or sets its moment, tries it for itself.
"""

import hashlib
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import InterfaceError, OperationalError, connection, models, transaction
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime, parse_time
from django.utils.translation import get_language

from events.dates import Period
from events.models import Change, Event, kinds_of_photos
from i18n.texts import CODES
from presidencies.models import Presidency
from publishing import clock, etags, records, stamp
from publishing.models import RecordCounter
from publishing.permissions import Actor, NotAllowedError, demand
from publishing.years import is_time_zone
from staff.bundles import actions, deeds
from staff.bundles.actions import Problem
from staff.bundles.items import seen_in_order
from staff.log import follower
from staff.models import Bundle, BundleItem, Deed
from staff.scope import whole_of

logger = logging.getLogger(__name__)

#: Deeds that write a step of an event.
STEPS = (Deed.ACT, Deed.UNDO)
#: Open bundles that the worker looks after, the newest.
MOST_OPEN = 50


@dataclass(frozen=True)
class Trial:
    """What is known of what would stop a bundle. Where it `is_known`: nothing but `problems`, of the things as they are now."""

    problems: list[Problem] = field(default_factory=list)
    is_known: bool = True
    #: By the real clock; None of what needs no trial.
    tried_at: datetime | None = None


def seen(bundle: Bundle, items: Sequence[BundleItem], by: Actor) -> Trial:
    """Return what would stop `bundle`, whose things are `items`, if `by` sent it out. It is not tried: two queries."""
    if bundle.is_published:
        return Trial()
    if not items:
        return Trial(actions.nothing_in_it())
    kept = bundle.tried or {}
    tried_at = parse_datetime(kept["at"]) if kept else None
    if not _holds(bundle, items, _moment(bundle)):
        return Trial(is_known=False, tried_at=tried_at)
    texts = dict(kept["problems"][get_language() or CODES[0]])
    for item in items:
        if refusal := _not_allowed(item, by):
            texts[item.pk] = refusal
    return Trial([Problem(one, texts[one.pk]) for one in items if one.pk in texts], True, tried_at)


def _not_allowed(item: BundleItem, by: Actor) -> str:
    """Return why `by` may not do it, or "". It was tried as somebody who may do everything."""
    if item.item is not None:
        try:
            demand(by, actions.right_of(item), whole_of(item.item))
        except NotAllowedError as error:
            return str(error)
    return ""


# --- tried and kept ----------------------------------------------------------------------


def keep(key: int) -> None:
    """Try the bundle with this key, unless it went out or what was tried holds still; keep what comes of it."""
    bundle = Bundle.objects.filter(pk=key, done_at=None).first()
    if bundle is None or _holds(bundle, seen_in_order(bundle), _moment(bundle)):
        return
    with transaction.atomic():
        records.take_turn()
        items, now = seen_in_order(bundle), _moment(bundle)
        facts, stamps = _facts(bundle, items, now), stamp.read_tables()
        covered = _covered(items)
        with _tables_read() as tables:
            problems = _tried(bundle, now)
        hangs_on = sorted({*tables, Presidency._meta.db_table} - covered)
        tried = {
            "at": timezone.now().isoformat(),
            "facts": facts,
            "stamps": {table: stamps.get(table, "") for table in hangs_on},
            "problems": problems,
        }
        Bundle.objects.filter(pk=key).update(tried=tried)


def _tried(bundle: Bundle, now: datetime) -> dict[str, list[tuple[int, str]]]:
    """Return by language code what would stop `bundle`: of each problem the key of its item, and its words."""
    said: dict[str, list[tuple[int, str]]] = {code: [] for code in CODES}
    for code in CODES:
        with translation.override(code):
            found = actions.problems_of(bundle, by=Actor.system("bundle", now))
        said[code] = [(problem.item.pk, problem.text) for problem in found if problem.item]
        if not found:
            break  # nothing is to be said, in whichever language
    return said


@follower
def try_with(thing: models.Model) -> None:
    """Try the bundles that hold `thing`, which was written at the desk, or a photo of it; or `thing` itself."""
    if isinstance(thing, Bundle):
        keep(thing.pk)
        return
    kinds = [kind for kind in kinds_of_photos() if kind.page_model() is type(thing)]
    rows = models.Q(kind=ContentType.objects.get_for_model(thing), object_id=thing.pk)
    for kind in kinds:
        photos = kind.objects.filter(**{kind.PAGE: thing.pk}).values("pk")
        rows |= models.Q(kind=ContentType.objects.get_for_model(kind), object_id__in=photos)
    items = BundleItem.objects.filter(rows, bundle__done_at=None)
    for key in items.order_by("bundle").values_list("bundle", flat=True).distinct():
        keep(key)


def look_over() -> None:
    """Try the open bundles anew of which it is not known what would stop them. The worker does it."""
    newest = Bundle.objects.filter(done_at=None).values_list("pk", flat=True)[:MOST_OPEN]
    for key in list(newest):
        try:
            keep(key)
        except (InterfaceError, OperationalError):
            raise  # the database does not answer: the worker tries again
        except Exception:  # a fault of ours in one bundle: the others are looked at
            logger.exception("A bundle could not be tried: %s.", key)


# --- what it hangs on --------------------------------------------------------------------


def _moment(bundle: Bundle) -> datetime:
    return cast(datetime, actions.at_its_moment(bundle, Actor.system("bundle", clock.now())).now)


def _holds(bundle: Bundle, items: Sequence[BundleItem], now: datetime) -> bool:
    """Whether what was tried is what would come of trying it again at `now`."""
    kept = bundle.tried
    if not kept or not stamp.is_true_now() or kept["facts"] != _facts(bundle, items, now):
        return False
    stamps = stamp.read_tables()
    return all(stamps.get(table, "") == value for table, value in kept["stamps"].items())


def _facts(bundle: Bundle, items: Sequence[BundleItem], now: datetime) -> str:
    """Return what tells the things of a bundle, whole rows, and the time, from any other on which its trial could hang."""
    stepped = [item.item for item in items if item.deed in STEPS and isinstance(item.item, Event)]
    models.prefetch_related_objects(stepped, "cities")
    facts = (
        (etags.release(), settings.PUBLISHING_REQUIRED_LANGUAGES, bundle.in_every_language),
        [_facts_of(item, now) for item in items],
        [list(deeds.lost_files(item.item)) for item in items if item.deed in deeds.WITH_FILES],
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _facts_of(item: BundleItem, now: datetime) -> tuple[Any, ...]:
    """Return an item with the rows of its thing and its page; of a step also the cities, and what the time lets be recorded."""
    thing = item.item
    rows = [_row(one) for one in (thing, whole_of(thing)) if one is not None]
    step: tuple[Any, ...] = ()
    if item.deed in STEPS and isinstance(thing, Event):
        step = ([city.pk for city in thing.cities.all()], _passed(_clocks(item, thing), now))
    own_day = now.date() if rows and getattr(whole_of(thing), "OWN_DAY", None) else None
    return (item.pk, item.deed, item.code, item.sent, item.change_id, rows, step, own_day)


def _row(thing: models.Model) -> list[str]:
    """Return all columns of a row as they were read: each language's own."""
    read = thing.__dict__
    return [str(read.get(column.attname)) for column in thing._meta.concrete_fields]


def _clocks(item: BundleItem, event: Event) -> tuple[set[str], set[time]]:
    """Return the zones and the clock times by which it may be judged whether an event has begun, or is over."""
    periods: list[Period | None] = [event.period]
    if item.deed == Deed.UNDO and item.change:
        periods.append(item.change.state().old_period)
    known = [period for period in periods if period]
    zones = {deeds.first_of(item, "zone"), *(period.zone for period in known)}
    times = {clock for period in known for clock in (period.opens, period.closes)}
    times |= {_time_of(deeds.first_of(item, name)) for name in ("opens", "closes")}
    return {zone for zone in zones if is_time_zone(zone)}, {one for one in times if one}


def _time_of(text: str) -> time | None:
    try:
        return parse_time(text)
    except ValueError:
        return None


def _passed(clocks: tuple[set[str], set[time]], now: datetime) -> list[tuple[Any, ...]]:
    """Return the day in each zone, and which of the times it has passed there: all that is ever asked of `now`."""
    zones, times = clocks
    local = [now, *(now.astimezone(ZoneInfo(zone)) for zone in sorted(zones))]
    return [(one.date(), [one.time() >= clock for clock in sorted(times)]) for one in local]


def _covered(items: Iterable[BundleItem]) -> set[str]:
    """Return the tables of which nothing but rows that stand among the facts are read.

    So are the steps of an event: each raises the number in its row. Of the counter nothing is read but whose turn it is.
    """
    things = [one for item in items for one in (item.item, whole_of(item.item)) if one is not None]
    cities = Event.cities.through
    others = {table._meta.db_table for table in (Change, cities, RecordCounter)}
    return {thing._meta.db_table for thing in things} | others


@contextmanager
def _tables_read() -> Iterator[set[str]]:
    """Note the tables of ours that are named by any query meanwhile."""
    known, tables = set(stamp.stamped_tables()), set()

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        tables.update(known.intersection(re.findall(r"\w+", sql)))
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield tables

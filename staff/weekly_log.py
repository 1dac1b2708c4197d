"""The log of everybody, a page a week, and what somebody did last.

It is made of what is on record anyway: the revisions, the changes of events, and Django's own log, of which the
database lets nobody alter a line. Whichever door an act came in by, its change tells what stood before and since.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext

from events.calendar import Week
from events.models import AddedReason, Change, Event
from i18n.texts import name_lazy
from places.models import PlaceNames
from plan_data.loader import FILES_OF_THE_PLAN
from staff.actions.views import in_words
from staff.conflicts import DiffPart
from staff.history import address_of, row_of
from staff.log import FIELDS_CHANGED, name_of, sentence_of
from staff.models import Revision
from staff.proposals.deciding import BOTH
from staff.scope import is_key, scope_of
from website.presenters.changes import (
    FactMove,
    has_new_status,
    headline,
    headline_says_status,
    moves_of,
    status_move,
)

#: Lines of a week, and of one page of it.
LONGEST, ON_A_PAGE = 1000, 250
#: Years of which the log has weeks: before the first nothing can be on record.
YEARS = range(1970, 3000)
#: Between what stood and what stands, where both are read in one sentence.
BETWEEN = "between"


@dataclass(frozen=True)
class LogLine:
    """One thing that somebody did: to what, and what it made of what."""

    at: datetime
    who: str
    name: str
    url: str
    label: str
    parts: list[DiffPart]

    def cells(self) -> list[Any]:
        """Return what it says, to the minute of the portal's clock; what was done stands where the new text does."""
        at = timezone.localtime(self.at).strftime("%Y-%m-%d %H:%M")
        old, new = (
            "".join(part.text for part in self.parts if part.kind not in (other, BETWEEN))
            for other in ("new", "gone")
        )
        return [at, self.who, self.name, self.label, old if self.label else "", new]


@dataclass(frozen=True)
class WeeklyLog:
    """A week of the log, Monday to Sunday, in the portal's zone; filtered by login and kind, where they are given."""

    week: Week
    who: str
    kind: str
    rows: list[LogLine]
    people: list[str]
    #: By its key, what a kind of thing is called.
    kinds: list[tuple[str, str]]

    @property
    def code(self) -> str:
        return str(self.week)

    @property
    def earlier(self) -> str:
        return str(self.week.plus(-1))

    @property
    def later(self) -> str:
        return str(self.week.plus(1))

    @property
    def is_cut(self) -> bool:
        return len(self.rows) == LONGEST

    def table(self) -> list[list[Any]]:
        """Return the lines as a table with a head. A text that was replaced stands beside the new one, whole."""
        texts = (
            pgettext("a text before a change", "Old"),
            pgettext("a text after a change", "New"),
        )
        names = (gettext("Date/time"), gettext("User"), gettext("What"), gettext("Field"))
        return [[*names, *texts], *(row.cells() for row in self.rows)]


def week(code: str, who: str = "", kind: str = "", *, reader: Any) -> WeeklyLog:
    """Return a week of the log: that of `code` (2026-W48), or this one. Ten queries at most.

    What `reader` may not open has no address. The log tells real moments, wherever the portal's clock stands.
    """
    asked = _week_of(code)
    begin = timezone.make_aware(datetime.combine(asked.first, time.min))
    end = timezone.make_aware(datetime.combine(asked.first + timedelta(days=7), time.min))
    written = Revision.objects.filter(saved_at__gte=begin, saved_at__lt=end)
    done = LogEntry.objects.filter(action_time__gte=begin, action_time__lt=end)
    acts = Change.objects.filter(recorded_at__gte=begin, recorded_at__lt=end)
    acts = acts.exclude(recorded_by__in=("", FILES_OF_THE_PLAN)).prefetch_related(None)
    of_acts = {name.rpartition(BOTH)[2] for name in _values(acts, "recorded_by")}
    people = {*_values(written, "saved_by"), *_values(done, "user__username"), *of_acts}
    of_events = ContentType.objects.get_for_model(Event).pk
    keys = {*_values(written, "kind"), *_values(done, "content_type")} - {None}
    keys |= {of_events} if of_acts else set()
    if who:
        written, done = written.filter(saved_by=who), done.filter(user__username=who)
        by_both = models.Q(recorded_by__endswith=f"{BOTH}{who}")
        acts = acts.filter(models.Q(recorded_by=who) | by_both)
    if is_key(ContentType, kind):
        written, done = written.filter(kind=int(kind)), done.filter(content_type=int(kind))
        acts = acts if int(kind) == of_events else acts.none()
    told = _acts(acts, reader) if of_acts else []
    said = {act.said for act in told}
    of_all = (*_written(written, reader), *(act.line for act in told), *_done(done, reader, said))
    lines = sorted(of_all, key=lambda line: line.at, reverse=True)
    return WeeklyLog(asked, who, kind, lines[:LONGEST], sorted(people), _kinds(keys))


def _values(rows: models.QuerySet, field: str) -> Iterator[Any]:
    return rows.order_by().values_list(field, flat=True).distinct().iterator()


def _kinds(keys: set[int]) -> list[tuple[str, str]]:
    kinds = ((key, ContentType.objects.get_for_id(key).model_class()) for key in keys)
    named = [
        (str(key), capfirst(str(model._meta.verbose_name_plural))) for key, model in kinds if model
    ]
    return sorted(named, key=lambda pair: pair[1])


def _written(rows: models.QuerySet[Revision], reader: Any) -> Iterator[LogLine]:
    for row in rows.select_related("kind").order_by("-pk")[:LONGEST]:
        told = row_of(row, row.kind.model_class(), may_change=False)
        url = told.url if _may_open(reader, row.kind) else ""
        yield LogLine(row.saved_at, row.saved_by, told.name, url, told.label, told.parts)


def _may_open(reader: Any, kind: ContentType | None) -> bool:
    """Whether the pages of a kind are open to `reader`. No query where this was asked of the kind before."""
    rights = (
        (f"{kind.app_label}.{right}_{kind.model}" for right in ("view", "change")) if kind else ()
    )
    return any(reader.has_perm(right) for right in rights)


@dataclass(frozen=True)
class _Act:
    """What an act made of the facts of an event, and how Django's log says the same of it."""

    line: LogLine
    #: The key of the event, and the sentence.
    said: tuple[str, str]


def _acts(rows: models.QuerySet[Change], reader: Any) -> list[_Act]:
    """Return what each change made of what. Four queries."""
    # A line tells no reason: those that were added later are not asked for.
    no_reasons = models.Prefetch("added_reasons", AddedReason.objects.none())
    rows = rows.prefetch_related(no_reasons, "event__cities")
    kind, names = ContentType.objects.get_for_model(Event), PlaceNames.read()
    is_open = _may_open(reader, kind)
    return [
        _act(row, address_of(kind, str(row.event_id)) if is_open else "", names)
        for row in rows.select_related("event").order_by("-pk")[:LONGEST]
    ]


def _act(row: Change, url: str, names: PlaceNames) -> _Act:
    proposer, _both, who = row.recorded_by.rpartition(BOTH)
    told = headline(row.state())
    label, sentence = (
        gettext("Approved: %(what)s, proposed by %(who)s.") % {"what": what, "who": proposer}
        if proposer
        else what
        for what in (told, in_words(row, names))
    )
    parts = _old_and_new(row, names) or [DiffPart("same", told)]
    line = LogLine(row.recorded_at, who, str(name_lazy(row.event)), url, label, parts)
    return _Act(line, (str(row.event_id), sentence))


def _old_and_new(row: Change, names: PlaceNames) -> list[DiffPart]:
    """Return the facts that a change left, and those that it set; its status among them, though its name tells it."""
    change = row.state()
    moves = [*moves_of(change, [city.slug for city in row.event.cities.all()], names)]
    if has_new_status(change) and headline_says_status(change):
        moves.append(status_move(change))
    olds, news = _facts(moves, "old"), _facts(moves, "new")
    between = [DiffPart(BETWEEN, " → ")] if olds and news else []
    return [
        *([DiffPart("gone", olds)] if olds else []),
        *between,
        *([DiffPart("new", news)] if news else []),
    ]


def _facts(moves: list[FactMove], when: str) -> str:
    facts = [(move.label, getattr(move, when)) for move in moves]
    sentences = [
        gettext("%(fact)s: %(new)s") % {"fact": fact, "new": it} for fact, it in facts if str(it)
    ]
    return pgettext("between dates", "; ").join(sentences)


def _done(
    rows: models.QuerySet[LogEntry], reader: Any, said: set[tuple[str, str]]
) -> Iterator[LogLine]:
    """Yield what Django's log tells, but for what is `said` of an event, by its key, more fully."""
    others = rows.exclude(change_message__startswith=FIELDS_CHANGED)
    for row in others.select_related("user", "content_type").order_by("-pk")[:LONGEST]:
        sentence = sentence_of(row) or row.get_action_flag_display()
        if (row.object_id, sentence) in said and _is_event(row):
            continue
        parts = [DiffPart("same", sentence)]
        is_open = not row.is_deletion() and _may_open(reader, row.content_type)
        url = address_of(row.content_type, row.object_id) if is_open else ""
        yield LogLine(row.action_time, str(row.user), name_of(row), url, "", parts)


def _is_event(row: LogEntry) -> bool:
    return row.content_type is not None and row.content_type.model_class() is Event


#: Lines of what somebody did last.
RECENT = 10


def recent(user: Any) -> list[tuple[LogEntry, str]]:
    """Return what `user` did last, and what each thing is called. One query."""
    entries = LogEntry.objects.filter(user=user).select_related("content_type")
    return [(entry, name_of(entry)) for entry in entries.order_by("-action_time", "-pk")[:RECENT]]


def _week_of(code: str) -> Week:
    """Return the week that is asked for, or this one where the log has no such week."""
    asked = Week.read(code)
    return asked if asked and asked.year in YEARS else Week.of(timezone.localdate())


def may_read(user: Any) -> bool:
    """Whether `user` may read the log of everybody."""
    return (
        isinstance(user, User)
        and user.has_perm("staff.view_revision")
        and not scope_of(user).is_limited
    )

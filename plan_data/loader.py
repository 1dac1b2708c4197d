"""The plan, written into the database as it stood on a day: all of it or nothing."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from events.actions.changes import hostings_of
from events.models import Event
from events.state import Hosting
from plan_data import event_replay, presidencies, source_days, upsert
from plan_data.checks import FILES, LASTING, CheckedPlan, PlanFaultyError
from plan_data.comparison import AstrayError, DivergedError, left_out, retold
from plan_data.edits import EditedFields
from plan_data.events import CHANGES, EVENTS
from plan_data.hosts import EVENT_HOSTS
from plan_data.schema import CsvRow, Fault, ParsedRow
from plan_data.source_days import paper_day
from plan_data.timeline import EventTimeline
from plan_data.upsert import SealedError, Written
from presidencies.current import Belonging, current_pk
from publishing import clock, outbox, records, workflow, years
from publishing.permissions import Actor

#: Told of each item: the file, and the number of the item in it.
Watch = Callable[[str, int], None]

#: Who records what the files tell, whichever command reads them.
FILES_OF_THE_PLAN = "plan"
#: Public only after the day of the load.
LATER = "later"


#: What can be done about an event whose facts are not those of the files.
MEND = (
    "Correct it in the administration (“Correct…”), or bring the rows to what it was; or load with "
    "--mend, which corrects it in the open and leaves the record of its changes as it was told."
)


class BackwardsError(Exception):
    """The database stands at a later day: what was told cannot be taken back."""


class LoadedDay(NamedTuple):
    """Until which day is told (None: to the end), and on which one mended facts are corrected."""

    as_on: date | None
    mend_on: date | None

    @property
    def last(self) -> date:
        """The last day on which anything can be a fact: today, or an earlier `as_on`.

        A clock that stands before today knows what has happened since.
        """
        today = max(clock.today(), clock.real_day())
        return min(self.as_on or today, today)


class LoadOptions(NamedTuple):
    """What a load does only where it is asked to."""

    #: Facts that the files say otherwise than they were loaded are corrected in the open, on this day.
    mend_on: date | None = None
    #: Rows that were loaded before went on purpose.
    fewer: bool = False
    #: What people wrote at the desk is brought to the files too, and its history tells it.
    overwrite: bool = False


NOTHING_MORE = LoadOptions()


@dataclass
class LoadReport:
    """How many items of each file are new, changed, the same, or public only later."""

    counts: dict[str, Counter[str]] = field(
        default_factory=lambda: {name: Counter() for name in FILES}
    )
    #: Where the record tells a step otherwise than the files do now: it stays as it was told.
    kept: list[Fault] = field(default_factory=list)
    #: What was loaded before, and the files no longer hold: it stays.
    left_out: list[Fault] = field(default_factory=list)
    #: Rows of events that a correction brought to the facts of the files.
    mended: list[str] = field(default_factory=list)
    #: What people wrote at the desk and the files say otherwise.
    edited: EditedFields = field(default_factory=EditedFields)

    def total(self, outcome: str) -> int:
        return sum(counter[outcome] for counter in self.counts.values())

    @property
    def changed_nothing(self) -> bool:
        return self.total(Written.NEW) == self.total(Written.CHANGED) == 0


@transaction.atomic
def load(
    plan: CheckedPlan,
    as_on: date | None,
    watch: Watch,
    asked: LoadOptions = NOTHING_MORE,
) -> LoadReport:
    """Bring the database to what `plan` tells by the end of `as_on` (None: to its end).

    With a day, the demonstration clock stands there afterwards. What people wrote at the desk
    stays. Idempotent.
    Waits for its turn: of two loads at once, the later one finds everything told.
    Raises PlanFaultyError and BackwardsError; then nothing is written.
    """
    records.take_turn()
    _refuse_going_back(as_on)
    if as_on is None and (standing := clock.standing_day()):
        plan = _cited_by(plan, standing)
    absent = left_out(plan)
    with outbox.together() as notes, records.together() as pending:
        report, faults = _write_all(
            plan, LoadedDay(as_on, asked.mend_on), watch, EditedFields(asked.overwrite)
        )
        faults += [] if asked.fewer else absent
        if faults:  # all of it will be undone
            notes.clear()
            pending.rows.clear()
    if as_on is not None:
        if not _lack_ground(faults):
            _rehearse(plan, asked.mend_on, faults)
        clock.stand_at(as_on)
    if faults:
        raise PlanFaultyError(faults)
    report.left_out = absent
    return report


def _write_all(
    plan: CheckedPlan, day: LoadedDay, watch: Watch, edited: EditedFields
) -> tuple[LoadReport, list[Fault]]:
    """Write what is public on `day`; return what was done, and what was refused.

    What stands on rows that were refused is not tried: it would be refused for them.
    """
    report, faults, by = LoadReport(edited=edited), list[Fault](), loader(day.last)
    for entry in plan.lasting:
        _write(entry, report, faults, by)
        watch(entry.table.file, entry.row.number)
    if _lack_ground(faults):
        return report, faults
    for timeline in plan.timelines:
        _tell(timeline, day, report, faults)
        watch(EVENTS.file, timeline.entry.row.number)
    for entry in plan.papers:
        if day.as_on is None or paper_day(plan.timelines, entry) <= day.as_on:
            _write(entry, report, faults, by)
        else:
            report.counts[entry.table.file][LATER] += 1
        watch(entry.table.file, entry.row.number)
    for entry in plan.themes:
        _write(entry, report, faults, by)
        watch(entry.table.file, entry.row.number)
    return report, faults


def _lack_ground(faults: list[Fault]) -> bool:
    """Whether a row was refused that events and papers point to."""
    ground = {table.file for table in LASTING}
    return any(fault.file in ground for fault in faults)


def _cited_by(plan: CheckedPlan, day: date) -> CheckedPlan:
    """Return the whole plan with the sources that were known by `day`, where the portal's clock stands."""
    timelines = []
    for timeline in plan.timelines:
        values = {"sources": source_days.of_event(timeline, len(timeline.steps), day)}
        entry = replace(timeline.entry, values=timeline.entry.values | values)
        timelines.append(replace(timeline, entry=entry))
    lasting, papers, themes = (
        tuple(source_days.by_day(entry, day) for entry in entries)
        for entries in (plan.lasting, plan.papers, plan.themes)
    )
    return CheckedPlan(lasting, tuple(timelines), papers, themes)


def _refuse_going_back(as_on: date | None) -> None:
    day_here = clock.demonstrated_day()
    if as_on is not None and day_here is not None and day_here > as_on:
        raise BackwardsError(
            f"The plan here stands at {day_here} already: what was told cannot be taken back. "
            f"Load {as_on} into an empty database (make reset)."
        )


@contextmanager
def _blaming(row: CsvRow, faults: list[Fault]) -> Iterator[None]:
    """Note a refusal as a fault of `row`, or of the row that the refusal names."""
    try:
        with transaction.atomic():
            yield
    except event_replay.ReplayRefusedError as error:
        faults.append(Fault(error.row.file, error.row.number, "", str(error)))
    except event_replay.AheadError as error:
        raise BackwardsError(
            f"“{error}” stands further on than that day: what was told cannot be taken back. "
            "Load an earlier day into an empty database (make reset)."
        ) from error
    except DivergedError as error:
        faults.append(Fault(row.file, row.number, "slug", _otherwise(error)))
    except (workflow.PublicationRefusedError, SealedError) as error:
        faults.append(Fault(row.file, row.number, "", str(error)))
    except ObjectDoesNotExist:
        if not faults:
            raise  # else it names a row that was refused, and is told
    except IntegrityError as error:
        words = " ".join(str(error).split())  # PostgreSQL takes several lines
        problem = f"The database refuses it beside the rows that it holds: {words}"
        faults.append(Fault(row.file, row.number, "", problem))


def _otherwise(error: DivergedError) -> str:
    if isinstance(error, AstrayError):
        return f"The event was changed by hand, or its rows were mended: {error}. {MEND}"
    return f"The event was changed by hand: {error}."


def _write(entry: ParsedRow, report: LoadReport, faults: list[Fault], by: Actor) -> None:
    if _is_of_another(entry, faults):
        return
    with _blaming(entry.row, faults):
        report.counts[entry.table.file][upsert.write(entry, by=by, met=report.edited)] += 1
        if entry.table is presidencies.PRESIDENCIES:
            presidencies.hand_over(entry, by=by)


def _is_of_another(entry: ParsedRow, faults: list[Fault]) -> bool:
    """Note that the address of `entry` is taken: each is given once, whatever the presidency."""
    instance = upsert.existing(entry) if issubclass(entry.table.model, Belonging) else None
    if instance is None or instance.presidency_id == current_pk():
        return False
    problem = f"“{entry.slug}” is of another presidency: give this row an address of its own."
    faults.append(Fault(entry.row.file, entry.row.number, "slug", problem))
    return True


def _tell(timeline: EventTimeline, day: LoadedDay, report: LoadReport, faults: list[Fault]) -> None:
    if _is_of_another(timeline.entry, faults):
        return
    due, by = timeline.due(day.as_on), loader(day.last)
    with _blaming(timeline.entry.row, faults):
        event = event_replay.find(timeline)
        report.kept += retold(timeline, event)
        before = _hostings(timeline, event)
        standpoint, is_mended = event_replay.tell(timeline, due, day.mend_on, by=by)
        report.mended += [timeline.slug] if is_mended else []
        outcome = Written.NEW
        if standpoint:
            whole, steps = due == len(timeline.entries), timeline.entries[due - 1].steps
            row = event_replay.texts(timeline, by.today, steps=steps, whole=whole)
            outcome = upsert.write(row, by=by, met=report.edited)
        if is_mended or standpoint not in (0, due):
            outcome = Written.CHANGED
        report.counts[EVENTS.file][outcome if due else LATER] += 1
        _count_changes(timeline, standpoint, due, report.counts[CHANGES])
        after = _hostings(timeline, event or event_replay.find(timeline))
        _count_hosts(timeline, before, after, report.counts[EVENT_HOSTS])


def loader(until: date) -> Actor:
    """Return who tells what the files say, at the end of that day."""
    return Actor.system(FILES_OF_THE_PLAN, clock.end_of(until))


def _count_changes(
    timeline: EventTimeline, standpoint: int, due: int, counts: Counter[str]
) -> None:
    before, after = (
        timeline.entries[number - 1].steps if number else 0 for number in (standpoint, due)
    )
    counts[Written.SAME] += before
    counts[Written.NEW] += after - before
    counts[LATER] += len(timeline.steps) - after


def _hostings(timeline: EventTimeline, event: Event | None) -> tuple[Hosting, ...]:
    return hostings_of(event) if event and timeline.entry.attached else ()


def _count_hosts(
    timeline: EventTimeline, before: Sequence[Hosting], now: Sequence[Hosting], counts: Counter[str]
) -> None:
    """Count the rows of who holds an event: with another role, or in another place, one changed."""
    slugs = {one.slug for one in before}
    for place, one in enumerate(timeline.entry.attached or ()):
        if one not in now:
            counts[LATER] += 1
        elif one.slug not in slugs:
            counts[Written.NEW] += 1
        else:
            counts[Written.SAME if before[place : place + 1] == (one,) else Written.CHANGED] += 1


def _rehearse(plan: CheckedPlan, mend_on: date | None, faults: list[Fault]) -> None:
    """Tell every timeline to its end and undo that, so that no later step is refused.

    As if the plan had been carried out: with the last of the Presidency's years.
    """
    by = loader(max(LoadedDay(None, mend_on).last, years.presidency_years().last_day))
    with transaction.atomic(), outbox.together() as notes, records.together() as pending:
        for timeline in plan.timelines:
            with _blaming(timeline.entry.row, faults):
                event_replay.tell(timeline, len(timeline.entries), mend_on, by=by)
        notes.clear()
        pending.rows.clear()
        transaction.set_rollback(True)

"""The history, played on from one day to another: action by action, each in its own transaction."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

from django.db import transaction

from events.enums import ChangeKind, Status
from events.timeline import TimelineEntry
from plan_data import comparison, event_replay, schema, source_days, upsert
from plan_data.checks import CheckedPlan
from plan_data.loader import loader
from plan_data.source_days import paper_day
from plan_data.timeline import EventTimeline, FiledChange
from publishing import clock, permissions, records, workflow

REFUSALS = (
    comparison.DivergedError,
    event_replay.ReplayRefusedError,
    workflow.PublicationRefusedError,
)


@dataclass(frozen=True)
class ReplayAction:
    """One thing that becomes public on a day; `line` says it in words."""

    day: date
    line: str
    #: Acts of one subject build on each other: when one is refused, the later ones are not played.
    subject: str
    #: Tells it, and returns whether it was still to be told: another replay may have told it meanwhile.
    play: Callable[[], bool]


#: Told of each action, and why it was refused ("" when it was played).
Watch = Callable[[ReplayAction, str], None]


def replay(plan: CheckedPlan, since: date, until: date, watch: Watch) -> int:
    """Play what became public by the end of `until`, and return how many subjects were refused.

    `since` is where the demonstration clock stands; it moves along and ends at `until`. What another
    load or replay tells meanwhile is not played again, and the clock never goes back.
    An event that was changed by hand, so that its history no longer fits, is left as it is.
    """
    refusals: set[str] = set()
    for action in sorted(replay_actions(plan, since, until), key=attrgetter("day")):
        if action.subject in refusals:
            continue
        problem = ""
        try:
            if not _play(action):
                continue
        except REFUSALS as error:
            problem = str(error)
            refusals.add(action.subject)
        watch(action, problem)
    _move_on(until)
    return len(refusals)


@transaction.atomic
def _play(action: ReplayAction) -> bool:
    """Play `action`, and tell whether it was still to be played."""
    if not _move_on(action.day):
        return False  # whoever moved the clock on told all of the days before
    try:
        return action.play()
    except event_replay.AheadError:
        return False  # told meanwhile, and more of that day


@transaction.atomic
def _move_on(day: date) -> bool:
    """Hold the clock at `day`, unless it stands later; tell whether it does not."""
    records.take_turn()  # before looking where it stands: another replay may be moving it
    standing = clock.demonstrated_day()
    if standing is not None and standing > day:
        return False
    clock.stand_at(day)
    return True


def replay_actions(plan: CheckedPlan, since: date, until: date) -> Iterator[ReplayAction]:
    """Yield what is still to be played by the end of `until`: the events' actions, then papers'."""
    for entry in (*plan.lasting, *plan.themes):
        yield from _sources_of(entry, since, until)
    for timeline in plan.timelines:
        yield from _actions_of_event(plan, timeline, since, until)
    for entry in plan.papers:
        day, title = paper_day(plan.timelines, entry), entry.values["title_en"]
        if day <= until and upsert.existing(entry) is None:
            kind = "document" if entry.table.file == "documents.csv" else "news"
            day = max(day, since)
            play = partial(_play_paper, plan, entry, loader(day))
            yield ReplayAction(day, f"{title}: {kind}", f"{kind} {entry.slug}", play)
        yield from _sources_of(entry, max(since, day), until)


def _sources_of(entry: schema.ParsedRow, since: date, until: date) -> Iterator[ReplayAction]:
    """Yield what `entry` cites from a day on, and did not before."""
    name = entry.values.get("title_en") or entry.values.get("name_en") or entry.slug
    for day in source_days.days_of(entry, since, until):
        play = partial(_cite_row, entry, loader(day))
        yield ReplayAction(day, f"{name}: another source", f"source of {entry.slug}", play)


def _actions_of_event(
    plan: CheckedPlan, timeline: EventTimeline, since: date, until: date
) -> Iterator[ReplayAction]:
    try:
        standpoint = comparison.entries_told(timeline, event_replay.find(timeline))
    except comparison.DivergedError:
        standpoint = timeline.due(since)  # the first action will be refused
    for number in range(standpoint, timeline.due(until)):
        entry = timeline.entries[number]
        title = (timeline.titles(entry.steps) or {}).get("en", timeline.entry.values["title_en"])
        line = f"{title}: {say_entry(entry)}"
        day = max(entry.day, since)
        play = partial(_play_entry, plan, timeline, number + 1, loader(day))
        yield ReplayAction(day, line, f"event {timeline.slug}", play)
    told_on = {entry.day for entry in timeline.entries}
    for day in source_days.days_of(timeline.entry, since, until):
        if day not in told_on and timeline.due(day):
            line = f"{timeline.entry.values['title_en']}: another source"
            play = partial(_cite_event, timeline, loader(day))
            yield ReplayAction(day, line, f"event {timeline.slug}", play)


def _play_entry(
    plan: CheckedPlan, timeline: EventTimeline, number: int, by: permissions.Actor
) -> bool:
    """Tell one more entry; papers that wait for a new event are linked to it."""
    standpoint = event_replay.tell(timeline, number, by=by).standpoint
    if not standpoint:
        _link(plan, event_replay.find(timeline), by)
    return standpoint < number


def _cite_event(timeline: EventTimeline, by: permissions.Actor) -> bool:
    event = event_replay.find(timeline)
    if event is None:
        return False
    values = {"sources": event_replay.sources_now(timeline, event, by)}
    return upsert.cite(event, values, by=by)


def _cite_row(entry: schema.ParsedRow, by: permissions.Actor) -> bool:
    instance = upsert.existing(entry)
    if instance is None:
        return False
    return upsert.cite(instance, source_days.cited(entry, by.today), by=by)


def _play_paper(plan: CheckedPlan, entry: schema.ParsedRow, by: permissions.Actor) -> bool:
    """Publish news or a document; the themes that wait for it are linked to it."""
    outcome = upsert.write(entry, by=by)
    _link(plan, upsert.existing(entry), by)
    return outcome != upsert.Written.SAME


def _link(plan: CheckedPlan, item: Any, by: permissions.Actor) -> None:
    """Link `item`, which is new, to the papers and themes that name it, as far as they are told."""
    for entry in (*plan.papers, *plan.themes):
        for reference, slugs in entry.many.items():
            model = entry.table.field(reference.field).related_model
            if model is type(item) and item.slug in slugs:
                upsert.add_link(entry, reference.field, item, by=by)


def say_entry(entry: TimelineEntry[FiledChange]) -> str:
    """Return what an entry tells, in a few words: "new date, 29 October 2020"."""
    if entry.step is None:
        return str(Status(entry.facts.status).label)
    kind = str(ChangeKind(entry.step.kind).label)
    period = entry.step.new_period
    return f"{kind}, {period.say('en')}" if period is not None else kind

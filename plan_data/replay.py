"""The history, played on from one day to another: act by act, each in its own transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import attrgetter

from django.db import transaction

from events.enums import ChangeKind, Status
from events.public_timeline import TimelineEntry
from plan_data import event_replay, upsert
from plan_data.checks import Plan
from plan_data.comparison import DivergedError, standing
from plan_data.loader import loader, paper_day
from plan_data.schema import Reference
from plan_data.timeline import EventTimeline, FiledChange
from publishing import clock
from publishing.permissions import Actor
from publishing.workflow import PublicationRefusedError

#: How news and documents point to events.
EVENT_LINKS = Reference("events")

REFUSALS = (
    event_replay.AheadError,
    DivergedError,
    event_replay.ReplayRefusedError,
    PublicationRefusedError,
)


@dataclass(frozen=True)
class ReplayAction:
    """One thing that becomes public on a day; `line` says it in words."""

    day: date
    line: str
    #: Acts of one subject build on each other: when one is refused, the later ones are not played.
    subject: str
    play: Callable[[], object]


#: Told of each act, and why it was refused ("" when it was played).
Watch = Callable[[ReplayAction, str], None]


def replay(plan: Plan, since: date, until: date, watch: Watch) -> int:
    """Play what became public by the end of `until`, and return how many subjects were refused.

    `since` is where the demonstration clock stands; it moves along and ends at `until`.
    An event that was changed by hand, so that its history no longer fits, is left as it is.
    """
    refused: set[str] = set()
    for act in sorted(replay_actions(plan, since, until), key=attrgetter("day")):
        if act.subject in refused:
            continue
        problem = ""
        try:
            with transaction.atomic():
                act.play()
                clock.stand_at(act.day)
        except REFUSALS as error:
            problem = str(error)
            refused.add(act.subject)
        watch(act, problem)
    clock.stand_at(until)
    return len(refused)


def replay_actions(plan: Plan, since: date, until: date) -> Iterator[ReplayAction]:
    """Yield what is still to be played by the end of `until`: the events' acts, then papers'."""
    for story in plan.stories:
        yield from _actions_of_event(plan, story, since, until)
    for entry in plan.papers:
        day, title = paper_day(entry), entry.values["title_en"]
        if day <= until and upsert.existing(entry) is None:
            what = "document" if entry.table.file == "documents.csv" else "news"
            day = max(day, since)
            play = partial(upsert.write, entry, by=loader(day))
            yield ReplayAction(day, f"{title}: {what}", f"{what} {entry.slug}", play)


def _actions_of_event(
    plan: Plan, story: EventTimeline, since: date, until: date
) -> Iterator[ReplayAction]:
    try:
        told = standing(story, event_replay.find(story))
    except DivergedError:
        told = story.due(since)  # the first act will be refused
    for number in range(told, story.due(until)):
        chapter = story.chapters[number]
        title = (story.titles(chapter.steps) or {}).get("en", story.entry.values["title_en"])
        line = f"{title}: {said(chapter)}"
        day = max(chapter.day, since)
        play = partial(_play_entry, plan, story, number + 1, loader(day))
        yield ReplayAction(day, line, f"event {story.slug}", play)


def _play_entry(plan: Plan, story: EventTimeline, chapters: int, by: Actor) -> None:
    """Tell one more chapter; papers that wait for a new event are linked to it."""
    if event_replay.tell(story, chapters, by=by).chapters:
        return
    event = event_replay.find(story)
    for entry in plan.papers:
        if story.slug in entry.many[EVENT_LINKS]:
            upsert.add_link(entry, EVENT_LINKS.field, event, by=by)


def said(chapter: TimelineEntry[FiledChange]) -> str:
    """Return what a chapter tells, in a few words: "new date, 29 October 2020"."""
    if chapter.step is None:
        return str(Status(chapter.facts.status).label)
    kind = str(ChangeKind(chapter.step.kind).label)
    period = chapter.step.new_period
    return f"{kind}, {period.say('en')}" if period is not None else kind

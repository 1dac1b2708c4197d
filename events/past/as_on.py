"""The plan as it was known by the end of a day, out of the record of changes. No query here.

Load the events with `for_cards()`. What nobody dated is there from the beginning, by the rule of
events.chapters, and stands apart until a source or its own day shows that it was known.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from events.chapters import BEGINNING, Chapter, chapters_of
from events.history import Facts, announced_period, followed, opening
from events.models import Change, Event
from events.stepping import set_facts
from places.models import City
from publishing import translations
from publishing.languages import CODES

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

#: Facts name cities by slug.
Cities = Mapping[str, City]


@dataclass(frozen=True)
class Tale:
    """A public event, and how its facts came about."""

    event: Event
    chapters: tuple[Chapter[Change], ...]

    @classmethod
    def of(cls, event: Event) -> Tale:
        steps = list(event.changes.all())
        chapters = chapters_of(steps, followed(steps), Facts.of(event), opening(steps))
        return cls(event, tuple(chapters))

    def known(self, day: date) -> Chapter[Change] | None:
        """Return the chapter that was public by the end of `day`; None before the first."""
        told = [chapter for chapter in self.chapters if chapter.day <= day]
        return told[-1] if told else None

    def is_shown_known(self, day: date) -> bool:
        """Whether a source or the event's own days show that it was known by the end of `day`."""
        chapter = self.known(day)
        if chapter is None:
            return False
        period = chapter.facts.period
        begun = period.first if period.is_exact else period.last
        if begun is not None and begun <= day:
            return True
        return any(
            told.step is not None and told.step.announced_on is not None
            for told in self.chapters
            if told.day <= day
        )

    def silent_steps(self, day: date) -> list[Change]:
        """Return the steps of unknown day that may have been public by then already.

        Only those after which the event differs from what is shown of it.
        """
        shown, found = self.known(day), []
        for chapter in self.chapters:
            if chapter.day <= day or shown is None:
                continue
            if chapter.step is None or not _may_be_public(chapter.step, day):
                break
            if chapter.facts != shown.facts:
                found.append(chapter.step)
        return found


def _may_be_public(step: Change, day: date) -> bool:
    earliest = announced_period(step).first
    return earliest is None or earliest <= day


@dataclass(frozen=True)
class PlanOn:
    """The plan by the end of `day`: events, unsaved, with the facts and steps of that time."""

    day: date
    #: Shown to have been known by a source, or by their own days.
    known: tuple[Event, ...]
    #: On record, but nobody knows since when.
    unsure: tuple[Event, ...]
    #: Steps of unknown day that may have been public already.
    silent: tuple[Change, ...]


def plan_on(tales: Iterable[Tale], day: date, cities: Cities) -> PlanOn:
    known, unsure, silent = [], [], []
    for tale in tales:
        chapter = tale.known(day)
        if chapter is None:
            continue
        shown = as_it_was(tale.event, chapter, cities)
        if tale.is_shown_known(day):
            known.append(shown)
            silent += tale.silent_steps(day)
        else:
            unsure.append(shown)
    return PlanOn(day, tuple(known), tuple(unsure), tuple(silent))


def as_it_was(event: Event, chapter: Chapter[Change], cities: Cities) -> Event:
    """Return a copy of `event` with the facts, the title and the steps of `chapter`, unsaved."""
    was = copy.copy(event)
    set_facts(was, chapter.facts)
    steps = list(event.changes.all())
    for later in reversed(steps[chapter.steps :]):
        if later.old_title is not None:
            # Told together, so none of them was out of date then.
            titles = {code: later.old_title.get(code, "") for code in CODES}
            translations.set_together(was, "title", titles, None)
    there = [cities[slug] for slug in chapter.facts.cities if slug in cities]
    was._prefetched_objects_cache = {  # type: ignore[attr-defined]  # Django's own place for them
        **event._prefetched_objects_cache,  # type: ignore[attr-defined]
        "changes": _loaded(Change.objects.all(), steps[: chapter.steps]),
        "cities": _loaded(City.objects.all(), there),
    }
    return was


def _loaded(rows: QuerySet, found: Sequence[Model]) -> QuerySet:
    """Return `rows` as if the database had answered `found`."""
    rows._result_cache = list(found)
    return rows


def days_of_change(tales: Iterable[Tale], until: date) -> list[date]:
    """Return the days, up to `until`, by whose end a step was public that was not before."""
    days = {
        chapter.day
        for tale in tales
        for chapter in tale.chapters
        if chapter.step is not None and BEGINNING < chapter.day <= until
    }
    return sorted(days)

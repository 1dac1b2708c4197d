"""Since when each source of the files was known. No database here.

* An address that names a day was not there before it; one that names a month, not before its first day.
* One that names none is as old as the first thing in the files with a day that cites it: a step of any event,
  news, a document.
* One that nothing with a day cites may tell of what is still to come. An event leaves it out while something of
  its timeline lies ahead, but where it was there before its first step: then nothing else told of it.

Whatever cites a source, asks here: events, papers, bodies, countries, themes and the promise of a presidency.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from events.sources import day_in, earliest, is_later
from events.timeline import known_on
from plan_data.schema import ParsedRow, Values
from plan_data.tables import DOCUMENTS, NEWS
from plan_data.timeline import EventTimeline

#: The fields that hold one source, beside those that hold several.
ONLY = ("source_url", "promise_url")
PAPER_DAYS = {NEWS.file: "published_on", DOCUMENTS.file: "adopted_on"}


def paper_day(timelines: Iterable[EventTimeline], entry: ParsedRow) -> date:
    """Return the day on which a piece of news or a document became public.

    What came out of a meeting did so once that had met: not while it is still expected.
    """
    day: date = entry.values[PAPER_DAYS[entry.table.file]]
    if entry.table.file != DOCUMENTS.file:
        return day
    links = (slugs for reference, slugs in entry.many.items() if reference.field == "events")
    slugs = {slug for of_one in links for slug in of_one}
    met = (timeline.met_on for timeline in timelines if timeline.slug in slugs)
    return max([day, *(day_met for day_met in met if day_met)])


def first_cited(
    timelines: Sequence[EventTimeline], papers: Iterable[ParsedRow]
) -> Mapping[str, date]:
    """Return by address the first day on which a step, news or a document cited it."""
    days: dict[str, date] = {}
    for url, day in (*_cited_by_steps(timelines), *_cited_by_papers(timelines, papers)):
        days[url] = min(day, days.get(url, day))
    return days


def _cited_by_steps(timelines: Iterable[EventTimeline]) -> Iterator[tuple[str, date]]:
    for timeline in timelines:
        for step, day in zip(timeline.steps, known_on(timeline.steps), strict=True):
            if day:
                yield step.announcement.source_url, day


def _cited_by_papers(
    timelines: Sequence[EventTimeline], papers: Iterable[ParsedRow]
) -> Iterator[tuple[str, date]]:
    for entry in papers:
        day = paper_day(timelines, entry)
        text = entry.values.get("external_url")
        yield from ((url, day) for url in (*addresses(entry), text) if url)


def addresses(entry: ParsedRow) -> tuple[str, ...]:
    """Return the sources that `entry` cites, whatever its kind."""
    sources = entry.values.get("sources")
    if isinstance(sources, list):
        return tuple(sources)
    only = (entry.values.get(name) for name in ONLY)
    return tuple(url for url in only if url)


def days_of(entry: ParsedRow, since: date, until: date) -> list[date]:
    """Return the days after `since`, by the end of `until`, from which it may cite another source."""
    days = {
        day
        for url in addresses(entry)
        for day in (earliest(url), entry.cited_since.get(url))
        if day
    }
    return sorted(day for day in days if since < day <= until)


def is_known(url: str, entry: ParsedRow, day: date) -> bool:
    """Whether `entry` may cite this source by the end of `day`."""
    if is_later(url, day):
        return False
    return day_in(url) is not None or entry.cited_since.get(url, day) <= day


def by_day(entry: ParsedRow, day: date | None) -> ParsedRow:
    """Return what `entry` says by the end of `day`: without the sources that were not known, nor what they promised."""
    if day is None:
        return entry
    return replace(entry, values=entry.values | _known(entry, day))


def cited(entry: ParsedRow, day: date | None) -> Values:
    """Return the sources of `entry` by the end of `day`, by the names of the fields, and what they tell."""
    values = by_day(entry, day).values
    return {name: value for name, value in values.items() if tells_of_a_source(name)}


def tells_of_a_source(name: str) -> bool:
    return name in ("sources", "source_url") or name.startswith("promise")


def _known(entry: ParsedRow, day: date) -> Values:
    late = {url for url in addresses(entry) if not is_known(url, entry, day)}
    values: Values = {}
    if isinstance(sources := entry.values.get("sources"), list):
        values["sources"] = [url for url in dict.fromkeys(sources) if url not in late]
    elif late:
        values = {name: "" for name in entry.values if tells_of_a_source(name)}
        values |= {name: None for name in values if name == "promised_events"}
    return values


def of_event(timeline: EventTimeline, steps: int, day: date | None) -> list[str]:
    """Return the sources of the event after so many steps, by the end of `day` (None: by the end of its timeline)."""
    told, later = (
        {step.announcement.source_url for step in some}
        for some in (timeline.steps[:steps], timeline.steps[steps:])
    )
    sources = by_day(timeline.entry, day).values["sources"]
    known = [url for url in sources if url in told or url not in later]
    if day is None or timeline.due(day) == len(timeline.entries) or not _is_announced(timeline):
        return known
    return [url for url in known if url in told or not _is_vague(url, timeline.entry)]


def _is_announced(timeline: EventTimeline) -> bool:
    """Whether the event came up with a step that names its source."""
    step = timeline.entries[0].step
    return step is not None and bool(step.announcement.source_url)


def _is_vague(url: str, entry: ParsedRow) -> bool:
    """Whether nothing tells since when this source was known."""
    return day_in(url) is None and url not in entry.cited_since

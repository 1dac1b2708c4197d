"""The tables of events and of their changes, read into timelines. No database here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from events.actions.changes import Announcement, FactChanges, set_hosts
from events.dates import Period
from events.enums import ChangeKind, Format, Precision, Status
from events.models import Change, Event
from events.timeline import Facts
from i18n.characters import each_line
from plan_data.schema import SUFFIXES, CsvRow, ParsedRow, Reference, Table, cleaned
from plan_data.timeline import (
    FINAL,
    NEW,
    OLD,
    EventTimeline,
    FiledChange,
    contradictions,
    read_period,
    with_venue,
)
from publishing.years import UsualYears, organisation_years, presidency_years

EVENTS = Table(
    file="events.csv",
    model=Event,
    cells={"slug": "slug", "kind": "kind", "level": "level", "plan_membership": "membership"},
    texts=("title", "title_origin", "summary", "host"),
    addresses={"source_urls": "sources"},
    one={"chair_country": Reference("chair", key="code")},
    many={"body_slugs": Reference("bodies"), "priority_slugs": Reference("priorities")},
    others=(
        *("format", "status", "start_date", "end_date", "date_precision", "city_slugs"),
        *(f"{name}_{suffix}" for name in ("date_text", "venue") for suffix in SUFFIXES),
        *FINAL.clock,
    ),
    optional=FINAL.clock,
    attach=set_hosts,
    below="hostings",
)

CHANGES = "event_changes.csv"
CHANGES_OPTIONAL = (
    *(f"{name}_{suffix}" for name in ("old_title", "new_title") for suffix in SUFFIXES),
    *OLD.clock,
    *NEW.clock,
)
CHANGES_COLUMNS = (
    *("event_slug", "seq", "announced_on", "announced_precision", "kind"),
    *("old_start", "old_end", "new_start", "new_end", "old_precision", "new_precision"),
    *("old_city_slug", "new_city_slug", "old_format", "new_format"),
    *(f"note_{suffix}" for suffix in SUFFIXES),
    "source_url",
    *CHANGES_OPTIONAL,
)

#: The kinds of step that may tell another title.
NAMING = (ChangeKind.RENAMED, ChangeKind.CORRECTED)

#: How exactly the day of an announcement may be known.
ANNOUNCED = [precision for precision in Precision if precision != Precision.MINUTE]


def read_timeline(
    row: CsvRow, entry: ParsedRow | None, steps: Sequence[CsvRow], cities: Collection[str]
) -> EventTimeline | None:
    """Return the timeline of an event, from its row and the rows of its steps in order.

    `entry` is what was read of the row already; `cities` are the slugs that may be named.
    Returns None when a row has faults, which it has noted: the history must lead to the
    facts of the event's own row.
    """
    faults_before = len(row.faults)
    facts = _facts(row, cities, has_history=bool(steps))
    filed_changes = [_change(step, facts.period, cities) for step in steps]
    _check_order(steps)
    if entry is None or len(row.faults) > faults_before:
        return None
    timeline = EventTimeline(entry, facts, with_venue(filed_changes, facts))
    problems = contradictions(timeline)
    for faulty_row, column, problem in problems:
        faulty_row.blame(column, problem, follows=CHANGES)
    return None if problems else timeline


def _facts(row: CsvRow, cities: Collection[str], *, has_history: bool) -> Facts:
    for column in ("status", "format", "date_precision"):
        if not row.text(column):
            row.blame(column, "The cell is empty.")
    period = read_period(row, FINAL) or Period.undated()
    words = _short_texts(row, "date_text", "date_words")
    # The words of an undated event tell its last plan, which its history tells already.
    tells_words = period.is_dated or not has_history
    return Facts(
        status=row.choice("status", Status.values) or Status.PLANNED,
        period=replace(period, words=words) if tells_words else period,
        format=row.choice("format", Format.values) or Format.UNKNOWN,
        cities=_cities(row, "city_slugs", cities),
        venue=_short_texts(row, "venue", "venue"),
    )


def _short_texts(row: CsvRow, name: str, field: str) -> dict[str, str]:
    texts = row.texts(name)
    for suffix, code in SUFFIXES.items():
        if code in texts:
            cleaned(Event._meta.get_field(field), row, f"{name}_{suffix}")
    return each_line(texts)


def _change(row: CsvRow, final: Period, cities: Collection[str]) -> FiledChange:
    """Return the step of `row`. The words of the event's date go with its final period."""
    if not row.text("kind"):
        row.blame("kind", "The cell is empty.")
    period = read_period(row, NEW)
    kind = ChangeKind(row.choice("kind", ChangeKind.values) or ChangeKind.CORRECTED)
    old_titles, new_titles = _titles(row, kind)
    return FiledChange(
        row=row,
        kind=kind,
        announcement=_announcement(row),
        moves=FactChanges(
            period=replace(period, words=final.words)
            if period is not None and period.same_days(final)
            else period,
            format=row.choice("new_format", Format.values) or None,
            cities=_new_cities(row, cities),
            titles=new_titles,
        ),
        old=FactChanges(
            period=read_period(row, OLD),
            format=row.choice("old_format", Format.values) or None,
            cities=_cities(row, "old_city_slug", cities) or None,
            titles=old_titles,
        ),
    )


def _titles(row: CsvRow, kind: ChangeKind) -> tuple[dict[str, str] | None, dict[str, str] | None]:
    """Return the old and the new title; None for both where only the renaming itself is known."""
    old, new = _short_texts(row, "old_title", "title"), _short_texts(row, "new_title", "title")
    if (old or new) and kind not in NAMING:
        row.blame("new_title_en", f"Only these kinds tell another title: {', '.join(NAMING)}.")
    if bool(old) != bool(new):
        row.blame("old_title_en" if new else "new_title_en", "Write both titles, or neither.")
    elif old and old == new:
        row.blame("new_title_en", "The new title is the old one.")
    return old or None, new or None


def _announcement(row: CsvRow) -> Announcement:
    on = row.day("announced_on")
    precision = Precision(row.choice("announced_precision", ANNOUNCED) or Precision.NONE)
    if (on is None) != (precision == Precision.NONE):
        row.blame("announced_precision", "Write `none` for an unknown day, and only for that.")
        on = None
    return Announcement(
        on=on,
        precision=precision,
        reason=row.texts("note"),
        source_url=cleaned(Change._meta.get_field("source_url"), row, "source_url") or "",
    )


def _new_cities(row: CsvRow, slugs: Collection[str]) -> tuple[str, ...] | None:
    """An old city without a new one takes the place away."""
    cities = _cities(row, "new_city_slug", slugs)
    return cities if cities or row.text("old_city_slug") else None


def _cities(row: CsvRow, column: str, known_slugs: Collection[str]) -> tuple[str, ...]:
    slugs = row.words(column)
    for slug in slugs:
        if slug not in known_slugs:
            row.blame(column, f"There is no row “{slug}” in cities.csv.", follows="cities.csv")
    return tuple(sorted(slugs))


#: By file, the days about which whoever loads is asked beyond these years.
USUAL_YEARS: Mapping[str, UsualYears] = {
    EVENTS.file: dict.fromkeys(("start_date", "end_date"), presidency_years),
    CHANGES: {
        "announced_on": organisation_years,
        **dict.fromkeys(("old_start", "old_end", "new_start", "new_end"), presidency_years),
    },
}


def _check_order(rows: Sequence[CsvRow]) -> None:
    """Note steps that are not numbered 1, 2, 3 … or are announced before an earlier one."""
    newest = date.min
    for number, row in enumerate(rows, start=1):
        if row.text("seq") != str(number):
            problem = f"This is step {number} of the event: number them in order."
            row.blame("seq", problem, follows=CHANGES)
        faults_before = len(row.faults)
        day = row.day("announced_on") or newest
        del row.faults[faults_before:]  # noted when the step was read
        if day < newest:
            row.blame("announced_on", f"An earlier step was announced on {newest}.")
        newest = max(newest, day)

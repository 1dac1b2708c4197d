"""The whole plan, read from its files and checked: all faults at once, or none."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from events.actions.addresses import present_slugs
from plan_data import csv, presidencies, source_days, upsert
from plan_data.events import (
    CHANGES,
    CHANGES_COLUMNS,
    CHANGES_OPTIONAL,
    EVENTS,
    USUAL_YEARS,
    read_timeline,
)
from plan_data.hosts import (
    EVENT_HOSTS,
    EVENT_HOSTS_COLUMNS,
    HOSTS,
    check_parents,
    check_states_once,
    parents_first,
    read_hostings,
)
from plan_data.schema import CsvRow, Fault, ParsedRow, Reference, Table, read
from plan_data.tables import (
    BODIES,
    BODY_TEXTS,
    CITIES,
    COUNTRIES,
    DOCUMENTS,
    EVENT_TEXTS,
    NEWS,
    PRIORITIES,
    STRANDS,
    TEXTS,
    THEMES,
    joined,
)
from plan_data.timeline import EventTimeline
from presidencies.current import current, one_presidency
from publishing.years import UsualYears, doubts

#: What is the same on every day, each table below those that it points to.
LASTING = (COUNTRIES, CITIES, presidencies.PRESIDENCIES, STRANDS, PRIORITIES, BODIES, HOSTS)
#: What has a day of its own and points to events.
PAPERS = (NEWS, DOCUMENTS)
TABLES = (*LASTING, EVENTS, *PAPERS, THEMES)
#: The columns of each file, and those of them that it may leave out.
COLUMNS = {
    **{table.file: table.columns for table in (*TABLES, *TEXTS.values())},
    CHANGES: CHANGES_COLUMNS,
    EVENT_HOSTS: EVENT_HOSTS_COLUMNS,
}
OPTIONAL = {
    **{table.file: table.optional for table in (*TABLES, *TEXTS.values())},
    CHANGES: CHANGES_OPTIONAL,
    EVENT_HOSTS: (),
}
#: May be missing, or empty: the plan is that of the current presidency, under the strands that it has,
#: and tells of no hosts, no themes, and no texts beside those of events and of bodies.
SPARED = (
    *(presidencies.PRESIDENCIES.file, STRANDS.file, HOSTS.file, EVENT_HOSTS),
    *(EVENT_TEXTS.file, BODY_TEXTS.file, THEMES.file),
)
#: The columns by which other files name a row.
KEYS = ("slug", "code")
NOBODY_PRESIDES = "The plan is nobody's: the portal has no presidency yet. Let one row say `current` in its state."
FILES = (
    *(table.file for table in (*LASTING, EVENTS)),
    *(CHANGES, EVENT_HOSTS, EVENT_TEXTS.file, BODY_TEXTS.file),
    *(table.file for table in (*PAPERS, THEMES)),
)


class PlanFaultyError(Exception):
    """The files hold faults; nothing was written.

    What follows from rows that could not be read (`unread` names their files) is only counted.
    """

    def __init__(self, faults: Iterable[Fault], unread: Collection[str] = ()) -> None:
        every = sorted(set(faults))
        self.faults = [fault for fault in every if fault.follows not in unread]
        self.followers = len(every) - len(self.faults)
        super().__init__(f"{len(self.faults)} faults in the files")


@dataclass(frozen=True)
class CheckedPlan:
    """All that the files tell, free of faults."""

    lasting: tuple[ParsedRow, ...]
    timelines: tuple[EventTimeline, ...]
    papers: tuple[ParsedRow, ...]
    #: What gathers events and papers.
    themes: tuple[ParsedRow, ...]

    def __len__(self) -> int:
        return sum(map(len, (self.lasting, self.timelines, self.papers, self.themes)))


Rows = Mapping[str, Sequence[CsvRow]]


def checked(files: Mapping[str, bytes], *, any_year: bool = False) -> CheckedPlan:
    """Return the plan that `files` (name → content) tell.

    A day outside the usual years is a fault too, unless `any_year` says that it is meant.
    Raises PlanFaultyError with every fault.
    """
    faults: list[Fault] = []
    rows = _rows_of(files, faults)
    unread = {fault.file for fault in faults}
    entries = {table.file: [read(table, row) for row in rows[table.file]] for table in TABLES}
    for file, table in TEXTS.items():
        check_unique(table, rows[table.file])
        entries[file] = joined(file, entries[file], rows)
    presided = presidencies.presiding(entries[presidencies.PRESIDENCIES.file])
    with one_presidency(presidencies.stored(presided)):
        for table in TABLES:
            check_unique(table, rows[table.file])
            _check_references(table, rows)
    _check_whole_tables(rows)
    if presided is None and current().pk is None and presidencies.PRESIDENCIES.file not in unread:
        faults.append(Fault(presidencies.PRESIDENCIES.file, 0, "", NOBODY_PRESIDES))
    elif not any_year:  # which years are usual, the presidency tells
        with one_presidency(presided):
            _ask_about_years(rows)
    timelines = _timelines(rows, entries[EVENTS.file])
    if faults:
        lacking = [one for one in _lacking(files, rows, faults) if one.file not in unread]
        causes = {*unread, *_miscalled(faults), *(fault.file for fault in lacking)}
        raise PlanFaultyError([*faults, *lacking], causes)
    entries[HOSTS.file] = [*parents_first(entry for entry in entries[HOSTS.file] if entry)]
    lasting = [entry for table in LASTING for entry in entries[table.file] if entry]
    papers = [entry for table in PAPERS for entry in entries[table.file] if entry]
    themes = [entry for entry in entries[THEMES.file] if entry]
    return _dated(CheckedPlan(tuple(lasting), tuple(timelines), tuple(papers), tuple(themes)))


def _dated(plan: CheckedPlan) -> CheckedPlan:
    """Let every row know since when its sources were cited."""
    days = source_days.first_cited(plan.timelines, plan.papers)

    def rows(entries: Iterable[ParsedRow]) -> tuple[ParsedRow, ...]:
        return tuple(replace(entry, cited_since=days) for entry in entries)

    timelines = tuple(
        replace(timeline, entry=replace(timeline.entry, cited_since=days))
        for timeline in plan.timelines
    )
    return CheckedPlan(rows(plan.lasting), timelines, rows(plan.papers), rows(plan.themes))


def _rows_of(files: Mapping[str, bytes], faults: list[Fault]) -> Rows:
    """Return the rows of each file; what cannot be read is one of `faults`."""
    return {
        name: csv.rows(name, files.get(name), COLUMNS[name], faults, OPTIONAL[name])
        if name not in SPARED or files.get(name, b"").strip()
        else []
        for name in FILES
    }


def _miscalled(faults: Iterable[Fault]) -> set[str]:
    """Return the files in which a row has no name, or a wrong one: other rows look for it in vain."""
    return {fault.file for fault in faults if fault.column in KEYS and not fault.follows}


def _lacking(files: Mapping[str, bytes], rows: Rows, faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield the cause of faults that follow from a file without a row, which it may be while no row points there."""
    lacking = {fault.follows for fault in faults}.intersection(SPARED)
    if upsert.rows(STRANDS.model).exists():  # which stand in its place
        lacking.discard(STRANDS.file)
    for name in lacking:
        if not rows[name]:
            why = csv.said_of_none(files.get(name))
            yield Fault(name, 0, "", f"{why} Rows of other files point to its rows.")


def _check_whole_tables(rows: Rows) -> None:
    """Check what only all rows of a table tell."""
    _check_tree(rows[BODIES.file])
    check_parents(rows[HOSTS.file])
    check_states_once(rows[HOSTS.file])
    presidencies.check_states(rows[presidencies.PRESIDENCIES.file])


def check_unique(table: Table, rows: Sequence[CsvRow]) -> None:
    """Note the second of two rows that say the same where each must say its own."""
    own = {column: reference.field for column, reference in table.one.items()}
    for column, name in {**table.cells, **own}.items():
        numbers: dict[str, int] = {}
        if not table.is_own(name):
            continue
        for row in rows:
            text = row.text(column)
            if text and text in numbers:
                row.blame(column, f"“{text}” stands in row {numbers[text]} already.")
            numbers.setdefault(text, row.number)


def _check_references(table: Table, rows: Rows) -> None:
    for column, reference in {**table.one, **table.many}.items():
        target = _table_of(table, reference)
        keys = {row.text(reference.key) for row in rows[target.file]} or _stored_keys(
            target, reference
        )
        for row in rows[table.file]:
            for word in row.words(column):
                if word not in keys:
                    problem = f"There is no row “{word}” in {target.file}."
                    row.blame(column, problem, follows=target.file)


def _stored_keys(target: Table, reference: Reference) -> set[str]:
    """Return what the database holds of a file that was left out."""
    if target.file not in SPARED:
        return set()
    return set(upsert.rows(target.model).values_list(reference.key, flat=True))


def _table_of(table: Table, reference: Reference) -> Table:
    model = table.field(reference.field).related_model
    return next(target for target in TABLES if target.model is model)


def _check_tree(rows: Sequence[CsvRow]) -> None:
    """Note a body that stands above the one it is part of: so there are no circles either."""
    above: set[str] = set()
    slugs = {row.text("slug") for row in rows}
    for row in rows:
        parent = row.text("parent_slug")
        if parent in slugs and parent not in above:
            row.blame("parent_slug", f"Put “{parent}” in a row above this one.")
        above.add(row.text("slug"))


def _ask_about_years(rows: Rows) -> None:
    for file, usual in _usual_years().items():
        for row in rows[file]:
            questions = doubts(usual, {column: row.text(column) for column in usual})
            for column, question in questions.items():
                row.blame(column, f"{question} If it is, load with --any-year.")


def _usual_years() -> dict[str, UsualYears]:
    """Return by file the columns of days, with the years beyond which they are asked about."""
    years_by_file = dict(USUAL_YEARS)
    for table in TABLES:
        by_field: UsualYears = getattr(table.model, "USUAL_YEARS", {})
        columns = {
            column: by_field[name] for column, name in table.cells.items() if name in by_field
        }
        years_by_file[table.file] = {**years_by_file.get(table.file, {}), **columns}
    return years_by_file


def _timelines(rows: Rows, entries: Sequence[ParsedRow | None]) -> list[EventTimeline]:
    events, cities = rows[EVENTS.file], {row.text("slug") for row in rows[CITIES.file]}
    steps: dict[str, list[CsvRow]] = {row.text("slug"): [] for row in events}
    now = present_slugs(steps)
    for row in events:
        if (slug := row.text("slug")) in now:
            row.blame("slug", f"“{slug}” is called “{now[slug]}” now: write that in every file.")
    for row in rows[CHANGES]:
        slug = row.text("event_slug")
        if slug in steps:
            steps[slug].append(row)
        else:
            problem = f"There is no row “{slug}” in {EVENTS.file}."
            row.blame("event_slug", problem, follows=EVENTS.file)
    hostings = read_hostings(
        rows[EVENT_HOSTS],
        (EVENTS.file, steps.keys()),
        (HOSTS.file, {row.text("slug") for row in rows[HOSTS.file]}),
    )
    timelines = (
        read_timeline(
            row,
            entry and replace(entry, attached=hostings.get(entry.slug)),
            steps[row.text("slug")],
            cities,
        )
        for row, entry in zip(events, entries, strict=True)
    )
    return [timeline for timeline in timelines if timeline]

"""Rows of a spreadsheet, read against a model; every fault is named by its cell. Pure.

Each table is described in a module of its own beside this one. What a cell may hold is what the
field of the model allows, so that each rule stands once.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from i18n.characters import cleaned as cleaned_text
from i18n.texts import column as language_column
from publishing.years import refusal

#: The content language of a column, by the end of its name.
SUFFIXES: dict[str, str] = settings.PLAN_DATA_LANGUAGES
#: 24:00 is none, whatever Python makes of it: the midnight of which day would be meant?
CLOCK = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
#: Between the slugs, or codes, of one cell.
SEPARATOR = ";"

Values = dict[str, Any]


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong in one place. `row` counts as a spreadsheet does: the heading is 1."""

    file: str
    row: int
    column: str
    problem: str
    #: The file whose own faults may be the cause of this one; "" when there can be none.
    follows: str = field(default="", compare=False)

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{row}{column}: {self.problem}"


@dataclass(frozen=True)
class CsvRow:
    """One row of a file. Reading a faulty cell notes the fault and returns nothing."""

    file: str
    number: int
    cells: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list, compare=False, repr=False)

    def blame(self, column: str, problem: str, *, follows: str = "") -> None:
        self.faults.append(Fault(self.file, self.number, column, problem, follows))

    def text(self, column: str) -> str:
        return cleaned_text(self.cells.get(column, ""))

    def words(self, column: str, separator: str | None = SEPARATOR) -> tuple[str, ...]:
        """Return the parts of a cell; the separator None stands for blanks."""
        parts = (part.strip() for part in self.text(column).split(separator))
        return tuple(part for part in parts if part)

    def texts(self, name: str, *, required: bool = False) -> dict[str, str]:
        """Return what the columns of `name` hold, by language code.

        A text is there in every language or, unless it is required, in none.
        """
        cells = {suffix: self.text(f"{name}_{suffix}") for suffix in SUFFIXES}
        if required or any(cells.values()):
            for suffix in (suffix for suffix, text in cells.items() if not text):
                self.blame(f"{name}_{suffix}", "The text is missing in this language.")
        return {SUFFIXES[suffix]: text for suffix, text in cells.items() if text}

    def day(self, column: str) -> date | None:
        text = self.text(column)
        try:
            day = date.fromisoformat(text) if text else None
        except ValueError:
            self.blame(column, f"“{text}” is not a day. Write one like 2020-10-28.")
            return None
        if day is not None and (problem := refusal(day.year)):
            self.blame(column, problem)
            return None
        return day

    def clock(self, column: str) -> time | None:
        text = self.text(column)
        with suppress(ValueError):
            if CLOCK.fullmatch(text):
                return time.fromisoformat(text)
        if text:
            self.blame(column, f"“{text}” is not a clock time. Write one like 09:30 or 14:00.")
        return None

    def choice(self, column: str, choices: Iterable[str]) -> str:
        """Return one of the values `choices`, or "" for an empty or faulty cell."""
        text = self.text(column)
        if text and text not in (values := [str(value) for value in choices]):
            self.blame(column, f"“{text}” is none of: {', '.join(values)}.")
            return ""
        return text


@dataclass(frozen=True)
class Reference:
    """A field that points to rows of another table, named by their slug or another key."""

    field: str
    key: str = "slug"


def nothing_more(row: CsvRow, values: Values) -> None:
    """Derive nothing."""


def nothing_settled(instance: Any, values: Values) -> None:
    """The rule of a table whose rows know best."""


def nothing_attached(instance: Any, attached: Any) -> bool:
    """Attach nothing."""
    return False


@dataclass(frozen=True)
class Table:
    """How the columns of one file become the fields of one model."""

    file: str
    model: type[models.Model]
    #: Column → field, for one value.
    cells: Mapping[str, str]
    #: Translated fields; their columns end as SUFFIXES say: title_en.
    texts: tuple[str, ...]
    #: How the columns of such a field begin, where not with its name.
    headings: Mapping[str, str] = field(default_factory=dict)
    #: Column → field, for addresses separated by blanks.
    addresses: Mapping[str, str] = field(default_factory=dict)
    one: Mapping[str, Reference] = field(default_factory=dict)
    many: Mapping[str, Reference] = field(default_factory=dict)
    #: Columns that something else reads.
    others: tuple[str, ...] = ()
    #: Those of the columns that a file may leave out: what is known keeps its own.
    optional: tuple[str, ...] = ()
    #: Adds what follows from a row without standing in it, and may blame the row.
    derive: Callable[[CsvRow, Values], None] = nothing_more
    #: Brings what a row says in line with what an object, which is there already, knows better.
    settle: Callable[[Any, Values], None] = nothing_settled
    #: Required texts that may be empty in this file: another one tells them.
    spared: tuple[str, ...] = ()
    #: Fields, translated ones among them, that a load leaves alone once the public has read them.
    sealed: tuple[str, ...] = ()
    #: Brings an object to what rows of another file say of it, and tells whether that changed it.
    attach: Callable[[Any, Any], bool] = nothing_attached
    #: What the object calls those rows.
    below: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        of_texts = (f"{self.heading(name)}_{suffix}" for name in self.texts for suffix in SUFFIXES)
        return (*self.cells, *of_texts, *self.addresses, *self.one, *self.many, *self.others)

    @property
    def sealed_fields(self) -> set[str]:
        texts = (name for name in self.sealed if name in self.texts)
        plain = (name for name in self.sealed if name not in self.texts)
        return {*plain, *(column for name in texts for column in self.text_columns(name))}

    def text_columns(self, text: str) -> tuple[str, ...]:
        """Return the columns of the database that hold a translated field."""
        return tuple(language_column(text, code) for code in SUFFIXES.values())

    def heading(self, text: str) -> str:
        return self.headings.get(text, text)

    def field(self, name: str) -> Any:
        return self.model._meta.get_field(name)

    def is_own(self, name: str) -> bool:
        """Whether each row has another value: in the whole database, or in its presidency."""
        model = self.model._meta
        once = [
            set(rule.fields)
            for rule in model.constraints
            if isinstance(rule, models.UniqueConstraint)
        ]
        return bool(self.field(name).unique or name == "slug" or {"presidency", name} in once)

    def is_required(self, text: str) -> bool:
        required = getattr(self.model, "REQUIRED_TEXTS", ())
        return text not in self.spared and (not self.field(text).blank or text in required)


@dataclass(frozen=True)
class ParsedRow:
    """One row, read without a fault: what its object shall hold and link to."""

    table: Table
    row: CsvRow
    values: Values
    one: Mapping[Reference, str]
    many: Mapping[Reference, tuple[str, ...]]
    #: What rows of another file say of the object; None where none of them does.
    attached: Any = None
    #: Since when sources were cited somewhere in the files: plan_data/source_days.py.
    cited_since: Mapping[str, date] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        return str(self.values["slug"])


def read(table: Table, row: CsvRow) -> ParsedRow | None:
    """Return the entry of `row`; None when it has faults, which the row has noted."""
    before = len(row.faults)
    values: Values = {}
    for column, name in table.cells.items():
        values[name] = cleaned(table.field(name), row, column)
    for name in table.texts:
        values |= _texts(table, row, name)
    for column, name in table.addresses.items():
        values[name] = _addresses(row, column)
    for column, reference in table.one.items():
        if not (row.text(column) or table.field(reference.field).null or column in table.optional):
            row.blame(column, "The cell is empty.")
    if len(row.faults) == before:
        table.derive(row, values)
    if len(row.faults) > before:
        return None
    one = {reference: row.text(column) for column, reference in table.one.items()}
    many = {reference: row.words(column) for column, reference in table.many.items()}
    return ParsedRow(table, row, values, one, many)


def cleaned(model_field: Any, row: CsvRow, column: str) -> Any:
    """Return the value of a cell as `model_field` holds it; None when it has a fault."""
    text = row.text(column)
    if not text and model_field.blank:
        return None if model_field.null else ""
    if not text:
        row.blame(column, "The cell is empty.")
        return None
    try:
        return model_field.clean(text, None)
    except ValidationError as error:
        row.blame(column, _explained(error, model_field))
        return None


def _texts(table: Table, row: CsvRow, name: str) -> Values:
    heading = table.heading(name)
    texts = row.texts(heading, required=table.is_required(name))
    values: Values = {}
    for suffix, code in SUFFIXES.items():
        values[language_column(name, code)] = (
            cleaned(table.field(name), row, f"{heading}_{suffix}") if code in texts else ""
        )
    return values


def _addresses(row: CsvRow, column: str) -> list[str]:
    addresses = list(row.words(column, None))
    for address in addresses:
        try:
            URLValidator()(address)
        except ValidationError:
            row.blame(column, f"“{address}” is not a web address.")
    return addresses


def _explained(error: ValidationError, model_field: Any) -> str:
    problem = " ".join(error.messages)
    if model_field.choices:
        problem += f" Choose one of: {', '.join(str(v) for v, _ in model_field.choices)}."
    return problem

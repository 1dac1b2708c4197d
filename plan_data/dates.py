"""When an event takes place, read from the cells of a row; every fault names its cell."""

from dataclasses import replace
from typing import NamedTuple

from events.calendar import misfit
from events.dates import Period, PeriodError
from events.enums import Precision
from plan_data.schema import CsvRow
from publishing.years import is_time_zone


class Columns(NamedTuple):
    """The names of the cells that tell a period. Those of the clock may be missing."""

    first: str
    last: str
    precision: str
    opens: str
    closes: str
    zone: str

    @property
    def clock(self) -> tuple[str, str, str]:
        return self.opens, self.closes, self.zone


FINAL = Columns("start_date", "end_date", "date_precision", "opens", "closes", "time_zone")
OLD = Columns(
    *("old_start", "old_end", "old_precision", "old_opens", "old_closes", "old_time_zone")
)
NEW = Columns(
    *("new_start", "new_end", "new_precision", "new_opens", "new_closes", "new_time_zone")
)


def read_period(row: CsvRow, columns: Columns) -> Period | None:
    """Return the period that these cells tell; None when they are empty or faulty."""
    faults_before = len(row.faults)
    first, last = row.day(columns.first), row.day(columns.last)
    precision = row.choice(columns.precision, Precision)
    if len(row.faults) > faults_before:
        return None
    if not precision:
        if first or last or any(row.text(column) for column in columns.clock):
            row.blame(columns.precision, "Say how exactly the date is known.")
        return None
    has_clock = precision == Precision.MINUTE
    try:
        days = Period(first, last, Precision.DAY if has_clock else Precision(precision))
    except PeriodError as error:
        row.blame(columns.first, str(error))
        return None
    if problem := misfit(days):
        row.blame(columns.first, problem)
    return _timed(row, columns, days) if has_clock else _untimed(row, columns, days)


def _untimed(row: CsvRow, columns: Columns, days: Period) -> Period:
    for column in columns.clock:
        if row.text(column):
            row.blame(column, "A clock time goes with the precision `minute`: write that, or none.")
    return days


def _timed(row: CsvRow, columns: Columns, days: Period) -> Period | None:
    """Return `days` with the clock times of `row`: first the opening one, then that of closing."""
    faults_before = len(row.faults)
    opens, closes = row.clock(columns.opens), row.clock(columns.closes)
    zone = row.text(columns.zone)
    if opens is None and len(row.faults) == faults_before:
        row.blame(columns.opens, "The precision `minute` needs a clock time, like 14:00.")
    if not is_time_zone(zone):
        row.blame(columns.zone, f"“{zone}” is not an IANA time zone. Write one like Europe/Moscow.")
    if len(row.faults) > faults_before:
        return None
    opening, column = days, columns.opens
    try:
        opening = replace(days, precision=Precision.MINUTE, opens=opens, zone=zone)
        column = columns.closes
        return replace(opening, closes=closes)
    except PeriodError as error:
        row.blame(column, str(error))
        return None

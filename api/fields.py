"""One value of a query string each: how it is read, and how the documentation shows it."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
#: Characters; longer values are refused before they are read.
LONGEST = 120
SLUG = re.compile(r"[a-zA-Z0-9_-]+")
#: As JSON Schema has them, so that a client learns beforehand what is refused. Years as above.
DAY = r"(19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}"
CLOCK = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
MOMENT = rf"{DAY}T{CLOCK}(Z|[+-][0-9]{{2}}:[0-9]{{2}})"
LIKE_THIS = "Write a time as 2020-10-28T09:00:00Z."

Schema = dict[str, Any]


class Value(forms.Field):
    """A single value, read strictly: "5", not " 5 " or "5.0"."""

    schema: Schema

    def __init__(self, description: str) -> None:
        super().__init__(required=False, help_text=description)

    def to_python(self, value: str | None) -> Any:
        if value is None:
            return None
        if len(value) > LONGEST:
            raise ValidationError("The value is too long.")
        return self.read(value)

    def read(self, value: str) -> Any:
        raise NotImplementedError

    def allowed_values(self) -> list[str] | None:
        """Return every possible value, or None where they are too many to list."""
        return None


class WholeNumber(Value):
    def __init__(self, least: int, largest: int, description: str) -> None:
        super().__init__(description)
        self.least, self.largest = least, largest
        self.schema = {"type": "integer", "minimum": least, "maximum": largest}

    def read(self, value: str) -> int:
        digits = value.isascii() and value.isdigit()
        if not digits or not self.least <= int(value) <= self.largest:
            raise ValidationError(f"Write a whole number from {self.least} to {self.largest}.")
        return int(value)


class Flag(Value):
    schema = {"type": "boolean"}

    def read(self, value: str) -> bool:
        if value not in ("true", "false"):
            raise ValidationError("Write true or false.")
        return value == "true"

    def allowed_values(self) -> list[str]:
        return ["true", "false"]


class DayParameter(Value):
    schema = {"type": "string", "format": "date", "pattern": f"^{DAY}$"}

    def read(self, value: str) -> date:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValidationError("Write a day as 2020-10-28.")
        try:
            day = date.fromisoformat(value)
        except ValueError as error:
            raise ValidationError("There is no such day.") from error
        return _within_bounds(day)


class Moment(Value):
    schema = {"type": "string", "format": "date-time", "pattern": f"^{MOMENT}$"}

    def read(self, value: str) -> datetime:
        try:
            moment = datetime.fromisoformat(value.replace(" ", "+"))
        except ValueError as error:
            raise ValidationError(LIKE_THIS) from error
        _within_bounds(moment.date())
        if not re.fullmatch(MOMENT, value):
            raise ValidationError(_advice(value))
        return moment


def _advice(value: str) -> str:
    """Return what makes of `value`, some form of a time, the one that is taken."""
    if re.fullmatch(DAY, value):
        return f"Add the time: {value}T00:00:00Z."
    if re.fullmatch(rf"{DAY}T{CLOCK} [0-9:]+", value):
        return "Write + as %2B: in an address it means a space."
    if re.fullmatch(rf"{DAY}T{CLOCK}", value):
        return "Add Z, or the difference to UTC (write + as %2B)."
    return LIKE_THIS


class MarkParameter(Value):
    schema = {"type": "string", "pattern": "^[0-9a-f]{8}$"}

    def read(self, value: str) -> str:
        if not re.fullmatch(r"[0-9a-f]{8}", value):
            raise ValidationError("Write it as it came: eight signs of 0–9 and a–f.")
        return value


def _within_bounds(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise ValidationError(f"Write a year from {EARLIEST.year} to {LATEST.year}.")
    return day


class Several(Value):
    """Values that may be repeated, read as "any of these"."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Sequence[str] | None) -> list[str]:
        values = list(value or [])
        if any(len(one) > LONGEST for one in values):
            raise ValidationError("The value is too long.")
        if unknown := [one for one in values if one not in self.known_values(values)]:
            raise ValidationError(f"“{unknown[0]}” is not known here.")
        return values

    def known_values(self, values: Sequence[str]) -> set[str]:
        """Return those of `values` that exist."""
        raise NotImplementedError


class Codes(Several):
    """Codes of a closed list."""

    def __init__(self, codes: Sequence[str], description: str) -> None:
        super().__init__(description)
        self.codes = list(codes)
        self.schema = {"type": "array", "items": {"type": "string", "enum": self.codes}}

    def known_values(self, values: Sequence[str]) -> set[str]:
        return set(self.codes)

    def allowed_values(self) -> list[str]:
        return self.codes


class Slugs(Several):
    """Slugs of things that the public may see. One query, a second to list them in an error."""

    schema = {
        "type": "array",
        "items": {"type": "string", "pattern": f"^{SLUG.pattern}$", "maxLength": LONGEST},
    }

    def __init__(self, rows: Callable[[], QuerySet[Any]], description: str) -> None:
        super().__init__(description)
        self.rows = rows

    def known_values(self, values: Sequence[str]) -> set[str]:
        slugs = [value for value in values if SLUG.fullmatch(value)]
        return set(self.rows().filter(slug__in=slugs).values_list("slug", flat=True))

    def allowed_values(self) -> list[str]:
        return sorted(self.rows().values_list("slug", flat=True))

"""What editors changed at the desk of what the files tell too: a load leaves it as it is, and says so.

The desk knows it, and stands above: it registers here how it is asked, and how it is told.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import models

from plan_data import source_days


class Desk(Protocol):
    """Who remembers what people wrote."""

    def edited(self, item: models.Model) -> frozenset[str]:
        """Return the fields of `item` that a person wrote last: columns, relations, and kinds of rows below it."""

    def note(self, item: models.Model, name: str, before: str) -> None:
        """Write down that a load has overwritten the field `name`, which held `before`."""


class Nobody:
    """A portal without a desk."""

    def edited(self, item: models.Model) -> frozenset[str]:
        return frozenset()

    def note(self, item: models.Model, name: str, before: str) -> None:
        """Keep nothing."""


@dataclass
class Registered:
    desk: Desk = field(default_factory=Nobody)


_registered = Registered()


def register(desk: Desk) -> None:
    """Ask `desk` from now on. Called once, when its app is ready."""
    _registered.desk = desk


def edited(item: Any) -> frozenset[str]:
    """Return what people wrote last of `item`; nothing of one that is not saved. One query."""
    return _registered.desk.edited(item) if item is not None and item.pk else frozenset()


@dataclass
class EditedFields:
    """What a load meets that the files say otherwise; with `overwrite` it takes theirs also of what people wrote."""

    overwrite: bool = False
    #: A line for each thing: its row, and which fields of it.
    lines: list[str] = field(default_factory=list)
    #: The same of what stood there otherwise than the files, and was not written at the desk.
    replaced: list[str] = field(default_factory=list)

    def meet(self, place: str, names: Iterable[str]) -> None:
        self.lines.append(f"{place}: {', '.join(sorted(names))}")

    def replace(self, place: str, names: Iterable[str]) -> None:
        """Note what is brought to the files, but sources: they follow the day of the load."""
        if told := sorted(name for name in names if not source_days.tells_of_a_source(name)):
            self.replaced.append(f"{place}: {', '.join(told)}")


def note(item: models.Model, before: dict[str, str]) -> None:
    """Write down that a load has overwritten these fields of `item`, and what they held."""
    for name, text in before.items():
        _registered.desk.note(item, name, text)


def said(item: Any, name: str) -> str:
    """Return what a field of `item` holds, in words: a column, a relation, or rows below it."""
    value = getattr(item, name)
    if hasattr(value, "all"):
        value = value.all()
    if isinstance(value, list | models.QuerySet):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)

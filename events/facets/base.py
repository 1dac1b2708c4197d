"""One way to narrow a list of events: all that any door says of it, or asks by it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models.constants import LOOKUP_SEP
from django.utils.text import capfirst

from events.plan_memory import of_the_plan
from events.querysets import EventQuerySet
from events.state import EventState
from i18n.collation import reading_key
from i18n.texts import Text, text_of
from places.models import PlaceNames

#: Codes or slugs, each with its name in the active language.
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class CodedValues:
    """The codes of a closed list."""

    codes: type[models.TextChoices]

    @of_the_plan
    def choices(self) -> Choices:
        return [(code, capfirst(str(label))) for code, label in self.codes.choices]

    def names(self, offered: Choices) -> dict[str, str]:
        """Return the name of each as it stands within a sentence."""
        return {code: str(label) for code, label in self.codes.choices}


@dataclass(frozen=True)
class NamedValues:
    """Things by their slugs: `shown` on the pages, in their order or `by_name`.

    `known` are those that the API knows, of every presidency; `text` names one: a field, or more.
    """

    shown: Callable[[], models.QuerySet[Any]]
    known: Callable[[], models.QuerySet[Any]]
    text: str | Callable[[Any], Text]
    by_name: bool = False

    @of_the_plan
    def choices(self) -> Choices:
        pairs = [(row.slug, str(self._name(row))) for row in self.shown()]
        return sorted(pairs, key=lambda one: reading_key(one[1])) if self.by_name else pairs

    def _name(self, row: Any) -> Text:
        return text_of(row, self.text) if isinstance(self.text, str) else self.text(row)

    def names(self, offered: Choices) -> dict[str, str]:
        """Return the name of each as it stands within a sentence. No query: by what is offered."""
        return dict(offered)


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A parameter `name` of addresses. Repeated, it asks for any of its values."""

    name: str
    #: Above its list on a page, and what stands there while nothing is chosen. Lazy.
    label: Any
    any_label: Any
    #: What it asks for, as the API and docs/api.md say it.
    description: str
    #: A pattern with %(names)s, or words for each value. Lazy. Each stands in the sentence of what is
    #: shown after "12 events", or after a comma.
    phrase: Any
    #: Where the phrase stands in the sentence of what is shown.
    rank: int
    values: CodedValues | NamedValues
    #: Paths from the row of an event to its values, or to what `brings` leads on from.
    columns: tuple[str, ...]
    #: The events of some values; without it those that have one in the first of `columns`.
    narrow: Callable[[EventQuerySet, Collection[str]], EventQuerySet] | None = None
    #: What `columns` hold, of a state; without it its attribute of the first one's name.
    read: Callable[[EventState, PlaceNames], Iterable[str]] | None = None
    #: The values that each thing brings its events to, when not only its own. One query.
    brings: Callable[[], Mapping[str, Set[str]]] | None = None
    #: Whether its values stand below each other: the events of those below are found too.
    has_below: bool = False

    def narrowed(self, events: EventQuerySet, values: Collection[str]) -> EventQuerySet:
        """Return those of `events` that have any of `values`."""
        if self.narrow:
            return self.narrow(events, values)
        having = events.filter(**{f"{self.columns[0]}__in": values})
        # A path to rows of their own finds an event once for each.
        return having.distinct() if LOOKUP_SEP in self.columns[0] else having

    def read_from(self, event: EventState, places: PlaceNames) -> Iterable[str]:
        return self.read(event, places) if self.read else [getattr(event, self.columns[0])]

"""What a writer of an event's facts is handed: what was announced, and what it moves. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date

from events.dates import EXACT, Period, Precision
from events.timeline import Facts
from i18n.characters import each_cleaned, each_line, one_line


@dataclass(frozen=True)
class Announcement:
    """Who said it and when: the day (None when unknown) and its precision, why, and where.

    `reason` holds texts by language code. `decision` is the slug of what was decided of several events
    at once by it.
    """

    on: date | None = None
    precision: Precision = Precision.DAY
    reason: Mapping[str, str] = field(default_factory=dict)
    source_url: str = ""
    decision: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", each_cleaned(self.reason))

    @property
    def has_reason(self) -> bool:
        return any(self.reason.values())

    @property
    def latest(self) -> date | None:
        """The last day on which it may have been said: `on` may begin a month or a year."""
        if self.on is None or self.precision in EXACT:
            return self.on
        if self.precision in (Precision.MONTH, Precision.PART_OF_MONTH):
            return Period.in_month(self.on.year, self.on.month).last
        return date(self.on.year, 12, 31)


@dataclass(frozen=True)
class FactChanges:
    """The facts that one step changes; None leaves a fact alone. Cities by slug,
    venue and titles by language code."""

    period: Period | None = None
    format: str | None = None
    cities: tuple[str, ...] | None = None
    venue: Mapping[str, str] | None = None
    titles: Mapping[str, str] | None = None

    def __post_init__(self) -> None:
        # As they are read back from the database, so that equal facts compare equal.
        if self.cities is not None:
            object.__setattr__(self, "cities", tuple(sorted(set(self.cities))))
        if self.venue is not None:
            object.__setattr__(self, "venue", each_line(self.venue))
        if self.titles is not None:
            titles = {code: one_line(title) for code, title in self.titles.items()}
            object.__setattr__(self, "titles", titles)

    def onto(self, facts: Facts, *, status: str) -> Facts:
        """Return what `facts` become by these moves, under `status`."""
        names = [fact.name for fact in fields(self) if fact.name != "titles"]
        moves = {name: value for name in names if (value := getattr(self, name)) is not None}
        return replace(facts, status=status, **moves)


NOTHING = FactChanges()

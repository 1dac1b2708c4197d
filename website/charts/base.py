"""What every chart reckons with: a line of whole months, in percent of the chart's width, and how
much room words take where there is no font to ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from events.calendar import Month
from i18n.texts import current_language, language_locale

#: Where the months end when a date follows that is not known: it stands behind them.
BEFORE_THE_UNKNOWN = 80.0
#: Months between two labels, for lines of up to so many months.
TICK_STEPS = ((6, 1), (12, 2), (18, 3), (36, 6), (96, 12))
#: Labels of a line that is longer still.
FEWEST_TICKS = 6


@dataclass(frozen=True)
class Tick:
    x: float
    label: str
    #: Said at the first tick of each year, "" at the others.
    year: str
    #: Pixels from the line to its words: to the left in a right-to-left language.
    indent: int = 6


@dataclass(frozen=True)
class Axis:
    """The months from `first` to `last`; with `open_end` room is left for a date to come."""

    first: Month
    last: Month
    open_end: bool

    @property
    def end(self) -> float:
        return BEFORE_THE_UNKNOWN if self.open_end else 100.0

    @property
    def is_within_a_year(self) -> bool:
        return self.first.year == self.last.year

    def x(self, day: date, share: float) -> float:
        """Return where `day` lies, `share` of it gone: 0 is its morning, 1 its night."""
        count = (self.last.last - self.first.first).days + 1
        return round(((day - self.first.first).days + share) / count * self.end, 2)

    def ticks(self, *, is_mirrored: bool = False) -> Iterator[Tick]:
        """Yield the labels, no more than fit a phone."""
        locale, year = language_locale(current_language()), 0
        for month in self._labelled_months():
            label = format_date(month.first, "LLL", locale=locale)
            year_label, x = str(month.year) if month.year != year else "", self.x(month.first, 0)
            yield (
                Tick(round(100 - x, 2), label, year_label, -6)
                if is_mirrored
                else Tick(x, label, year_label)
            )
            year = month.year

    def _labelled_months(self) -> Iterator[Month]:
        """Yield the months that get a label; on the longest lines the same of every so many years."""
        count = self.last.ordinal - self.first.ordinal + 1
        whole_years = -(-count // (12 * FEWEST_TICKS)) * 12
        stride = next((stride for size, stride in TICK_STEPS if count <= size), whole_years)
        for number in range(0, count, stride):
            if month := self.first.plus(number):
                yield month


#: Widths in em of Literata and of the Chinese faces, as Chromium rounds them in small type.
CHINESE, WIDE, CAPITAL, CYRILLIC, LATIN, NARROW = 1.01, 1.0, 0.82, 0.68, 0.62, 0.42
#: How much narrower the faces of texts are.
TEXT_FACE = 0.85
_WIDE = frozenset("mwMWЖШЩЮФжшщюфы")
_NARROW = frozenset("ijlftrI1 -’.,:·()")


def text_width(text: str, size: float) -> float:
    """Estimate how wide `text` is, in the unit of its `size`; too wide rather than too narrow."""
    return size * sum(map(_sign_width, text))


def _sign_width(sign: str) -> float:
    if sign >= "\u2e80":
        return CHINESE
    if sign in _WIDE:
        return WIDE
    if sign in _NARROW:
        return NARROW
    if sign.isupper():
        return CAPITAL
    return CYRILLIC if sign >= "\u0400" else LATIN

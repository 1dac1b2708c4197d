"""What a text says of the item that it belongs to, as terms with weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from documents.models import Document
from events.date_formats import say_time
from events.dates import Period
from events.enums import Kind, Level, Status
from events.models import Event
from search.analysis.words import content_words, index_terms, links, whole, words
from search.models import EVENT_OF, LONGEST_TERM
from search.written_dates import find_dates

#: A name of so many words has half of the weight of a name of one word.
HALVED_AT = 10
#: The sum of the weights that a term has in an item is cut off here.
HEAVIEST = 1000
#: A vague date that covers more days than this is found by its years only.
LONGEST_SPAN = 100
#: A date that covers more years than this is found by the first of them only.
MOST_YEARS = 100

Terms = Counter[str]


@dataclass(frozen=True)
class Name:
    """A name, by language: its words in their order count, and the more the fewer they are."""

    texts: Mapping[str, str | None]
    weight: int

    def terms(self, language: str) -> Terms:
        text_words = words(self.texts.get(language) or "")
        count = max(1, len(content_words(text_words)))
        weight = max(1, self.weight * HALVED_AT // (HALVED_AT - 1 + count))
        terms = {term for word in text_words for term in index_terms(word, singly=True)}
        weights = Counter(dict.fromkeys(terms | links(text_words), weight))
        if term := whole(text_words):
            weights[term] = self.weight
        return weights


@dataclass(frozen=True)
class Prose:
    """Running text, by language: a word counts once, wherever it stands."""

    texts: Mapping[str, str | None]
    weight: int

    def terms(self, language: str) -> Terms:
        text_words = words(self.texts.get(language) or "")
        terms = {term for word in text_words for term in index_terms(word)}
        return Counter(dict.fromkeys(terms, self.weight))


@dataclass(frozen=True)
class Either:
    """Parts of which one is shown at a time: a word counts as in the heavier."""

    parts: tuple[Part, ...]

    def terms(self, language: str) -> Terms:
        heaviest: Terms = Counter()
        for part in self.parts:
            heaviest |= part.terms(language)
        return heaviest


@dataclass(frozen=True)
class EventOf:
    """That the item belongs to an event, by its slug: no word of a text."""

    slug: str

    def terms(self, language: str) -> Terms:
        return Counter({f"{EVENT_OF}{self.slug}": 1})


@dataclass(frozen=True)
class When:
    """A time, found by its year, its months and days in any way of writing them, and its hours."""

    period: Period
    weight: int

    def terms(self, language: str) -> Terms:
        first, last = self.period.first, self.period.last
        if first is None or last is None:
            return Counter()
        wording = {term for word in words(self._wording(language)) for term in index_terms(word)}
        years = {f"{year:04}" for year in range(first.year, last.year + 1)[:MOST_YEARS]}
        exact = self.period.is_exact
        days = set() if (last - first).days > LONGEST_SPAN else _days(first, last, exact=exact)
        return Counter(dict.fromkeys(wording | years | days, self.weight))

    def _wording(self, language: str) -> str:
        """Return days and hours in words; the city of the clock is no place of the event."""
        hours = (self.period.opens, self.period.closes)
        times = [say_time(moment, language) for moment in hours if moment is not None]
        return " ".join([self.period.say_days(language), *times])


@dataclass(frozen=True)
class NamedDays:
    """The days that a text of a `year` names, with or without it: “Summit on 10 November”."""

    texts: Mapping[str, str | None]
    year: int
    weight: int

    def terms(self, language: str) -> Terms:
        dates = find_dates(words(self.texts.get(language) or ""))
        every = {term for date in dates for term in date.terms}
        of_year = {f"{self.year}-{term}" for term in every if len(term) == len("11-10")}
        return Counter(dict.fromkeys(every | of_year, self.weight))


Part = Name | Prose | EventOf | When | NamedDays | Either


def _days(first: date, last: date, *, exact: bool) -> set[str]:
    """Return 2020-07, and of an exact day 2020-07-22 and 07-22, for each day."""
    every = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    shapes = ("%Y-%m", "%Y-%m-%d", "%m-%d") if exact else ("%Y-%m",)
    return {day.strftime(shape) for day in every for shape in shapes}


def weigh(parts: Iterable[Part], languages: Iterable[str]) -> dict[str, int]:
    """Return the weight of each term: summed over `parts`, the greatest of all languages."""
    all_parts = list(parts)
    heaviest: Counter[str] = Counter()
    for language in languages:
        sums: Counter[str] = Counter()
        for part in all_parts:
            sums.update(part.terms(language))
        heaviest |= sums
    return dict(_storable(heaviest))


def _storable(terms: Terms) -> Iterator[tuple[str, int]]:
    for term, weight in sorted(terms.items()):
        if len(term) <= LONGEST_TERM:
            yield term, min(weight, HEAVIEST)


# --- how much more than the rest of its kind a thing is looked for, in a hundred ------------

#: What the highest do comes first,
IMPORTANCE = {
    Level.HEADS_OF_STATE: 120,
    Level.HEADS_OF_GOVERNMENT: 112,
    Level.HEADS_OF_PARLIAMENT: 105,
    Level.MINISTERS: 105,
}
#: when they sit themselves;
SITTINGS = (Kind.SUMMIT, Kind.SESSION)
NO_SITTING = 102
USUAL = 100
#: and last what has no day, or of which nobody knows whether it took place;
DOUBTFUL = 90
#: but not a sitting of the highest that was postponed: that is what is asked for.
MISSED = (Level.HEADS_OF_STATE, Level.HEADS_OF_GOVERNMENT)


def importance_of_event(event: Event) -> int:
    level = Level(event.level)
    is_missed = event.kind in SITTINGS and level in MISSED
    if event.status in (Status.CANCELLED, Status.UNKNOWN_OUTCOME) or (
        event.status == Status.POSTPONED and not is_missed
    ):
        return DOUBTFUL
    importance = IMPORTANCE.get(level, USUAL)
    # A president receives ministers: their own sitting is looked for sooner.
    return importance if event.kind in SITTINGS else min(importance, NO_SITTING)


def importance_of_document(document: Document) -> int:
    levels = [Level(event.level) for event in document.public_events]
    return max((IMPORTANCE.get(level, USUAL) for level in levels), default=USUAL)

"""What somebody asks, as groups of alternatives: each group is a word or a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.analysis import chinese
from search.analysis.relatives import are_related
from search.analysis.words import Script, Word, link, spoken, whole, words
from search.dates import find_dates
from search.querysets import OPENING
from search.synonyms import Names

#: More words than that are not looked at.
MOST_WORDS = 12
#: In a hundred: what a match counts that is not the word itself.
RELATED, OTHER_NAME, WORDS_OF_DATE = 35, 95, 60
#: A word of so many letters finds longer words that begin with it, and words of its family.
SHORTEST_RELATIVE = 4

#: A word: any of these terms stands for it, each counting so much in a hundred.
Slot = Mapping[str, int]


@dataclass(frozen=True)
class Alternative:
    """One way to say a group: every slot is needed; `links` tell that they stand together."""

    slots: tuple[Slot, ...]
    links: tuple[frozenset[str], ...] = ()
    factor: int = 100


@dataclass(frozen=True)
class Group:
    """A word or a usual name of a query, in all ways to say it."""

    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True)
class Question:
    """A query. `links`: its neighbouring words, `exact`: all of it as a name."""

    groups: tuple[Group, ...]
    links: tuple[frozenset[str], ...]
    exact: str

    @property
    def terms(self) -> set[str]:
        """Every term that has to do with the answer."""
        alternatives = [choice for group in self.groups for choice in group.alternatives]
        terms = {term for choice in alternatives for slot in choice.slots for term in slot}
        linked = [link for choice in alternatives for link in choice.links]
        return terms.union(*linked, *self.links, {self.exact})


def openings(query: Iterable[Word]) -> set[str]:
    """Return the first letters of the words that may have relatives."""
    return {term[:OPENING] for word in query for term in _extensible(word)}


def _extensible(word: Word) -> Iterator[str]:
    for one in (word, *word.parts):
        if one.script in (Script.LATIN, Script.CYRILLIC):
            yield from (term for term in one.terms if len(term) >= SHORTEST_RELATIVE)


@dataclass(frozen=True)
class Asking:
    """What a query is understood with: the usual names, and terms that there are."""

    names: Names
    known: frozenset[str]

    def question(self, text: str, query: Sequence[Word]) -> Question:
        taken: dict[int, tuple[int, Group]] = {}
        for found in self.names.find(query):
            taken[found.first] = (
                found.last,
                self._named(query[found.first : found.last], found.names),
            )
        for date in find_dates(query):
            if not any(
                first < date.last and date.first < last for first, (last, _g) in taken.items()
            ):
                taken[date.first] = (
                    date.last,
                    self._dated(query[date.first : date.last], date.term),
                )
        groups, place = [], 0
        while place < len(query):
            last, group = taken.get(place, (place + 1, None))
            groups.append(group or Group(tuple(self._word(query[place]))))
            place = last
        return Question(tuple(groups), tuple(_links(query)), whole(words(text)))

    def _named(self, query: Sequence[Word], names: Iterable[str]) -> Group:
        others = (_phrase(words(name), OTHER_NAME) for name in names)
        return Group((*self._typed(query), *others))

    def _dated(self, query: Sequence[Word], term: str) -> Group:
        return Group((Alternative(({term: 100},)), *self._typed(query, WORDS_OF_DATE)))

    def _typed(self, query: Sequence[Word], factor: int = 100) -> list[Alternative]:
        if len(query) == 1:
            return self._word(query[0])
        return [_phrase(query, factor)]

    def _word(self, word: Word) -> list[Alternative]:
        if word.script == Script.HAN:
            return [Alternative(tuple({pair: 100} for pair in chinese.pairs(word.text)))]
        alternatives = [Alternative((self._slot(word),))]
        if word.parts:
            parts = [part for part in word.parts if not part.is_stop]
            slots = tuple(self._slot(part) for part in parts)
            alternatives.append(Alternative(slots, tuple(_links(parts))))
        return alternatives

    def _slot(self, word: Word) -> Slot:
        near = {
            term: RELATED
            for own in _extensible(word)
            for term in self.known
            if are_related(own, term)
        }
        return near | dict.fromkeys(word.terms, 100)


def _phrase(found: Sequence[Word], factor: int) -> Alternative:
    """Return words that stand one after the other, as one alternative."""
    parts = spoken(list(found))
    slots: list[Slot] = []
    for part in parts:
        pairs = chinese.pairs(part.text) if part.script == Script.HAN else ()
        slots += [{pair: 100} for pair in pairs] or [dict.fromkeys(part.terms, 100)]
    return Alternative(tuple(slots), tuple(_links(parts)), factor)


def _links(query: Sequence[Word]) -> Iterator[frozenset[str]]:
    for left, right in pairwise(spoken(list(query))):
        if left.terms and right.terms:
            yield frozenset(link(one, other) for one in left.terms for other in right.terms)

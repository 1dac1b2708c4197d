"""Usual names: in a query, one name of a group stands for all of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.analysis import chinese, russian
from search.analysis.words import Script, Word, as_written, content_words, joined_word, words
from search.models import SynonymGroup, names_in
from search.once import once

#: The words of a name in their order, each as the terms that may stand for it.
Phrase = tuple[tuple[str, ...], ...]
#: All names of one thing.
Group = tuple[str, ...]


def begin(groups: Iterable[tuple[Sequence[str], str]]) -> None:
    """Write names, each group with a note, into a table that holds none: what staff edited stays."""
    if not SynonymGroup.objects.exists():
        SynonymGroup.objects.bulk_create(
            SynonymGroup(spellings="\n".join(names), note=note) for names, note in groups
        )


@dataclass(frozen=True)
class SynonymMatch:
    """Words `first` to `last` (exclusive) of a query are one of `names`."""

    first: int
    last: int
    names: Group


@dataclass(frozen=True)
class Names:
    """All groups, to be looked up by the first term of a name; Chinese names by themselves."""

    phrases: dict[str, list[tuple[Phrase, Group]]]
    chinese: re.Pattern[str]
    #: Names of one word, by what they have in common with their family.
    roots: dict[str, Group]
    #: Of all words of all names.
    terms: frozenset[str]
    groups: tuple[Group, ...] = ()
    #: The English words of names by their terms, as they are written.
    spellings: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def query_words(self, text: str) -> list[Word]:
        """Return the words of a query, without those that say nothing.

        Chinese is cut into words, and what is written with hyphens into its parts.
        """
        return [
            word
            for whole in content_words(words(text))
            for word in (self._cut(whole) if whole.script == Script.HAN else (whole,))
        ]

    def _cut(self, run: Word) -> Iterator[Word]:
        place = 0
        for name in self.chinese.finditer(run.text):
            yield from _cut(run, place, name.start())
            yield _piece(run, name.start(), name.group())
            place = name.end()
        yield from _cut(run, place, len(run.text))

    def find(self, query: Sequence[Word]) -> list[SynonymMatch]:
        """Return the names that stand in `query`, the longest where several begin."""
        matches, place = [], 0
        while place < len(query):
            names = self._longest_at(query, place)
            matches += [names] if names else []
            place = names.last if names else place + 1
        return matches

    def _longest_at(self, query: Sequence[Word], place: int) -> SynonymMatch | None:
        best: SynonymMatch | None = None
        for term in _terms(query[place]):
            for phrase, names in self.phrases.get(term, ()):
                last = place + len(phrase)
                if (best is None or last > best.last) and _is(phrase, query[place:last]):
                    best = SynonymMatch(place, last, names)
        if best is None or best.last == place + 1:
            best = self._in_two(query[place : place + 2], place) or best
        return best or self._of_family(query, place)

    def _in_two(self, pair: Sequence[Word], place: int) -> SynonymMatch | None:
        """Return the name of one word that was written as two: «кибер безопасность»."""
        joined = joined_word(*pair) if len(pair) > 1 else None
        for term in joined.terms if joined else ():
            for phrase, names in self.phrases.get(term, ()):
                if len(phrase) == 1:
                    return SynonymMatch(place, place + 2, names)
        return None

    def _of_family(self, query: Sequence[Word], place: int) -> SynonymMatch | None:
        """Return the name of one family with a Russian word: «ковидный» asks for COVID."""
        for term in _terms(query[place]) if query[place].script == Script.CYRILLIC else ():
            if names := self.roots.get(russian.root(term)):
                return SynonymMatch(place, place + 1, names)
        return None


def _cut(run: Word, first: int, last: int) -> Iterator[Word]:
    rest = run.text[first:last]
    place = first
    for piece in chinese.cut(rest) if rest else ():
        place = run.text.index(piece, place)
        yield _piece(run, place, piece)
        place += len(piece)


def _piece(run: Word, place: int, text: str) -> Word:
    start = run.start + place
    return Word(start, start + len(text), text, Script.HAN)


def _is(phrase: Phrase, query: Sequence[Word]) -> bool:
    return len(phrase) == len(query) and all(
        set(terms) & set(_terms(word)) for terms, word in zip(phrase, query, strict=True)
    )


def _terms(word: Word) -> tuple[str, ...]:
    return (word.text,) if word.script == Script.HAN else word.terms


@once
def read_names() -> Names:
    """Return the groups as they stand in the database. One query, in one search."""
    return compile_names(tuple(SynonymGroup.objects.values_list("spellings", flat=True)))


def warm_up() -> None:
    """Load the dictionaries, and look up the words of the names that the portal begins with.

    The first search of a process would wait for it; a thread of its own does it meanwhile. No query.
    """
    file = Path(settings.BASE_DIR) / "data" / "synonyms.csv"
    if file.exists():
        content_words(words(file.read_text("utf-8")))


@lru_cache(maxsize=4)
def compile_names(groups: tuple[str, ...]) -> Names:
    phrases = defaultdict(list)
    runs, roots = set(), dict[str, Group]()
    spellings = defaultdict[str, set[str]](set)
    every_group = tuple(tuple(names_in(spellings)) for spellings in groups)
    for names in every_group:
        for name in names:
            name_words = content_words(words(name))
            runs |= {word.text for word in name_words if word.script == Script.HAN}
            for word in name_words:
                if word.script == Script.LATIN:
                    spellings[word.terms[0]].add(word.text)
            # Anti-terrorist in two words, as a query has it, and antiterrorist in one.
            for spelt in (name_words, [word for word in words(name) if not word.is_stop]):
                phrase = tuple(_terms(as_written(word)) for word in spelt)
                for term in phrase[0] if phrase else ():
                    phrases[term].append((phrase, names))
                    if len(phrase) == 1 and len(term) >= russian.SHORTEST_ROOT:
                        roots.setdefault(russian.root(term), names)
    longest_first = sorted(runs, key=lambda run: (-len(run), run))
    pattern = "|".join(map(re.escape, longest_first)) or r"(?!)"
    every = (phrase for own in phrases.values() for phrase, _names in own)
    terms = frozenset(term for phrase in every for word in phrase for term in word)
    written = {term: frozenset(texts) for term, texts in spellings.items()}
    return Names(dict(phrases), re.compile(pattern), roots, terms, every_group, written)

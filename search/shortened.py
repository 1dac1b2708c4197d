"""Shortened names, in full: initials (ЦВО, CMD), words made of beginnings (энергоклуб), characters of several words (青委会).

Nobody lists these: they follow from the names of things. They are looked for where no text holds what was typed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from search import sources, weights
from search.analysis import chinese, russian
from search.analysis.words import Script, Word, content_words, words
from search.models import Entry, Posting

#: Letters of initials, at least and at most; one a word.
SHORTEST, LONGEST = 3, 6
#: Letters that the first word of several gives to a word made of beginnings, at least, and each other one.
BEGINNING, PART = 3, 2
#: What joins the parts of a Russian word.
JOINTS = ("", "о", "е")
#: Letters in which two cases of a word are alike.
CASE = 3
#: Characters of a Chinese word that stands for several, at most; two stand for neighbours.
MOST_CHARACTERS, NEIGHBOURS = 5, 2
#: Words of a Chinese name that may give none, between two that do.
LEFT_OUT = 1

#: The terms of a name in their order.
Terms = tuple[str, ...]


def in_full(word: Word, wholes: frozenset[str]) -> str:
    """Return the words of one of the whole names that `word` is short for, as texts have them; "" of none.

    Two queries where it is, and what the texts need.
    """
    found = list(_parts(word, _names(wholes)))
    if not found:
        return ""
    # The name of which they are most.
    name, first, last = min(found, key=lambda each: (len(each[0]), each))
    return next(_saying("=" + " ".join(name), name[first:last]), "")


@dataclass(frozen=True)
class _LongNames:
    """The names of several words: by the initials of their first half or more, and by the beginning of each word."""

    initials: Mapping[str, Sequence[Terms]]
    beginnings: Mapping[str, Sequence[tuple[Terms, int]]]


@lru_cache(maxsize=2)
def _names(wholes: frozenset[str]) -> _LongNames:
    initials, beginnings = defaultdict(list), defaultdict(list)
    for name in [tuple(whole[1:].split(" ")) for whole in wholes if " " in whole]:
        every = "".join(term[:1] for term in name)
        for size in range(max(SHORTEST, (len(name) + 1) // 2), min(LONGEST, len(name)) + 1):
            initials[every[:size]].append(name)
        for first, term in enumerate(name[:-1]):
            beginnings[term[:BEGINNING]].append((name, first))
    return _LongNames(dict(initials), dict(beginnings))


def _parts(word: Word, names: _LongNames) -> Iterator[tuple[Terms, int, int]]:
    """Yield the names that `word` is short for, and from where to where those words stand that it tells."""
    typed = word.text
    # «Рук» is no «решение об утверждении концепции».
    for name in () if russian.is_word(typed) else names.initials.get(typed, ()):
        yield name, 0, len(typed)
    if word.script == Script.CYRILLIC:
        for name, first in names.beginnings.get(typed[:BEGINNING], ()):
            if count := _made_of(typed, name[first:], BEGINNING):
                yield name, first, first + count


def _made_of(typed: str, name: Sequence[str], least: int) -> int:
    """Return of how many words of a name `typed` is made: of their beginnings, and all of the last one; 0 of none."""
    if not name:
        return 0
    if least == PART and _is_case_of(typed, name[0]):
        return 1
    for size in range(least, min(len(typed), len(russian.bare(name[0])))):
        if typed[:size] != name[0][:size]:
            break
        for joint in JOINTS:
            rest = typed[size:]
            if rest.startswith(joint) and (count := _made_of(rest[len(joint) :], name[1:], PART)):
                return count + 1
    return 0


def _is_case_of(typed: str, term: str) -> bool:
    bare = russian.bare(typed)
    return len(bare) >= CASE and bare == russian.bare(term)


def _saying(whole: str, part: Terms) -> Iterator[str]:
    """Yield `part` of a `whole` name, as texts of what is called so have it."""
    posting = Posting.objects.of_terms([whole]).select_related("entry").first()
    entry = posting.entry if posting else None
    for text in chain(own_texts_of(entry), texts_of(entry)) if entry else ():
        every = content_words(words(text))
        terms = [word.terms[0] if word.terms else word.text for word in every]
        for first in range(len(every) - len(part) + 1):
            if tuple(terms[first : first + len(part)]) == part:
                yield text[every[first].start : every[first + len(part) - 1].end]


def own_texts_of(entry: Entry) -> Iterator[str]:
    """Yield what is searched of a thing and stands in its own row. One query."""
    source = sources.source_of_kind(entry.kind)
    row = source.public().prefetch_related(None).filter(slug=entry.key).first()
    for part in islice(source.parts(row), source.own) if row else ():
        yield from _texts_of_part(part)


def texts_of(entry: Entry) -> Iterator[str]:
    """Yield what is searched of a thing. One query, and what its texts need."""
    source = sources.source_of_kind(entry.kind)
    row = source.public().filter(slug=entry.key).first()
    for part in source.parts(row) if row else ():
        yield from _texts_of_part(part)


def _texts_of_part(part: weights.Part) -> Iterator[str]:
    if isinstance(part, weights.Either):
        for each in part.parts:
            yield from _texts_of_part(each)
    elif isinstance(part, weights.Name | weights.Prose):
        yield from filter(None, part.texts.values())


# --- Chinese --------------------------------------------------------------------------------


def lengthened(run: str, strange: AbstractSet[str], names: frozenset[str]) -> str:
    """Return a run of Chinese as the name in full that it is short for, where neighbours in it are `strange` to all texts.

    青委会 is 青年委员会: every word of it gives its beginning or its last character. In a longer run words would do so by chance.
    """
    if len(run) > MOST_CHARACTERS or strange.isdisjoint(chinese.pairs(run)):
        return run
    full = filter(None, (_full(run, pieces) for pieces in _chinese_names(names)))
    return min(full, key=lambda each: (len(each), each), default=run)


@lru_cache(maxsize=2)
def _chinese_names(names: frozenset[str]) -> list[Terms]:
    runs = {run for name in names for run in chinese.RUN.findall(name)}
    return [tuple(chinese.pieces(run)) for run in sorted(runs)]


def _full(short: str, pieces: Terms) -> str:
    """Return the shortest part of a name, two words or more, that `short` stands for; "" of none."""
    left_out = 0 if len(short) == NEIGHBOURS else LEFT_OUT
    parts = (
        "".join(pieces[first:last])
        for first in range(len(pieces))
        if pieces[first][0] == short[0]
        and (last := _end(short[1:], pieces, (first, 1), left_out)) > first + 1
    )
    return min(parts, key=len, default="")


def _end(rest: str, pieces: Terms, place: tuple[int, int], left_out: int) -> int:
    """Return before which word those end that give the characters `rest` from a place on, a word and a character; 0 of none."""
    number, first = place
    if not rest:
        return number + 1
    word = pieces[number]
    following = [(other, 1) for other in range(number + 1, min(number + 2 + left_out, len(pieces)))]
    ways = [(number, first + 1)] if word[first : first + 1] == rest[0] else []
    ways += [(number, len(word))] if first < len(word) and word[-1] == rest[0] else []
    ways += [way for way in following if pieces[way[0]][0] == rest[0]]
    return next(filter(None, (_end(rest[1:], pieces, way, left_out) for way in ways)), 0)

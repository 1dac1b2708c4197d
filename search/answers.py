"""The answer to what somebody typed: as it stands, or as it was meant where nothing has all of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from search import finding, letters, pinyin, spelling
from search.finding import Answer
from search.once import one_search

#: Letters of a word in Latin that may be misspelt Russian: a shorter one is a word of another language.
SHORTEST_MENDED = 7
#: Words of which each says what another is meant to be.
FEWEST_NEIGHBOURS = 2


@dataclass(frozen=True)
class Read:
    """An answer, and what was read where something else was typed: another layout, another spelling."""

    answer: Answer
    instead: str = ""


def read(text: str, today: date | None = None) -> Read:
    """Return what `text` finds, some words as seen from `today`; where nothing has all of its words, what it was meant
    to be: the likeliest reading of which something has all words, else the likeliest of which fewer words are nowhere.

    A fixed number of queries, and three for each word that is spelt anew.
    """
    with one_search():
        return _read(text, today)


def _read(text: str, today: date | None) -> Read:
    answer = finding.find(text, today)
    if answer.is_empty or answer.results.complete:
        return _completed(text, today) or Read(answer)
    partly: list[Read] = []
    for meant in _meant(text, is_timed=answer.time is not None):
        other = Read(finding.find(meant, today), meant)
        if other.answer.results.complete:
            return other
        if other.answer.nowhere < answer.nowhere:
            partly.append(other)
    return _among_neighbours(text, today) or (partly[0] if partly else Read(answer))


def _among_neighbours(text: str, today: date | None) -> Read | None:
    """Return what `text` finds with a right word as its neighbours let it be meant: “heath ministers” are of health.

    Only where the first result then says each of several words well: “heath” alone is one, and electrons are no elections.
    """
    if len(text.split()) < FEWEST_NEIGHBOURS or not spelling.has_right_english(text):
        return None
    meant = spelling.respelt(text, right_words=True)
    if not meant:
        return None
    other = Read(finding.find(meant, today), meant)
    results = other.answer.results
    return other if results.complete and results.hits[0].is_well_said else None


def _completed(text: str, today: date | None) -> Read | None:
    """Return what `text` finds as it was meant where it has all words, and characters besides that make none."""
    meant = pinyin.completed(text)
    other = Read(finding.find(meant, today), meant) if meant else None
    return other if other and other.answer.results.complete else None


def _meant(text: str, *, is_timed: bool) -> Iterator[str]:
    """Yield what `text` may have been meant to be, the likeliest first. What names a time is of its layout and script."""
    if is_timed:
        yield from filter(None, [spelling.respelt(text)])
        return
    if layout := letters.did_you_mean(text):
        yield layout
    is_mixed = letters.is_of_two_alphabets(text)
    if is_mixed:
        yield from _in_pieces(text)
    is_none = letters.names_a_day(text) or letters.is_english(text)
    russian = "" if is_none else letters.in_cyrillic(text)
    if russian and letters.is_known(russian):
        yield russian
    for spell in (
        pinyin.in_characters,
        spelling.in_mainland_words,
        spelling.respelt,
        pinyin.respelt,
    ):
        yield from filter(None, [spell(text)])
    if russian:
        yield from _mended(russian)
        yield from _in_pieces(text)
    yield from _in_other_letters_and_more(text)


def _in_other_letters_and_more(text: str) -> Iterator[str]:
    """Yield what was typed with another layout, and in Latin letters or with a mistake besides."""
    yield from filter(None, [letters.twice_in_other_letters(text)])
    likely = letters.likely_russian(text)
    yield from filter(None, [spelling.respelt(likely) if likely else ""])


def _mended(russian: str) -> Iterator[str]:
    """Yield what was read as Russian in Latin letters without its mistakes; short words are no Russian: letter, family."""
    meant = spelling.respelt(russian)
    if meant and letters.is_known(meant):
        pairs = zip(russian.split(), meant.split(), strict=False)
        mended = [(typed, word) for typed, word in pairs if typed != word]
        if all(len(typed) >= SHORTEST_MENDED and typed[0] == word[0] for typed, word in mended):
            yield meant


def _in_pieces(text: str) -> Iterator[str]:
    """Yield `text` with what is Russian in it in Russian letters, and as that is where a word in it is misspelt."""
    reading = ""
    for reading in letters.piece_by_piece(text):
        yield reading
    yield from filter(None, [spelling.respelt(reading)])

"""The answer to what somebody typed: as it stands, or as it was meant where nothing has all of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from search import ranking, spelling
from search.ranking import Answer


@dataclass(frozen=True)
class Read:
    """An answer, and what was read where something else was typed: another layout, another spelling."""

    answer: Answer
    instead: str = ""


def read(text: str) -> Read:
    """Return what `text` finds; where nothing has all of its words, what it was meant to be.

    A fixed number of queries, and three for each word that is spelt anew.
    """
    answer = ranking.find(text)
    if answer.is_empty or answer.results.complete:
        return Read(answer)
    for meant in _meant(text):
        other = ranking.find(meant)
        if other.results.hits:
            return Read(other, meant)
    return Read(answer)


def _meant(text: str) -> Iterator[str]:
    """Yield what `text` may have been meant to be, the likeliest first."""
    if layout := spelling.did_you_mean(text):
        yield layout
    russian = spelling.in_cyrillic(text)
    if russian and spelling.is_russian(russian):
        yield russian
    if spelt := spelling.respelt(text):
        yield spelt
    if russian and (spelt := spelling.respelt(russian)) and spelling.is_russian(spelt):
        yield spelt

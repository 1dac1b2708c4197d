"""What was found: a thing, how well it answers, and what it lacks of the query."""

from dataclasses import dataclass

from search.models import EntryKind


@dataclass(frozen=True)
class Hit:
    kind: EntryKind
    key: str
    score: int
    #: What it would score if it lacked nothing of the words that it has not.
    loudness: int = 0
    #: Where the query says what is lacking, by first and last character.
    lacks: tuple[tuple[int, int], ...] = ()
    #: Whether it says every word well.
    is_well_said: bool = False

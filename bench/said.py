"""What the bench tells: progress and gaps on the error output, tables on the standard output."""

import statistics
import sys
from collections.abc import Sequence
from typing import NamedTuple

GAPS: list[str] = []


class Spread(NamedTuple):
    """The median of some figures, the least and the greatest."""

    median: float
    least: float
    greatest: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> "Spread":
        return cls(statistics.median(figures), min(figures), max(figures))

    def __str__(self) -> str:
        return f"{number(self.median)} ({number(self.least)}–{number(self.greatest)})"


def number(figure: float) -> str:
    """Return a figure with about three digits."""
    places = 0 if figure >= 100 else 1 if figure >= 10 else 2 if figure >= 1 else 3
    return f"{figure:.{places}f}"


def verdict(met: bool) -> str:
    return "met" if met else "MISSED"


def progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def loudly(line: str) -> None:
    """Tell what is not measured, now and once more at the end."""
    GAPS.append(line)
    progress(f"\n!! NOT MEASURED: {line}\n")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    print(f"| {' | '.join(head)} |")
    print("|---" + "|--:" * (len(head) - 1) + "|")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print(flush=True)

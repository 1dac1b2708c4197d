"""What was to be reached, judged by the figures of one run."""

from collections.abc import Iterator
from typing import NamedTuple

from bench.cases import CONDITIONAL
from bench.said import Spread, verdict

#: CPU ms of a page that is not cached, behind nginx with the database.
UNCACHED = {"home": 15, "whole calendar": 30, "month": 12, "event": 6, "API, 100 events": 2.5}
#: A cached answer, in times of a file that nginx sends.
ALONE, BEHIND = 4, 1.5
UNCHANGED = 0.5
#: REST framework's answer, in times of the portal's.
API = 20

Columns = dict[str, dict[str, Spread]]


class Goal(NamedTuple):
    words: str
    figure: float
    wanted: float

    @property
    def verdict(self) -> str:
        return verdict(self.figure <= self.wanted)


def judged(columns: Columns) -> list[Goal]:
    """Return the goals of which there are figures."""
    found = []
    for words, figure, wanted in [*pages(), *refusals()]:
        try:
            found.append(Goal(words, value(columns, figure), wanted_of(columns, wanted)))
        except KeyError:  # a column or a row was not measured
            continue
    return found


Figure = tuple[str, str] | tuple[str, str, str, str]


def value(columns: Columns, figure: Figure) -> float:
    """Return a figure's median, or how many times another's it is."""
    median = columns[figure[0]][figure[1]].median
    if len(figure) == 4:
        return median / max(columns[figure[2]][figure[3]].median, 1e-6)
    return median


def wanted_of(columns: Columns, wanted: float | Figure) -> float:
    return value(columns, wanted) if isinstance(wanted, tuple) else wanted


def pages() -> Iterator[tuple[str, Figure, float | Figure]]:
    for case in CONDITIONAL:
        name = case.name
        yield f"{name}, not cached, ms", ("nginx, uncached", name), UNCACHED[name]
        file = ("nginx, static", name)
        yield f"{name}, cached, alone, × a file", ("alone, cached", name, *file), ALONE
        yield f"{name}, cached, behind nginx, × a file", ("nginx, cached", name, *file), BEHIND
        yield f"304 of {name}, not cached, ms", ("nginx, uncached", f"304 of {name}"), UNCHANGED
    name = "API, 100 events"
    ratio = ("nginx, uncached", name, "plain Django", name)
    yield f"{name}, not cached, × REST framework", ratio, 1 / API


def refusals() -> Iterator[tuple[str, Figure, float | Figure]]:
    for name in ("404", "400"):
        yield (
            f"{name}, ms, against an event page",
            ("nginx, uncached", name),
            ("nginx, uncached", "event"),
        )

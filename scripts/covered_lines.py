"""Which lines of every app a run of the tests has run, and whether any app is below its floor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

#: By file: the lines that a worker ran, and those that it did not.
Told = Mapping[str, tuple[list[int], list[int]]]


@dataclass
class Lines:
    """Of a file: what any worker ran, and what there is."""

    run: set[int] = field(default_factory=set)
    all: set[int] = field(default_factory=set)

    @property
    def missing(self) -> list[int]:
        return sorted(self.all - self.run)


class Covered:
    def __init__(self, floors: Mapping[str, float]) -> None:
        self.floors = floors
        self.files: dict[str, Lines] = defaultdict(Lines)

    def add(self, told: Told) -> None:
        for name, (run, missing) in told.items():
            self.files[name].run.update(run)
            self.files[name].all.update(run, missing)

    def of(self, app: str) -> list[tuple[str, Lines]]:
        return [(name, self.files[name]) for name in sorted(self.files) if in_app(name, app)]

    def percent(self, app: str) -> float:
        """Return how many of a hundred lines were run: none, where nothing was told."""
        files = [lines for _, lines in self.of(app)]
        there = sum(len(lines.all) for lines in files)
        return 100 * sum(len(lines.run) for lines in files) / there if there else 0.0

    def below(self) -> list[str]:
        return [app for app, floor in self.floors.items() if self.percent(app) < floor]

    def finish(self, session: Any) -> None:
        """Let the run fail, though every test passed."""
        if self.below():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def table(self) -> Iterator[str]:
        """Tell what was run of each app, and what was not of those below."""
        below = self.below()
        for app, floor in self.floors.items():
            verdict = "  BELOW" if app in below else ""
            yield f"{app:16} {self.percent(app):6.2f} %   floor {floor:6.2f} %{verdict}"
        for app in below:
            for name, lines in self.of(app):
                if lines.missing:
                    yield f"{name}: {', '.join(ranges(lines))}"


def in_app(name: str, app: str) -> bool:
    return name.split("/")[0] == app


def ranges(lines: Lines) -> Iterator[str]:
    """Yield the missing lines: `7-9` where none between them was run."""
    group: list[int] = []
    for line in sorted(lines.all):
        if line not in lines.run:
            group.append(line)
        elif group:
            yield told(group)
            group = []
    if group:
        yield told(group)


def told(group: list[int]) -> str:
    return str(group[0]) if len(group) == 1 else f"{group[0]}-{group[-1]}"

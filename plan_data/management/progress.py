"""Progress that a person can watch: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from types import TracebackType
from typing import IO, TYPE_CHECKING, Self, cast

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

if TYPE_CHECKING:
    from django.core.management.base import OutputWrapper


class Progress:
    """Counts the steps of one long task, of `total` in all."""

    def __init__(self, out: OutputWrapper, task: str, total: int) -> None:
        self.out, self.task, self.total = out, task, total
        self.done = 0
        self.part = ""
        self.bar = self._bar() if out.isatty() else None

    def _bar(self) -> Bar:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        return Bar(*columns, TimeElapsedColumn(), console=Console(file=cast(IO[str], self.out)))

    def __enter__(self) -> Self:
        if self.bar is None:
            self.out.write(f"{self.task} ({self.total} items) ...")
        else:
            self.out.ending = ""  # the bar ends its own lines
            self.bar.start()
            self.number = self.bar.add_task(self.task, total=self.total)
        return self

    def step(self, part: str, row: int) -> None:
        """Tell of one more item, which belongs to `part`."""
        if self.bar is None and part != self.part:
            self.out.write(f"  {part}")
        self.part = part
        self.advance(1)

    def advance(self, steps: int) -> None:
        self.done += steps
        if self.bar is not None:
            words = f"{self.task}: {self.part}" if self.part else self.task
            self.bar.update(self.number, completed=self.done, description=words)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.bar is not None:
            self.bar.stop()
            self.out.ending = "\n"

"""What is measured of a cluster: what it is told by editors, what its readers see, what its metrics say."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from scripts.cluster import Cluster, wait_until
from scripts.editors import Editor, ask_socket
from scripts.readers import Readers, ask
from scripts.try_deploy import READ, Trial

TOKEN, NAME, PASSWORD = "metrics of the trial", "editor", "a password of the trial"
#: Published and withdrawn by the trial, and read by nobody else.
QUIET = "/en/events/cnc-moscow-2019-08/"


class Trying(Trial):
    """What is tried of a cluster; `fresh` are addresses that nobody has asked for yet."""

    site: Cluster

    def __init__(self, site: Cluster) -> None:
        super().__init__(site)
        self.fresh: list[str] = []
        self.quiet = ""

    def socket(self, number: int) -> Path:
        return self.site.home / f"portal-{number}" / "granian.sock"

    def editor(self, number: int) -> Editor:
        editor = Editor(self.socket(number), NAME, PASSWORD)
        status = editor.log_in().status
        if status != 302:
            raise RuntimeError(f"The editor could not log in: {status}")
        return editor

    def metric(self, name: str, number: int = 2) -> float:
        text = ask_socket(self.socket(number), "/metrics", Authorization=f"Bearer {TOKEN}").body
        found = re.search(rf"^{re.escape(name)} (\S+)$", text.decode(), re.MULTILINE)
        return float(found[1]) if found else float("nan")

    def behind(self) -> float:
        return self.metric("portal_replica_behind_seconds")

    def both_answer(self) -> bool:
        return all(
            self.metric(f'portal_database_up{{database="{name}"}}', number) == 1
            for name in ("primary", "replica")
            for number in (1, 2)
        )

    def written(self, what: str, editor: Editor, act: str) -> None:
        """Write by one process, and say how long after its answer the other, and nginx, tell of it.

        One second, and what the page costs to be made on this machine.
        """
        expected = {"publish": 200, "withdraw": 410}[act]
        for number in (1, 2):
            ask_socket(self.socket(number), QUIET)
        status = editor.post(f"/admin/events/event/{self.quiet}/{act}/", confirmed="yes").status
        begun = time.monotonic()
        wait_until(lambda: ask_socket(self.socket(2), QUIET).status == expected, "seen")
        other = time.monotonic() - begun
        wait_until(lambda: ask(self.site.port, QUIET).status == expected, "seen by nginx")
        everywhere = time.monotonic() - begun
        own = editor.get(QUIET).status
        page = time.monotonic() - begun - everywhere
        seen = f"the other process {other:.2f} s, nginx {everywhere:.2f} s (the page takes {page:.2f} s)"
        held = (status, own) == (302, expected) and everywhere < 1.1 + page
        self.tell(what, f"{status}, own page {own}, {seen}", held=held)

    def under_reading(self, what: str, act: Callable[[], object], after: float = 5) -> None:
        """Say how many readers failed, of pages asked before and of pages never asked."""
        with ExitStack() as stack:
            before = stack.enter_context(Readers(self.site.port, READ, number=3))
            never = stack.enter_context(Readers(self.site.port, self.some_fresh(90), number=1))
            time.sleep(1)
            begun = time.monotonic()
            act()
            took = time.monotonic() - begun
            time.sleep(after)
        for kind, readers in (("asked before", before), ("never asked", never)):
            figure = f"{readers.failed} of {readers.answers.total()} failed, slowest {readers.slowest:.2f} s"
            if readers.failed:
                figure += f" {dict(readers.answers)}"
            self.tell(f"{what}, pages {kind}", figure, held=not readers.failed)
        self.tell(what, f"{took:.1f} s")

    def some_fresh(self, number: int) -> list[str]:
        some, self.fresh = self.fresh[:number], self.fresh[number:]
        return some

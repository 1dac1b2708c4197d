"""How the tests are handed to the workers: file by file, and what drives Chromium together."""

from __future__ import annotations

import re
from typing import Any

from xdist.scheduler import LoadFileScheduling

#: What drives Chromium is done by one process: it starts once, as do the servers of the pages on show.
#: A second one would only take the processors from the first.
DRIVING = re.compile(r"tests/(browser/|.*_browser\.py|.*/test_admin_axe\.py|.*/test_stability\.py)")


class FilesAndChromium(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return "Chromium" if DRIVING.match(nodeid) else file


def scheduler(config: Any, log: Any) -> LoadFileScheduling | None:
    """Return ours for `--dist loadfile`; xdist's own for any other."""
    return FilesAndChromium(config, log) if config.getoption("dist") == "loadfile" else None

"""How the tests are handed to the workers: file by file, and what asks the same servers together."""

from __future__ import annotations

from typing import Any

from xdist.scheduler import LoadFileScheduling

#: Three servers, Chromium and the databases on show are made once for all files of these folders.
TOGETHER = ("tests/browser/",)


class FilesAndFolders(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        folders = (folder for folder in TOGETHER if nodeid.startswith(folder))
        file: str = super()._split_scope(nodeid)
        return next(folders, file)


def scheduler(config: Any, log: Any) -> LoadFileScheduling | None:
    """Return ours for `--dist loadfile`; xdist's own for any other."""
    return FilesAndFolders(config, log) if config.getoption("dist") == "loadfile" else None

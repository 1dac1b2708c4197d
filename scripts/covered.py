"""A plugin of pytest: which lines of every app the workers ran, and that no app is below its floor.

    .venv/bin/python -m pytest -n 2 -p scripts.covered

Slipcover puts a probe on every line of an app while it is imported, and each takes itself away when it is hit:
other packages cost nothing, and a line next to nothing after the first time. The floors stand in
pyproject.toml.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
import slipcover

from scripts.covered_lines import Covered

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
SETTINGS = tomllib.loads(PROJECT.read_text())["tool"]["covered"]
COVERED = Covered(SETTINGS["floors"])


def begin() -> slipcover.Slipcover:
    """Count in this process, whatever of the apps is imported from now on."""
    which = {"omit": SETTINGS["omit"]}
    # A probe that waits for others to be taken away stays in closures, and in whatever a decorator hides.
    counter = slipcover.Slipcover(immediate=True, source=[*COVERED.floors], **which)
    files = slipcover.FileMatcher(sources=[*COVERED.floors], **which)
    slipcover.ImportManager(counter, files).__enter__()
    return counter


# A worker imports this before pytest-django imports the apps.
COUNTER = begin() if "PYTEST_XDIST_WORKER" in os.environ else None


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: Any) -> None:
    if COUNTER:
        files = COUNTER.get_coverage()["files"].items()
        session.config.workeroutput["covered"] = {
            name: (lines["executed_lines"], lines["missing_lines"]) for name, lines in files
        }
    else:
        COVERED.finish(session)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add what a worker told. One that crashed told nothing; that fails the run by itself."""
    COVERED.add(getattr(node, "workeroutput", {}).get("covered", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("lines of every app that were run")
    for line in COVERED.table():
        terminalreporter.write_line(line)

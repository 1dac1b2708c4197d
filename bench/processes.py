"""What processes of ours have taken: seconds of a processor, and memory. Reads /proc: Linux only."""

import os
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


def fields(stat: str) -> list[str]:
    """Return the fields of /proc/PID/stat behind the name, which may hold blanks and brackets."""
    return stat.rpartition(")")[2].split()


def stats() -> dict[int, list[str]]:
    """Return the fields of each process that runs now."""
    found = {}
    for path in PROC.glob("[0-9]*/stat"):
        try:
            found[int(path.parent.name)] = fields(path.read_text("utf-8", "replace"))
        except OSError:  # it has ended meanwhile
            continue
    return found


def family(roots: Iterable[int], parents: dict[int, int]) -> set[int]:
    """Return the processes `roots` with all that descend from them; `parents` by process."""
    members = set(roots)
    grown = True
    while grown:
        children = {pid for pid, parent in parents.items() if parent in members} - members
        members |= children
        grown = bool(children)
    return members


def cpu_seconds(roots: Iterable[int]) -> float:
    """Return what the families of `roots` have taken so far, ended children that were waited for too."""
    now = stats()
    members = family(roots, {pid: int(found[1]) for pid, found in now.items()})
    # proc(5): utime, stime, cutime, cstime are fields 14 to 17 of the whole line.
    ticks = sum(int(part) for pid in members if pid in now for part in now[pid][11:15])
    return ticks / TICKS


def resident_bytes(roots: Iterable[int]) -> int:
    """Return the memory that the families of `roots` hold; what they share is counted for each."""
    now = stats()
    members = family(roots, {pid: int(found[1]) for pid, found in now.items()})
    pages = sum(int(now[pid][21]) for pid in members if pid in now)
    return pages * os.sysconf("SC_PAGE_SIZE")

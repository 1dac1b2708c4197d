"""Which names of time zones every door takes. Values only."""

from __future__ import annotations

import functools
import zoneinfo


def is_time_zone(name: str) -> bool:
    """Whether `name` is a zone of the IANA list by its region and place, or UTC.

    The others of that list mean the machine's own clock (`localtime`), none (`Factory`), the opposite of
    what they say (`Etc/GMT+3` lies west of Greenwich), or are kept for old programs (`W-SU`, `GB`).
    """
    return name in _zones()


@functools.cache  # it reads the whole folder of zones
def _zones() -> frozenset[str]:
    return frozenset(
        name
        for name in zoneinfo.available_timezones()
        if ("/" in name and not name.startswith("Etc/")) or name == "UTC"
    )

"""What an address of a source tells by itself. No database here.

Since when an address is known that names no day: `plan_data/source_days.py`, for whoever has the whole plan.
"""

import functools
import re
from collections.abc import Iterable
from datetime import date

#: A day within an address: /2019/06/17/, -2019-06-17, /20190617/, /2019/0617/, and before the number of an article
#: of that day, /202011101032499565/; not a part of a shorter number.
DAY = re.compile(r"(?<!\d)(?P<year>20\d\d)[/-]?(?P<month>\d\d)[/-]?(?P<day>\d\d)(?!\d{1,5}(?!\d))")
#: The month alone: /2020/09/, /2020-11/.
MONTH = re.compile(r"(?<!\d)(?P<year>20\d\d)[/-](?P<month>0[1-9]|1[0-2])/")


@functools.lru_cache(maxsize=4096)
def day_in(address: str) -> date | None:
    """Return the day that an address names, as those of news do; None for none."""
    for found in DAY.finditer(address):
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            continue
    return None


def earliest(address: str) -> date | None:
    """Return the day before which an address was not there: the one that it names, or the first of its month."""
    month = MONTH.search(address)
    first = month and date(int(month["year"]), int(month["month"]), 1)
    return day_in(address) or first


def is_later(address: str, day: date) -> bool:
    """Whether the address itself says that what stands there came after `day`."""
    named = earliest(address)
    return named is not None and named > day


def known_on(addresses: Iterable[str], day: date) -> tuple[str, ...]:
    """Return the addresses, each once, but for those that name a later day than `day`."""
    return tuple(url for url in dict.fromkeys(addresses) if url and not is_later(url, day))

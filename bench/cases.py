"""What is asked for: an address each, and what it must answer."""

from typing import NamedTuple


class Case(NamedTuple):
    name: str
    address: str
    status: int = 200

    @property
    def file(self) -> str:
        """Return the name of the file that holds its answer."""
        return self.name.replace(" ", "-").replace(",", "") + ".html"


CONDITIONAL = (
    Case("home", "/en/"),
    Case("whole calendar", "/en/calendar/"),
    Case("month", "/en/calendar/2020/11/"),
    Case("event", "/en/events/chs-20-summit-2020/"),
    Case("API, 100 events", "/api/v1/events/?limit=100"),
)
CASES = (
    *CONDITIONAL,
    Case("404", "/en/events/no-such-summit/", 404),
    Case("400", "/en/calendar/?status=nonsense", 400),
)

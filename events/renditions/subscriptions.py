"""A calendar to subscribe to, with a link for each program that knows a short way."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

from publishing.languages import Text

GOOGLE = "https://calendar.google.com/calendar/render?"
OUTLOOK = "https://outlook.office.com/calendar/0/addfromweb?"


@dataclass(frozen=True)
class Subscription:
    """One calendar; `url` is the absolute address of its file."""

    name: Text
    url: str

    @property
    def webcal(self) -> str:
        """Return the address that opens the calendar program of a phone or a computer."""
        return urlunsplit(urlsplit(self.url)._replace(scheme="webcal"))

    @property
    def google(self) -> str:
        return GOOGLE + urlencode({"cid": self.webcal})

    @property
    def outlook(self) -> str:
        return OUTLOOK + urlencode({"url": self.url, "name": self.name.value})

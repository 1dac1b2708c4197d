"""A calendar to subscribe to, with a link for each program that knows a short way."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

from publishing.languages import Text

#: Where Google takes the address of a calendar; no link hands it over. `render?cid=` is for its own.
GOOGLE = "https://calendar.google.com/calendar/r/settings/addbyurl"
#: For private accounts, and for those of an organisation.
OUTLOOK_COM = "https://outlook.live.com/calendar/0/addfromweb?"
OFFICE = "https://outlook.office.com/calendar/0/addfromweb?"


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
        """Return the page on which a reader gives Google the address, which he copies."""
        return GOOGLE

    @property
    def outlook_com(self) -> str:
        return OUTLOOK_COM + self._named

    @property
    def office(self) -> str:
        return OFFICE + self._named

    @property
    def _named(self) -> str:
        return urlencode({"url": self.url, "name": self.name.value})

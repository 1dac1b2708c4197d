"""Words of one family: economy and economic, молодёжь and молодёжный."""

from __future__ import annotations

import re

#: Shorter than that a common beginning says nothing.
SHORTEST_ROOT = 5
#: Endings that make one word of a family out of another, the longest first.
_RUSSIAN = re.compile(
    r"(?:ический|ованный|ирование|ование|енный|ельный|ский|ный|ний|ник|ика|изм|ист|ция|ние|ость|"
    r"ство|ый|ий|ой|ка|ец|ие|ия|ия|[аоеияыйьц])$"
)
_ENGLISH = re.compile(r"(?:istic|ist|ism|ical|ation|ion|ic|al|i|e|s)$")


def root(term: str) -> str:
    """Return what `term` has in common with its family; itself when that is too short."""
    endings = _ENGLISH if term.isascii() else _RUSSIAN
    shorter = endings.sub("", term)
    return shorter if len(shorter) >= SHORTEST_ROOT else term


def are_related(term: str, other: str) -> bool:
    """Whether `other` begins with `term`, or both have one root."""
    return other != term and (other.startswith(term) or root(term) == root(other))

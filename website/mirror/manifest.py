"""What a mirror says of itself: which files it holds, of what, and from when."""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import orjson
from django.utils import timezone

from events.next_change import next_change
from publishing import stamp, storage

NAME = "manifest.json"


class NoMirrorError(Exception):
    """A folder is no mirror; the text says what to do."""


@dataclass(frozen=True)
class Manifest:
    """`made_at` is when the mirror was begun, `stamp` that of the database then, and `until` the moment
    at which some page changes by itself, in seconds since 1970; None for never.

    `files` says of each file its SHA-256, `addresses` which path it is the answer of.
    """

    origin: str
    stamp: str
    made_at: datetime
    until: float | None
    files: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Raises NoMirrorError."""
        try:
            members = orjson.loads((folder / NAME).read_bytes())
            made_at = datetime.fromisoformat(members.pop("made_at"))
            return cls(made_at=made_at, **members)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NoMirrorError(
                f"{folder} holds no mirror whose {NAME} can be read. Make one: manage.py mirror "
                f"{folder}"
            ) from error

    @classmethod
    def begun(cls, origin: str) -> Manifest:
        """Return the manifest of a mirror of now, which holds nothing yet. Two queries."""
        until = next_change()
        return cls(origin, stamp.read(), timezone.now(), None if until == math.inf else until)

    def holds_for(self, now: Manifest) -> bool:
        """Whether a mirror that is begun now would be the same: nothing was written, no moment came."""
        until = math.inf if self.until is None else self.until
        is_early = self.made_at.timestamp() <= now.made_at.timestamp() < until
        return (self.origin, self.stamp) == (now.origin, now.stamp) and is_early

    def write(self, folder: Path) -> None:
        members = orjson.dumps(self, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
        storage.write_whole(folder / NAME, [members])


#: An empty feed says that it is of now (Django's feedgenerator).
FEED_MOMENT = re.compile(rb"<(updated|lastBuildDate)>[^<]*")


def essence(content: bytes, name: str) -> bytes:
    """Return `content` without the moment at which somebody asked for it."""
    return FEED_MOMENT.sub(b"", content, count=1) if name.endswith((".atom", ".rss")) else content


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

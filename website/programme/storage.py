"""Programmes on disk: one file for a language, a record and a day. The folder may be emptied.

A programme is made here too: read, typeset, stored.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.core.files import locks
from django.template.loader import render_to_string
from django.utils import translation

from presidencies.current import Words
from publishing import etags
from publishing.models import PublicRecord
from publishing.storage import write_whole
from website.programme.content import programme
from website.programme.pdf import static_files, typeset


def html_of(language: str, origin: str, number: int, now: datetime) -> str:
    """Return the programme in `language` as the page that is typeset."""
    with translation.override(language):
        context = {"programme": programme(origin, number, now), "site": Words()}
        return render_to_string("programme/programme.html", context)


def make(language: str, origin: str, number: int, now: datetime) -> Path:
    """Make the programme in `language` and return where it lies. Raises CannotTypesetError."""
    pdf = typeset(html_of(language, origin, number, now), static_files())
    return keep(pdf, language, number, now.date())


NAME = re.compile(r"(?P<number>\d+)-(?P<day>\d{4}-\d{2}-\d{2})\.pdf")


@dataclass(frozen=True)
class StoredProgramme:
    """A programme that was made: what it tells is that of the record `number`, on `day`."""

    number: int
    day: date
    path: Path

    @property
    def etag(self) -> str:
        """Return another one for each making."""
        mark = f"{self.path.stat().st_mtime_ns:x}"
        return etags.tag(str(self.number), self.day.isoformat(), mark)

    @property
    def modified(self) -> datetime:
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)

    @property
    def kilobytes(self) -> int:
        return round(self.path.stat().st_size / 1024)


def mark() -> str:
    """Return what is another whenever a programme was made or taken away: what pages say of it follows from that.

    No rows tell of these files, so that the stamp of the database stays.
    """
    return "-".join(_written(_folder(language)) for language, _name in settings.LANGUAGES)


def _written(folder: Path) -> str:
    try:
        return f"{folder.stat().st_mtime_ns:x}"
    except FileNotFoundError:
        return ""


def path_of(language: str, number: int, day: date) -> Path:
    return _folder(language) / f"{number}-{day.isoformat()}.pdf"


def offered(language: str, today: date) -> StoredProgramme | None:
    """Return the newest programme that may be handed out, or None.

    It is never of the future: a demonstration that began anew leaves files of later days. It is
    never older than the record it names, whose number was given again after a restore. Nor does it
    hold what was withdrawn since: then there is none until the next is made. It may be older
    than the plan, and says so itself. No query without a file, else two.
    """
    programmes = _stored_programmes(language)
    newest = etags.newest().number if programmes else 0
    for candidate in programmes:
        if candidate.number <= newest and candidate.day <= today and _has_record(candidate):
            later_records = PublicRecord.objects.latest_of("events").after(candidate.number)
            return None if later_records.filter(withdrawn=True).exists() else candidate
    return None


def _has_record(candidate: StoredProgramme) -> bool:
    """Whether the record that `candidate` names was there when it was made."""
    records = PublicRecord.objects.filter(
        number=candidate.number, recorded_at__lte=candidate.modified
    )
    return records.exists()


def keep(pdf: bytes, language: str, number: int, day: date) -> Path:
    """Store a programme; of the older ones the last stays, for those who are reading it."""
    path = path_of(language, number, day)
    older_paths = [
        candidate.path for candidate in _stored_programmes(language) if candidate.path != path
    ]
    write_whole(path, [pdf])
    for old_path in older_paths[1:]:
        old_path.unlink(missing_ok=True)
    return path


@contextmanager
def alone() -> Iterator[bool]:
    """Hold the turn to make programmes; false when another process has it."""
    root = Path(settings.PROGRAMME_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with (root / ".lock").open("w") as file:
        yield locks.lock(file, locks.LOCK_EX | locks.LOCK_NB)


def _folder(language: str) -> Path:
    return Path(settings.PROGRAMME_ROOT) / language


def _stored_programmes(language: str) -> list[StoredProgramme]:
    """Return what is there, the newest first."""
    programmes = []
    for path in _folder(language).glob("*.pdf"):
        if name := NAME.fullmatch(path.name):
            programmes.append(
                StoredProgramme(int(name["number"]), date.fromisoformat(name["day"]), path)
            )
    return sorted(programmes, key=lambda candidate: (candidate.number, candidate.day), reverse=True)

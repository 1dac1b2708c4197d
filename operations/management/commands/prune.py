"""`manage.py prune`: forget what nobody needs any more, after stated periods.

That is whom the portal saw, and texts told long ago.
"""

import argparse
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.core.management.base import CommandParser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from publishing.management.base import PortalCommand
from publishing.models import PublicRecord, SentForm
from staff import deleted, kept_files, open_forms
from staff.models import DeletedItem, KeptFile, KeptForm, Presence, PreviewLink

#: In the place of a text that was told once: its number, its mark and its day stay. Partners ask by them.
PRUNED = "{}"


@dataclass(frozen=True)
class Periods:
    """How many days each is kept; `records` keeps all texts where it is None."""

    logins: int = 180
    attempts: int = 2
    forms: int = 2
    typed: int = 60
    links: int = 60
    records: int | None = None


@dataclass(frozen=True)
class Pruned:
    """How many rows of what are pruned, or would be."""

    what: str
    number: int


@transaction.atomic
def prune(periods: Periods, now: datetime, *, only_count: bool = False) -> list[Pruned]:
    """Take away what is older than `periods`, and say how much that was."""
    done = []
    for what, rows in _outdated(periods, now).items():
        number = rows.count()
        if not only_count:
            if rows.model is DeletedItem:
                deleted.forget(rows)
            else:
                rows.delete()
        done.append(Pruned(what, number))
    texts = _superseded(periods, now)
    number = texts.count() if only_count else texts.update(document=PRUNED)
    return [*done, Pruned("texts of superseded public records", number)]


def _outdated(periods: Periods, now: datetime) -> dict[str, QuerySet[Any]]:
    attempts = now - timedelta(days=periods.attempts)
    return {
        "expired sessions": Session.objects.filter(expire_date__lt=now),
        "logins": AccessLog.objects.filter(attempt_time__lt=now - timedelta(days=periods.logins)),
        "wrong passwords": AccessFailureLog.objects.filter(attempt_time__lt=attempts),
        "locks": AccessAttempt.objects.filter(attempt_time__lt=attempts),
        "keys of forms sent": SentForm.objects.filter(
            sent_at__lt=now - timedelta(days=periods.forms)
        ),
        "texts that nobody saved": KeptForm.objects.filter(
            kept_at__lt=now - timedelta(days=periods.typed)
        ),
        "files of forms that were refused": KeptFile.objects.filter(
            kept_at__lt=now - kept_files.KEPT_FOR
        ),
        "drafts and photos that were deleted": DeletedItem.objects.filter(
            deleted_at__lt=now - deleted.KEPT_FOR
        ),
        "forms that are closed": Presence.objects.filter(seen_at__lt=now - open_forms.LONGEST_OPEN),
        "links to previews": PreviewLink.objects.filter(
            expires_at__lt=now - timedelta(days=periods.links)
        ),
    }


def _superseded(periods: Periods, now: datetime) -> QuerySet[PublicRecord]:
    """Return what was told and replaced before the period; tombstones have no text."""
    if periods.records is None:
        return PublicRecord.objects.none()
    before = now - timedelta(days=periods.records)
    return PublicRecord.objects.superseded().filter(recorded_at__lt=before).exclude(document=PRUNED)


def days(text: str) -> int:
    """Return a number of whole days: at least one, so that no lock opens at once."""
    number = int(text) if text.isdecimal() and len(text) <= 5 else 0
    if not number:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of days: 1 or more.")
    return number


class Command(PortalCommand):
    is_task = True
    help = (
        "Forget expired sessions, old logins and wrong passwords, keys of forms that were sent, "
        "what was typed and never saved, files of refused forms, what was deleted at the desk a month ago, which forms were open, and links to previews that ended."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        kept = Periods()
        for name, what in (
            ("logins", "logins, with their addresses"),
            ("attempts", "wrong passwords and locks, with their addresses"),
            ("forms", "keys by which a form that is sent twice is known"),
            ("typed", "what somebody typed into a form and never saved"),
            ("links", "which links to previews there were, after their end"),
        ):
            parser.add_argument(
                f"--{name}",
                type=days,
                metavar="DAYS",
                default=getattr(kept, name),
                help=f"how long to keep {what}; %(default)s days without it",
            )
        parser.add_argument(
            "--records",
            type=days,
            metavar="DAYS",
            help="also empty what the public was told and replaced, older than so many days; "
            "numbers, tombstones and the newest stay",
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        periods = Periods(**{field.name: options[field.name] for field in fields(Periods)})
        done = prune(periods, timezone.now(), only_count=dry_run)
        verb = "would go" if dry_run else "gone"
        for pruned in done:
            self.stdout.write(f"{pruned.number} {pruned.what} {verb}.")

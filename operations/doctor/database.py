"""What must hold of the database: its triggers, its records, its clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection
from django.db.models import Max
from django.db.models.functions import Now
from django.utils import timezone

from operations.health import unready
from publishing import records, stamp
from publishing.models import PublicRecord, RecordCounter

#: What migrations install, so that nobody alters what was told; by vendor.
_ON_BOTH = {
    "change_no_update",
    "change_no_delete",
    "documentversion_no_update",
    "documentversion_no_delete",
    "event_identities_stay",
    "article_identity_stays",
}
GUARDS = {
    "sqlite": _ON_BOTH | {"change_no_replace", "documentversion_no_replace"},
    "postgresql": _ON_BOTH | {"change_no_truncate", "documentversion_no_truncate"},
}
#: All that fire, but those of the stamp and of the engine itself.
FIRING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' "
        "AND c.relnamespace = current_schema()::regnamespace"
    ),
}
#: Records that are named one by one.
NAMED = 5
#: By how much clocks of two machines may differ.
APART = timedelta(seconds=30)


def readiness() -> Iterator[str]:
    if fault := unready():
        yield fault


def firing() -> set[str]:
    """Return the names of the triggers that are there and not switched off."""
    with connection.cursor() as cursor:
        cursor.execute(FIRING[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def triggers() -> Iterator[str]:
    present = firing()
    if lost := sorted(GUARDS[connection.vendor] - present):
        yield (
            f"Nothing keeps the history as it was told: {', '.join(lost)} missing or switched off. "
            "Restore the newest backup into another database, and compare."
        )
    wanted = set(stamp.missing(connection))
    off = {name for name, _table in stamp.triggers(connection)} - present
    if lost := sorted(wanted | off):
        yield (
            f"Pages may be kept although they changed: {len(lost)} triggers of the stamp are missing "
            f"or switched off ({lost[0]} first). Run `manage.py migrate`, which puts them back."
        )


def public_records() -> Iterator[str]:
    differing = list(islice(records.discrepancies(), NAMED))
    for found in differing:
        yield f"{found.kind}/{found.key}: {found.problem}. Run `manage.py check_records --renew`."


def clocks() -> Iterator[str]:
    now = timezone.now()
    told = RecordCounter.objects.annotate(now=Now()).values_list("now", flat=True).first()
    if isinstance(told, datetime) and abs(told - now) > APART:
        yield f"This machine says {now:%F %T}, the database {told:%F %T}: set both by NTP."
    newest = PublicRecord.objects.aggregate(newest=Max("recorded_at"))["newest"]
    if newest and newest > now + APART:
        yield (
            f"The newest public record is of {newest:%F %T} UTC, which is yet to come: the clock was set back. "
            "Set it by NTP before anybody publishes."
        )

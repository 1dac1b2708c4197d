"""What must hold of a deployment: of the machine, of the database, of what it has beyond one machine, and of all.

docs/cluster.md says what a deployment has beyond one machine, and what for.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core import checks
from django.core.cache import cache
from django.db import Error, connection, connections
from django.db.models import Max
from django.db.models.functions import Now
from django.utils import timezone

from operations import health
from operations.backup import media as backup_media
from operations.backup.actions import newest_backup
from operations.health import fault_of
from publishing import records, replica, snapshot, stamp
from publishing.models import PublicRecord, RecordCounter

#: Seconds for which a replica may lack something.
LATE = 5


def follows() -> Iterator[str]:
    """What must hold of the replica, where there is one."""
    if not replica.is_there():
        return
    if fault := fault_of(replica.REPLICA):
        yield fault
        return
    if can_be_written(replica.REPLICA):
        yield (
            "The replica takes writes of its own: it follows nothing (any more). If it was promoted, "
            "name it in DATABASE_URL; else make it anew from the primary."
        )
    for _second in range(LATE):
        if replica.stamp_of(replica.REPLICA) == replica.stamp_of(replica.PRIMARY):
            return
        time.sleep(1)
    yield (
        f"The replica has not followed the primary for {LATE} seconds; readers are answered by the primary "
        "meanwhile. Look at pg_stat_replication there, and at the log of the replica."
    )


def can_be_written(alias: str) -> bool:
    """Whether a database of PostgreSQL is no standby; of SQLite nobody can say."""
    database = connections[alias]
    if database.vendor != "postgresql":
        return False
    with database.cursor() as cursor:
        cursor.execute("SELECT NOT pg_is_in_recovery()")
        return bool(cursor.fetchone()[0])


def shared_counts() -> Iterator[str]:
    """What must hold of Redis, where wrong passwords are counted there."""
    if not settings.REDIS_URL:
        return
    from redis.exceptions import RedisError  # noqa: PLC0415 (an installation without Redis loads none of it)

    try:
        cache.get("doctor")
    except RedisError as error:
        yield f"Redis does not answer ({error}): the database counts wrong passwords meanwhile. Start it."


#: Bytes below which a disk is full soon.
ROOM = 1_000_000_000
#: Hours: a backup a night, and two hours for it.
FRESH = 26
#: Minutes: a snapshot each minute, and some for one that takes long.
RENEWED = 5
#: What a backup or a restore takes away again, unless it was killed; and seconds that one may take.
LEFT, LONGEST = (".backup-*", ".restore-*", ".before-*"), 3600
#: Files, and records, that are named one by one.
NAMED = 5


def deployment() -> Iterator[str]:
    """What Django itself says of the settings."""
    for found in checks.run_checks(include_deployment_checks=True):
        if found.level >= checks.WARNING and not found.is_silenced():
            yield f"{found.msg} ({found.id})" + (f" {found.hint}" if found.hint else "")


def media() -> Iterator[str]:
    faults = backup_media.faults_of(backup_media.files_in(backup_media.media_folder()))
    yield from faults[:NAMED]
    if faults:
        yield f"{len(faults)} files of papers and photos are missing or cut off: take them from a backup."


def static_files() -> Iterator[str]:
    kept: dict[str, str] | None = getattr(staticfiles_storage, "hashed_files", None)
    if kept is None:
        return  # a storage without a manifest takes the files where they are
    lost = [name for finder in get_finders() for name, _of in finder.list([]) if name not in kept]
    lost += [name for name in kept.values() if not staticfiles_storage.exists(name)]
    if lost:
        yield (
            f"{len(lost)} static files are not collected ({lost[0]} first): run "
            "`manage.py collectstatic --no-input`, and restart."
        )


def folders() -> list[Path]:
    named = [settings.MEDIA_ROOT, settings.SHARE_IMAGES_ROOT, settings.PROGRAMME_ROOT]
    if settings.DATABASE_SNAPSHOT:
        named.append(snapshot.place().parent)
    return [Path(folder) for folder in named]


def writable() -> Iterator[str]:
    for folder in folders():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            yield f"{folder} cannot be written ({error.strerror}): give it to the user of the portal."


def room() -> Iterator[str]:
    for folder in folders():
        there = next(path for path in (folder, *folder.parents) if path.exists())
        free = shutil.disk_usage(there).free
        if free < ROOM:
            yield f"{there} has {free // 1_000_000} MB left: make room, or writing stops."


def backups() -> Iterator[str]:
    if not settings.BACKUP_ROOT:
        return
    newest = newest_backup()
    if newest is None:
        yield f"{settings.BACKUP_ROOT} holds no backup: run `manage.py backup`."
        return
    hours = (time.time() - newest.stat().st_mtime) / 3600
    if hours > FRESH:
        yield f"The newest backup, {newest.name}, is {hours:.0f} hours old: look at its timer."


def snapshots() -> Iterator[str]:
    """Nobody sees a snapshot that is none, until the database does not answer."""
    if not settings.DATABASE_SNAPSHOT:
        return
    again = "Run `manage.py snapshot`, and look at portal-snapshot.timer."
    try:
        minutes = (time.time() - snapshot.true_at()) / 60
    except OSError as error:
        yield f"{snapshot.place()} is not to be had ({error.strerror}). {again}"
        return
    if minutes > RENEWED:
        yield f"{snapshot.place()} was last known to be true {minutes:.0f} minutes ago. {again}"
    if fault := snapshot.fault():
        yield f"{snapshot.place()} {fault}. {again}"


def left_over() -> Iterator[str]:
    """Copies of the database lie in what a killed run left."""
    places = {Path(settings.MEDIA_ROOT).parent, Path(settings.BACKUP_ROOT or settings.MEDIA_ROOT)}
    for folder in sorted(path for place in places for name in LEFT for path in place.glob(name)):
        if time.time() - folder.stat().st_mtime > LONGEST:
            yield f"{folder} was left by a backup or a restore that was killed: remove it."


#: Tables to which rows are only added, as the names of their triggers begin; and what these refuse, by vendor.
APPEND_ONLY = (
    *("change", "decision", "addedreason", "formerslug", "documentversion"),
    *("publicrecord", "revision", "proposal", "logentry"),
)
REFUSED = {
    "sqlite": ("update", "delete", "replace"),
    "postgresql": ("update", "delete", "truncate"),
}
#: What migrations install, so that nobody alters what was told; by vendor.
GUARDS = {
    vendor: {"event_identities_stay", "article_identity_stays"}
    | {f"{table}_no_{statement}" for table in APPEND_ONLY for statement in statements}
    for vendor, statements in REFUSED.items()
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
#: By how much clocks of two machines may differ.
APART = timedelta(seconds=30)


def readiness() -> Iterator[str]:
    if fault := health.fault_of(replica.PRIMARY):
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


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "settings": deployment,
    "database": readiness,
    "replica": follows,
    "shared counts": shared_counts,
    "triggers": triggers,
    "public records": public_records,
    "clocks": clocks,
    "uploaded files": media,
    "static files": static_files,
    "folders": writable,
    "room": room,
    "backups": backups,
    "snapshot": snapshots,
    "left-overs": left_over,
}


@dataclass(frozen=True)
class Finding:
    """What was looked at, and what is wrong with it, each with what to do."""

    what: str
    faults: list[str]


def examine() -> Iterator[Finding]:
    """Look at everything; what the database hinders is said, and the rest is looked at."""
    for what, check in CHECKS.items():
        try:
            faults = list(check())
        except Error:
            faults = ["The database did not let it be looked at: mend that first."]
        yield Finding(what, faults)

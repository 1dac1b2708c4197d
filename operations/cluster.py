"""What must hold of what a deployment has beyond one machine. docs/cluster.md says what it is for."""

import time
from collections.abc import Iterator

from django.conf import settings
from django.core.cache import cache
from django.db import connections

from operations.health import fault_of
from publishing import replica

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

"""A database of an older release comes to this day with all that it told the world."""

import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django.plugin import DjangoDbBlocker

from documents.models import Document
from events.models import Change, Event, EventHost
from news.models import Article
from places.models import EarlierRole
from presidencies.models import Presidency, StandingPage
from priorities.models import Strand
from publishing.models import OutboxMessage, PublicRecord, RecordCounter
from tests.append_only import CHANGES
from tests.migrations.another_database import ALIAS, another_database
from tests.migrations.schema import schema

pytestmark = pytest.mark.django_db

OLD = Path(__file__).parent / "database_of_7d701da"
#: What its program printed: a list of these columns, in this order.
TOLD: dict[str, tuple[type[models.Model], tuple[str, ...], tuple[str, ...]]] = {
    "events": (Event, ("pk",), ("slug", "uid", "feed_id", "sequence", "status")),
    "articles": (Article, ("pk",), ("slug", "feed_id")),
    "steps": (
        Change,
        ("pk",),
        ("event__slug", "number", "kind", "new_status", "source_url", "recorded_by"),
    ),
    "hosts": (EventHost, ("pk",), ("event__slug", "host__slug", "role", "position")),
    "versions": (Document, ("pk",), ("slug", "versions__title_en", "title_en")),
    "records": (
        PublicRecord,
        ("number",),
        ("number", "kind", "key", "document", "withdrawn", "is_latest", "mark"),
    ),
    "counter": (RecordCounter, ("pk",), ("value", "epoch")),
    "presidencies": (Presidency, ("pk",), ("slug", "state", "title_ru", "capital__slug")),
    "pages": (StandingPage, ("slug",), ("slug", "body_ru")),
    "strands": (Strand, ("pk",), ("presidency__slug", "slug", "name_ru")),
    "roles": (EarlierRole, ("pk",), ("country__slug", "role")),
    "rights": (
        User,
        ("pk", "user_permissions__codename"),
        (
            *("username", "password"),
            *("user_permissions__codename", "groups__permissions__codename"),
        ),
    ),
    "outbox": (OutboxMessage, ("pk",), ("listener", "kind", "key", "tries")),
}


@pytest.fixture(scope="module")
def upgraded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[BaseDatabaseWrapper]:
    with django_db_blocker.unblock(), another_database() as another:
        restore(another)
        call_command("migrate", database=ALIAS, verbosity=0)
        yield another


def restore(another: BaseDatabaseWrapper) -> None:
    dump = read("sql")
    with another.cursor() as cursor:
        if another.vendor == "sqlite":
            cursor.executescript(f"PRAGMA foreign_keys=OFF; {dump} PRAGMA foreign_keys=ON;")
        else:
            cursor.execute(dump)
            another.close()  # it left settings that are for a restore alone


def read(what: str) -> str:
    return lzma.decompress((OLD / f"{connection.vendor}.{what}.xz").read_bytes()).decode()


@pytest.mark.parametrize("what", TOLD)
def test_what_the_world_was_told_is_the_same(upgraded, what):
    told: dict[str, Any] = json.loads(read("json"))
    model, order, columns = TOLD[what]

    rows = model._default_manager.using(ALIAS).order_by(*order).values_list(*columns)

    assert told.keys() == TOLD.keys()
    assert [list(row) for row in rows] == told[what] != []


def test_upgraded_database_has_the_tables_of_a_fresh_one(upgraded):
    assert as_dumped(upgraded) == as_dumped(connection)


def as_dumped(database: BaseDatabaseWrapper) -> set[tuple[str, str, str]]:
    """Return the schema without the casts that a dump of PostgreSQL puts elsewhere."""
    casts = r"::(character varying|text)(\[\])?|[()]"
    return {(kind, name, re.sub(casts, "", words)) for kind, name, words in schema(database)}


def test_histories_and_identities_stay_refused(upgraded):
    with pytest.raises(IntegrityError, match=CHANGES.message):
        Change.objects.using(ALIAS).update(kind="held")
    with pytest.raises(IntegrityError, match="an identity stays as it is"):
        Event.objects.using(ALIAS).update(uid="another")


def test_new_rows_get_keys_of_their_own(upgraded):
    last = Strand.objects.using(ALIAS).order_by("pk").last()

    added = Strand.objects.using(ALIAS).create(
        presidency=last.presidency, slug="new", position=9, mark="disc", colour="red"
    )

    assert added.pk == last.pk + 1
    added.delete(using=ALIAS)


def test_upgrade_is_recorded_and_can_run_twice(upgraded):
    before = schema(upgraded)

    call_command("migrate", database=ALIAS, verbosity=0, check_unapplied=True)
    call_command("migrate", database=ALIAS, verbosity=0)

    assert schema(upgraded) == before

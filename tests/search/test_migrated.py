"""What the index had yet to follow before there was an outbox is followed after the upgrade."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from publishing.models import OutboxMessage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def due() -> Iterator[Any]:
    """The table of what was due, in the database as it was."""
    executor = MigrationExecutor(connection)
    executor.migrate([("search", "0005_presidency")])
    yield executor.loader.project_state([("search", "0005_presidency")]).apps.get_model(
        "search", "Due"
    )
    call_command("migrate", verbosity=0)


def test_what_was_due_is_noted_once(due):
    for key in ("forum", "forum", "visit"):
        due.objects.create(kind="events", key=key)

    call_command("migrate", "search", verbosity=0)

    noted = OutboxMessage.objects.filter(listener="search").values_list("kind", "key", "tries")
    assert list(noted) == [("events", "forum", 0), ("events", "visit", 0)]

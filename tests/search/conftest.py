from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import translation

from tests.plan_data.playing import undone


@pytest.fixture(autouse=True)
def _found_at_once(index_follows: None) -> None:
    """What is searched is what was told."""


@pytest.fixture(scope="module")
def for_the_module(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Let what a fixture of a module writes be found at once, and go with its last test."""
    with django_db_blocker.unblock(), undone(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(transaction, "on_commit", lambda run, **options: run())
        with translation.override("en"):
            yield

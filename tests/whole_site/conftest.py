from collections.abc import Iterator

import pytest

from scripts import plan_rows
from tests.plan_data.playing import undone


@pytest.fixture(scope="module")
def whole_plan(
    request: pytest.FixtureRequest, django_db_setup, django_db_blocker
) -> Iterator[None]:
    """The whole plan of data/. Its index is made where a test searches; a module that is `SEARCHED` has it."""
    with django_db_blocker.unblock(), undone():
        plan_rows.copy(searched=getattr(request.module, "SEARCHED", False))
        yield


@pytest.fixture
def day_after(settings, whole_plan) -> None:
    """The portal on the day after the summit, with all that it holds."""
    settings.PORTAL_CLOCK = "2020-11-11"

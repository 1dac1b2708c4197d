"""The plan in data/, loaded from nothing: PostgreSQL ends as SQLite does."""

import pytest
import time_machine
from django.conf import settings

from events.models import Change, Event
from publishing import records
from scripts import plan_rows
from tests.plan_data.playing import everything, load, undone

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture(scope="module")
def of_sqlite(django_db_setup, django_db_blocker) -> dict[str, object]:
    with django_db_blocker.unblock(), undone():
        plan_rows.copy(searched=False)
        return everything()


@time_machine.travel(plan_rows.WRITTEN)
def test_a_load_from_nothing_tells_what_it_tells_on_sqlite(of_sqlite):
    load(settings.BASE_DIR / "data", plan_rows.END)

    assert everything() == of_sqlite
    assert (Event.objects.published().count(), Change.objects.count()) == (109, 129)
    assert list(records.discrepancies()) == []

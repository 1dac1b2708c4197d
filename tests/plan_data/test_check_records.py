"""`manage.py check_records`: what the public was told is what the database holds."""

from io import StringIO

import pytest
from django.core.management import call_command

from events.models import Event
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def check() -> tuple[str, str, int]:
    """Return what was printed, what was complained about, and the exit code."""
    out, err = StringIO(), StringIO()
    try:
        call_command("check_records", stdout=out, stderr=err)
    except SystemExit as end:
        return out.getvalue(), err.getvalue(), int(end.code or 0)
    return out.getvalue(), err.getvalue(), 0


def test_true_records_pass():
    EventFactory(slug="forum", published=True)

    assert check() == ("1 latest records compared, 0 differences.\n", "", 0)


def test_a_change_behind_the_back_of_the_writers_is_found():
    EventFactory(slug="forum", published=True)
    EventFactory(slug="visit", published=True)
    Event.objects.filter(slug="forum").update(title_ru="Другое")

    out, err, code = check()

    assert out == "2 latest records compared, 1 differences.\n"
    assert err == "events/forum: the record differs from the database\n"
    assert code == 1


def test_records_are_renewed_after_a_release_that_words_them_otherwise():
    EventFactory(slug="forum", published=True)
    Event.objects.filter(slug="forum").update(title_ru="Другое")
    out = StringIO()

    call_command("check_records", "--renew", stdout=out)

    assert out.getvalue() == "1 records renewed.\n1 latest records compared, 0 differences.\n"

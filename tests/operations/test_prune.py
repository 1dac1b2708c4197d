"""What is old goes, what is young stays, and partners miss nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from publishing import records
from publishing.models import PublicRecord, SentForm
from staff.models import KeptFile, KeptForm, PreviewLink
from staff.previews import links
from tests.append_only import records_told
from tests.factories import EventFactory, StaffFactory

pytestmark = pytest.mark.django_db
MODELS = (Session, AccessLog, AccessFailureLog, AccessAttempt, SentForm)


def seen(days: float) -> None:
    """What is written of one editor, `days` ago; the session ended then."""
    then, editor = timezone.now() - timedelta(days=days), StaffFactory()
    Session.objects.create(session_key=f"s{days}", session_data="", expire_date=then)
    where = {"ip_address": "192.0.2.1", "user_agent": f"browser {days}", "username": "editor"}
    for model in (AccessLog, AccessFailureLog):
        row = model.objects.create(**where)
        model.objects.filter(pk=row.pk).update(attempt_time=then)
    attempt = AccessAttempt.objects.create(
        **where, get_data="", post_data="", failures_since_start=1
    )
    AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=then)
    SentForm.objects.create(key=f"{days}", user=editor, led_to="/", sent_at=then)


def counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


def test_each_is_forgotten_after_its_period(capsys):
    for days in (-1, 1.9, 2.1, 179.9, 180.1):
        seen(days)

    call_command("prune")

    assert counts() == [1, 4, 2, 2, 2]
    assert capsys.readouterr().out.splitlines() == [
        "4 expired sessions gone.",
        "1 logins gone.",
        "3 wrong passwords gone.",
        "3 locks gone.",
        "3 keys of forms sent gone.",
        "0 texts that nobody saved gone.",
        "0 files of forms that were refused gone.",
        "0 drafts and photos that were deleted gone.",
        "0 forms that are closed gone.",
        "0 links to previews gone.",
        "0 texts of superseded public records gone.",
    ]


def test_what_was_typed_and_never_saved_goes_after_sixty_days():
    user = StaffFactory()
    for days in (59, 61):
        KeptForm.objects.create(
            user=user,
            address=f"/admin/{days}/",
            values={},
            kept_at=timezone.now() - timedelta(days=days),
        )

    call_command("prune")

    assert KeptForm.objects.get().address == "/admin/59/"
    call_command("prune", "--typed", "58")
    assert not KeptForm.objects.exists()


def test_files_of_refused_forms_go_after_two_days():
    user = StaffFactory()
    for days in (1, 3):
        address, kept_at = f"/admin/{days}/", timezone.now() - timedelta(days=days)
        KeptFile.objects.create(user=user, address=address, size=1, content=b"a", kept_at=kept_at)

    call_command("prune")

    assert KeptFile.objects.get().address == "/admin/1/"


def test_links_to_previews_go_sixty_days_after_their_end():
    event, editor = EventFactory(), StaffFactory()
    for days in (59, 61):
        ended = timezone.now() - timedelta(days=days)
        links.make(event, by=editor, now=ended - timedelta(days=1), days=1, key=f"{days}")

    call_command("prune")

    assert (timezone.now() - PreviewLink.objects.get().expires_at).days == 59


def test_periods_can_be_chosen():
    seen(5)

    call_command("prune", "--logins", "6", "--attempts", "6", "--forms", "6")
    assert counts() == [0, 1, 1, 1, 1]
    call_command("prune", "--logins", "4", "--attempts", "4", "--forms", "4")
    assert counts() == [0, 0, 0, 0, 0]


def test_dry_run_says_the_same_and_alters_nothing(told, capsys):
    seen(400)
    before = list(PublicRecord.objects.values())

    call_command("prune", "--records", "30", "--dry-run")
    would = capsys.readouterr().out

    assert counts() == [1, 1, 1, 1, 1]
    assert list(PublicRecord.objects.values()) == before
    call_command("prune", "--records", "30")
    assert capsys.readouterr().out == would.replace("would go", "gone")


@pytest.mark.parametrize("days", ["0", "-1", "1.5", "x", "", "9999999999"])
def test_what_is_no_number_of_days_is_refused(days: str):
    with pytest.raises(CommandError, match="is no number of days"):
        call_command("prune", f"--attempts={days}")


@pytest.fixture
def told() -> list[PublicRecord]:
    """An event told three times, long ago."""
    event = EventFactory(published=True)
    for title in ("Second", "Third"):
        event.title_en = title
        event.save()
        records.record(event)
    records_told(timezone.now() - timedelta(days=100))
    return list(PublicRecord.objects.filter(kind="events").order_by("number"))


def test_no_text_goes_unasked(told):
    call_command("prune")

    assert list(PublicRecord.objects.filter(kind="events").order_by("number").values()) == [
        {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        for row in told
    ]


def test_partner_who_stopped_at_a_pruned_record_goes_on_from_it(told, client: Client):
    first, second, third = told

    call_command("prune", "--records", "30")

    assert [
        row.document for row in PublicRecord.objects.filter(kind="events").order_by("number")
    ] == [
        "{}",
        "{}",
        third.document,
    ]
    for record in (first, second):
        answer = client.get("/api/v1/events/", {"after": record.number, "mark": record.mark}).json()
        assert [row["record"] for row in answer["results"]] == [third.number]
    assert list(records.discrepancies()) == []


def test_young_texts_stay(told):
    call_command("prune", "--records", "101")

    assert "{}" not in PublicRecord.objects.values_list("document", flat=True)

"""A reason in one language waits in the work list, and is added on a page of its own."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.actions import decisions as writers
from events.actions.changes import Announcement
from events.models import AddedReason, Change
from tests.acting import changes, decisions, reasons
from tests.factories import EventFactory, announcement
from tests.forms_sent import changed, messages_of, sent_by

pytestmark = pytest.mark.django_db

RUSSIAN = Announcement(date(2020, 5, 27), reason={"ru": "Из-за пандемии."})
WHOLE = Announcement(reason=dict.fromkeys(("en", "ru", "zh-hans"), "A reason."))


def waiting(client: Client, code: str) -> list[tuple[str, str]]:
    """Return the names and addresses of the reasons that wait in a language."""
    works = client.get(f"/admin/translations/{code}/").context["kinds"]
    told = {name: count for name, _language, count in client.get("/admin/").context["due"].work}
    assert told.get(code, 0) == sum(len(work.tasks) for work in works)
    tasks = [task for work in works if work.kind == "reasons of changes" for task in work.tasks]
    return [(task.name, task.url) for task in tasks]


def page(change: Change) -> str:
    return reverse("admin:events_change_reason", args=[change.pk])


@pytest.fixture
def change() -> Change:
    event = EventFactory(slug="summit", published=True, announced=WHOLE)
    return changes.cancel(event, RUSSIAN)


def test_a_reason_waits_in_each_language_that_lacks_it(admin_client: Client, change):
    lists = [waiting(admin_client, code) for code in ("en", "ru", "zh-hans")]

    task = [("Cancelled: Event summit", page(change))]
    assert lists == [task, [], task]


def test_a_decision_waits_once_for_all_its_events(admin_client: Client):
    events = [EventFactory(published=True, announced=WHOLE) for _number in range(3)]
    decisions.decide(writers.cancelling(), events, RUSSIAN)

    assert [name for name, _url in waiting(admin_client, "en")] == ["Cancelled: 3 events"]


def test_what_was_added_waits_no_more(admin_client: Client, change):
    sent = sent_by(admin_client.get(page(change)))

    answer = admin_client.post(page(change), changed(sent, reason_en="Because of the pandemic."))

    assert answer.status_code == 302
    assert [name for name in sent if name.startswith("reason")] == ["reason_en", "reason_zh_hans"]
    row = AddedReason.objects.get()
    assert (row.change, row.language, row.text, row.added_by) == (
        change,
        "en",
        "Because of the pandemic.",
        "admin",
    )
    assert waiting(admin_client, "en") == []
    assert len(waiting(admin_client, "zh-hans")) == 1


def test_what_somebody_added_first_stays_and_what_was_typed_too(admin_client: Client, change):
    sent = sent_by(admin_client.get(page(change)))
    reasons.add_reason(change, {"en": "The pandemic."})

    answer = admin_client.post(page(change), changed(sent, reason_en="Because of the pandemic."))

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == [
        "The reason is there in this language already, and what is on record stays."
    ]
    assert sent_by(answer)["reason_en"][0].strip() == "Because of the pandemic."
    assert AddedReason.objects.get().text == "The pandemic."


def test_a_reason_that_is_whole_asks_for_nothing(admin_client: Client):
    event = EventFactory(announced=WHOLE)

    answer = admin_client.get(page(event.changes.get()))

    assert list(answer.context["form"].fields) == []
    assert "The reason is there in every language." in answer.content.decode()


@pytest.mark.parametrize("key", ["0", "x", "²", "9" * 30])
def test_what_is_no_change_has_no_reason(admin_client: Client, key):
    assert admin_client.get(f"/admin/events/change/{key}/reason/").status_code == 404


def test_a_list_of_many_asks_as_many_questions_as_of_one(
    admin_client: Client, change, django_assert_num_queries
):
    address = "/admin/translations/en/"
    with CaptureQueriesContext(connection) as one:
        admin_client.get(address)
    for _number in range(3):
        changes.cancel(EventFactory(published=True, announced=WHOLE), RUSSIAN)

    with django_assert_num_queries(len(one), exact=True):
        admin_client.get(address)


def test_the_admin_says_who_added_it(admin_client: Client, change):
    reasons.add_reason(change, {"en": "The pandemic."})

    shown = admin_client.get(reverse("admin:events_change_change", args=[change.pk]))

    assert "<p>en: The pandemic. (tests)</p>" in shown.content.decode()


def test_announcement_is_not_needed_for_the_work_list(admin_client: Client):
    EventFactory(published=True, announced=announcement(reason=""))

    assert waiting(admin_client, "en") == []


def test_a_reason_that_is_added_to_a_draft_is_read_once_it_is_published(admin_client: Client):
    change = changes.cancel(EventFactory(announced=WHOLE), RUSSIAN)
    sent = sent_by(admin_client.get(page(change)))

    answer = admin_client.post(page(change), changed(sent, reason_en="A reason."), follow=True)

    assert messages_of(answer) == [
        "The reason was added. Visitors read it once the event is published."
    ]

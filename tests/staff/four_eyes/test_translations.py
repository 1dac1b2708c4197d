"""What is said of a translation that the public reads waits, and so does the translation of a reason."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from events.actions import decisions as writers
from events.actions.changes import Announcement
from events.models import AddedReason, Event
from publishing import records
from publishing.translations import follow, outdated_texts
from staff.log import sentence_of
from staff.models import Assignment, Proposal
from staff.proposals.doors import ProposalRefusedError
from staff.roles import Role
from tests.acting import changes, decisions, workflow
from tests.forms_sent import changed, found, messages_left, messages_of, opened
from tests.staff.four_eyes.asking import answers, approves, differences, proposal, settles
from tests.staff.of_roles import account_of, logged_in, row_of

pytestmark = pytest.mark.django_db

GONE = "may no longer propose this"
RUSSIAN = Announcement(date(2020, 5, 27), reason={"ru": "Из-за пандемии."})


@pytest.fixture
def translator():
    return account_of(Role.TRANSLATOR, languages=["zh-hans", "en"])


@pytest.fixture
def drafted(event):
    """The event with a Chinese title that nobody sees."""
    texts = {"title_ru": "Директора музеев", "title_zh_hans": "博物馆馆长会议", "lead_en": ""}
    Event.objects.filter(pk=event.pk).update(**texts)
    workflow.keep_draft(found(event), "zh-hans")
    return found(event)


@pytest.fixture
def cancelled(event):
    return changes.cancel(event, RUSSIAN)


def says(account, item, deed: str, code: str = "zh-hans", *, is_read: bool = False):
    """Open the page “Translations…”, and press a button of a language."""
    client = logged_in(account)
    address = reverse("admin:events_event_translations", args=[item.pk])
    statuses = client.get(address).context["statuses"]
    (one,) = (status for status in statuses if status.code == code)
    texts = {"shown": one.shown, "with": [waiting.pk for waiting in one.waiting]}
    return client.post(address, {"deed": deed, "language": code, **texts}, follow=True)


def adds(account, change, **texts):
    client, address = logged_in(account), reverse("admin:events_change_reason", args=[change.pk])
    return client.post(address, changed(opened(client, address), **texts))


def test_translation_is_made_public_by_two(drafted, translator, publisher):
    before, number = row_of(drafted), records.newest_number()
    says(translator, drafted, "public")
    one, shown = proposal(), differences(publisher, proposal())
    page = logged_in(publisher).get(reverse("admin:proposal_page", args=[one.pk, "zh-hans"]))

    assert (row_of(drafted), records.newest_number()) == (before, number)
    assert shown == [
        ("中文", "draft", "public"),
        ("title, Русский", "Директора музеев", "Директора музеев"),
        ("title, 中文", "", "博物馆馆长会议"),
    ]
    assert "博物馆馆长会议" in page.content.decode()

    settles(publisher, one, "approve")

    assert "draft" not in found(drafted).translation_states["zh-hans"]
    assert records.newest_number() == number + 1
    logged = sentence_of(LogEntry.objects.get(user=publisher))
    assert logged == (
        f"Approved: Translation made public: 中文, proposed by {translator.username}."
    )


def test_translation_is_confirmed_only_against_the_texts_that_were_compared(
    drafted, translator, publisher
):
    drafted.title_ru = "Директора"
    follow(drafted, date(2020, 10, 1))
    drafted.save()
    says(translator, drafted, "confirm", "en")
    stale = proposal()
    drafted.title_ru = "Директора театров"
    drafted.save()
    says(translator, drafted, "confirm", "en")
    with pytest.raises(ProposalRefusedError, match="The texts were changed") as refused:
        approves(publisher, stale)
    approves(publisher, Proposal.objects.last())

    (conflict,) = refused.value.conflicts
    assert (conflict.label, conflict.stored, conflict.typed) == (
        "title, Русский",
        "Директора театров",
        "Директора",
    )
    assert outdated_texts(found(drafted), "en") == []


def test_what_the_writer_would_refuse_is_not_proposed(event, translator):
    answer = says(translator, event, "public", "en", is_read=True)

    assert (messages_of(answer), Proposal.objects.count()) == (["It is no draft."], 0)


def test_translation_is_kept_as_a_draft_at_once(event, translator):
    says(translator, event, "draft")

    assert found(event).translation_states["zh-hans"]["draft"] is True
    assert Proposal.objects.count() == 0


def test_source_is_changed_by_two_who_may(drafted, translator, publisher):
    says(translator, drafted, "source", "en")
    one = proposal()
    shown = differences(publisher, one)
    Assignment.objects.filter(user=translator).update(languages=["zh-hans"])
    with pytest.raises(ProposalRefusedError, match=GONE):
        approves(publisher, one)
    Assignment.objects.filter(user=translator).update(languages=["en"])
    approves(publisher, one)

    assert shown[:2] == [("Русский", "source", "public"), ("English", "public", "source")]
    assert found(drafted).source_language == "en"


def test_reason_is_translated_by_two(cancelled, translator, publisher):
    adds(translator, cancelled, reason_en="The pandemic.")
    one, shown = proposal(), differences(publisher, proposal())
    page = logged_in(publisher).get(reverse("admin:proposal_page", args=[one.pk, "en"]))

    assert AddedReason.objects.count() == 0
    assert shown == [
        ("change", "Cancelled: Museum directors", "Cancelled: Museum directors"),
        ("Reason, Русский", "Из-за пандемии.", "Из-за пандемии."),
        ("Reason, English", "", "The pandemic."),
    ]
    assert "The pandemic." in page.content.decode()

    Assignment.objects.filter(user=translator).update(languages=["zh-hans"])
    with pytest.raises(ProposalRefusedError, match=GONE):
        approves(publisher, one)
    Assignment.objects.filter(user=translator).update(languages=["en"])
    approves(publisher, one)

    row = AddedReason.objects.get()
    assert (row.text, row.added_by) == ("The pandemic.", f"{translator} / {publisher}")


def test_reason_of_a_decision_waits_once_for_all_its_events(both, translator, publisher):
    decision = decisions.decide(writers.cancelling(), both, RUSSIAN)
    first = decision.changes.first()
    empty = adds(translator, first)
    proposed = adds(translator, first, reason_en="The pandemic of 2020.")
    waiting = logged_in(publisher).get(reverse("admin:review")).content.decode()
    approved = answers(publisher, proposal(), "approve")

    assert empty.context["form"].non_field_errors() == [
        "Write the reason in a language that lacks it."
    ]
    assert [row.text for row in AddedReason.objects.all()] == ["The pandemic of 2020."] * 2
    both_named = f"“{first.event}” and 1 other event"
    said = messages_left(proposed)
    assert [sentence.partition(". ")[0] for sentence in said] == [f"Proposed: {both_named}"]
    assert "and 1 other event" in waiting
    assert messages_of(approved) == [f"Done: “{first.event.title}” and 1 other event."]

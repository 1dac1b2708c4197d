"""What waits already is not proposed once more: whoever sends the same is told by whom, since when, and led there."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import constants, get_messages
from django.urls import reverse

from staff.models import Proposal
from staff.roles import Role
from tests.acting import workflow
from tests.factories import DocumentFactory
from tests.forms_sent import changed, found, opened
from tests.staff.four_eyes.asking import decided, edits, moves, proposal, settles
from tests.staff.four_eyes.test_kept_outcomes import edit_with_a_photo
from tests.staff.four_eyes.test_translations import says
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db


def corrects(account, document):
    address = reverse("admin:documents_document_correct", args=[document.pk])
    client = logged_in(account)
    because = {"reason_en": "A page was missing.", "reason_ru": "Не было страницы."}
    return client.post(address, changed(opened(client, address), title_ru="Другое имя", **because))


@pytest.fixture
def senders(event, both):
    """By the form what sends it, each time alike."""
    document = DocumentFactory(external_url="https://a.example/", languages=["ru"], published=True)
    drafted = found(event)
    drafted.title_ru, drafted.title_zh_hans = "Директора музеев", "博物馆馆长会议"
    drafted.save()
    workflow.keep_draft(drafted, "zh-hans")
    return {
        "edit": lambda by: edits(by, event, lead_en="They talk about halls."),
        "act": lambda by: moves(by, event),
        "decide": lambda by: decided(by, both, act="postpone"),
        "correct": lambda by: corrects(by, document),
        "translate": lambda by: says(by, event, "public"),
    }


@pytest.mark.parametrize("deed", ["edit", "act", "decide", "correct", "translate"])
def test_same_is_not_proposed_twice(deed, senders, editor):
    senders[deed](editor)
    one, logged = proposal(), LogEntry.objects.count()

    again = senders[deed](account_of(Role.EDITOR))

    assert (proposal(), one.deed, LogEntry.objects.count()) == (one, deed, logged)
    said = [*get_messages(again.wsgi_request)] or [*again.context["messages"]]
    assert [message.level for message in said] == [constants.INFO]
    assert f"The same is proposed already, by {editor}, " in str(said[0])
    led_to = (
        again.redirect_chain[-1][0] if getattr(again, "redirect_chain", ()) else again["Location"]
    )
    assert led_to == reverse("admin:proposal", args=[one.pk])


def test_something_else_of_the_same_is_proposed(event, editor):
    edits(editor, event, lead_en="They talk about halls.")
    edits(editor, event, lead_en="They talk about doors.")

    assert Proposal.objects.count() == 2


def test_what_was_rejected_is_proposed_again(event, editor, publisher):
    moves(editor, event)
    settles(publisher, proposal(), "reject", "Not yet.")
    moves(editor, event)

    assert [*Proposal.objects.values_list("state", flat=True)] == ["rejected", "waiting"]


def test_file_is_proposed_each_time(event, editor, settings, tmp_path):
    """Of a file nobody says that it is the same."""
    settings.MEDIA_ROOT = tmp_path
    edit_with_a_photo(editor, event)
    edit_with_a_photo(editor, event)

    assert Proposal.objects.count() == 2

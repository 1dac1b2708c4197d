"""What is said of a translation whose text waits itself is about that text, and is approved with it."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from events.models import Event
from publishing.translations import follow, outdated_texts
from staff.log import sentence_of
from staff.models import Proposal
from staff.models.proposals import ProposalState
from staff.proposals.doors import ProposalRefusedError
from staff.roles import Role
from tests.forms_sent import changed, found, messages_of, opened
from tests.markup import page_of
from tests.staff.four_eyes.asking import answers, approves, differences, edits, settles
from tests.staff.four_eyes.test_translations import says
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator():
    return account_of(Role.TRANSLATOR, languages=["zh-hans", "en"])


@pytest.fixture
def behind(event):
    """The event, with an English title that says what the Russian one said before."""
    Event.objects.filter(pk=event.pk).update(title_ru="Директора", lead_en="")
    row = found(event)
    follow(row, date(2020, 10, 1))
    row.title_ru = "Директора музеев"
    follow(row, date(2020, 10, 1))
    row.save()
    return row


@pytest.fixture
def text(behind, translator):
    """The proposal of an English title that says what the Russian one says now."""
    edits(translator, behind, title_en="Museum directors meet")
    return Proposal.objects.get()


@pytest.fixture
def confirmation(behind, translator, text):
    says(translator, behind, "confirm", "en")
    return Proposal.objects.exclude(pk=text.pk).get()


def outdated(event) -> list[str]:
    return [field.name for field in outdated_texts(found(event), "en")]


def test_translator_reads_the_text_that_waits(behind, translator, text):
    answer = logged_in(translator).get(reverse("admin:events_event_translations", args=[behind.pk]))

    shown = {one.code: one for one in answer.context["statuses"]}
    assert shown["en"].lines[0].text == "Museum directors meet"
    assert [[*shown[code].waiting] for code in ("ru", "en", "zh-hans")] == [[], [text], []]
    assert page_of(answer).one("p", cls="translation-waiting").one("a")["href"] == reverse(
        "admin:proposal", args=[text.pk]
    )


def test_one_approval_is_for_a_text_and_for_what_is_said_of_it(
    behind, translator, publisher, text, confirmation
):
    assert differences(publisher, confirmation)[0] == ("English", "out of date", "public")

    answer = answers(publisher, text, "approve")

    states = Proposal.objects.values_list("state", flat=True)
    assert (found(behind).title_en, outdated(behind)) == ("Museum directors meet", [])
    assert [*states] == [ProposalState.APPROVED] * 2
    assert [one for one in messages_of(answer) if "Out of date" in one] == [
        "Out of date: 中文. A translator compares and confirms them."
    ]
    logged = [sentence_of(one) for one in LogEntry.objects.filter(user=publisher)]
    assert f"Approved: Translation confirmed: English, proposed by {translator}." in logged


def test_confirmation_waits_for_its_text(behind, publisher, text, confirmation):
    with pytest.raises(ProposalRefusedError, match="waits itself"):
        approves(publisher, confirmation)
    page = page_of(logged_in(publisher).get(reverse("admin:proposal", args=[confirmation.pk])))

    assert not page.all("button", value="yes", name="approve")
    assert "it is approved with that one" in page.text


def test_text_is_approved_alone_and_what_is_said_of_it_later(behind, publisher, text, confirmation):
    client, address = logged_in(publisher), reverse("admin:proposal", args=[text.pk])
    sent = changed(opened(client, address))
    client.post(address, {**sent, "with": [], "approve": ["yes"]})

    assert (found(behind).title_en, outdated(behind)) == ("Museum directors meet", ["title"])
    approves(publisher, confirmation)
    assert outdated(behind) == []


def test_confirmation_of_a_text_that_was_rejected_is_refused(behind, publisher, text, confirmation):
    settles(publisher, text, "reject", "Not so.")

    with pytest.raises(ProposalRefusedError, match="was not approved"):
        approves(publisher, confirmation)
    assert outdated(behind) == ["title"]


def test_nobody_approves_with_a_text_what_they_say_of_it(behind, text):
    """A publisher who translates confirms it: whoever approves the text, it is not they."""
    both = account_of(Role.PUBLISHER, Role.TRANSLATOR, languages=["en"])
    says(both, behind, "confirm", "en")

    settles(both, text, "approve")

    assert outdated(behind) == ["title"]
    assert [*Proposal.objects.values_list("state", flat=True)] == ["approved", "waiting"]

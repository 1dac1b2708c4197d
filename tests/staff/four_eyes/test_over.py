"""What was proposed can be seen when it is over, and written anew with what was typed."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from events.dates import Period
from staff.models import KeptForm, Proposal
from staff.models.proposals import ProposalState
from staff.roles import Role
from tests.append_only import PROPOSALS
from tests.factories import DocumentFactory, EventFactory, HostFactory, announcement
from tests.factories.photos import PhotoFactory
from tests.forms_sent import changed, found, messages_of, opened, page
from tests.staff.four_eyes.asking import answers, approves, decided, edits, moves, proposal, settles
from tests.staff.of_roles import account_of, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
CORRECTION = {
    "reason_en": "A wrong link.",
    "reason_ru": "Ошибка.",
    "external_url": "https://new.example/",
}


@pytest.fixture
def paper():
    return DocumentFactory(published=True, external_url="https://old.example/", title_en="Paper")


def corrects(account, paper):
    client, address = (
        logged_in(account),
        reverse("admin:documents_document_correct", args=[paper.pk]),
    )
    client.post(address, changed(opened(client, address), **CORRECTION))


def told(account, one) -> list[tuple[str, str, str]]:
    """Return what the page of a proposal tells of what it would change, or would have changed."""
    answer = logged_in(account).get(reverse("admin:proposal", args=[one.pk]))
    return [(d.label, d.before, d.after) for d in answer.context["outcome"].differences]


WAYS = {
    "edit": lambda by, events, _paper: edits(by, events[0], lead_en="A lead."),
    "move": lambda by, events, _paper: moves(by, events[0]),
    "decision": lambda by, events, _paper: decided(by, events, act="postpone"),
    "correction": lambda by, _events, paper: corrects(by, paper),
}


@pytest.mark.parametrize("what", WAYS)
def test_page_of_what_is_over_shows_what_was_proposed(what, both, paper, publisher):
    by = account_of(Role.EDITOR, Role.PUBLISHER)
    WAYS[what](by, both, paper)
    before = told(by, proposal())
    assert before

    settles(publisher, proposal(), "reject", "No.")

    assert proposal().state == "rejected"
    assert told(by, proposal()) == before
    shown = logged_in(by).get(reverse("admin:proposal", args=[proposal().pk])).content.decode()
    assert "What was proposed" in shown
    assert "<iframe" not in shown


def test_page_of_what_was_taken_back_shows_it_too(both, editor):
    decided(editor, both, act="postpone")
    before = told(editor, proposal())

    settles(editor, proposal(), "take_back")

    assert (proposal().state, told(editor, proposal())) == ("withdrawn", before)


def test_page_of_what_was_approved_shows_what_it_did(both, editor, publisher):
    decided(editor, both, act="postpone")
    before = told(publisher, proposal())

    approves(publisher, proposal())

    assert told(editor, proposal()) == before


def test_decision_is_written_anew_with_its_events_and_words(both, editor, publisher):
    decided(editor, both, act="shift", days="7")
    settles(publisher, proposal(), "reject", "Why?")

    form = answers(editor, proposal(), "again").context["form"]

    assert [form[name].value() for name in ("act", "days", "reason_en")] == [
        "shift",
        "7",
        "The halls are closed.",
    ]
    assert {row.event for row in logged_in(editor).get(again_of(both)).context["rows"]} == set(both)


def again_of(events):
    keys = "&".join(f"event={one.pk}" for one in events)
    return f"{reverse('admin:events_event_decide')}?{keys}&again={proposal().pk}"


def test_anothers_decision_fills_nobodys_form_in(both, editor, publisher):
    decided(editor, both, act="shift", days="7")

    assert not logged_in(publisher).get(again_of(both)).context["form"].is_bound


def test_correction_is_written_anew_with_its_words(paper, editor, publisher):
    corrects(account_of(Role.PUBLISHER, Role.EDITOR), paper)
    one = proposal()
    settles(publisher, one, "reject", "Which link?")

    answer = answers(one.proposer, one, "again")

    form = answer.context["form"]
    assert {name: form[name].value() for name in CORRECTION} == CORRECTION
    assert not form.errors


def test_edit_is_written_anew_with_captions_and_links_and_the_rest_is_named(
    event, editor, publisher
):
    photo, host = PhotoFactory(event=event), HostFactory(name_en="Ministry of X")
    client = logged_in(editor)
    sent = changed(
        opened(client, page(event)),
        lead_en="A lead.",
        sources="https://one.example/",
        **{"photos-0-alt_en": "A caption."},
    )
    sent |= {"hostings-TOTAL_FORMS": ["2"], "hostings-1-host": [str(host.pk)]}
    sent |= {"hostings-1-role": ["host"], "hostings-1-position": ["2"]}
    client.post(page(event), sent)

    answer = answers(editor, proposal(), "again")

    kept = dict(KeptForm.objects.get().values)
    assert kept.pop("shown")
    assert kept == {
        "lead_en": "A lead.",
        "sources": "https://one.example/",
        f"photos-#{photo.pk}-alt_en": "A caption.",
        "hostings-+0-position": "2",
    }
    assert any("Ministry of X" in sentence for sentence in messages_of(answer))


def test_waiting_decision_stands_on_each_of_its_events(both, event, editor):
    decided(editor, both, act="postpone")

    links = [reverse("admin:proposal", args=[proposal().pk])] * 2
    for item, link in zip(both, links, strict=True):
        assert link in logged_in(editor).get(page(item)).content.decode()
    assert links[0] not in logged_in(editor).get(page(event)).content.decode()


def test_host_of_one_event_of_a_decision_learns_that_something_waits(both, editor, ministry):
    stranger = EventFactory(
        period=Period.on(date(2020, 12, 1)), announced=announcement(), published=True
    )
    decided(editor, [*both, stranger], act="postpone")
    host = account_of(Role.HOST, hosts=[ministry])

    shown = logged_in(host).get(page(both[0])).content.decode()

    assert f"Proposed by {editor}" in shown
    assert reverse("admin:proposal", args=[proposal().pk]) not in shown


def test_page_that_is_sent_again_after_a_rejection_proposes_again(event, editor, publisher):
    client = logged_in(editor)
    sent = changed(opened(client, page(event)), lead_en="A lead.")
    client.post(page(event), sent)
    client.post(page(event), sent)  # a second click
    settles(publisher, proposal(), "reject", "Why?")

    client.post(page(event), sent)

    states = Proposal.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["rejected", "waiting"]


def test_reviewer_is_told_of_a_photo_that_is_gone_in_words_of_a_reviewer(event, editor, publisher):
    photo = PhotoFactory(event=event)
    edits(editor, event, **{"photos-0-alt_en": "A caption."})
    photo.delete()

    settles(publisher, proposal(), "approve")
    answer = logged_in(publisher).get(reverse("admin:proposal", args=[proposal().pk]))

    assert found(proposal()).is_waiting
    assert "This was changed after it was proposed." in str(answer.context["refusal"])
    assert "what you typed" not in str(answer.context["refusal"])


ATTEMPTS = {
    "a vote turned round": {"state": ProposalState.REJECTED, "why": "No."},
    "another answerer": {"settled_by": None},
    "another text": {"sent": {}},
    "another proposer": {"proposer": None},
    "waiting again": {"state": ProposalState.WAITING, "settled_by": None, "settled_at": None},
}


def test_no_sql_alters_what_was_proposed_and_answered(event, editor, publisher):
    edits(editor, event, lead_en="They talk about halls.")
    settles(publisher, proposal(), "approve")
    before = list(Proposal.objects.values())

    for values in ATTEMPTS.values():
        with pytest.raises(IntegrityError, match=PROPOSALS.message), transaction.atomic():
            Proposal.objects.update(**values)
    with pytest.raises(IntegrityError, match=PROPOSALS.message), transaction.atomic():
        Proposal.objects.all().delete()

    assert list(Proposal.objects.values()) == before

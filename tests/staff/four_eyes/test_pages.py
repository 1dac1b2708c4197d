"""The pages of a proposal: what its buttons do and refuse, and the page of the thing as it would be."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from staff.models import Proposal
from staff.models.proposals import ProposalComment
from staff.roles import Role
from tests.acting import changes
from tests.append_only import PROPOSALS
from tests.factories import EventFactory, announcement
from tests.factories.photos import PhotoFactory
from tests.forms_sent import found, messages_of
from tests.markup import page_of
from tests.staff.four_eyes.asking import answers, decided, edits, moves, proposal, settles
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db


def of(one, name="proposal", *more):
    return reverse(f"admin:{name}", args=[one.pk, *more])


def test_what_is_said_with_an_approval_stays_as_a_comment(event, editor, publisher):
    edits(editor, event, lead_en="Another lead.")
    settles(publisher, proposal(), "approve", "Well said.")

    said = ProposalComment.objects.get()
    assert (said.author, said.text) == (publisher, "Well said.")
    assert str(said) == f"{proposal().pk}: Well said."
    assert found(event).lead_en == "Another lead."


def _shown(account, one):
    """Return by its field what the page of a proposal shows: gone, in between, new."""
    rows = page_of(logged_in(account).get(of(one))).one("table", cls="review-changes").all("tr")[1:]
    return {row.one("th").text: row.one("span", cls="difference").text for row in rows}


def test_fact_is_shown_as_a_whole_and_a_text_by_its_words(editor, publisher):
    event = EventFactory(
        lead_en="They talk about museums.", announced=announcement(date(2020, 1, 1)), published=True
    )
    PhotoFactory(event=event, alt_en="A hall.")
    moves(editor, event)
    moved = _shown(publisher, proposal())
    with PROPOSALS.lifted(connection):
        Proposal.objects.get().delete()
    edits(editor, event, **{"lead_en": "They talk about halls.", "photos-0-alt_en": "A hut."})
    edited = _shown(publisher, proposal())

    assert moved["Date"] == "removed: to be confirmed → added: 10 December 2020"
    assert edited["Lead, English"] == "They talk about removed: museumsadded: halls."
    shown = edited["Photo 1, “A hut.”: what it shows (English)"]
    assert shown == "A removed: halladded: hut."


def test_buttons_that_decide_nothing_say_what_to_do(event, publisher):
    moves(publisher, event)
    one = proposal()

    empty = messages_of(answers(publisher, one, "comment", " "))
    own = messages_of(answers(publisher, one, "reject", "It is a holiday."))

    assert empty == ["Write what you want to say."]
    assert own == ["It is yours: take it back instead."]
    assert logged_in(publisher).post(of(one), {"marry": "yes"}).status_code == 404
    assert (proposal().is_waiting, ProposalComment.objects.count()) == (True, 0)


def test_page_as_it_would_be_is_shown_in_a_telephone_and_with_its_pictures(
    event, editor, publisher, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    photo = PhotoFactory(event=event)
    edits(editor, event, lead_en="Another lead.")
    one, client = proposal(), logged_in(publisher)

    phone = client.get(of(one, "proposal_phone", "ru"))
    name = next(path.relative_to(tmp_path) for path in tmp_path.rglob(f"*{photo.digest}*.jpg"))
    picture = client.get(of(one, "proposal_file", str(name)))

    assert of(one, "proposal_page", "ru") in phone.content.decode()
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    statuses = [
        client.get(address).status_code
        for address in (of(one, "proposal_page", "de"), of(one, "proposal_file", "x.jpg"))
    ]
    assert statuses == [404, 404]
    assert client.get(of(one, "proposal_phone", "de")).status_code == 404


def test_another_language_stays_in_the_frame_and_all_else_leaves_it(event, editor, publisher):
    edits(editor, event, lead_en="Another lead.")
    one = proposal()

    shown = page_of(logged_in(publisher).get(of(one, "proposal_page", "en")))

    links = [link for link in shown.all("a") if not link.attributes.get("href").startswith("#")]
    others = {of(one, "proposal_page", code) for code in ("ru", "zh-hans")}
    staying = [
        link.attributes.get("href") for link in links if link.attributes.get("target") is None
    ]
    assert set(staying) == others
    assert len(staying) == len(["the banner", "the head"]) * len(others)
    assert {
        link.attributes.get("target") for link in links if link.attributes.get("href") not in others
    } == {"_top"}


def test_page_of_what_is_not_possible_leads_back_and_says_why(event, host, publisher):
    moves(host, event)
    one, client = proposal(), logged_in(publisher)
    changes.cancel(event, announcement(date(2020, 10, 2)))

    answer = client.get(of(one, "proposal_page", "en"), follow=True)

    assert answer.redirect_chain == [(of(one), 302)]
    assert messages_of(answer) == ["This is not possible in the present state of the event."]

    settles(publisher, one, "reject", "It is cancelled.")
    assert client.get(of(one, "proposal_page", "en")).status_code == 404


def test_desk_tells_whoever_sees_no_events_nothing_of_them(event, editor):
    edits(editor, event, lead_en="Another lead.")
    client = logged_in(account_of(Role.ADMINISTRATOR))

    assert client.get(reverse("admin:review")).context["review"].rows == ()
    assert client.get(of(proposal())).status_code == 403


def test_decision_that_an_event_refuses_is_not_proposed(both, host, ministry):
    changes.cancel(both[1], announcement(date(2020, 10, 2)))
    refused = decided(host, both, act="postpone")
    draft = EventFactory(
        hosts=[ministry], announced=announcement(date(2020, 10, 2)), withdrawn=True
    )
    unpublished = decided(host, [both[0], draft], act="postpone")

    (row, *_others) = refused.context["rows"]
    assert (row.event, row.is_in_the_way, refused.context["refused"]) == (both[1], True, 1)
    assert (unpublished.status_code, Proposal.objects.count()) == (403, 0)

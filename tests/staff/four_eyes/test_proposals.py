"""What is public changes only where two people answer for it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from events.actions import addresses, changes, reasons
from events.actions.changes import Announcement
from events.enums import Status
from presidencies import actions as handover
from publishing import clock, records, schedule, workflow
from publishing.four_eyes import AloneError
from publishing.permissions import Actor
from staff.log import sentence_of
from staff.models import Assignment, Bundle, Proposal, Revision
from staff.models.proposals import ProposalState
from staff.roles import Role
from tests.factories import ArticleFactory, EventFactory, HostFactory, StaffFactory
from tests.forms_sent import found, messages_of, page
from tests.markup import page_of
from tests.staff.four_eyes.asking import (
    acts,
    answers,
    differences,
    edits,
    filled_in,
    moves,
    proposal,
    settles,
)
from tests.staff.of_roles import account_of, logged_in, row_of

pytestmark = pytest.mark.django_db


def test_edit_of_what_is_public_waits_until_a_second_person_approves(event, editor, publisher):
    before, number = row_of(event), records.newest_number()
    edits(editor, event, lead_en="They talk about halls.")
    one = proposal()

    assert (one.state, one.proposer, one.item) == (ProposalState.WAITING, editor, event)
    assert (row_of(event), records.newest_number()) == (before, number)

    settles(publisher, one, "approve")

    assert found(event).lead_en == "They talk about halls."
    assert records.newest_number() == number + 1
    one.refresh_from_db()
    assert (one.state, one.settled_by) == (ProposalState.APPROVED, publisher)
    written = Revision.objects.get()
    assert (written.field, written.after) == ("lead_en", "They talk about halls.")
    assert written.saved_by == editor.username


def test_form_of_a_public_event_proposes_and_says_that_no_change_is_recorded(editor):
    shown = page_of(logged_in(editor).get(page(EventFactory(published=True))))

    assert [button["value"] for button in shown.all("input", type="submit")] == ["Propose it"]
    assert "No change is recorded." in shown.one("section", cls="history").text


def test_act_of_a_host_waits_until_a_publisher_approves(event, host, publisher):
    before = row_of(event)
    moves(host, event)
    one = proposal()

    assert row_of(event) == before
    assert event.changes.count() == 1

    settles(publisher, one, "approve")

    step = event.changes.get(number=2)
    assert (step.new_starts_on, step.recorded_by) == (
        date(2020, 12, 10),
        f"{host.username} / {publisher.username}",
    )
    logged = map(sentence_of, LogEntry.objects.filter(user=publisher))
    assert list(logged) == [
        f"Approved: New date; Date: 1 December 2020 → 10 December 2020, proposed by {host.username}."
    ]


def test_nobody_approves_their_own(event, publisher):
    moves(publisher, event)
    one = proposal()

    answer = answers(publisher, one, "approve")

    assert "Nobody approves what they have proposed" in messages_of(answer)[0]
    assert event.changes.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(
            state=ProposalState.APPROVED, settled_by=publisher, settled_at=timezone.now()
        )


def test_emergency_release_asks_for_a_reason_and_is_shown_to_all(event, publisher, editor, host):
    moves(publisher, event)
    one = proposal()

    refused = answers(publisher, one, "release", " ")
    assert "In an emergency give the reason" in messages_of(refused)[0]
    assert event.changes.count() == 1

    settles(publisher, one, "release", "The guests are at the airport.")

    assert event.changes.get(number=2).recorded_by == publisher.username
    administrator = account_of(Role.ADMINISTRATOR)
    for account, has_link in ((editor, True), (host, True), (administrator, False)):
        answer = logged_in(account).get(reverse("admin:index"))
        (row,) = answer.context["review"].emergencies
        assert row.proposal.why == "The guests are at the airport."
        assert ("Museum directors" in answer.content.decode(), bool(row.url)) == (True, has_link)


def test_host_learns_of_an_emergency_elsewhere_the_day_alone(event, publisher):
    now, why = timezone.now(), "Fire at the museum."
    settled = {"state": ProposalState.RELEASED, "settled_by": publisher, "settled_at": now}
    one = Proposal.objects.create(
        item=event, name=str(event), deed="edit", sent={}, proposer=publisher, why=why, **settled
    )
    Bundle.objects.create(
        name="Museums", done_at=now, made_by=publisher, released_by=publisher, why=why
    )
    stranger = logged_in(account_of(Role.HOST, hosts=[HostFactory()]))

    answer = stranger.get(reverse("admin:index"))

    today = date_format(timezone.localdate(timezone=clock.zone()), "DATE_FORMAT")
    shown = answer.content.decode()
    assert shown.count(f"{today}: something that is not among your events.") == 1
    assert not [word for word in ("useum", "Fire", publisher.username) if word in shown]
    assert stranger.get(reverse("admin:proposal", args=[one.pk])).status_code == 403


def test_rejection_says_why_and_the_proposer_is_told(event, host, publisher):
    moves(host, event)
    one = proposal()

    assert "Say why" in messages_of(answers(publisher, one, "reject"))[0]
    settles(publisher, one, "reject", "It is a holiday.")

    assert event.changes.count() == 1
    shown = logged_in(host).get(reverse("admin:index")).context["review"]
    assert [(row.proposal.state, row.proposal.why) for row in shown.settled] == [
        (ProposalState.REJECTED, "It is a holiday.")
    ]


def test_proposer_is_told_by_mail_in_their_language(event, host, publisher, settings, mailoutbox):
    settings.DEFAULT_FROM_EMAIL = "desk@portal.example"
    type(host).objects.filter(pk=host.pk).update(email="host@ministry.example")
    host.assignment.mail_language = "ru"
    host.assignment.save()
    moves(host, event)

    with TestCase.captureOnCommitCallbacks(execute=True):
        settles(publisher, proposal(), "reject", "It is a holiday.")

    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["host@ministry.example"], "Ваше предложение: отклонено")
    assert "It is a holiday." in mail.body


def test_only_the_proposer_takes_back(event, host, publisher):
    moves(host, event)
    one = proposal()

    assert "Only whoever proposed it" in messages_of(answers(publisher, one, "take_back"))[0]
    settles(host, one, "take_back")

    one.refresh_from_db()
    assert one.state == ProposalState.WITHDRAWN


def test_who_may_not_publish_decides_nothing(event, host, editor):
    moves(host, event)
    one = proposal()

    for button in ("approve", "reject"):
        assert answers(editor, one, button, "Yes.").status_code == 403
    one.refresh_from_db()
    assert (one.state, event.changes.count()) == (ProposalState.WAITING, 1)


def test_who_may_edit_and_not_publish_approves_no_texts(event, host, editor):
    edits(host, event, lead_en="They talk about theatres.")

    assert answers(editor, proposal(), "approve").status_code == 403
    event.refresh_from_db()
    assert (proposal().state, event.lead_en) == (
        ProposalState.WAITING,
        "They talk about museums.",
    )


def test_cancellation_and_withdrawal_wait_for_nobody(event, publisher):
    acts(publisher, event, "cancel", reason_en="The hall burnt down.")
    assert found(event).status == Status.CANCELLED

    workflow.withdraw(event, by=Actor.of(publisher, clock.now()))

    assert (Proposal.objects.count(), found(event).is_published) == (0, False)


@pytest.mark.parametrize(("code", "after"), [("cancel", "Cancelled"), ("confirm", "Confirmed")])
def test_act_of_a_host_that_changes_the_state_waits_and_says_so(code, after, event, host):
    client, address, sent = filled_in(host, event, code, reason_en="The hall is known.")
    client.post(address, {**sent, "save": ["yes"]})

    assert (found(event).status, proposal().code) == (Status.PLANNED, code)
    # What nobody gave is not told: no reason in another language, no source.
    assert differences(host, proposal()) == [
        ("Status", "Planned", after),
        ("Reason, English", "", "The hall is known."),
    ]


def test_writers_refuse_whoever_acts_alone(event):
    alone, draft = Actor.of(StaffFactory(), clock.now()), EventFactory()
    said = Announcement(date(2020, 10, 1), reason={"en": "A reason."})

    for write in (
        lambda: changes.postpone(event, said, by=alone),
        lambda: workflow.confirm(event, "en", by=alone),
        lambda: workflow.make_public(event, "en", by=alone),
        lambda: workflow.make_source(event, "en", by=alone),
        lambda: reasons.add_reason(event.changes.get(), {}, by=alone),
        lambda: addresses.move_to(event, "directors", by=alone),
        lambda: handover.move(event, event.presidency, by=alone),
        lambda: workflow.publish(draft, by=alone),
        lambda: schedule.set_moment(
            draft, schedule.ScheduledAction.PUBLISH, clock.now().replace(year=2021), by=alone
        ),
    ):
        with pytest.raises(AloneError):
            write()


def test_two_edits_of_different_fields_both_stand(event, editor, host, publisher):
    edits(editor, event, lead_en="Another lead.")
    edits(host, event, summary_en="A summary.")

    for one in Proposal.objects.all():
        settles(publisher, one, "approve")

    assert (found(event).lead_en, found(event).summary_en) == ("Another lead.", "A summary.")


def test_second_edit_of_one_field_is_not_approved_and_both_texts_are_shown(
    event, editor, host, publisher
):
    edits(editor, event, lead_en="The lead of the editor.")
    edits(host, event, lead_en="The lead of the host.")
    first, second = Proposal.objects.all()
    settles(publisher, first, "approve")

    shown = logged_in(publisher).get(reverse("admin:proposal", args=[second.pk]))
    conflict = shown.context["refusal"].conflicts[0]
    assert (conflict.stored, conflict.typed) == ("The lead of the editor.", "The lead of the host.")

    settles(publisher, second, "approve")
    second.refresh_from_db()
    assert (found(event).lead_en, second.state) == ("The lead of the editor.", "waiting")


def test_act_on_an_event_that_moved_meanwhile_is_not_approved(event, host, editor, publisher):
    moves(host, event)
    moves(editor, event, "2020-12-20")
    first, second = Proposal.objects.all()
    settles(publisher, second, "approve")

    settles(publisher, first, "approve")

    first.refresh_from_db()
    assert (first.state, event.changes.count()) == (ProposalState.WAITING, 2)


def test_what_was_shown_is_approved_and_nothing_else(event, host, publisher):
    edits(host, event, summary_en="A summary.")
    client, address = logged_in(publisher), reverse("admin:proposal", args=[proposal().pk])
    opened_page = client.get(address).context["shown"]
    type(event).objects.filter(pk=event.pk).update(lead_en="Other words.")

    answer = client.post(address, {"approve": "yes", "shown": opened_page})

    assert "look again" in messages_of(answer)[0]
    assert not found(event).summary_en


def test_draft_is_sent_for_review_and_published_by_the_second_person(host, ministry, publisher):
    draft = EventFactory(hosts=[ministry])
    client = logged_in(host)
    client.post(reverse("admin:events_event_publish", args=[draft.pk]), {"confirmed": "yes"})

    assert (found(draft).is_published, proposal().deed) == (False, "publish")
    settles(publisher, proposal(), "approve")
    assert found(draft).is_published


def test_publisher_publishes_nothing_alone_also_from_the_list(publisher):
    articles = [ArticleFactory(), ArticleFactory()]
    logged_in(publisher).post(
        reverse("admin:news_article_changelist"),
        {
            "action": "publish_selected",
            "_selected_action": [one.pk for one in articles],
            "confirmed": "yes",
        },
    )

    assert {one.item for one in Proposal.objects.all()} == set(articles)
    assert not any(found(one).is_published for one in articles)


def test_moment_that_was_approved_is_kept_and_what_waits_for_it_is_not_changed_alone(
    editor, publisher
):
    article = ArticleFactory(lead_en="As it was approved.")
    address = reverse("admin:news_article_publish", args=[article.pk])
    sent = {"confirmed": "yes", "day": "2020-12-05", "time": "10:00"}
    logged_in(editor).post(address, sent)
    page = reverse("admin:proposal", args=[proposal().pk])
    seen = logged_in(publisher).get(page).content.decode()
    assert "5 December 2020, 10:00 (Europe/Moscow)" in seen
    settles(publisher, proposal(), "approve")
    logged = sentence_of(LogEntry.objects.get(user=publisher))
    assert logged.endswith(f", 10:00 (Europe/Moscow), proposed by {editor.username}.")
    told = logged_in(publisher).get(reverse("admin:index")).content.decode()
    assert f"set by {editor.username} / {publisher.username}" in told

    edits(editor, article, lead_en="Slipped in.")
    schedule.carry_out(clock.now().replace(month=12, day=6))

    assert (found(article).is_published, found(article).lead_en) == (True, "As it was approved.")


def test_whoever_writes_and_publishes_waits_for_another(event):
    both = account_of(Role.EDITOR, Role.PUBLISHER)
    edits(both, event, lead_en="Mine.")

    assert found(event).lead_en == "They talk about museums."


def test_proposals_of_others_events_are_closed_to_a_host(host, editor):
    other = EventFactory(title_en="The Summit", published=True)
    edits(editor, other, lead_en="Secret.")
    client = logged_in(host)

    assert client.get(reverse("admin:proposal", args=[proposal().pk])).status_code == 403
    assert client.get(reverse("admin:review")).context["review"].rows == ()
    assert client.get(page(other)).status_code == 403


def test_comment_is_resolved_and_opened_again(event, host, publisher):
    moves(host, event)
    one = proposal()
    settles(publisher, one, "comment", "Is it a holiday?")
    said, client = one.comments.get(), logged_in(host)
    address = reverse("admin:proposal", args=[one.pk])

    client.post(address, {"resolve": said.pk})
    said.refresh_from_db()
    assert (said.author, said.resolved_by) == (publisher, host)

    client.post(address, {"reopen": said.pk})
    said.refresh_from_db()
    assert said.resolved_at is None


def test_reviewer_sees_each_difference_and_the_page_as_it_would_be(event, host, publisher):
    edits(host, event, lead_ru="Речь о залах.")
    client, one = logged_in(publisher), proposal()

    review = client.get(reverse("admin:proposal", args=[one.pk]), HTTP_ACCEPT_LANGUAGE="ru")
    (framed,) = re.findall(r'<iframe name="page" src="([^"]+)"', review.content.decode())
    told = client.get(framed)

    shown = review.context["outcome"].differences
    assert [(d.before, d.after, d.language) for d in shown] == [("", "Речь о залах.", "ru")]
    assert framed == reverse("admin:proposal_page", args=[one.pk, "ru"])
    assert "Речь о залах." in told.content.decode()
    assert "frame-src 'self'" in review["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in told["Content-Security-Policy"]
    assert not found(event).lead_ru


def test_proposal_of_a_host_that_lost_the_event_can_be_rejected(event, host, publisher):
    edits(host, event, lead_en="They talk about halls.")
    one = proposal()
    Assignment.objects.get(user=host).hosts.clear()

    refused = answers(publisher, one, "approve")
    settles(publisher, one, "reject", "It is another\0 ministry’s by now.")

    assert messages_of(refused) == [
        f"{host} may no longer propose this. Reject it, or let somebody who may propose it anew."
    ]
    one.refresh_from_db()
    assert (one.state, one.why) == (ProposalState.REJECTED, "It is another ministry’s by now.")
    assert "\0" not in sentence_of(LogEntry.objects.get(user=publisher))

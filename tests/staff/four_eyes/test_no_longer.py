"""What was proposed, and is not possible by now: the page says why, and an approval changes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from events.dates import Period
from events.models import Event
from news.models import Article
from publishing import clock
from publishing.permissions import Actor
from staff.models import Assignment, Proposal
from staff.proposals import deciding
from staff.proposals.doors import ProposalRefusedError
from staff.review.registry import DOORS
from staff.roles import Role
from tests.acting import changes, workflow
from tests.append_only import PROPOSALS
from tests.documents.papers import paper
from tests.factories import ArticleFactory, DocumentFactory, EventFactory, announcement
from tests.factories.presidencies import PresidencyFactory
from tests.forms_sent import changed, found, messages_of, opened
from tests.staff.four_eyes.asking import acts, answers, decided, edits, moves, proposal, settles
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db

GONE = "may no longer propose this. Reject it, or let somebody who may propose it anew."


@pytest.fixture
def document(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return DocumentFactory(
        external_url="https://text.example/first/", languages=["ru"], published=True
    )


def refusal(account, one) -> str:
    """Approve a proposal in vain: return what the button answers, and the page says without it."""
    answer = answers(account, one, "approve")
    told = messages_of(answer)
    one.refresh_from_db()
    assert (told, one.is_waiting) == ([str(answer.context["refusal"])], True)
    return told[0]


def test_whoever_lost_the_right_proposes_nothing_at_any_door(
    event, host, editor, publisher, document
):
    moves(host, event)
    sent_for_review(editor, ArticleFactory())
    edits(editor, event, lead_en="Another lead.")
    corrected(editor, document, reason_en="A page was missing.")
    Assignment.objects.get(user=host).hosts.clear()
    editor.groups.clear()

    waiting = list(Proposal.objects.all())

    assert [one.deed for one in waiting] == ["act", "publish", "edit", "correct"]
    assert [refusal(publisher, one) for one in waiting] == [
        f"{one.proposer} {GONE}" for one in waiting
    ]
    assert (event.changes.count(), document.versions.count()) == (1, 0)
    assert not Article.objects.get().is_published
    assert found(event).lead_en == "They talk about museums."


def test_act_that_the_event_no_longer_allows_is_refused(event, host, publisher):
    moves(host, event)
    changes.cancel(event, announcement(date(2020, 10, 2)))

    assert (
        refusal(publisher, proposal()) == "This is not possible in the present state of the event."
    )
    assert event.changes.count() == 2


def test_act_on_facts_that_somebody_else_moved_meanwhile_is_refused(event, host, publisher):
    moves(host, event)
    moved = changes.FactChanges(Period.on(date(2020, 12, 9)))
    changes.reschedule(event, announcement(date(2020, 10, 2)), moved)

    told = refusal(publisher, proposal())

    assert told.startswith("This was changed after it was proposed. Nothing is written yet")
    assert found(event).period == Period.on(date(2020, 12, 9))


def test_event_is_closed_without_outcome_by_two_people(ministry, host, publisher):
    over = EventFactory(
        hosts=[ministry],
        period=Period.on(date(2020, 9, 1)),
        announced=announcement(date(2020, 1, 1)),
        published=True,
    )
    acts(host, over, "close")
    one, before = proposal(), found(over).status
    shown = logged_in(publisher).get(reverse("admin:proposal", args=[one.pk]))

    settles(publisher, one, "approve")

    outcome = shown.context["outcome"]
    assert (outcome.logged, outcome.differences) == ("Close without outcome…", ())
    assert (before, found(over).status) == ("planned", "unknown_outcome")
    assert over.changes.count() == 1


def test_decision_is_refused_with_what_became_of_each_event(both, host, publisher):
    decided(host, both, act="postpone")
    one = proposal()
    lakes = PresidencyFactory(slug="lakes-2031", title_en="Lakes")
    Event.objects.filter(pk=both[1].pk).update(presidency=lakes)
    elsewhere = refusal(publisher, one)
    moved = changes.FactChanges(Period.on(date(2020, 12, 9)))
    changes.reschedule(both[0], announcement(date(2020, 10, 2)), moved)
    changed_meanwhile = refusal(publisher, one)
    Assignment.objects.get(user=host).hosts.clear()

    assert elsewhere.startswith("Nothing was written, because not all of the events allow it. ")
    assert "Second: It belongs to another presidency, “Lakes”" in elsewhere
    assert changed_meanwhile == (
        "First: Changed meanwhile. Now: 9 December 2020 · format unknown · planned."
    )
    assert refusal(publisher, one) == f"{host} {GONE}"
    assert [event.changes.count() for event in both] == [2, 1]


def test_forms_that_are_wrong_by_now_say_which_field(both, host, editor, publisher):
    """A form may ask more by then: another release, another list of choices."""
    decided(host, both, act="postpone")
    sent_for_review(editor, ArticleFactory(), day="2020-12-05", time="10:00")
    decision, publication = Proposal.objects.all()
    for one, field in ((decision, "announced_on"), (publication, "day")):
        one.sent[field] = ["31.11.2020"]
        with PROPOSALS.lifted(connection):
            one.save()

    assert refusal(publisher, decision).startswith("Announced on: ")
    assert refusal(publisher, publication).startswith("Day: ")
    assert (both[0].changes.count(), Article.objects.get().is_published) == (1, False)


def test_edit_that_stands_already_is_not_written_again(event, editor, host, publisher):
    edits(editor, event, lead_en="The same lead.")
    edits(host, event, lead_en="The same lead. ")  # other letters, and stored alike
    first, second = Proposal.objects.all()
    settles(publisher, first, "approve")

    assert refusal(publisher, second) == (
        "Nothing is left to change: what was proposed stands already."
    )


def corrected(account, document, **fields):
    client = logged_in(account)
    address = reverse("admin:documents_document_correct", args=[document.pk])
    file = SimpleUploadedFile("text.pdf", paper(), "application/pdf")
    client.post(
        address,
        changed(opened(client, address), file=file, reason_ru="Не было страницы.", **fields),
    )


def test_correction_of_what_was_corrected_meanwhile_is_refused(editor, publisher, document):
    corrected(editor, document, reason_en="A page was missing.")
    corrected(publisher, document, reason_en="Two pages were missing.")
    first, second = Proposal.objects.all()
    settles(publisher, first, "approve")

    told = refusal(account_of(Role.PUBLISHER), second)

    assert told.startswith("This was changed after it was proposed. Nothing is written yet")
    assert document.versions.count() == 1


def sent_for_review(account, item, **moment):
    address = reverse(f"admin:{item._meta.label_lower.replace('.', '_')}_publish", args=[item.pk])
    answer = logged_in(account).post(address, {"confirmed": "yes", **moment}, follow=True)
    return messages_of(answer)


def test_draft_that_waits_for_review_is_not_sent_again(editor, publisher):
    draft = ArticleFactory(title_en="Halls")
    sent_for_review(editor, draft)
    when = date_format(timezone.localtime(proposal().proposed_at, clock.zone()), "DATETIME_FORMAT")

    assert sent_for_review(publisher, draft) == [
        f"2020-10-20 Halls: It waits for a second person already: proposed by {editor}, {when}. "
        f'<a href="/admin/review/{proposal().pk}/">The proposal</a>'
    ]
    assert proposal().item == draft


def test_publication_of_what_is_public_by_now_is_said_to_be(editor, publisher):
    """Also of an editor, who proposes drafts alone and lost no right."""
    drafts = [ArticleFactory(), ArticleFactory(), ArticleFactory()]
    sent_for_review(editor, drafts[0])
    sent_for_review(editor, drafts[1], day="2020-12-05", time="10:00")
    sent_for_review(publisher, drafts[2])
    for draft in drafts:
        workflow.publish(draft)

    second = account_of(Role.PUBLISHER)
    told = [refusal(second, one) for one in Proposal.objects.all()]

    assert told == [
        f"“{drafts[0]}” is published already.",
        "It is published already.",
        f"“{drafts[2]}” is published already.",
    ]


@pytest.mark.parametrize(("day", "time"), [("2020-10-27", "23:59"), ("2020-10-28", "00:00")])
def test_moment_that_has_passed_is_sent_to_nobody(editor, day, time):
    sent = {"confirmed": "yes", "day": day, "time": time}
    address = reverse("admin:news_article_publish", args=[ArticleFactory().pk])
    (told,) = logged_in(editor).post(address, sent).context["moment"].errors["day"]

    assert "has passed: give a moment that is still to come." in told
    assert not Proposal.objects.exists()


def test_moment_is_refused_once_it_has_passed_or_a_text_is_missing(editor, publisher, settings):
    draft = ArticleFactory()
    sent_for_review(editor, draft, day="2020-12-05", time="10:00")
    one, address = proposal(), reverse("admin:proposal", args=[proposal().pk])
    client = logged_in(publisher)
    settings.PORTAL_CLOCK = "2020-12-06"
    passed = client.get(address).context["refusal"]
    settings.PORTAL_CLOCK = "2020-10-28"
    Article.objects.update(title_ru="")

    assert str(passed) == "The moment has passed: take it back, and send it anew."
    assert "is missing in: Русский" in str(client.get(address).context["refusal"])
    assert (one.is_waiting, found(draft).is_published) == (True, False)


def test_proposal_about_what_is_deleted_has_no_page_and_is_not_decided(editor, publisher):
    draft = ArticleFactory(title_en="Halls")
    sent_for_review(editor, draft)
    one = proposal()
    draft.delete()

    with pytest.raises(ProposalRefusedError, match="Halls” is no longer there"):
        deciding.reject(
            one, DOORS[one.deed], by=Actor.of(publisher, clock.now()), why="It is gone."
        )
    page = logged_in(publisher).get(reverse("admin:proposal", args=[one.pk]))
    assert (page.status_code, proposal().is_waiting) == (404, True)

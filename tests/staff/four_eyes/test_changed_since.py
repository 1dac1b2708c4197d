"""Whoever changed a draft since it was put before a second person is none: nobody else has seen what they wrote."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from publishing import clock
from publishing.permissions import Actor
from staff.bundles import actions
from staff.bundles.actions import BundleRefusedError
from staff.bundles.items import new_item
from staff.bundles.second_person import alone, waiting_for
from staff.models import Bundle, Deed
from staff.proposals.doors import ProposalRefusedError
from staff.review.waiting import review
from staff.roles import Role
from tests.append_only import PROPOSALS
from tests.documents.papers import paper
from tests.factories import ArticleFactory, DocumentFactory, EventFactory, announcement
from tests.factories.photos import PhotoFactory
from tests.forms_sent import changed, found, opened, page
from tests.staff.bundles.put_together import of, text_of
from tests.staff.four_eyes.asking import acts, answers, approves, asked, edits, proposal, settles
from tests.staff.of_roles import account_of, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
ASK = {"confirmed": ["yes"]}


@pytest.fixture
def chief():
    """Who may write and publish."""
    return account_of(Role.EDITOR, Role.PUBLISHER)


@pytest.fixture
def draft():
    return ArticleFactory(title_en="Old title", title_ru="Старое")


def sends_for_review(account, item):
    client = logged_in(account)
    address = reverse(f"admin:{item._meta.label_lower.replace('.', '_')}_publish", args=[item.pk])
    client.post(address, {**opened(client, address), **ASK})
    return proposal()


def by(account):
    return Actor.of(account, clock.now())


def bundle_of(account, item, deed=Deed.PUBLISH):
    bundle = actions.make("News", by=by(account))
    Bundle.objects.filter(pk=bundle.pk).update(in_every_language=False)
    actions.add(bundle, new_item(item, deed), by=by(account))
    return Bundle.objects.get(pk=bundle.pk)


def test_who_rewrote_a_draft_does_not_approve_it_and_is_told_who_may(draft, publisher, chief):
    one = sends_for_review(publisher, draft)
    edits(chief, draft, title_en="Of the chief alone")

    with pytest.raises(ProposalRefusedError, match="nobody else has seen that"):
        approves(chief, one)
    answer = answers(chief, one, "approve", "A comment, and no emergency")

    assert not found(draft).is_published
    assert "nobody else has seen that" in answer.content.decode()
    shown = logged_in(chief).get(reverse("admin:proposal", args=[one.pk])).content.decode()
    assert f"Changed since it was proposed, by: {chief}." in shown
    assert 'name="approve"' not in shown
    assert 'name="release"' in shown
    assert [len(review(asked(chief)).for_you), len(review(asked(chief)).of_others)] == [0, 1]
    approves(account_of(Role.PUBLISHER), one)
    assert found(draft).is_published


def test_who_proposed_looks_again_and_sends_it_anew_to_whoever_rewrote_it(draft, publisher, chief):
    one = sends_for_review(publisher, draft)
    edits(chief, draft, title_en="Of the chief alone")
    settles(publisher, one, "take_back")
    with PROPOSALS.lifted(connection):
        one.delete()

    approves(chief, sends_for_review(publisher, draft))

    assert found(draft).is_published


def test_who_rewrote_a_draft_releases_it_in_an_emergency(draft, publisher, chief):
    one = sends_for_review(publisher, draft)
    edits(chief, draft, title_en="Of the chief alone")

    settles(chief, one, "release", "The minister speaks at noon")

    assert found(draft).is_published
    assert (found(one).state, found(one).why) == ("released", "The minister speaks at noon")
    assert [row.proposal for row in review(asked(publisher)).emergencies] == [one]


def new_file(account, document):
    client = logged_in(account)
    upload = SimpleUploadedFile("new.pdf", paper(), "application/pdf")
    sent = changed(opened(client, page(document)))
    client.post(page(document), {**sent, "file": upload})


def moved(account, event):
    acts(account, event, "move", first_day="2020-12-10", precision="day")


def kept_as_a_draft(account, article):
    client = logged_in(account)
    address = reverse("admin:news_article_translations", args=[article.pk])
    (shown,) = (
        one.shown for one in client.get(address).context["statuses"] if one.code == "zh-hans"
    )
    client.post(address, {"deed": "draft", "language": "zh-hans", "shown": shown})


@pytest.mark.parametrize(
    ("make", "change"),
    [
        (lambda: DocumentFactory(file=ContentFile(b"%PDF-1.4 ...", name="a.pdf")), new_file),
        (lambda: EventFactory(announced=announcement()), moved),
        (ArticleFactory, kept_as_a_draft),
    ],
    ids=["a file", "a date", "a translation"],
)
def test_a_change_of_any_kind_is_one(make, change, publisher, chief):
    item = make()
    one = sends_for_review(publisher, item)
    lines = LogEntry.objects.count()
    change(chief, item)
    assert LogEntry.objects.count() == lines + 1

    with pytest.raises(ProposalRefusedError, match="nobody else has seen that"):
        approves(chief, one)


def test_what_leaves_a_draft_as_it_is_is_no_change(draft, publisher, chief):
    one = sends_for_review(publisher, draft)
    client, address = logged_in(chief), reverse("admin:news_article_preview", args=[draft.pk])
    lines = LogEntry.objects.count()
    client.post(address, {**opened(client, address), "days": ["1"]})
    assert LogEntry.objects.count() == lines + 1

    approves(chief, one)

    assert found(draft).is_published


def test_who_changed_the_page_of_a_photo_in_a_bundle_is_not_asked_to_send_it_out(publisher, chief):
    event, other = EventFactory(published=False), ArticleFactory()
    photo = PhotoFactory(event=event, is_held_back=True)
    bundle = bundle_of(publisher, photo, Deed.SHOW)
    edits(chief, other, title_en="Another page")
    assert list(waiting_for(chief)) == [bundle]

    edits(chief, event, lead_en="Of the chief alone")

    assert not waiting_for(chief).exists()
    assert list(waiting_for(account_of(Role.PUBLISHER))) == [bundle]
    with pytest.raises(BundleRefusedError, match="nobody else has seen that"):
        actions.release(bundle, by=by(chief))


def test_who_rewrote_what_another_put_into_a_bundle_does_not_send_it_out(draft, publisher, chief):
    bundle = bundle_of(publisher, draft)
    assert list(waiting_for(chief)) == [bundle]
    edits(chief, draft, title_en="Of the chief alone")

    with pytest.raises(BundleRefusedError, match="nobody else has seen that"):
        actions.release(bundle, by=by(chief))

    assert not waiting_for(chief).exists()
    assert "You changed “2020-10-20 Of the chief alone” (article) after" in text_of(
        logged_in(chief).get(of(bundle, "release"))
    )
    assert list(waiting_for(account_of(Role.PUBLISHER))) == [bundle]
    # Put in anew by whoever wrote it, it waits for whoever put it in before.
    actions.add(bundle, new_item(draft, Deed.PUBLISH), by=by(chief))
    actions.release(bundle, by=by(publisher))
    assert found(draft).is_published


def test_who_changed_the_page_of_a_photo_does_not_show_it(publisher, chief):
    photo = PhotoFactory(event=EventFactory(), is_held_back=True)
    bundle = bundle_of(publisher, photo, Deed.SHOW)
    edits(chief, photo.event, **{"photos-0-alt_en": "Somebody else"})

    assert "nobody else has seen that" in alone(bundle, by(chief))

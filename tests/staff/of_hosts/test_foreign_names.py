"""What is on record of an own thing names to a host nothing that is outside: neither what it led to, nor a bundle."""

import pytest
from django.test import override_settings
from django.urls import reverse

from events.models import Event
from publishing import clock
from publishing.enums import Publication
from publishing.permissions import Actor
from staff.bundles import actions as bundles
from staff.bundles.items import new_item
from staff.models import Deed
from staff.roles import Role
from tests.acting import addresses, workflow
from tests.factories import DocumentFactory, EventFactory, HostFactory, announcement
from tests.forms_sent import changed, opened, page
from tests.staff.four_eyes.asking import edits, proposal
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db

SECRET = "Secret summit"


@pytest.fixture
def editor():
    return account_of(Role.EDITOR)


@pytest.fixture
def mine(ministry):
    return EventFactory(hosts=[ministry], title_en="Museum directors")


@pytest.fixture
def foreign():
    return EventFactory(hosts=[HostFactory()], title_en=SECRET, slug="secret-summit")


def history_of(client, item) -> str:
    name = item._meta.label_lower.replace(".", "_")
    answer = client.get(reverse(f"admin:{name}_history", args=[item.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


@override_settings(FOUR_EYES=True)
def test_proposal_about_an_own_paper_names_no_foreign_draft(client, editor, mine, foreign):
    paper = DocumentFactory(events=[mine], published=True)
    edits(editor, paper, events=[str(mine.pk), str(foreign.pk)])
    address = reverse("admin:proposal", args=[proposal().pk])

    told = client.get(address).content.decode()

    assert SECRET not in told
    assert "1 event outside your part of the plan" in told
    assert SECRET in logged_in(editor).get(address).content.decode()


def test_history_of_an_own_paper_names_no_foreign_draft_that_it_had(client, editor, mine, foreign):
    paper = DocumentFactory(events=[mine, foreign])
    edits(editor, paper, events=[str(mine.pk)])

    told = history_of(client, paper)

    assert SECRET not in told
    assert "Museum directors" in told
    assert "1 event outside your part of the plan" in told
    assert SECRET in history_of(logged_in(editor), paper)


def test_history_of_a_copy_names_no_foreign_draft(client, editor, ministry, foreign):
    logged_in(editor).post(reverse("admin:events_event_clone", args=[foreign.pk]))
    copy = Event.objects.latest("pk")
    copy.hostings.all().delete()
    copy.hostings.create(host=ministry, position=1)
    Event.objects.filter(pk=copy.pk).update(title_en="A copy")

    told = history_of(client, copy)

    assert SECRET not in told
    assert "Made of “an event outside your part of the plan”." in told
    assert f"Made of “{SECRET}" in history_of(logged_in(editor), copy)


def test_history_of_a_copy_of_an_own_event_names_it(client, mine):
    client.post(reverse("admin:events_event_clone", args=[mine.pk]))

    assert "Made of “Museum directors" in history_of(client, Event.objects.latest("pk"))


def test_history_of_an_own_event_names_no_bundle(client, editor, mine):
    publisher = account_of(Role.PUBLISHER)
    by = Actor.of(publisher, clock.now())
    bundle = bundles.make("Secret bundle", by=by)
    bundle.in_every_language = False
    bundle.save()
    bundles.add(bundle, new_item(mine, Deed.PUBLISH), by=by)
    bundles.release(bundle, by=by)

    assert Event.objects.get(pk=mine.pk).publication == Publication.PUBLISHED
    assert "Secret bundle" not in history_of(client, mine)
    assert "By a bundle: publication: draft → published." in history_of(client, mine)
    assert "By the bundle “Secret bundle”: publication: draft → published." in history_of(
        logged_in(publisher), mine
    )


def test_former_address_names_no_event_that_is_not_public(client, mine):
    left = EventFactory(published=True, announced=announcement(), slug="old-place")
    addresses.move_to(left, "new-place")
    workflow.withdraw(left)
    Event.objects.filter(pk=left.pk).update(title_en=SECRET)

    told = client.post(page(mine), changed(opened(client, page(mine)), slug="old-place"))

    assert SECRET not in told.content.decode()
    assert "was the address of an event that is not public" in told.content.decode()

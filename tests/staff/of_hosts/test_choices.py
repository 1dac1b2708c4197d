"""What is not public is offered to a host only where it is its own, and no list counts what others have."""

import pytest
from django.urls import reverse

from staff.roles import Role
from staff.scope import scope_of
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    ThemeFactory,
)
from tests.forms_sent import changed, found, opened, page
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(ministry):
    return EventFactory(hosts=[ministry], title_en="Museum directors")


@pytest.fixture
def drafts():
    return BodyFactory(name_en="Secret body"), PriorityFactory(title_en="Secret priority")


def test_drafts_of_others_are_offered_by_no_form_and_no_filter(client, mine, drafts):
    PriorityFactory(title_en="Public priority", published=True)

    told = {
        address: client.get(address).content.decode()
        for address in (
            page(mine),
            reverse("admin:events_event_add"),
            reverse("admin:events_event_changelist"),
            reverse("admin:documents_document_add"),
        )
    }

    assert [address for address, text in told.items() if "Secret" in text] == []
    assert [address for address, text in told.items() if "Public priority" not in text] == []


def test_drafts_that_stand_at_an_own_event_stay_there(client, mine, drafts):
    body, priority = drafts
    mine.bodies.add(body)
    mine.priorities.add(priority)

    client.post(page(mine), changed(opened(client, page(mine)), lead_en="They meet."))

    assert found(mine).lead_en == "They meet."
    assert ([*mine.bodies.all()], [*mine.priorities.all()]) == ([body], [priority])


def test_draft_of_another_cannot_be_chosen(client, mine, drafts):
    body, _priority = drafts

    answer = client.post(page(mine), changed(opened(client, page(mine)), bodies=[str(body.pk)]))

    assert list(answer.context["adminform"].form.errors) == ["bodies"]
    assert not mine.bodies.exists()


def test_own_body_is_within_though_it_is_a_draft(drafts):
    body, _priority = drafts

    assert scope_of(account_of(Role.HOST, bodies=[body])).covers(body)


def test_list_says_of_no_own_event_which_things_of_others_name_it(client, mine):
    things = {
        "documents": DocumentFactory(events=[mine, EventFactory()]),
        "articles": ArticleFactory(events=[mine]),
        "themes": ThemeFactory(events=[mine]),
    }
    address = reverse("admin:events_event_changelist")

    asked = {
        name: [client.get(f"{address}?{name}{more}={thing.pk}") for more in ("", "__in", "__pk")]
        for name, thing in things.items()
    }

    for answers in asked.values():
        assert {answer.status_code for answer in answers} == {400}
    editor = logged_in(account_of(Role.EDITOR))
    assert editor.get(f"{address}?themes={things['themes'].pk}").status_code == 200

"""Of several hosts of an event none takes off another, and none learns who works on what it has lost."""

import pytest

from events.models import Event
from staff.roles import Role
from tests.factories import EventFactory, HostFactory
from tests.forms_sent import changed, opened, page
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db

TELL = "/admin/presence/"


@pytest.fixture
def other():
    return HostFactory(name_en="Ministry of Sport")


@pytest.fixture
def shared(ministry, other):
    return EventFactory(hosts=[other, ministry])


def test_a_host_takes_off_no_other_and_writes_nothing_of_it(client, shared, other, ministry):
    sent = changed(opened(client, page(shared)), lead_en="They meet.")
    sent |= {"hostings-0-DELETE": ["on"], "hostings-0-role": ["organiser"]}

    answer = client.post(page(shared), sent)

    assert answer.status_code == 302
    rows = shared.hostings.order_by("position").values_list("host", "role")
    assert list(rows) == [(other.pk, "host"), (ministry.pk, "host")]


def test_a_host_deletes_no_draft_that_another_holds_too(client, shared, other, ministry):
    address = page(shared).replace("change/", "delete/")

    refused = client.post(address, {"post": "yes"}).status_code
    shared.hostings.filter(host=other).delete()
    answer = client.post(address, changed(opened(client, address), post="yes"))

    assert (refused, answer.status_code) == (403, 302)
    assert not Event.objects.filter(pk=shared.pk).exists()


def test_an_editor_takes_off_any(shared, ministry):
    editor = logged_in(account_of(Role.EDITOR))

    editor.post(page(shared), changed(opened(editor, page(shared)), **{"hostings-0-DELETE": "on"}))

    assert [row.host for row in shared.hostings.all()] == [ministry]


def test_a_host_writes_its_own_row(client, shared, ministry):
    client.post(
        page(shared), changed(opened(client, page(shared)), **{"hostings-1-role": "organiser"})
    )

    assert shared.hostings.get(host=ministry).role == "organiser"


def test_who_lost_an_event_is_told_nothing_of_its_form(client, shared, ministry):
    token = client.get(page(shared)).context["presence"]
    editor = logged_in(account_of(Role.EDITOR))
    sent = {"token": editor.get(page(shared)).context["presence"], "act": "here"}
    editor.post(TELL, sent, content_type="application/json")
    shared.hostings.filter(host=ministry).delete()

    answers = [
        client.post(TELL, {"token": token, "act": act}, content_type="application/json")
        for act in ("here", "take", "leave")
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 200]
    assert answers[2].json() == {"others": [], "holder": None}
    told = editor.post(TELL, sent, content_type="application/json").json()
    assert told == {"others": [], "holder": None}

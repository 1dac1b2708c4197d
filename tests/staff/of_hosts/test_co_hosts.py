"""Of several hosts of an event none takes off another, and none learns who works on what it has lost."""

import pytest
from django.contrib.admin.models import LogEntry

from events.models import Event
from staff.log import sentence_of
from staff.roles import Role
from tests.factories import BodyFactory, EventFactory, HostFactory
from tests.forms_sent import changed, opened, page, sent_by
from tests.markup import page_of
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


@pytest.fixture
def sport():
    return BodyFactory(name_en="Ministers of sport")


@pytest.fixture
def ours():
    return BodyFactory(name_en="Ministers of culture")


@pytest.fixture
def of_both(ours, sport):
    """An event that each of two ministries reaches by a body of its own."""
    return EventFactory(bodies=[ours, sport])


@pytest.fixture
def of_body(ours):
    account = account_of(Role.HOST, bodies=[ours])
    client = logged_in(account)
    client.account = account
    return client


def test_a_host_takes_off_no_body_by_which_another_reaches_the_event(of_both, of_body, sport, ours):
    """Nor by a page that is forged: what is not sent stays."""
    answer = of_body.get(page(of_both))
    boxes = {
        box["value"]: "disabled" in box.attributes
        for box in page_of(answer).all("input", type="checkbox", name="bodies")
    }
    sent = changed(sent_by(answer), bodies=[str(ours.pk)], lead_en="They meet.")

    assert boxes == {str(sport.pk): True, str(ours.pk): False}
    assert "An editor takes them off." in page_of(answer).text
    assert of_body.post(page(of_both), sent).status_code == 302
    assert set(of_both.bodies.all()) == {sport, ours}
    assert Event.objects.get(pk=of_both.pk).lead_en == "They meet."
    told = LogEntry.objects.get(object_id=str(of_both.pk))
    assert "odies" not in sentence_of(told)


def test_a_host_takes_off_its_own_body_where_it_holds_the_event(
    client, of_both, sport, ours, culture
):
    of_both.hostings.create(host=culture.assignment.hosts.get())
    culture.assignment.bodies.add(ours)

    answer = client.post(page(of_both), changed(opened(client, page(of_both)), bodies=[]))

    assert answer.status_code == 302
    assert set(of_both.bodies.all()) == {sport}


def test_an_editor_takes_off_any_body(of_both, ours):
    editor = logged_in(account_of(Role.EDITOR))

    editor.post(page(of_both), changed(opened(editor, page(of_both)), bodies=[str(ours.pk)]))

    assert set(of_both.bodies.all()) == {ours}


def test_a_host_deletes_no_draft_that_another_reaches_by_a_body(of_both, of_body, sport):
    address = page(of_both).replace("change/", "delete/")
    assert of_body.get(address).status_code == 200  # nobody has that body yet
    account_of(Role.HOST, bodies=[sport])

    assert logged_in(of_body.account).get(address).status_code == 403


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

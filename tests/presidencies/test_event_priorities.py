"""An event serves priorities of its own presidency: the admin offers no others and takes none."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Event
from priorities.models import Priority
from publishing.models import PublicRecord
from tests.factories import EventFactory, PriorityFactory
from tests.forms_sent import changed, opened, page

pytestmark = pytest.mark.django_db

ADD = reverse("admin:events_event_add")


@pytest.fixture
def ours() -> Priority:
    return PriorityFactory(title_en="Ours", published=True)


@pytest.fixture
def theirs(lakes) -> Priority:
    return PriorityFactory(title_en="Theirs", presidency=lakes, published=True)


def offered(client, address: str) -> dict[str, str]:
    field = client.get(address).context["adminform"].form.fields["priorities"]
    return {str(key): label for key, label in field.choices}


def test_what_an_event_serves_stands_on_top_of_what_it_may_serve(admin_client, ours, theirs):
    served = PriorityFactory(position=99)

    form = admin_client.get(page(EventFactory(priorities=[served]))).context["adminform"].form

    boxes = re.findall(r'type="checkbox" name="priorities" value="(\d+)"', str(form["priorities"]))
    assert boxes == [str(served.pk), str(ours.pk)]


def refusals(answer) -> list[str]:
    return answer.context["adminform"].form.errors.get("priorities", [])


def served(event: Event) -> set[str]:
    return {priority.title_en for priority in event.priorities.all()}


def everything() -> list:
    rows = (Event, PublicRecord, LogEntry, Event.priorities.through)
    return [list(model._base_manager.order_by("pk").values()) for model in rows]


def test_form_offers_the_priorities_of_the_events_own_presidency(admin_client, lakes, ours, theirs):
    events = [EventFactory(), EventFactory(presidency=lakes)]

    shown = [offered(admin_client, page(event)) for event in events]

    assert shown == [{str(ours.pk): "Ours"}, {str(theirs.pk): "Theirs"}]


def test_new_event_is_offered_those_of_the_current_presidency(admin_client, ours, theirs):
    assert offered(admin_client, ADD) == {str(ours.pk): "Ours"}


@pytest.mark.parametrize("state", [{}, {"published": True}], ids=["draft", "published"])
def test_priority_of_another_presidency_is_refused_by_its_name(admin_client, ours, theirs, state):
    event = EventFactory(**state)
    before = everything()
    sent = changed(opened(admin_client, page(event)), summary_en="They meet.")

    refused = admin_client.post(page(event), {**sent, "priorities": [ours.pk, theirs.pk]})

    assert refused.context["adminform"].form.errors == {
        "priorities": [
            "Of another presidency than the event: “Theirs”. Choose among those of its own."
        ]
    }
    assert refused.context["adminform"].form["summary_en"].value() == "They meet."
    assert everything() == before


def test_new_event_serves_no_priority_of_another_presidency(admin_client, ours, theirs):
    sent = changed(opened(admin_client, ADD), title_en="New", slug="new")
    sent |= {"kind": "meeting", "level": "experts"}

    refused = admin_client.post(ADD, {**sent, "priorities": [theirs.pk]})
    taken = admin_client.post(ADD, {**sent, "priorities": [ours.pk]})

    assert "“Theirs”" in " ".join(refusals(refused))
    assert taken.status_code == 302
    assert [served(event) for event in Event.objects.all()] == [{"Ours"}]


def test_link_that_is_there_is_kept_and_explained(admin_client, ours, theirs):
    event = EventFactory(published=True)
    event.priorities.set([ours, theirs])
    address = page(event)

    shown = offered(admin_client, address)
    field = admin_client.get(address).context["adminform"].form.fields["priorities"]
    sent = changed(opened(admin_client, address), summary_en="They meet.")
    saved = admin_client.post(address, {**sent, "priorities": [ours.pk, theirs.pk]})

    assert shown == {str(ours.pk): "Ours", str(theirs.pk): "Theirs (of “Lakes”)"}
    assert field.help_text.startswith(
        "Of another presidency: “Theirs”. The link stays until you take it off, and cannot be made again."
    )
    assert saved.status_code == 302
    assert (served(event), Event.objects.get().summary_en) == ({"Ours", "Theirs"}, "They meet.")


def test_link_that_was_taken_off_is_not_made_again(admin_client, ours, theirs):
    event = EventFactory()
    event.priorities.set([ours, theirs])
    sent = opened(admin_client, page(event))

    taken_off = admin_client.post(page(event), {**sent, "priorities": [ours.pk]})
    again = opened(admin_client, page(event))
    refused = admin_client.post(page(event), {**again, "priorities": [ours.pk, theirs.pk]})

    assert (taken_off.status_code, refused.status_code) == (302, 200)
    assert served(event) == {"Ours"}


def test_form_that_was_open_while_its_event_moved_serves_the_old_ones_no_more(
    admin_client, lakes, ours, theirs
):
    event = EventFactory()
    sent = opened(admin_client, page(event))
    Event.objects.update(presidency=lakes)

    refused = admin_client.post(page(event), {**sent, "priorities": [ours.pk]})

    assert "“Ours”" in " ".join(refusals(refused))
    assert served(event) == set()


def test_offer_costs_the_same_for_every_number(admin_client, ours, theirs):
    events = EventFactory.create_batch(2)
    events[0].priorities.set([theirs])
    events[1].priorities.set(
        [theirs, *PriorityFactory.create_batch(3, presidency=theirs.presidency)]
    )
    admin_client.get(page(events[0]))
    costs = []

    for event in events:
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(page(event))
        costs.append(len(queries))
        PriorityFactory.create_batch(3)

    assert costs[0] == costs[1]

"""Hosts in the administration, as a part of an event."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from events.models import Event, EventHost
from hosts.models import Host
from tests.factories import EventFactory, HostFactory, StaffFactory
from tests.forms_sent import changed, found, messages_of, opened, page, sent_by, told
from tests.recording import last_told
from tests.staff.hosts_told import hosts

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]

ADDED = {"hostings-TOTAL_FORMS": "1", "hostings-0-role": "host", "hostings-0-position": "1"}


@pytest.fixture
def event():
    return EventFactory(slug="forum", published=True)


def test_host_of_an_event_is_told_at_once(admin_client, event):
    ministry = HostFactory(slug="ministry")
    sent = opened(admin_client, page(event))
    was = found(event).updated_at

    answer = admin_client.post(
        page(event), changed(sent, **ADDED, **{"hostings-0-host": str(ministry.pk)})
    )

    assert answer.status_code == 302
    assert last_told("events", "forum")["hosts"] == [{"slug": "ministry", "role": "host"}]
    assert found(event).updated_at > was


def test_role_order_and_end_of_hosts_are_told(admin_client, event):
    for number, slug in enumerate(("one", "two", "three"), start=1):
        EventHost.objects.create(event=event, host=HostFactory(slug=slug), position=number)
    sent = opened(admin_client, page(event))

    admin_client.post(
        page(event),
        changed(
            sent,
            **{
                "hostings-0-position": "5",
                "hostings-1-role": "co_host",
                "hostings-2-DELETE": "on",
            },
        ),
    )

    assert last_told("events", "forum")["hosts"] == [
        {"slug": "two", "role": "co_host"},
        {"slug": "one", "role": "host"},
    ]


def test_new_event_is_made_with_its_hosts(admin_client):
    ministry = HostFactory(slug="ministry")
    address = reverse("admin:events_event_add")
    texts = {"title_en": "Forum", "title_ru": "Форум", "slug": "new", "kind": "forum"}
    sent = changed(opened(admin_client, address), **texts, level="ministers", **ADDED)

    answer = admin_client.post(address, changed(sent, **{"hostings-0-host": str(ministry.pk)}))

    assert answer.status_code == 302
    assert hosts(Event.objects.get(slug="new")) == [("ministry", "host")]


def test_host_is_named_once(admin_client, event):
    ministry = HostFactory(slug="ministry")
    sent = opened(admin_client, page(event))
    twice = {"hostings-TOTAL_FORMS": "2", "hostings-1-role": "co_host", "hostings-1-position": "2"}
    both = {f"hostings-{number}-host": str(ministry.pk) for number in (0, 1)}

    answer = admin_client.post(page(event), changed(sent, **{**ADDED, **twice, **both}))

    assert answer.status_code == 200
    assert "duplicate" in answer.content.decode()
    assert hosts(event) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("hostings-0-host", "999999"),
        ("hostings-0-host", "x"),
        ("hostings-0-role", "guest"),
        ("hostings-0-position", "-1"),
    ],
)
def test_bad_value_is_refused_and_what_was_typed_stays(admin_client, event, field, value):
    ministry = HostFactory()
    sent = changed(
        opened(admin_client, page(event)),
        **{**ADDED, "hostings-0-host": str(ministry.pk), "summary_en": "Typed", field: value},
    )

    answer = admin_client.post(page(event), sent)

    assert answer.status_code == 200
    assert "Typed" in answer.content.decode()
    assert hosts(event) == []
    assert found(event).summary_en != "Typed"


def test_hosts_may_not_trade_places_half_way(admin_client, event):
    first, second = HostFactory(slug="one"), HostFactory(slug="two")
    for number, host in enumerate((first, second), start=1):
        EventHost.objects.create(event=event, host=host, position=number)
    sent = opened(admin_client, page(event))
    traded = {"hostings-0-host": str(second.pk), "hostings-1-host": str(first.pk)}

    answer = admin_client.post(page(event), changed(sent, **traded))

    assert answer.status_code == 302
    assert hosts(event) == [("one", "host"), ("two", "host")]


def test_role_that_somebody_changed_is_not_overwritten(admin_client, event):
    hosting = EventHost.objects.create(event=event, host=HostFactory(slug="one"))
    late = opened(admin_client, page(event))
    EventHost.objects.update(role="organiser")

    refused = admin_client.post(page(event), changed(late, **{"hostings-0-role": "co_host"}))

    assert told(refused) == [("Role", "organiser", "co-host")]
    assert found(hosting).role == "organiser"

    admin_client.post(page(event), sent_by(refused, "event_form"))

    assert last_told("events", "forum")["hosts"] == [{"slug": "one", "role": "co_host"}]


def test_host_that_somebody_added_meanwhile_stays(admin_client, event):
    late = opened(admin_client, page(event))
    added = EventHost.objects.create(event=event, host=HostFactory(slug="one"))

    answer = admin_client.post(page(event), changed(late, summary_en="Typed"), follow=True)

    assert messages_of(answer)[-1].endswith(f"new: {added}")
    assert found(event).summary_en == "Typed"
    assert hosts(event) == [("one", "host")]


def test_host_that_somebody_took_away_meanwhile_is_told(admin_client, event):
    hosting = EventHost.objects.create(event=event, host=HostFactory(slug="one"))
    late = opened(admin_client, page(event))
    hosting.delete()

    refused = admin_client.post(page(event), changed(late, **{"hostings-0-role": "co_host"}))

    assert [stored for _label, stored, _typed in told(refused)] == ["deleted"]


def test_untouched_form_writes_nothing(admin_client, event):
    EventHost.objects.create(event=event, host=HostFactory())
    was = found(event).updated_at

    admin_client.post(page(event), opened(admin_client, page(event)))

    assert found(event).updated_at == was


def test_page_that_knows_of_no_hosts_leaves_them_alone(admin_client, event):
    EventHost.objects.create(event=event, host=HostFactory(slug="one"))
    sent = opened(admin_client, page(event))
    older = {name: value for name, value in sent.items() if not name.startswith("hostings-")}

    answer = admin_client.post(page(event), changed(older, summary_en="Typed"))

    assert answer.status_code == 302
    assert found(event).summary_en == "Typed"
    assert hosts(event) == [("one", "host")]


@pytest.mark.parametrize(("right", "may"), [("change_event", True), ("view_event", False)])
def test_whoever_may_edit_the_event_may_edit_its_hosts(client, event, right, may):
    EventHost.objects.create(event=event, host=HostFactory(slug="one"))
    editor = StaffFactory(is_superuser=False)
    editor.user_permissions.add(Permission.objects.get(codename=right))
    client.force_login(editor)
    answer = client.get(page(event))
    assert answer.status_code == 200
    assert "hostings-0-id" in answer.content.decode() or not may

    sent = sent_by(answer, "event_form") if may else {**ADDED, "hostings-INITIAL_FORMS": "1"}
    client.post(page(event), changed(sent, **{"hostings-0-role": "co_host"}))

    assert hosts(event) == [("one", "co_host" if may else "host")]


def test_draft_that_is_deleted_takes_its_links_with_it(admin_client):
    host = HostFactory()
    draft = EventFactory(hosts=[host])
    address = reverse("admin:events_event_delete", args=[draft.pk])

    admin_client.post(address, {"post": "yes"})

    assert not Event.objects.exists()
    assert Host.objects.get() == host

"""What a host's account does with the events of its own hosts and bodies, drafts and public ones."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from events.actions.changes import FactChanges
from events.dates import Period
from events.models import Event
from publishing.permissions import Actor, NotAllowedError
from staff.roles import Role
from tests.acting import changes, workflow
from tests.factories import (
    BodyFactory,
    EventFactory,
    HostFactory,
    announcement,
)
from tests.factories.photos import PhotoFactory
from tests.forms_sent import changed, found, opened, page
from tests.staff.of_roles import account_of, logged_in, row_of

pytestmark = pytest.mark.django_db


def own(ministry, **facts):
    return EventFactory(title_en="Museum directors", hosts=[ministry], **facts)


@pytest.mark.parametrize("link", ["host", "host below", "body", "body below"])
def test_own_events_are_those_of_own_hosts_and_bodies_with_those_below(link):
    host, body = HostFactory(), BodyFactory()
    below, part = HostFactory(parent=host), BodyFactory(parent=body)
    culture = account_of(Role.HOST, hosts=[host], bodies=[body])
    links = {
        "host": {"hosts": [host]},
        "host below": {"hosts": [below]},
        "body": {"bodies": [body]},
        "body below": {"bodies": [part]},
    }
    event = EventFactory(**links[link])

    assert logged_in(culture).get(page(event)).status_code == 200


def test_host_without_a_scope_reaches_nothing(ministry):
    mine = own(ministry)

    assert logged_in(account_of(Role.HOST)).get(page(mine)).status_code == 403


def test_host_edits_its_draft_and_prepares_its_facts(client, ministry):
    mine = own(ministry)

    client.post(page(mine), changed(opened(client, page(mine)), title_ru="Музеи"))
    address = reverse("admin:events_event_act", args=[mine.pk, "announce"])
    sent = changed(
        opened(client, address), precision="day", first_day="2020-11-05", reason_en="", save="yes"
    )
    client.post(address, sent)

    assert found(mine).title_ru == "Музеи"
    assert found(mine).starts_on == date(2020, 11, 5)
    assert found(mine).publication == "draft"


@pytest.mark.parametrize("name", ["publish", "withdraw", "unschedule"])
def test_host_publishes_nothing(client, ministry, name):
    mine = own(ministry, published=name == "withdraw")

    address = reverse(f"admin:events_event_{name}", args=[mine.pk])
    answer = client.post(address, {"confirmed": "yes"})

    assert answer.status_code == 403
    assert "changed by editors and publishers" in answer.content.decode()
    assert found(mine).publication == mine.publication


def test_host_reads_its_event_once_it_is_public_and_changes_nothing(client, ministry):
    mine = own(
        ministry,
        published=True,
        period=Period.on(date(2020, 12, 1)),
        announced=announcement(date(2020, 1, 1)),
    )
    before = row_of(mine)
    shown = client.get(page(mine))

    answers = [
        client.post(page(mine), {"title_ru": "Другое"}),
        client.post(reverse("admin:events_event_act", args=[mine.pk, "cancel"]), {"save": "yes"}),
        client.post(reverse("admin:events_event_translations", args=[mine.pk]), {"deed": "draft"}),
    ]

    assert (shown.status_code, shown.context["has_change_permission"]) == (200, False)
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert row_of(mine) == before


def test_new_event_of_a_host_names_one_of_its_own(client, ministry):
    other, address = HostFactory(), reverse("admin:events_event_add")
    sent = changed(
        opened(client, address),
        title_en="Museums",
        kind="meeting",
        level="ministers",
        **{"hostings-0-host": other.pk},
    )

    refused = client.post(address, sent)
    begun = Event.objects.count()
    client.post(address, changed(sent, **{"hostings-0-host": ministry.pk}))

    assert "none of yours" in refused.content.decode()
    assert begun == 0
    assert [event.title_en for event in Event.objects.all()] == ["Museums"]


def test_host_gives_no_event_away(client, ministry):
    mine, other = own(ministry), HostFactory()
    sent = changed(
        opened(client, page(mine)),
        **{"hostings-0-DELETE": "on", "hostings-TOTAL_FORMS": "2"},
        **{"hostings-1-host": other.pk, "hostings-1-role": "host", "hostings-1-position": "2"},
    )

    answer = client.post(page(mine), sent)

    assert "none of yours" in answer.content.decode()
    assert [row.host for row in mine.hostings.all()] == [ministry]


def test_paper_of_a_host_belongs_to_its_events_alone(client, ministry):
    mine, foreign, address = own(ministry), EventFactory(), reverse("admin:documents_document_add")
    sent = changed(opened(client, address), title_en="Paper", external_url="https://a.example/")
    sent = changed(sent, kind="statement", adopted_on="2020-10-01")

    answers = [
        client.post(address, changed(sent, events=keys)).status_code
        for keys in ([], [foreign.pk], [foreign.pk, mine.pk], [mine.pk])
    ]

    assert answers == [200, 200, 200, 302]


def test_photos_of_a_draft_are_its_hosts_to_edit(client, ministry, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    mine = own(ministry)
    photo = PhotoFactory(event=mine)

    client.post(page(mine), changed(opened(client, page(mine)), **{"photos-0-alt_en": "A hall"}))

    assert found(photo).alt_en == "A hall"


def test_draft_that_was_published_meanwhile_takes_no_step_of_a_host(culture, ministry):
    mine = own(ministry)
    stale = found(mine)
    workflow.publish(mine)

    with pytest.raises(NotAllowedError):
        changes.announce(stale, announcement(), FactChanges(), by=Actor.of(culture, None))


def test_what_can_only_be_read_leads_only_where_its_reader_may_go(client, ministry):
    mine = own(ministry, published=True)
    viewer = account_of(Role.PUBLISHER)

    read = {
        name: one.get(page(mine))
        for name, one in (("host", client), ("publisher", logged_in(viewer)))
    }

    links = {name: page(ministry) in answer.content.decode() for name, answer in read.items()}
    named = {name: ministry.name_en in answer.content.decode() for name, answer in read.items()}
    assert links == {"host": False, "publisher": True}
    assert named == {"host": True, "publisher": True}

"""A draft made of another event: what it takes over, and what it leaves to it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from events.dates import Period
from events.models import Event, EventHost
from hosts.models import HostRole
from publishing.permissions import Actor, NotAllowedError
from tests.acting import WritersOf, addresses, workflow
from tests.factories import (
    BodyFactory,
    CityFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    StaffFactory,
    announcement,
)
from tests.forms_sent import opened, page

import events.actions.creation  # isort: skip

creation = WritersOf(events.actions.creation)
pytestmark = pytest.mark.django_db

DAY = Period.on(date(2020, 12, 1))


@pytest.fixture
def original():
    event = EventFactory(
        slug="forum",
        title_en="Forum",
        title_ru="Форум",
        lead_ru="О чём",
        summary_ru="Что вышло",
        sources=["https://one.example/"],
        cities=[CityFactory()],
        bodies=[BodyFactory()],
        priorities=[PriorityFactory()],
        period=DAY,
        format="in_person",
        announced=announcement(date(2020, 1, 1)),
        published=True,
    )
    EventHost.objects.create(event=event, host=HostFactory(), role=HostRole.ORGANISER)
    return event


def links(event):
    hosts = [(row.host, row.role) for row in event.hostings.all()]
    return hosts, [*event.bodies.all()], [*event.priorities.all()], [*event.cities.all()]


def test_clone_takes_over_texts_hosts_priorities_and_place(original):
    clone = Event.objects.get(pk=creation.clone(original).pk)

    assert (clone.slug, clone.publication) == ("forum-2", "draft")
    assert (clone.title_en, clone.title_ru, clone.lead_ru) == ("Forum", "Форум", "О чём")
    assert (clone.kind, clone.level, clone.format) == (original.kind, original.level, "in_person")
    assert links(clone) == links(original)
    assert clone.uid != original.uid


def test_clone_has_no_history_no_date_and_no_outcome_of_its_original(original):
    workflow.keep_draft(original, "zh-hans")

    clone = Event.objects.get(pk=creation.clone(original).pk)

    assert not clone.changes.exists()
    assert (clone.period, clone.status, clone.sequence) == (Period.undated(), "planned", 0)
    assert (clone.summary_ru or "", clone.sources) == ("", [])
    assert clone.translation_states["zh-hans"]["draft"] is True


def test_clone_has_the_date_when_it_is_asked_for(original):
    assert creation.clone(original, with_dates=True).period == DAY


def test_each_clone_has_an_address_that_no_event_has_or_had(original):
    addresses.move_to(EventFactory(slug="forum-2", published=True), "elsewhere")

    slugs = [creation.clone(original).slug for _time in range(2)]

    assert slugs == ["forum-3", "forum-4"]


def test_whoever_may_not_add_events_clones_none(original):
    with pytest.raises(NotAllowedError, match="may not add"):
        creation.clone(original, by=Actor.of(StaffFactory(is_superuser=False), None))


def test_one_button_makes_the_clone_once_and_leads_to_it(admin_client, original):
    sent = {"once": opened(admin_client, page(original))["once"][0]}
    address = reverse("admin:events_event_clone", args=[original.pk])

    answers = [admin_client.post(address, sent) for _click in range(2)]

    clone = Event.objects.get(slug="forum-2")
    assert {answer.url for answer in answers} == {page(clone)}
    assert admin_client.get(address).status_code == 405
    assert "Made of" in str(admin_client.get(f"{page(clone)[:-7]}history/").content.decode())

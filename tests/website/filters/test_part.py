"""Which events a priority, a body, a host or a country has."""

import pytest

from events.actions.changes import set_hosts
from events.models import Event
from events.state import Hosting
from tests.factories import (
    BodyFactory,
    CountryFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
)
from website.filters.selection import Part

pytestmark = pytest.mark.django_db


def slugs(part: Part) -> list[str]:
    return sorted(event.slug for event in part.events)


def three(**links: object) -> list[Event]:
    """Make a public event, a draft and a withdrawn one, and one of something else."""
    EventFactory(slug="elsewhere", published=True)
    return [
        EventFactory(slug="public", published=True, **links),
        EventFactory(slug="draft", **links),
        EventFactory(slug="withdrawn", withdrawn=True, **links),
    ]


def test_a_priority_has_the_public_events_that_serve_it():
    priority = PriorityFactory(published=True)
    three(priorities=[priority])

    assert slugs(Part.of_priority(priority)) == ["public"]


def test_a_body_has_the_public_events_of_its_public_tree():
    body = BodyFactory(published=True)
    below, secret = BodyFactory(parent=body, published=True), BodyFactory(parent=body)
    three(bodies=[body])
    EventFactory(slug="below", bodies=[below], published=True)
    EventFactory(slug="below-a-draft", bodies=[secret], published=True)

    assert slugs(Part.of_body(body)) == ["below", "public"]


def test_a_host_has_the_public_events_of_its_tree_whatever_its_role():
    host = HostFactory(slug="ministry")
    HostFactory(slug="agency", parent=host)
    for event in three():
        set_hosts(event, [Hosting("ministry", "host")])
    below = EventFactory(slug="below", published=True)
    set_hosts(below, [Hosting("agency", "co_host")])

    assert slugs(Part.of_host(host)) == ["below", "public"]


def test_a_country_has_the_public_events_that_it_chairs():
    country = CountryFactory()
    three(chair=country)

    assert slugs(Part.of_country(country)) == ["public"]

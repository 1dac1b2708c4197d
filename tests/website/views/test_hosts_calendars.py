"""The calendar of a host, and the files of its list."""

import pytest

from hosts.models import HostKind
from tests.factories import (
    BodyFactory,
    CountryFactory,
    EventFactory,
    HostFactory,
)
from tests.website.taking import READERS
from tests.website.views.hosted import JULY, NOVEMBER, held

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]


@pytest.mark.parametrize("ending", ["csv", "json", "atom", "xlsx"])
def test_events_of_a_host_and_of_those_below_it_can_be_taken_along(client, ending):
    ministry = HostFactory(slug="ministry")
    held(ministry, slug="forum")
    held(HostFactory(parent=ministry), slug="seminar", period=NOVEMBER)
    held(HostFactory(), slug="elsewhere")
    EventFactory(hosts=[ministry], period=JULY)

    answer = client.get(f"/en/hosts/ministry/calendar.{ending}")

    assert answer.status_code == 200
    for read in READERS[ending]:
        assert read(answer.content) == ["forum", "seminar"]


def test_calendar_of_a_host_names_it(client):
    host = HostFactory(slug="ministry", name_en="Ministry", short_name_en="Min")
    held(host, slug="forum")

    calendar = client.get("/en/hosts/ministry/calendar.ics").content.decode()

    assert "NAME;LANGUAGE=en:Russia’s SCO Presidency: Min\r\n" in calendar
    assert calendar.count("BEGIN:VEVENT") == 1


@pytest.mark.parametrize(
    ("slug", "page", "found_at"),
    [
        ("ministry", "hosts/ministry/", "hosts/ministry/"),
        ("state", "countries/russia/", "hosts/state/"),
        ("office", "bodies/secretariat/", "hosts/office/"),
    ],
)
def test_calendar_of_a_host_leads_straight_to_its_page(client, slug, page, found_at):
    state = CountryFactory(slug="russia")
    body = BodyFactory(slug="secretariat", published=True)
    held(HostFactory(slug="ministry"))
    held(HostFactory(slug="state", kind=HostKind.STATE, country=state))
    held(HostFactory(slug="office", body=body))

    lines = client.get(f"/ru/hosts/{slug}/calendar.ics").content.decode().split("\r\n")
    feed = client.get(f"/ru/hosts/{slug}/calendar.json").json()

    ours = "http://testserver/ru/"
    assert [line for line in lines if line.startswith(("URL:" + ours, "SOURCE"))][:2] == [
        f"SOURCE;VALUE=URI:{ours}{found_at}calendar.ics",
        f"URL:{ours}{page}",
    ]
    assert feed["page"] == f"{ours}{page}"

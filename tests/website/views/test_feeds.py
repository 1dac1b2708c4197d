from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from events.actions.changes import FactChanges
from events.dates import Period
from events.models import Event
from tests.acting import changes, workflow
from tests.asked import queries_of
from tests.calendars import content_lines, properties, read_by_ics, read_by_vobject
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    PriorityFactory,
    announcement,
)

pytestmark = pytest.mark.django_db

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))


def uids(content: bytes) -> set[str]:
    return {event.uid.split("@")[0] for event in read_by_ics(content).events}


def in_july(slug: str, **values) -> Event:
    return EventFactory(slug=slug, published=True, period=JULY, **values)


def test_plan_holds_every_public_event_and_no_other(client: Client):
    in_july("summit")
    EventFactory(slug="draft", period=JULY)
    EventFactory(slug="withdrawn", period=JULY, withdrawn=True)

    answer = client.get("/en/calendar.ics")

    assert uids(answer.content) == {"summit"}
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'inline; filename="en-calendar.ics"'
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers["Content-Language"] == "en"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.cookies == {}


def test_empty_plan_is_a_valid_calendar(client: Client):
    content = client.get("/ru/calendar.ics").content

    lines = content_lines(content)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    # RFC 5545, 3.4: at least one component.
    begun = [line for line in lines if line.startswith("BEGIN:")]
    assert begun == ["BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "BEGIN:STANDARD"]
    assert "TZID:Europe/Moscow" in lines
    assert (list(read_by_ics(content).events), uids(content)) == ([], set())
    assert "vevent" not in read_by_vobject(content).contents


def test_plan_of_events_without_a_day_is_one_too(client: Client):
    EventFactory(slug="vague", period=Period.undated(), published=True)

    lines = content_lines(client.get("/en/calendar.ics").content)

    assert [line for line in lines if line.startswith("BEGIN:V")] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VTIMEZONE",
    ]


def test_calendar_names_the_page_that_it_comes_from(client: Client):
    body = BodyFactory(slug="rats", published=True, short_name_en="RATS")

    lines = content_lines(client.get("/en/bodies/rats/calendar.ics").content)

    assert f"URL:http://testserver/en/bodies/{body.slug}/" in lines
    assert "SOURCE;VALUE=URI:http://testserver/en/bodies/rats/calendar.ics" in lines
    assert "X-WR-CALNAME:Russia’s SCO Presidency: RATS" in lines


def test_priority_has_its_own_calendar(client: Client):
    priority = PriorityFactory(slug="security", published=True)
    in_july("exercise", priorities=[priority])
    in_july("concert")

    answer = client.get("/en/priorities/security/calendar.ics")

    assert uids(answer.content) == {"exercise"}


def test_calendar_of_a_body_holds_the_events_of_all_below_it(client: Client):
    rats = BodyFactory(slug="rats", published=True)
    council = BodyFactory(slug="council", published=True, parent=rats)
    secret = BodyFactory(slug="secret", parent=rats)
    in_july("of-rats", bodies=[rats])
    in_july("of-council", bodies=[council, rats])
    in_july("of-secret", bodies=[secret])
    in_july("of-nobody")

    answer = client.get("/en/bodies/rats/calendar.ics")

    assert uids(answer.content) == {"of-rats", "of-council"}


def test_calendar_of_a_country_holds_what_it_hosts_or_chairs(client: Client):
    russia = CountryFactory(slug="russia")
    in_july("chaired", chair=russia)
    in_july("hosted", cities=[CityFactory(country=russia)])
    in_july("elsewhere", cities=[CityFactory()])

    answer = client.get("/en/countries/russia/calendar.ics")

    assert uids(answer.content) == {"chaired", "hosted"}


@pytest.mark.parametrize(
    "address",
    [
        "/en/events/nothing.ics",
        "/en/events/draft.ics",
        "/en/priorities/draft/calendar.ics",
        "/en/bodies/draft/calendar.ics",
        "/en/countries/nowhere/calendar.ics",
        "/en/events/%00.ics",
    ],
)
def test_calendar_of_nothing_public_is_not_found(client: Client, address: str):
    EventFactory(slug="draft", period=JULY)
    PriorityFactory(slug="draft")
    BodyFactory(slug="draft")

    assert client.get(address).status_code == 404


def test_event_has_its_own_file_in_each_language(client: Client):
    in_july("summit", title_en="Summit", title_ru="Саммит", title_zh_hans="峰会")

    told = [
        properties(client.get(f"/{code}/events/summit.ics").content)["SUMMARY"]
        for code in ("en", "ru", "zh-hans")
    ]

    assert told == [";LANGUAGE=en:Summit", ";LANGUAGE=ru:Саммит", ";LANGUAGE=zh-Hans:峰会"]


def test_calendar_is_sent_again_only_after_a_change(client: Client):
    event = in_july("summit")
    first = client.get("/en/calendar.ics")
    asked = {"If-None-Match": first.headers["ETag"]}

    unchanged = client.get("/en/calendar.ics", headers=asked)
    changes.reschedule(event, announcement(), FactChanges(period=Period.on(date(2020, 11, 10))))
    changed = client.get("/en/calendar.ics", headers=asked)

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged.headers["ETag"] == first.headers["ETag"]
    assert unchanged.headers["Cache-Control"] == "public, max-age=300"
    assert changed.status_code == 200
    assert properties(changed.content)["DTSTART"] == ";VALUE=DATE:20201110"


def test_withdrawn_event_leaves_the_calendar_at_once(client: Client):
    event = in_july("summit")
    first = client.get("/en/calendar.ics")
    workflow.withdraw(event)

    answer = client.get("/en/calendar.ics", headers={"If-None-Match": first.headers["ETag"]})

    assert answer.status_code == 200
    assert uids(answer.content) == set()


def test_calendar_only_answers_to_reading(client: Client):
    in_july("summit")

    assert client.head("/en/calendar.ics").status_code == 200
    assert client.post("/en/calendar.ics").status_code == 405


def test_number_of_queries_does_not_grow_with_the_events(client: Client):
    numbers = []

    for rows in (1, 3):
        while Event.objects.count() < rows:
            in_july(f"event-{Event.objects.count()}", cities=[CityFactory()])

        answer = client.get("/en/calendar.ics")  # the plan is read anew
        assert len(uids(answer.content)) == rows
        numbers.append(queries_of(lambda: client.get("/en/calendar.ics")))

    assert numbers[0] == numbers[1] < 20


@pytest.mark.parametrize("name", ["priority_ics", "body_ics", "country_ics", "ics"])
def test_addresses_are_those_of_the_plan(name: str):
    with translation.override("zh-hans"):
        address = reverse(f"events:{name}", args=["some-slug"])

    assert (
        address
        == {
            "priority_ics": "/zh-hans/priorities/some-slug/calendar.ics",
            "body_ics": "/zh-hans/bodies/some-slug/calendar.ics",
            "country_ics": "/zh-hans/countries/some-slug/calendar.ics",
            "ics": "/zh-hans/events/some-slug.ics",
        }[name]
    )

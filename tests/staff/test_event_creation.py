"""A new event in one form: texts, facts, host and priority, and a city that is found or made there."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from events.dates import Period, Precision
from events.models import Event
from places import actions
from places.models import City, Country
from staff.roles import Role
from tests.factories import CityFactory, CountryFactory, HostFactory, PriorityFactory
from tests.forms_sent import changed, opened, page, sent_by
from tests.markup import page_of
from tests.places.test_gazetteer import KAZAN
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db

ADD = reverse("admin:events_event_add")
MUSEUMS = {
    "title_ru": "Конференция директоров музеев",
    "kind": "conference",
    "level": "heads_of_agency",
    "exactness": "part_of_month",
    "first_day": "2020-11-16",
    "last_day": "2020-11-30",
    "meeting_format": "in_person",
    "city": "Казань",
}
HALF = Period(date(2020, 11, 16), date(2020, 11, 30), Precision.PART_OF_MONTH)


@pytest.fixture(autouse=True)
def known(settings, monkeypatch):
    """Stand on a day; GeoNames is asked for one town, and a namesake of it."""
    settings.PORTAL_CLOCK = "2020-10-28"
    CountryFactory(code="RU", name_en="Russia")
    CountryFactory(code="TR", name_en="Turkey")
    names = {"en": "Kazan"}
    other = actions.Place(7, "TR", KAZAN.latitude, KAZAN.latitude, "UTC", 5, names, frozenset())
    monkeypatch.setattr(
        actions,
        "called",
        lambda name: (KAZAN, other) if actions.spelling(name) in KAZAN.spellings else (),
    )


def faults(answer):
    return {name: list(said) for name, said in answer.context["adminform"].form.errors.items()}


def test_museum_directors_conference_is_made_in_one_form(admin_client):
    host, priority = HostFactory(), PriorityFactory()
    sent = changed(
        opened(admin_client, ADD),
        **MUSEUMS,
        source_url="https://source.example/plan",
        announced_on="2020-10-01",
        priorities=[str(priority.pk)],
        **{"hostings-0-host": host.pk},
    )

    asked = admin_client.post(ADD, sent)
    shown, made_before = page_of(asked), City.objects.count()
    answer = admin_client.post(ADD, sent_by(asked, "event_form"))

    event, city = Event.objects.get(), City.objects.get()
    assert faults(asked) == {"city": ["Choose which one is meant, then save again."]}
    assert made_before == 0
    assert shown.one("div", role="radiogroup")["aria-label"] == "Which one"
    assert "New cities are public at once. Source: GeoNames, CC BY 4.0." in shown.text
    assert answer.url == page(event)
    assert (event.slug, event.publication) == ("konferentsiya-direktorov-muzeev", "draft")
    assert (event.period, event.format, event.status) == (HALF, "in_person", "planned")
    assert (city.name_ru, city.name_zh_hans, city.country.code) == ("Казань", "喀山", "RU")
    assert [*event.cities.all()] == [city]
    assert [*event.hosts.all(), *event.priorities.all()] == [host, priority]
    step = event.changes.get()
    assert (step.kind, step.source_url) == ("announced", "https://source.example/plan")
    assert step.announced_on == date(2020, 10, 1)
    assert LogEntry.objects.filter(object_repr=str(city)).count() == 1


def test_town_that_is_chosen_brings_its_own_names(admin_client):
    asked = admin_client.post(ADD, changed(opened(admin_client, ADD), **MUSEUMS))

    admin_client.post(ADD, changed(sent_by(asked, "event_form"), which_city="geonames-7"))

    city = City.objects.get()
    assert (city.country.code, city.name_en, city.name_ru) == ("TR", "Kazan", "")


def test_city_that_is_kept_under_another_name_is_offered_and_not_made_again(admin_client):
    kept = CityFactory(
        name_en="Kazan",
        latitude=KAZAN.latitude,
        longitude=KAZAN.longitude,
        country=Country.objects.get(code="RU"),
    )
    asked = admin_client.post(ADD, changed(opened(admin_client, ADD), **MUSEUMS))

    choices = asked.context["adminform"].form["which_city"].field.widget.choices
    admin_client.post(ADD, sent_by(asked, "event_form"))

    assert choices[0] == (f"city-{kept.pk}", "Kazan, Russia, Europe/Moscow")
    assert [key for key, _label in choices] == [f"city-{kept.pk}", "geonames-7"]
    assert [*Event.objects.get().cities.all()] == [*City.objects.all()] == [kept]


def test_facts_that_nobody_announced_are_no_step_of_a_history(admin_client):
    city = CityFactory(name_ru="Казань", time_zone="Asia/Omsk")
    clock = {"exactness": "day", "last_day": "", "opens": "10:00"}

    admin_client.post(ADD, changed(opened(admin_client, ADD), **{**MUSEUMS, **clock}))

    event = Event.objects.get()
    assert not event.changes.exists()
    assert ([*event.cities.all()], event.time_zone) == ([city], "Asia/Omsk")
    assert (event.starts_on, event.precision, event.sequence) == (date(2020, 11, 16), "minute", 0)


#: What is typed, and the field that refuses it.
REFUSED = [
    ({"city": "Nowhere"}, "city"),
    ({"first_day": ""}, "first_day"),
    ({"last_day": "2020-11-01"}, "last_day"),
    ({"exactness": ""}, "exactness"),
    ({"first_day": "2222-11-16", "last_day": "2222-11-30"}, "first_day"),
    ({"first_day": "2018-01-01", "last_day": "2018-01-15"}, "first_day"),
    ({"announced_on": "2020-10-29"}, "announced_on"),
    ({"announced_on": "1899-10-01"}, "announced_on"),
    ({"exactness": "day", "opens": "12:00", "closes": "11:00", "last_day": ""}, "closes"),
    ({"source_url": "nowhere at all"}, "source_url"),
    ({"title_ru": ""}, "title_en"),
]


def test_what_cannot_be_is_refused_by_field_and_nothing_is_written(admin_client):
    CityFactory(name_ru="Казань")
    form = opened(admin_client, ADD)

    for typed, field in REFUSED:
        answer = admin_client.post(ADD, changed(form, **{**MUSEUMS, **typed}))

        assert field in faults(answer), typed
        assert answer.context["adminform"].form["kind"].value() == "conference"
    assert (Event.objects.count(), City.objects.count()) == (0, 1)


def test_year_that_is_meant_is_taken(admin_client):
    CityFactory(name_ru="Казань")
    early = {"first_day": "2018-11-16", "last_day": "2018-11-30"}
    asked = admin_client.post(ADD, changed(opened(admin_client, ADD), **{**MUSEUMS, **early}))

    admin_client.post(ADD, changed(sent_by(asked, "event_form"), years_are_right="on"))

    assert Event.objects.get().starts_on == date(2018, 11, 16)


def test_host_finds_cities_and_makes_none():
    ministry = HostFactory()
    client = logged_in(account_of(Role.HOST, hosts=[ministry]))
    sent = changed(opened(client, ADD), **MUSEUMS, **{"hostings-0-host": ministry.pk})

    refused = client.post(ADD, sent)
    CityFactory(name_ru="Казань")
    client.post(ADD, sent)

    assert faults(refused) == {
        "city": ["This city is not kept here yet: leave it empty, and ask an editor to add it."]
    }
    assert Event.objects.get().cities.count() == 1


def test_draft_says_what_still_stops_its_publication(admin_client):
    CityFactory(name_ru="Казань")

    answer = admin_client.post(ADD, changed(opened(admin_client, ADD), **MUSEUMS), follow=True)

    assert answer.context["obstacles"] == ["Title is missing in: English."]


def test_draft_like_an_event_that_is_none_is_not_made(admin_client):
    answer = admin_client.post(reverse("admin:events_event_clone", args=["999999"]))

    assert (answer.status_code, Event.objects.count()) == (404, 0)

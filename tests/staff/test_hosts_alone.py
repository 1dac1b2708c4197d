"""A host in the admin, by itself."""

import pytest
from django.urls import reverse

from hosts.models import HostKind
from tests.factories import CountryFactory, EventFactory, HostFactory
from tests.forms_sent import changed, found, opened, page
from tests.recording import last_told

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]


@pytest.fixture
def event():
    return EventFactory(slug="forum", published=True)


def test_host_is_found_by_any_of_its_names(admin_client):
    HostFactory(slug="ministry", short_name_ru="Минторг")
    HostFactory(slug="region")
    address = reverse("admin:hosts_host_changelist")

    answer = admin_client.get(address, {"q": "Минторг"})

    assert [row.slug for row in answer.context["cl"].result_list] == ["ministry"]


def test_saved_host_is_told(admin_client):
    host = HostFactory(slug="ministry")

    admin_client.post(page(host), changed(opened(admin_client, page(host)), name_en="Renamed"))

    assert last_told("hosts", "ministry")["name"]["en"] == "Renamed"


def test_host_cannot_be_deleted(admin_client):
    host = HostFactory()

    assert admin_client.get(reverse("admin:hosts_host_delete", args=[host.pk])).status_code == 403


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"kind": "state", "country": ""}, "Say which country this state is."),
        ({"parent": "below"}, "This host is part of the present one: choose another."),
    ],
)
def test_host_that_cannot_be_is_refused_in_words(admin_client, values, problem):
    host = HostFactory(slug="ministry")
    below = HostFactory(slug="below", parent=host)
    sent = {name: str(below.pk) if value == "below" else value for name, value in values.items()}

    answer = admin_client.post(page(host), changed(opened(admin_client, page(host)), **sent))

    assert answer.status_code == 200
    assert problem in answer.content.decode()


def test_second_host_for_a_state_is_refused_in_words(admin_client):
    russia = CountryFactory()
    HostFactory(name_en="Russia", kind=HostKind.STATE, country=russia)
    host = HostFactory(country=russia)

    answer = admin_client.post(page(host), changed(opened(admin_client, page(host)), kind="state"))

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors == {
        "country": ["“Russia” is this state already: choose another country, or edit that host."]
    }
    assert found(host).kind == HostKind.FEDERAL_EXECUTIVE_BODY

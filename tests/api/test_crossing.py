"""What scripts of other sites may read."""

import pytest
from django.test import Client

from tests.factories import BodyFactory, EventFactory

pytestmark = pytest.mark.django_db


def test_script_of_any_site_may_read(client: Client):
    answer = client.options(
        "/api/v1/events/",
        headers={
            "Origin": "https://partner.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "If-None-Match",
        },
    )

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Access-Control-Allow-Headers"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("door", ["", "schema/", "events/", "events/it/", "events/it/changes/"])
def test_script_may_read_that_nothing_changed(client: Client, door: str):
    EventFactory(slug="it", published=True)
    address = f"/api/v1/{door}"
    tag = client.get(address).headers["ETag"]

    again = client.get(address, headers={"If-None-Match": tag})

    assert again.status_code == 304
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert again.headers["Access-Control-Expose-Headers"] == "ETag"


FORMS = [
    "calendar.ics",
    "calendar.csv",
    "calendar.xlsx",
    "calendar.atom",
    "calendar.json",
    "calendar/by-place.geojson",
    "calendar/2020/10.ics",
    "calendar/changes.atom",
    "calendar/changes.json",
    "news.rss",
    "news.atom",
    "news.json",
    "events/it.ics",
    "events/it.json",
    "events/nothing.json",
    "bodies/it/calendar.csv",
]


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("form", FORMS)
def test_machine_form_of_a_page_is_open_to_scripts_too(client: Client, form: str, settings):
    settings.PORTAL_CLOCK = "2020-10-28"
    EventFactory(slug="it", published=True)
    BodyFactory(slug="it", published=True)

    answer = client.get(f"/ru/{form}", headers={"Origin": "https://partner.example"})
    asked = client.options(f"/ru/{form}")

    assert answer.status_code == (404 if "nothing" in form else 200)
    assert asked.status_code == 204
    assert asked.headers["Access-Control-Allow-Headers"] == "*"
    for told in (answer, asked):
        assert told.headers["Access-Control-Allow-Origin"] == "*"
        assert told.headers["Access-Control-Expose-Headers"] == "ETag"
        assert "Access-Control-Allow-Credentials" not in told.headers


@pytest.mark.parametrize(
    "address", ["/calendar.csv", "/news.rss", "/calendar/2020/10.ics", "/zh/calendar.json"]
)
def test_script_is_let_through_to_the_language(client: Client, address: str):
    answer = client.get(address, headers={"Origin": "https://partner.example"})

    assert answer.status_code in {301, 302}
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "address",
    ["/en/", "/en/calendar/", "/en/nowhere/", "/admin/login/", "/admin/x.json", "/robots.txt"],
)
def test_pages_do_not_open_themselves_to_scripts_of_other_sites(client: Client, address: str):
    assert "Access-Control-Allow-Origin" not in client.get(address).headers

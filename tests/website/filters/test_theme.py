"""A theme as a filter, of the calendar and the API."""

import pytest

from tests.acting import workflow
from tests.factories import (
    EventFactory,
    ThemeFactory,
)
from tests.markup import page_of
from tests.pages import texts
from tests.themes.full import NOVEMBER, full_theme

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]


def test_calendar_and_api_are_narrowed_to_a_theme(client):
    full_theme()
    EventFactory(slug="elsewhere", title_en="Elsewhere", period=NOVEMBER, published=True)

    page = client.get("/en/calendar/?theme=memory")
    told = client.get("/api/v1/events/?theme=memory").json()["results"]

    assert texts(page, "h3", within="event-list") == ["Parade"]
    assert [event["slug"] for event in told] == ["parade"]
    assert "Shown: 1 event of the theme “Memory”" in page_of(page).text


def test_second_theme_of_an_event_counts_it_once_in_each(client):
    theme = full_theme()
    parade = theme.events.get(slug="parade")
    other = EventFactory(slug="other", period=NOVEMBER, published=True)
    ThemeFactory(slug="youth", title_en="Youth", events=[parade, other], published=True)

    both = client.get("/api/v1/events/?theme=memory&theme=youth").json()["results"]
    page = page_of(client.get("/en/calendar/?theme=memory&theme=youth"))

    assert sorted(event["slug"] for event in both) == ["other", "parade"]
    options = {option.text for option in page.all("option")}
    assert {"Memory (1)", "Youth (2)"} <= options


@pytest.mark.parametrize("state", [{}, {"withdrawn": True}])
def test_theme_that_is_not_public_is_no_value_of_the_filter(client, state):
    full_theme(published=False, **state)

    answer = client.get("/api/v1/events/?theme=memory")

    assert answer.status_code == 400
    assert answer.json()["parameters"][0]["detail"] == "“memory” is not known here."
    assert client.get("/en/calendar/?theme=memory").status_code == 400


def test_withdrawn_theme_is_named_nowhere(client):
    theme = full_theme()
    event = theme.events.get(slug="parade")
    assert "themes/memory" in client.get("/en/events/parade/").content.decode()

    workflow.withdraw(theme)

    pages = ["/en/", "/en/themes/", f"/en/events/{event.slug}/", "/en/subscribe/"]
    naming = [page for page in pages if "themes/memory" in client.get(page).content.decode()]
    assert naming == []

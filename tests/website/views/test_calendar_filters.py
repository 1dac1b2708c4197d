"""What a filter leaves of the plan, and what it says."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from events.dates import Period
from events.enums import Format, Kind
from tests.events.planned import TODAY, YEAR_2020, event, page
from tests.factories import BodyFactory
from tests.markup import Element, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def test_filter_narrows_list_and_strip_and_says_what_is_shown(client: Client):
    rats = BodyFactory(slug="rats", short_name_en="RATS", published=True)
    event("Of RATS", bodies=[rats])
    event("Other")

    shown = page(client, "?body=rats")

    assert [row.one("h3").text for row in shown.all("article", cls="event-row")] == ["Of RATS"]
    assert shown.one("p", cls="filter-shown").text == (
        "Shown: 1 event of “RATS”, October 2020. Clear the filter"
    )
    assert shown.one("p", cls="filter-shown").one("a")["href"] == "/en/calendar/"
    strip = shown.one("section", cls="plan-strip")
    assert strip.one("a", **{"aria-current": "date"}).text.endswith("October 2020, 1 event")


def test_filter_that_leaves_nothing_is_named_and_can_be_cleared(client: Client):
    event("Forum")

    shown = page(client, "?kind=summit&format=hybrid")

    missing = shown.one("div", cls="no-events")
    assert missing.text == (
        "No events of the kind “summit”, held in person and online. Clear the filter"
    )
    assert missing.one("a")["href"] == "/en/calendar/"


def test_filter_that_leaves_nothing_names_the_parameters_that_are_too_much(client: Client):
    event("Forum", kind=Kind.FORUM, format=Format.ONLINE)

    shown = page(client, "?q=forum&kind=forum&format=hybrid")

    (wider,) = shown.one("ul", cls="wider-filters").all("li")
    assert wider.text == "Without “Format”: 1 event"
    assert wider.one("a")["href"] == "/en/calendar/?q=forum&kind=forum"


def test_words_that_are_too_much_are_named(client: Client):
    event("Forum", kind=Kind.FORUM)

    shown = page(client, "?q=summit&kind=forum")

    (wider,) = shown.one("ul", cls="wider-filters").all("li")
    assert wider.text == "Without “Words in the title”: 1 event"
    assert wider.one("a")["href"] == "/en/calendar/?kind=forum"


@pytest.mark.parametrize("view", ["", "2020/10/", "2020/", "2020/10/29/", "by-place/"])
def test_panel_counts_what_each_value_would_leave_on_its_page(client: Client, view):
    event("Forum", kind=Kind.FORUM, format=Format.ONLINE)
    event("Other forum", kind=Kind.FORUM)
    event("Summit", kind=Kind.SUMMIT, format=Format.ONLINE)
    if view in ("2020/10/", "2020/10/29/"):
        event("Elsewhere", Period.on(date(2020, 11, 10)), kind=Kind.FORUM)

    panel = page(client, f"{view}?format=online").one("details", cls="filter-panel")

    assert [option.text for option in panel.one("select", name="kind").all("option")] == [
        "All kinds",
        "Summit (1)",
        "Forum (1)",
    ]
    formats = panel.all("select", name="format")[0].all("option")
    assert [option.text for option in formats] == ["Any format", "Online (2)", "Format unknown (1)"]


def test_words_stay_in_the_panel(client: Client):
    event("Forum")

    panel = page(client, "?q=For%22um").one("details", cls="filter-panel")

    assert panel.one("input", name="q")["value"] == 'For"um'
    assert panel.one("summary").text == "Filter (1)"


def test_filter_survives_a_change_of_view_and_of_language(client: Client):
    shown = page(client, "?kind=summit&level=business")

    query = "?kind=summit&level=business"
    assert [a["href"] for a in shown.one("nav", cls="view-switch").all("a")] == [
        f"/en/calendar/{query}#today",
        f"/en/calendar/2020/W44/{query}",
        f"/en/calendar/2020/10/{query}",
        f"/en/calendar/2020/{query}",
        f"/en/calendar/by-priority/{query}",
        f"/en/calendar/by-body/{query}",
        f"/en/calendar/by-place/{query}",
    ]
    assert [a["href"] for a in shown.one("nav", cls="language-switch").all("a")] == [
        f"/ru/calendar/{query}",
        f"/zh-hans/calendar/{query}",
    ]


def test_panel_shows_what_was_chosen_and_how_much(client: Client):
    panel = page(client, "?kind=summit&level=business").one("details", cls="filter-panel")

    chosen = [option["value"] for option in panel.all("option") if "selected" in option.attributes]
    assert [value for value in chosen if value] == ["summit", "business"]
    assert panel.one("summary").text == "Filter (2)"
    assert page(client).one("details", cls="filter-panel").one("summary").text == "Filter"


@pytest.mark.parametrize("view", ["plan", "by_priority", "by_body", "by_place"])
def test_blank_values_of_the_form_are_tidied_away(client: Client, view):
    address = reverse(f"events:{view}")

    response = client.get(f"{address}?priority=&kind=forum&format=")

    assert (response.status_code, response.headers["Location"]) == (302, f"{address}?kind=forum")


@pytest.mark.parametrize("value", ["no-such", "%00", "x" * 500])
@pytest.mark.parametrize(
    "address",
    ["", "by-priority/", "by-body/", "by-place/", "2020/", "2020/10/", "2020/10/28/"],
    ids=lambda a: a or "plan",
)
def test_unknown_value_is_answered_by_a_page_that_names_it(client: Client, address, value):
    response = client.get(f"/en/calendar/{address}?status={value}")

    assert response.status_code == 400
    (fault,) = page_of(response).one("dl").all("div")
    assert fault.one("dt").text == "“status” in the address"
    assert fault.one("dd").text.endswith(
        "Allowed: planned, confirmed, postponed, cancelled, held, unknown_outcome."
    )


def test_address_too_long_to_be_meant_is_refused(client: Client):
    assert client.get(f"/en/calendar/?status={'x' * 10_000}").status_code == 400


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "2 + 1: two events at this time, and one more that may fall in it"),
        ("ru", "2 + 1: два мероприятия этого времени и ещё одно"),
        ("zh-hans", "2 + 1：此时段内有两项活动，另有一项"),
    ],
)
def test_panel_says_what_is_meant_by_two_numbers_where_it_shows_them(
    client: Client, code: str, said: str
):
    rats = BodyFactory(slug="rats", published=True)
    event("On a day")
    event("Some day", YEAR_2020, bodies=[rats])

    def panel(address: str) -> Element:
        shown = page_of(client.get(f"/{code}/calendar/{address}"))
        return shown.one("details", cls="filter-panel")

    october, whole = panel("2020/10/"), panel("")

    assert any("+ 1" in option.text for option in october.all("option"))
    assert october.one("p").text.startswith(said)
    assert not any("+ 1" in option.text for option in whole.all("option"))
    assert whole.all("p") == []

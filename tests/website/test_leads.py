"""What an event is, told before it takes place, and what came of it, told afterwards: at every door."""

import json
from datetime import date

import feedparser
import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format, Status
from events.models import Event
from i18n.typography import loose
from search import index
from tests.acting import changes
from tests.calendars import properties
from tests.factories import BodyFactory, CityFactory, EventFactory, announcement
from tests.markup import Element, page_at
from tests.tables import read_csv
from tests.website.taking import take

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]

OFFICIAL = "20th meeting of the Council of Heads of State of the organisation"
NOVEMBER = Period.on(date(2020, 11, 10))
TEXTS = {
    "lead_en": "Leaders are to meet.",
    "lead_ru": "Лидеры встретятся.",
    "summary_en": "Leaders met.",
    "summary_ru": "Лидеры встретились.",
}


def summit(**values) -> Event:
    names = {"slug": "summit", "title_en": OFFICIAL, "short_title_en": "Heads of State"}
    facts = {"period": NOVEMBER, "announced": announcement(date(2020, 1, 20)), "published": True}
    event: Event = EventFactory(**{**names, **TEXTS, **facts, **values})
    return event


def page(client: Client, address: str = "events/summit/", language: str = "en") -> Element:
    return page_at(client, f"/{language}/{address}")


def lead_of(client: Client, language: str = "en") -> list[str]:
    """Return what stands as the lead of the page of the event."""
    return [paragraph.text for paragraph in page(client, language=language).all("p", cls="lead")]


def described(client: Client) -> str:
    return page(client).one("meta", name="description")["content"]


# --- the page of the event ------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "text"),
    [
        ("2020-10-28", "Leaders are to meet."),
        ("2020-11-10", "Leaders are to meet."),
        ("2020-11-11", "Leaders met."),
    ],
)
def test_the_page_of_an_event_shows_its_lead_until_its_day_is_over(client, settings, today, text):
    summit()
    settings.PORTAL_CLOCK = today

    assert lead_of(client) == [text]
    assert described(client).endswith(text)


def test_the_page_of_an_event_that_was_held_today_shows_what_came_of_it(client, settings):
    settings.PORTAL_CLOCK = "2020-11-10"
    changes.hold(summit(), announcement(date(2020, 11, 10)))

    assert lead_of(client) == ["Leaders met."]


def test_the_page_of_a_cancelled_event_shows_its_summary(client):
    changes.cancel(summit(summary_en="It was to be held in Moscow."), announcement())

    assert lead_of(client) == ["It was to be held in Moscow."]


def test_the_page_of_a_postponed_event_shows_its_lead(client):
    changes.postpone(summit(), announcement(), Period.undated())

    assert lead_of(client) == ["Leaders are to meet."]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "As it was planned: Leaders are to meet."),
        ("ru", "Что планировалось. Лидеры встретятся."),
        ("zh-hans", "原计划：领导人将举行会议。"),
    ],
)
def test_every_door_says_of_a_lead_without_a_summary_that_it_was_planned(
    client, settings, code, text
):
    changes.cancel(
        summit(summary_en="", summary_ru="", lead_zh_hans="领导人将举行会议。"), announcement()
    )
    settings.PORTAL_CLOCK = "2020-11-20"

    index.rebuild(lambda kind: None)
    (found,) = page(client, "search/?q=summit", code).all("p", cls="search-result-text")
    (told,) = feedparser.parse(take(client, "", "atom", language=code)).entries
    in_calendar = properties(client.get(f"/{code}/events/summit.ics").content)["DESCRIPTION"]
    assert [loose(one) for one in (*lead_of(client, code), found.text)] == [text, text]
    assert told.summary.endswith(f"<p>{text}</p>")
    assert text in in_calendar.split(r"\n\n")


def test_a_page_without_any_text_has_no_lead(client):
    summit(**dict.fromkeys(TEXTS, ""))

    assert lead_of(client) == []


def test_a_lead_in_another_language_says_so(client):
    summit(lead_en="", summary_en="")

    (lead,) = page(client).all("p", cls="lead")
    assert lead.text == "Лидеры встретятся."
    assert lead.one("span")["lang"] == "ru"
    assert lead_of(client, "ru") == ["Лидеры встретятся."]


def test_the_page_of_an_event_has_its_official_title(client):
    summit()

    assert page(client).one("h1").text == OFFICIAL
    assert OFFICIAL in page(client).one("title").text


# --- lists ----------------------------------------------------------------------------


@pytest.mark.by_turns(6)
@pytest.mark.parametrize(
    "address",
    [
        "calendar/",
        "calendar/2020/11/",
        "calendar/2020/",
        "calendar/2020/11/10/",
        "calendar/by-body/",
        "calendar/by-priority/",
        "calendar/by-place/",
        "calendar/as-on/2020-10-28/",
        "bodies/council/",
        "",
    ],
)
def test_lists_call_an_event_by_its_short_title(client, address):
    council = BodyFactory(slug="council", published=True)
    summit(bodies=[council], format=Format.IN_PERSON, cities=[CityFactory()])

    links = page(client, address).all("a", href="/en/events/summit/")

    names = {link.text.partition(",")[0] for link in links if not link.all("time")}
    assert names == {"Heads of State"}


def test_a_list_in_a_language_without_a_short_title_shows_the_title(client):
    summit(title_ru="Двадцатое заседание")

    links = page(client, "calendar/", "ru").all("a", href="/ru/events/summit/")

    assert {link.text for link in links} == {"Двадцатое заседание"}


def test_a_slot_that_an_event_left_bears_its_short_title(client):
    event = summit(period=Period.on(date(2020, 7, 22)))
    changes.reschedule(event, announcement(date(2020, 5, 27)), FactChanges(NOVEMBER))

    struck = page(client, "calendar/2020/07/").all("s")

    assert {one.text for one in struck} == {"Heads of State"}


def test_the_next_meeting_of_a_body_is_called_by_its_short_title(client):
    council = BodyFactory(slug="council", published=True)
    summit(bodies=[council])
    later = Period.on(date(2020, 12, 1))
    EventFactory(
        slug="next", bodies=[council], published=True, announced=announcement(), period=later
    )

    link = page(client, "events/next/").one("a", href="/en/events/summit/")

    assert link.text == "Heads of State"


# --- files ----------------------------------------------------------------------------


def entry(client: Client, address: str = "events/summit.ics") -> dict[str, str]:
    told = properties(client.get(f"/en/{address}").content)
    return {name: value.removeprefix(";LANGUAGE=en:") for name, value in told.items()}


def test_a_calendar_entry_is_called_by_the_short_title_and_tells_the_official_one(client):
    summit()

    told = entry(client)

    assert told["SUMMARY"] == "Heads of State"
    assert told["DESCRIPTION"].split(r"\n\n")[:4] == [
        OFFICIAL,
        "State: Planned",
        "When: 10 November 2020",
        "Leaders are to meet.",
    ]


def test_a_calendar_entry_without_a_short_title_tells_the_title_once(client):
    summit(short_title_en="")

    told = entry(client)

    assert told["SUMMARY"] == OFFICIAL
    assert OFFICIAL not in told["DESCRIPTION"]


def test_texts_move_no_entry(client):
    event = summit()
    before = entry(client)
    event.short_title_en, event.lead_en = "Summit", "Another lead."
    event.save()

    after = entry(client)

    assert {name: after[name] for name in ("UID", "SEQUENCE")} == {
        name: before[name] for name in ("UID", "SEQUENCE")
    }
    assert after["SUMMARY"] == "Summit"


def test_a_feed_tells_what_an_event_is_and_then_what_came_of_it(client, settings):
    settings.PORTAL_CLOCK = "2020-11-10"
    event = summit()
    (before,) = feedparser.parse(take(client, "", "atom")).entries

    changes.hold(event, announcement(date(2020, 11, 10)))

    (after,) = feedparser.parse(take(client, "", "atom")).entries
    assert before.title == after.title == OFFICIAL
    assert before.summary.endswith("<p>Leaders are to meet.</p>")
    assert after.summary.endswith("<p>Leaders met.</p>")


def test_a_feed_names_the_language_of_a_lead(client):
    summit(lead_en="", summary_en="")

    (told,) = feedparser.parse(take(client, "", "atom")).entries

    assert told.summary.endswith("<p>Лидеры встретятся. [Русский]</p>")


def test_a_table_and_a_map_hold_both_titles(client):
    summit(cities=[CityFactory()], format=Format.IN_PERSON)

    (row,) = read_csv(take(client, "", "csv", "?header=fields"))
    (feature,) = json.loads(take(client, "/by-place", "geojson"))["features"]

    assert (row["title"], row["short_title"]) == (OFFICIAL, "Heads of State")
    titles = {name: feature["properties"][name] for name in ("title", "short_title")}
    assert titles == {"title": OFFICIAL, "short_title": "Heads of State"}


def test_search_engines_are_told_both_titles_and_the_lead(client):
    summit(status=Status.CONFIRMED, announced=None, cities=[CityFactory()], format=Format.IN_PERSON)

    scripts = page(client).all("script", type="application/ld+json")
    (told,) = (data for one in scripts if (data := json.loads(one.text))["@type"] == "Event")

    assert (told["name"], told["alternateName"]) == (OFFICIAL, "Heads of State")
    assert told["description"] == "Leaders are to meet."


def test_the_api_tells_all_texts(client):
    summit(lead_zh_hans="领导人将举行会议。")

    document = client.get("/api/v1/events/summit/").json()

    assert document["short_title"] == {"en": "Heads of State", "ru": None, "zh-hans": None}
    assert document["lead"] == {
        "en": "Leaders are to meet.",
        "ru": "Лидеры встретятся.",
        "zh-hans": "领导人将举行会议。",
    }

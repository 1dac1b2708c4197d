"""A day that is planned looks different from one that is confirmed: a word beside the date says so."""

import json
from datetime import date, time

import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import Format
from events.models import Event
from i18n.texts import CODES
from search import index
from tests.acting import changes
from tests.events.planned import OCTOBER_29, TODAY, YEAR_2020, event, page
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    PriorityFactory,
    announcement,
)
from tests.markup import Element, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

WORDS = {"en": "planned", "ru": "по плану", "zh-hans": "计划"}
SENTENCES = {
    "en": "The date is planned and not yet confirmed.",
    "ru": "Дата запланирована и пока не подтверждена.",
    "zh-hans": "日期为计划安排，尚未确认。",
}
MORNING = Period(
    date(2020, 10, 28), date(2020, 10, 28), Precision.MINUTE, time(8), time(17), "Europe/Moscow"
)


def confirmed(title: str, **values: object) -> Event:
    made = event(title, **values)
    changes.confirm(made, announcement())
    return made


def row_of(main: Element, title: str) -> Element:
    (row,) = [one for one in main.all("article", cls="event-row") if one.one("h3").text == title]
    return row


def stamp(main: Element, title: str) -> Element:
    (found,) = [one for one in row_of(main, title).walk() if "date-stamp" in classes(one)]
    return found


def classes(element: Element) -> list[str]:
    return element.attributes.get("class", "").split()


def head(client: Client, slug: str, language: str = "en") -> Element:
    page = page_of(client.get(f"/{language}/events/{slug}/"))
    return page.one("div", cls="event-head-words")


@pytest.mark.parametrize("language", CODES)
def test_list_tells_a_planned_day_from_a_confirmed_one(client: Client, language):
    event("Planned", title_ru="Planned", title_zh_hans="Planned")
    confirmed("Confirmed", title_ru="Confirmed", title_zh_hans="Confirmed")

    main = page_of(client.get(f"/{language}/calendar/"))

    planned, sure = stamp(main, "Planned"), stamp(main, "Confirmed")
    assert planned.text == f"{sure.text} {WORDS[language]}"
    assert [one.text for one in planned.all("span", cls="date-stamp-planned")] == [WORDS[language]]
    assert sure.all("span", cls="date-stamp-planned") == []


@pytest.mark.parametrize(
    "address", ["calendar/2020/10/29/", "calendar/by-body/", "bodies/rats/", "priorities/security/"]
)
def test_every_list_of_rows_says_it(client: Client, address):
    links = {
        "bodies": [BodyFactory(slug="rats", published=True)],
        "priorities": [PriorityFactory(slug="security", published=True)],
    }
    event("Planned", **links)
    confirmed("Confirmed", **links)

    main = page_of(client.get(f"/en/{address}")).one("main")

    assert stamp(main, "Planned").text.endswith(" planned")
    assert "planned" not in stamp(main, "Confirmed").text


@pytest.mark.parametrize("view", ["2020/10/", "2020/"])
def test_month_and_year_say_it_beside_the_event(client: Client, view):
    event("First", cities=[CityFactory(name_en="Ufa")], format=Format.IN_PERSON)
    confirmed("Second", cities=[CityFactory(name_en="Ufa")], format=Format.IN_PERSON)

    main = page(client, view).one("main")

    entries = [*main.all("p", cls="month-event"), *main.all("li")]
    texts = {
        title: [one.text for one in entries if title in one.text] for title in ("First", "Second")
    }
    assert ["planned" in text for text in texts["First"]] == [True]
    assert ["planned" in text for text in texts["Second"]] == [False]
    assert view != "2020/10/" or texts["First"][0].endswith("planned · Ufa")


@pytest.mark.parametrize("language", CODES)
def test_page_and_structured_data_say_it_in_words(client: Client, language):
    russia = CountryFactory()
    values = {"cities": [CityFactory(country=russia)], "summary_en": "What it is for."}
    values |= {"summary_ru": "Зачем это.", "summary_zh_hans": "目的。", "format": Format.IN_PERSON}
    event("Planned", slug="planned", **values)
    confirmed("Confirmed", slug="confirmed", **values)

    planned, sure = (head(client, slug, language) for slug in ("planned", "confirmed"))

    assert [one.text for one in planned.all("p", cls="event-head-planned")] == [SENTENCES[language]]
    assert sure.all("p", cls="event-head-planned") == []
    assert planned.all("p", cls="event-date-planned") != []
    described = {slug: description(client, slug, language) for slug in ("planned", "confirmed")}
    assert described["planned"].startswith(described["confirmed"])
    assert described["planned"].endswith(SENTENCES[language])
    assert SENTENCES[language] not in described["confirmed"]


@pytest.mark.parametrize(("period", "said"), [(OCTOBER_29, False), (YEAR_2020, True)])
def test_day_that_a_step_set_is_not_called_unconfirmed(client: Client, period, said):
    made = event("Forum", YEAR_2020, slug="forum", format=Format.ONLINE)
    changes.reschedule(made, announcement(), FactChanges(OCTOBER_29))
    if period != OCTOBER_29:
        changes.correct(made, announcement(), FactChanges(Period.on(date(2020, 11, 3))))
        changes.reschedule(made, announcement(), FactChanges(period))
        changes.correct(made, announcement(), FactChanges(OCTOBER_29))

    assert bool(head(client, "forum").all("p", cls="event-head-planned")) is said
    assert (description(client, "forum") == SENTENCES["en"]) is said
    assert ("planned" in row_of(page(client), "Forum").text) is said
    assert ("confirmed yet" in month_caption(client)) is said


def month_caption(client: Client) -> str:
    event("Second", slug="second")  # of one event alone its cell says it
    return page(client, "2020/10/").one("table", cls="month-table").one("caption").text


def description(client: Client, slug: str, language: str = "en") -> str:
    page = page_of(client.get(f"/{language}/events/{slug}/"))
    told = [
        json.loads(script.text)
        for script in page.all("script")
        if script.attributes.get("type") == "application/ld+json"
    ]
    (document,) = [one for one in told if one["@type"] == "Event"]
    return str(document.get("description", ""))


def test_description_without_a_summary_is_the_sentence_alone(client: Client):
    event("Planned", slug="planned", format=Format.ONLINE)

    assert description(client, "planned") == SENTENCES["en"]


def test_sentence_is_in_the_language_of_a_summary_that_is_not_translated(client: Client):
    event("Planned", slug="planned", format=Format.ONLINE, summary_ru="Зачем это.")

    assert description(client, "planned", "en") == f"Зачем это. {SENTENCES['ru']}"


def test_status_tells_machines(client: Client):
    event("Planned", slug="planned")
    confirmed("Confirmed", slug="confirmed")

    results = client.get("/api/v1/events/").json()["results"]

    assert {one["slug"]: one["status"] for one in results} == {
        "planned": "planned",
        "confirmed": "confirmed",
    }


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (Period.on(date(2020, 10, 28)), True),
        (Period.on(date(2020, 10, 26), date(2020, 10, 28)), True),
        (Period.on(date(2020, 10, 27)), False),
        (Period.in_month(2020, 11), False),
        (Period.undated(), False),
        (MORNING, False),
    ],
    ids=["today", "last day", "over", "vague", "undated", "live"],
)
def test_only_exact_days_that_are_to_come_are_called_planned(client: Client, period, said):
    event("Forum", period, slug="forum")

    assert bool(head(client, "forum").all("p", cls="event-head-planned")) == said
    assert ("planned" in row_of(page(client), "Forum").text) == said


@pytest.mark.parametrize("change", [changes.postpone, changes.cancel])
def test_what_was_put_off_or_called_off_is_no_longer_planned(client: Client, change):
    made = event("Forum", slug="forum")
    change(made, announcement())

    assert head(client, "forum").all("p", cls="event-head-planned") == []


def test_plan_as_it_was_says_what_was_planned_then(client: Client):
    announced = announcement(date(2020, 1, 1))
    made = EventFactory(title_en="Forum", period=OCTOBER_29, announced=announced, published=True)
    changes.confirm(made, announcement(date(2020, 10, 20)))

    before, after = (
        page(client, f"as-on/{day}/").one("main") for day in ("2020-10-19", "2020-10-20")
    )

    assert stamp(before, "Forum").text.endswith(" planned")
    assert "planned" not in stamp(after, "Forum").text


def test_search_says_it_beside_the_date(client: Client):
    event("Planned forum")
    confirmed("Sure forum")
    index.rebuild(lambda kind: None)

    results = page_of(client.get("/en/search/?q=forum")).all("article", cls="search-result")

    facts = {one.one("h2").text: one.one("p", cls="search-result-facts").text for one in results}
    assert {title: "· planned" in text for title, text in facts.items()} == {
        "Planned forum": True,
        "Sure forum": False,
    }

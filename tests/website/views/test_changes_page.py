"""The page that tells what changed between two days."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format, Level, Precision, Status
from i18n.texts import CODES
from i18n.typography import loose
from tests.acting import changes
from tests.asked import queries_of
from tests.events.past_plan import JULY, NOVEMBER_10, TODAY, planned, summit
from tests.factories import CityFactory, EventFactory, announcement
from tests.markup import Element, page_at, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

MAY_27 = date(2020, 5, 27)


def page(client: Client, query: str = "", language: str = "en") -> Element:
    return page_at(client, f"/{language}/calendar/changes/{query}").one("main")


def days_asked(main: Element) -> list[str]:
    return [box["value"] for box in main.one("form", cls="day-form").all("input")]


def test_page_tells_old_and_new_and_why_and_links_the_step(client: Client):
    summit()

    item = page(client, "?from=2020-05-27&to=2020-05-27").one("ol", cls="difference-list")

    assert item.one("h3").one("a")["href"] == "/en/events/summit/"
    assert (item.one("del").text, item.one("ins").text) == ("22–23 July 2020", "to be confirmed")
    assert item.one("p", cls="difference-reason").text == "The pandemic."
    assert item.one("p", cls="difference-steps").one("a")["href"] == "/en/events/summit/steps/3/"


def test_page_gives_the_reason_that_names_a_cause_and_the_place_as_the_front_page_does(client):
    forum = planned(cities=[CityFactory(name_en="Chelyabinsk")])
    next_day = announcement(MAY_27, reason="It is announced for the next day.")
    changes.reschedule(forum, next_day, FactChanges(period=Period.on(date(2020, 5, 28))))
    pandemic = announcement(MAY_27, reason="The forum goes online because of the pandemic.")
    changes.change_format(forum, pandemic, FactChanges(format=Format.ONLINE))

    item = page(client, "?from=2020-05-27&to=2020-05-27").one("ol", cls="difference-list")

    assert item.one("p", cls="difference-reason").text == pandemic.reason["en"]
    assert [one.text for one in item.all("del")][1:] == ["In person, Chelyabinsk"]


def test_page_names_the_date_that_lists_call_the_earlier_one(client: Client):
    """From May to October and on to November: rows say “Was 7 October”."""
    forum = planned(period=Period.in_month(2020, 5))
    for day, period in (
        (date(2020, 9, 1), Period.on(date(2020, 10, 7))),
        (date(2020, 9, 2), Period.on(date(2020, 10, 29))),
    ):
        changes.reschedule(forum, announcement(day), FactChanges(period))

    item = page(client, "?from=2020-09-01&to=2020-09-30").one("ol", cls="difference-list")

    assert item.one("del").text == "May 2020, then 7 October 2020"
    assert item.one("ins").text == "29 October 2020"


def test_page_counts_in_a_sentence(client: Client):
    summit()
    EventFactory.create_batch(2, announced=announcement(MAY_27), period=JULY, published=True)

    lead = page(client, "?from=2020-05-01&to=2020-05-31").one("p", cls="page-head-lead")

    assert lead.text.endswith("3 events changed: 1 postponed, 2 added.")


def test_highest_level_is_told_first_then_the_earliest(client: Client):
    for title, level, day in (
        ("Experts", Level.EXPERTS, 1),
        ("Later ministers", Level.MINISTERS, 9),
        ("Ministers", Level.MINISTERS, 2),
        ("Leaders", Level.HEADS_OF_STATE, 20),
    ):
        EventFactory(
            title_en=title,
            level=level,
            announced=announcement(MAY_27),
            period=Period.on(date(2020, 7, day)),
            published=True,
        )

    items = page(client, "?from=2020-05-27&to=2020-05-27").one("ol", cls="difference-list")

    titles = [head.text.strip() for head in items.all("h3")]
    assert titles == ["Leaders", "Ministers", "Later ministers", "Experts"]


def test_page_feed_and_api_have_the_same_day_of_an_event_and_the_newest_is_first(client: Client):
    summit()
    forum = planned(slug="forum")
    changes.postpone(forum, announcement(MAY_27))
    changes.reschedule(forum, announcement(None), FactChanges(period=NOVEMBER_10))
    changes.change_format(
        planned(slug="experts"),
        replace(announcement(date(2020, 9, 1)), precision=Precision.MONTH),
        FactChanges(format=Format.ONLINE, cities=()),
    )
    EventFactory(slug="new", announced=announcement(date(2020, 10, 21)), published=True)

    sections = page(client, "?from=2019-03-15&to=2020-10-28").all("section", cls="agenda-section")
    told = {
        item.one("a", cls="quiet-link")["href"].split("/")[-2]: section.one("h2").one("time")[
            "datetime"
        ]
        for section in sections
        if section["aria-labelledby"] != "unknown"
        for item in section.all("h3")
    }

    feed = client.get("/en/calendar/changes.json").json()["items"]
    fed: dict[str, str] = {}
    for change in (item["_change"] for item in feed):
        if change["announced_on"]:
            fed.setdefault(change["event"], change["announced_on"])
    assert list(told.items()) == [
        ("summit", "2020-10-21"),
        ("new", "2020-10-21"),
        ("experts", "2020-09"),
        ("forum", "2020-05-27"),
    ]
    assert {slug: day[: len(told[slug])] for slug, day in fed.items()} == told
    for slug, day in told.items():
        (*_, newest) = [
            step
            for step in client.get(f"/api/v1/events/{slug}/changes/").json()["results"]
            if step["announced_on"]
        ]
        assert newest["announced_on"].startswith(day)


@pytest.mark.parametrize(
    ("code", "tags", "day"),
    [
        ("en", ["New date", "Moved online"], "21 October 2020"),
        ("ru", ["Новая дата", "Переведено в онлайн"], "21 октября 2020 г."),
        ("zh-hans", ["改期", "改为线上"], "2020年10月21日"),
    ],
)
def test_kind_of_a_change_is_a_tag_below_its_day(client: Client, code: str, tags: list[str], day):
    """What its sentence counts twice, a new date and a move online, has both."""
    summit()

    main = page(client, "?from=2020-05-01&to=2020-10-28", code)

    assert loose(main.one("section", cls="agenda-section").one("h2").text) == day
    assert [item.text for item in main.one("ul", cls="tags").all("li")] == tags


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", CODES)
def test_page_is_shared_with_the_picture_of_its_days(
    client: Client, settings, tmp_path: Path, code: str
):
    settings.SHARE_IMAGES_ROOT = tmp_path
    summit()

    def shared(path: str) -> dict[str, str]:
        head = page_of(client.get(f"/{code}/{path}")).one("head")
        names = ("og:image", "og:image:alt")
        return {name: head.one("meta", property=name)["content"] for name in names}

    told = shared("calendar/changes/")
    answer = client.get(told["og:image"])
    rows = page_of(client.get(f"/{code}/calendar/changes/")).all("div", cls="plan-day-text")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert told == shared("calendar/changes/?from=2020-05-27&to=2020-05-27")
    assert told["og:image"] != shared("calendar/")["og:image"]
    assert len(rows) > 1
    for row in rows:
        assert row.one("h3").text.strip() in told["og:image:alt"]
        assert row.one("b").text in told["og:image:alt"]


def test_picture_of_another_day_leads_to_that_of_today(client: Client, settings):
    summit()

    answer = client.get("/en/calendar/changes/share-0.png")
    settings.PORTAL_CLOCK = "2019-01-01"
    early = client.get("/en/calendar/changes/share-0.png")

    assert answer["Location"].startswith("/en/calendar/changes/share-")
    assert early["Location"].startswith("/en/share-")


def test_page_of_a_quiet_time_says_so(client: Client):
    summit()

    main = page(client, "?from=2020-01-01&to=2020-01-31")

    empty = main.one("div", cls="no-events")
    assert empty.text.strip() == "Nothing was announced in this period. The nearest: 27 May 2020."
    assert empty.one("a")["href"] == "/en/calendar/changes/?from=2020-05-27&to=2020-05-27"


@pytest.mark.parametrize(
    ("clock", "days"),
    [
        ("2020-10-28", ["2020-09-29", "2020-10-28"]),
        ("2020-11-10", ["2020-10-12", "2020-11-10"]),
        ("2020-11-11", ["2019-06-14", "2020-11-10"]),
    ],
)
def test_without_days_the_last_thirty_are_told_or_after_the_term_all_of_it(
    client: Client, settings, clock: str, days: list[str]
):
    settings.PORTAL_CLOCK = clock
    summit()

    assert days_asked(page(client)) == days


def test_after_the_term_what_changed_since_is_told_with_it(client: Client, settings):
    settings.PORTAL_CLOCK = "2020-12-31"
    later = EventFactory(
        announced=announcement(date(2020, 11, 1)),
        period=Period.on(date(2020, 12, 9)),
        published=True,
    )
    new = FactChanges(Period.on(date(2020, 12, 10)))
    changes.reschedule(later, announcement(date(2020, 12, 1)), new)

    shown = page(client)

    assert days_asked(shown) == ["2020-11-01", "2020-12-01"]
    assert later.get_absolute_url() in [a["href"].partition("#")[0] for a in shown.all("a")]


def test_one_day_alone_is_filled_in(client: Client):
    summit()

    assert days_asked(page(client, "?from=2020-05-27")) == ["2020-05-27", "2020-10-28"]
    assert days_asked(page(client, "?to=2020-06-30")) == ["2020-06-01", "2020-06-30"]
    assert days_asked(page(client, "?from=&to=2020-06-30")) == ["2020-06-01", "2020-06-30"]


@pytest.mark.parametrize(
    ("query", "names", "nearest"),
    [
        ("from=2020-06-31&to=2020-07-02", ["from"], "?from=2020-06-30&to=2020-07-02"),
        ("from=2020-06-01&to=2020-10-29", ["to"], "?from=2020-06-01&to=2020-10-28"),
        ("from=0001-01-01", ["from"], "?from=2019-03-15"),
        ("from=x&to=9999-99-99", ["from", "to"], "?to=2020-10-28"),
        ("from=2020-07-01&to=2020-06-01", ["from"], "?from=2020-06-01&to=2020-06-01"),
    ],
)
def test_wrong_days_are_named_and_the_nearest_are_offered(
    client: Client, query: str, names: list[str], nearest: str
):
    summit()

    response = client.get(f"/en/calendar/changes/?{query}")

    main = page_of(response).one("main")
    offered = main.one("a", cls="nearest-address")["href"]
    assert response.status_code == 400
    assert [term.text for term in main.all("dt")] == [f"“{name}” in the address" for name in names]
    assert offered == f"/en/calendar/changes/{nearest}"
    assert client.get(offered).status_code == 200


def test_outcome_that_nobody_announced_stands_with_the_other_changes(client: Client):
    event = planned(period=Period.on(date(2020, 5, 4)))
    changes.relocate(
        event, announcement(date(2020, 5, 2)), FactChanges(cities=(CityFactory().slug,))
    )
    changes.close_without_outcome(event)

    main = page(client, "?from=2020-05-01&to=2020-05-31")

    assert main.one("p", cls="event-meta").text.endswith("4 May 2020 · Outcome unknown")
    assert main.all("section", **{"aria-labelledby": "unknown"}) == []


def test_nothing_is_said_to_have_taken_place_of_which_no_report_is_known(client: Client):
    day = Period.on(date(2020, 5, 4))
    EventFactory(slug="held", published=True, period=day, status=Status.HELD)
    changes.close_without_outcome(planned(slug="lost", period=day))

    unknown = page(client, "?from=2020-05-01&to=2020-05-31").one(
        "section", **{"aria-labelledby": "unknown"}
    )

    headings = [heading.text for heading in unknown.all("h3")]
    assert headings == [
        "Took place in this period; date of report unknown",
        "Their time ended in this period; no report of them found",
    ]
    links = [[a["href"] for a in part.all("a")] for part in unknown.all("ul")]
    assert links == [["/en/events/held/"], ["/en/events/lost/"]]


def test_russian_date_ends_a_sentence_with_one_full_stop(client: Client):
    event = planned()
    changes.reschedule(event, announcement(None), FactChanges(period=NOVEMBER_10))
    changes.confirm(event, announcement(date(2020, 9, 4)))

    silent = page(client, "?from=2020-05-01&to=2020-05-31", "ru").one("p", cls="difference-steps")

    assert silent.text.endswith("4 сентября 2020 г.")


@pytest.mark.parametrize("code", ["en", "ru", "zh-hans"])
def test_page_speaks_each_language(client: Client, code: str):
    summit()

    item = page(client, "?from=2020-05-27&to=2020-05-27", code).one("ol", cls="difference-list")

    assert item.one("h3").text == {"en": "Summit", "ru": "Саммит", "zh-hans": "峰会"}[code]


@pytest.mark.one_database  # within a transaction PostgreSQL has no plan at hand
def test_number_of_queries_does_not_grow(client: Client):
    summit()
    numbers = []

    for _round in range(3):
        changes.postpone(planned(), announcement(date(2020, 10, 1)))
        page(client)  # the plan is read anew
        numbers.append(queries_of(lambda: page(client)))

    assert numbers[0] == numbers[1] == numbers[2] < 20

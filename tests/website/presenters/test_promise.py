"""What the presidency promised against what had been announced by a day."""

from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from events.dates import Period
from events.enums import Membership
from events.models import Event
from events.plan_memory import states_of
from tests.events.past_plan import TODAY, YEAR_2020, planned
from tests.events.planned import page
from tests.factories import EventFactory, announcement
from tests.markup import page_of
from tests.presiding import alter
from website.presenters.plan import Promise, promise_by

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

DAY = date(2020, 10, 28)
SOURCE = "https://promise.example/plan"


def promised(number: int | None = 90, **texts: str) -> None:
    alter(promised_events=number, promise_url=SOURCE, **texts)


def told(day: date = DAY) -> Promise | None:
    return promise_by(states_of(Event.objects.published()), day)


def theirs(**values: object) -> Event:
    return planned(membership=Membership.SCO_CALENDAR, **values)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "The approved plan holds more than 90 events; 3 had been announced by 28 October 2020, "
            "2 of them the Presidency’s own.",
        ),
        (
            "ru",
            "В утверждённом плане более 90 мероприятий; к 28 октября 2020 г. объявлено "
            "3 мероприятия, из них по собственному плану председательства — 2.",
        ),
        (
            "zh-hans",
            "已批准的计划包含90多项活动；截至2020年10月28日已公布3项，其中轮值主席国自身活动2项。",
        ),
    ],
)
def test_promise_is_set_against_what_was_announced(language, sentence):
    promised()
    planned(), planned(), theirs()

    with translation.override(language):
        assert told() == Promise(sentence, SOURCE)


def test_only_what_was_known_by_the_end_of_the_day_counts():
    promised()
    on_the_day, later = announcement(DAY), announcement(date(2020, 10, 29))
    EventFactory(period=YEAR_2020, announced=on_the_day, published=True)
    EventFactory(period=YEAR_2020, announced=later, published=True)
    EventFactory(period=YEAR_2020, announced=announcement(None), published=True)
    EventFactory(period=YEAR_2020, announced=on_the_day)
    EventFactory(period=Period.on(DAY), announced=announcement(None), published=True)

    assert told().sentence.partition("; ")[2].startswith("2 had been announced by 28 October")


@pytest.mark.parametrize(
    ("own", "others", "announced"),
    [
        (0, 0, "none had been announced by 28 October 2020."),
        (1, 0, "1 had been announced by 28 October 2020, the Presidency’s own."),
        (2, 0, "2 had been announced by 28 October 2020, all of them the Presidency’s own."),
        (0, 1, "1 had been announced by 28 October 2020, not the Presidency’s own."),
        (0, 2, "2 had been announced by 28 October 2020, none of them the Presidency’s own."),
        (1, 1, "2 had been announced by 28 October 2020, 1 of them the Presidency’s own."),
    ],
)
def test_sentence_fits_every_number(own, others, announced):
    promised()
    for _number in range(own):
        planned()
    for _number in range(others):
        theirs()

    assert told().sentence.partition("; ")[2] == announced


@pytest.mark.parametrize(
    ("count", "announced"),
    [(1, "1 мероприятие"), (4, "4 мероприятия"), (5, "5 мероприятий"), (21, "21 мероприятие")],
)
def test_russian_noun_follows_its_number(count, announced):
    promised()
    for _number in range(count):
        theirs(cities=[])

    with translation.override("ru"):
        assert f"объявлено {announced}, " in told().sentence


@pytest.mark.parametrize(
    ("language", "promise"),
    [
        ("en", "The Presidency promised 21 events"),
        ("ru", "Председательство обещало 21 мероприятие"),
        ("zh-hans", "轮值主席国承诺举办21项活动"),
    ],
)
def test_number_that_the_text_does_not_name_is_said_plainly(language, promise):
    promised(21, promise_ru="")

    with translation.override(language):
        assert told().sentence.startswith(promise)


def test_russian_year_at_the_end_of_the_promise_keeps_its_stop():
    promised(90, promise_ru="Обещано 90 мероприятий до конца 2020 г.")

    with translation.override("ru"):
        assert told().sentence == (
            "Обещано 90 мероприятий до конца 2020 г.; к 28 октября 2020 г. не объявлено ни одного."
        )


def test_nothing_is_said_where_no_number_was_promised(client: Client):
    promised(None)
    planned()

    shown = page(client)

    assert told() is None
    assert shown.all("p", cls="page-head-promise") == []
    assert "more than 90 events" in shown.one("p", cls="page-head-lead").text


def test_plan_says_it_once_with_its_source_and_no_part_of_it_does(client: Client):
    promised()
    planned()

    shown = page(client)

    said = shown.one("p", cls="page-head-promise")
    assert said.text.startswith("The approved plan holds more than 90 events; 1 had been announced")
    assert said.one("a")["href"] == SOURCE
    assert "90" not in shown.one("p", cls="page-head-lead").text
    assert page(client, "?kind=meeting").all("p", cls="page-head-promise") == []


def test_plan_of_a_day_counts_what_was_known_then(client: Client):
    promised()
    planned()
    EventFactory(period=YEAR_2020, announced=announcement(date(2020, 6, 2)), published=True)

    then, now = (
        page_of(client.get(f"/en/calendar/as-on/{day}/")).one("p", cls="page-head-promise").text
        for day in ("2020-06-01", "2020-06-02")
    )

    assert "; 1 had been announced by 1 June 2020, the Presidency’s own." in then
    assert "; 2 had been announced by 2 June 2020, all of them the Presidency’s own." in now


@pytest.mark.parametrize(("seen_on", "days"), [("2021-03-01", "13 14"), ("2019-06-13", "13")])
def test_nothing_is_promised_before_the_day_that_its_source_names(client, settings, seen_on, days):
    promised()
    alter(promise_url="https://news.example/20190614/5870/")
    EventFactory(period=YEAR_2020, announced=announcement(date(2019, 6, 1)), published=True)
    settings.PORTAL_CLOCK = seen_on

    addresses = [f"/en/calendar/as-on/2019-06-{day}/" for day in days.split()]
    pages = [page_of(client.get(address)) for address in (*addresses, "/en/calendar/")]

    said = [len(shown.all("p", cls="page-head-promise")) for shown in pages]
    assert said == ([0, 1, 1] if seen_on > "2019-06-14" else [0, 0])


def test_promise_without_a_number_waits_for_its_day_too(client: Client, settings):
    promised(None)
    alter(promise_url="https://news.example/20190614/5870/")
    planned()
    leads = []
    for day in ("2019-06-13", "2019-06-14"):
        settings.PORTAL_CLOCK = day
        leads.append(page(client).one("p", cls="page-head-lead").text)

    assert ["more than 90 events" in lead for lead in leads] == [False, True]


@pytest.mark.parametrize("number", [90, None])
def test_page_about_the_portal_says_it_too(client: Client, number):
    promised(number)
    planned()

    said = page_of(client.get("/en/about/")).all("p", cls="page-head-promise")

    assert [one.text.partition("; ")[2].partition(".")[0] for one in said] == (
        ["1 had been announced by 28 October 2020, the Presidency’s own"] if number else []
    )

"""The page about the portal."""

from datetime import date

import pytest
from django.test import Client

from events.dates import Period
from i18n.typography import loose
from tests.acting import changes
from tests.factories import EventFactory, announcement
from tests.markup import page_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2019-06-13", "the Presidency is held"),
        ("2020-11-10", "the Presidency is held"),
        ("2020-11-11", "the Presidency was held"),
    ],
)
def test_lead_knows_whether_the_term_is_over(client: Client, settings, day: str, said: str):
    settings.PORTAL_CLOCK = day

    lead = page_of(client.get("/en/about/")).one("p", cls="page-head-lead").text

    assert lead.startswith(f"From 14 June 2019 to 10 November 2020 {said}")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The Presidency began on 14 June 2019. This"),
        ("ru", "14 июня 2019 г. началось председательство."),
        ("zh-hans", "轮值主席国任期始于2019年6月14日。"),
    ],
)
def test_no_page_says_when_the_term_ends_while_the_summit_has_no_day(
    client: Client, settings, language: str, said: str
):
    settings.PORTAL_CLOCK = "2020-05-28"
    event = EventFactory(
        kind="summit", level="heads_of_state", period=Period.on(date(2020, 7, 22)), published=True
    )
    EventFactory(period=Period.on(date(2020, 12, 1)), published=True)
    changes.postpone(event, announcement(date(2020, 5, 27)))

    leads = [
        loose(page_of(client.get(f"/{language}/{name}/")).one("p", cls="page-head-lead").text)
        for name in ("about", "calendar")
    ]

    assert leads[0].startswith(said)
    assert not any("November" in lead or "ноябр" in lead or "11月" in lead for lead in leads)
    assert not any("after the" in lead or "после" in lead or "结束后" in lead for lead in leads)


@pytest.mark.parametrize(
    ("clock", "day", "is_told"),
    [
        ("2020-01-01", date(2020, 7, 22), False),
        ("2020-08-01", date(2020, 7, 22), True),
        ("2020-10-21", date(2020, 11, 10), True),
    ],
    ids=["on another day", "over", "on the last day"],
)
def test_the_last_day_is_told_once_the_summit_stands_on_it_or_is_over(
    client: Client, settings, clock: str, day: date, is_told: bool
):
    """On 1 January 2020 the summit was to be in July: nobody knew 10 November."""
    settings.PORTAL_CLOCK = clock
    period = Period.on(day)
    EventFactory(kind="summit", level="heads_of_state", period=period, published=True)
    EventFactory(period=Period.on(date(2020, 12, 1)), published=True)

    about, plan = (
        loose(page_of(client.get(f"/en/{name}/")).one("p", cls="page-head-lead").text)
        for name in ("about", "calendar")
    )

    assert about.startswith("From 14 June 2019 to 10 November 2020") is is_told
    assert plan.startswith("The Presidency: June 2019 – November 2020.") is is_told
    assert ("after the Presidency" in plan) is is_told


def test_one_cookie_is_owned_up_to_as_on_the_page_on_privacy(client: Client):
    promise = "no cookie unless they ask to see a capital’s time"

    pages = [page_of(client.get(f"/en/{name}/")).one("main").text for name in ("about", "privacy")]

    assert [promise in page for page in pages] == [True, True]

"""A path to nothing is answered with the nearest one that leads somewhere, and only such a one."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from events.dates import Period
from i18n.texts import CODES
from tests.acting import workflow
from tests.asked import queries_of
from tests.events.planned import TODAY
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
)
from tests.made_once import made_once
from tests.markup import page_of
from tests.website.addresses import names_in, offered_in

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
@made_once
def things() -> None:
    event = EventFactory(slug="summit", period=Period.on(date(2020, 10, 29)), published=True)
    ArticleFactory(slug="summit", published_on=date(2020, 10, 28), published=True)
    DocumentFactory(slug="charter", events=[event], published=True)
    PriorityFactory(slug="security", published=True)
    BodyFactory(slug="council", published=True)
    CountryFactory(slug="india")


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(
    ("address", "status", "nearest"),
    [
        ("calendar/2020/13/", 404, "calendar/2020/11/"),
        ("calendar/2020/02/30/", 404, "calendar/2020/02/29/"),
        ("calendar/2020/2/", 404, "calendar/2020/02/"),
        ("calendar/2031/", 404, "calendar/2020/"),
        ("calendar/as-on/2020-02-30/", 400, "calendar/as-on/2020-10-28/"),
        ("calendar/by-bodi/", 404, "calendar/by-body/"),
        ("calender/", 404, "calendar/"),
        ("calendar.xyz", 404, "calendar/"),
        ("calendar/2020/13.csv", 404, "calendar/2020/11.csv"),
        ("calendar/2020/10.xyz", 404, "calendar/2020/10/"),
        ("documents/charter@99/", 404, "documents/charter/"),
        ("documents/chater/", 404, "documents/charter/"),
        ("events/sumit/", 404, "events/summit/"),
        ("events/sumit.ics", 404, "events/summit.ics"),
        ("events/sumit.json", 404, "events/summit.json"),
        ("events/summit/steps/99/", 404, "events/summit/"),
        ("news/2020/10/28/sumit/", 404, "news/2020/10/28/summit/"),
        ("news/?page=99999", 404, "news/?page=1"),
        ("priorities/securty/", 404, "priorities/security/"),
        ("bodies/counsil/", 404, "bodies/council/"),
        ("countries/indea/", 404, "countries/india/"),
        ("qwertyuiop/", 404, ""),
    ],
)
@pytest.mark.usefixtures("things")
def test_path_to_nothing_offers_the_nearest_that_works(client: Client, address, status, nearest):
    response = client.get(f"/en/{address}")

    offered = offered_in(response)
    assert response.status_code == status
    assert offered == (f"/en/{nearest}" if nearest else "")
    assert not offered or client.get(offered).status_code == 200


@pytest.mark.parametrize("code", CODES)
@pytest.mark.usefixtures("things")
def test_offer_keeps_the_language_of_the_address(client: Client, code):
    response = client.get(f"/{code}/events/sumit/")

    assert (response.status_code, offered_in(response)) == (404, f"/{code}/events/summit/")


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(
    ("address", "language", "nearest"),
    [
        ("/EN/", "en", "/en/"),
        ("/EN", "en", "/en/"),
        ("/RU/calender/", "ru", "/ru/calendar/"),
        ("/ru-RU/events/sumit/", "ru", "/ru/events/summit/"),
        ("/rus/news/", "ru", "/ru/news/"),
        ("/zh-tw/", "zh-hans", "/zh-hans/"),
        ("/zh-hant/calendar/", "zh-hans", "/zh-hans/calendar/"),
        ("/zh_CN/events/summit/", "zh-hans", "/zh-hans/events/summit/"),
        ("/en_GB/calendar.csv", "en", "/en/calendar.csv"),
        ("/ZH/", "zh-hans", "/zh-hans/"),
        ("/cn/calendar/2020/13/", "zh-hans", "/zh-hans/calendar/2020/11/"),
        ("/en//calendar/", "en", "/en/calendar/"),
        ("/ru//calendar///2020//", "ru", "/ru/calendar/2020/"),
        ("/en/calendar//2020/13/", "en", "/en/calendar/2020/11/"),
        ("/en/events//summit.ics", "en", "/en/events/summit.ics"),
        ("/EN/events/summit.ics/", "en", "/en/events/summit.ics"),
        ("/de/calendar/", "en", "/en/calendar/"),
        ("/de/", "en", "/en/"),
        ("/Calendar/", "en", "/en/calendar/"),
        ("/calender/2020/13/", "en", "/en/calendar/2020/11/"),
        ("/EN/qwertyuiop/", "en", ""),
        ("/qwertyuiop/", "en", ""),
    ],
)
@pytest.mark.usefixtures("things")
def test_slip_in_language_or_slashes_offers_the_address_that_was_meant(
    client: Client, address, language, nearest
):
    response = client.get(address)

    assert response.status_code == 404
    assert (response["Content-Language"], offered_in(response)) == (language, nearest)
    assert not nearest or client.get(nearest).status_code == 200


def test_language_that_is_not_spoken_gives_way_to_that_of_the_browser(client: Client):
    response = client.get("/de/calendar/", headers={"accept-language": "de, ru;q=0.5"})

    assert (response.status_code, offered_in(response)) == (404, "/ru/calendar/")


def test_slip_in_the_language_keeps_the_query(client: Client):
    response = client.get("/EN/search/?q=summit&pge=2")

    assert (response.status_code, offered_in(response)) == (404, "/en/search/?q=summit&page=1")


def test_what_is_no_longer_or_not_yet_public_is_not_offered(client: Client):
    EventFactory(slug="summit", period=Period.on(date(2020, 10, 29)))

    response = client.get("/en/events/sumit/")

    assert (response.status_code, offered_in(response)) == (404, "/en/calendar/")


@pytest.mark.parametrize("state", [{}, {"withdrawn": True}], ids=["draft", "withdrawn"])
@pytest.mark.parametrize(
    ("section", "factory"),
    [
        ("events", EventFactory),
        ("documents", DocumentFactory),
        ("priorities", PriorityFactory),
        ("bodies", BodyFactory),
        ("news/2020/10/20", ArticleFactory),
    ],
)
def test_what_is_not_public_stands_in_nobodys_way(client: Client, section, factory, state):
    factory(slug="plan-2020", published=True)
    factory(slug="plan-2021-b", **state)

    response = client.get(f"/en/{section}/plan-2021/")

    assert response.status_code == 404
    assert offered_in(response) == f"/en/{section}/plan-2020/"


@pytest.mark.parametrize(
    "path",
    ["/", "/en", "/xx/", "/en/\u0000/", "/en/%ED%A0%80/", "/en/" + "a/" * 500, "/en/calendar/%2e/"],
)
def test_no_path_is_a_failure(client: Client, path):
    assert client.get(path).status_code in (301, 302, 404)


def test_calendar_is_offered_without_the_cost_of_a_calendar(client: Client):
    # The stamp, the presidency, the recent news of the page of an error, and the day in its footer.
    assert queries_of(lambda: client.get("/en/calender/")) <= 4
    assert offered_in(client.get("/en/calender/")) == "/en/calendar/"


def test_page_behind_the_last_names_the_last(client: Client):
    response = client.get("/en/news/?page=7")

    assert (response.status_code, names_in(response)) == (404, ["page"])
    assert page_of(response).one("dd").text.endswith("The list has 1 page.")


#: Of an article of 28 October 2020, with another day or none.
DAYLESS = (
    *("en/news/it/", "en/news/it", "ru/news/2020/it/", "zh-hans/news/2020/10/it/", "news/it/"),
    *("en/news/It/", "EN/news/it/", "en/news/2020-10-28/it/", "en/news/it.html", "en/News/it/?x=1"),
)


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("address", DAYLESS)
def test_a_withdrawn_article_is_gone_without_its_day_too(client: Client, address: str):
    ArticleFactory(slug="it-is", published=True)
    item = ArticleFactory(slug="it", published_on=date(2020, 10, 28))
    assert client.get(f"/{address}", follow=True).status_code == 404
    workflow.publish(item)
    workflow.withdraw(item)

    assert client.get(f"/{address}", follow=True).status_code == 410

"""Two presidencies in one database: the pages show the current one, the API holds both."""

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from documents.models import Document
from events.dates import Period
from events.models import Event
from i18n.texts import CODES
from presidencies.models import Presidency
from priorities.models import Priority
from publishing import records
from tests.acting import presidency_actions
from tests.choosing import with_few_periods
from tests.factories import (
    ArticleFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    announcement,
)
from tests.factories.presidencies import PresidencyFactory
from tests.markup import page_of
from tests.plan_data.playing import undone

CURRENT = "russia-2019-2020"

#: Which of the two a thing is of; letters that stand in no word of a page.
OURS, THEIRS = "oursx", "theirsx"

JULY = Period.on(date(2020, 7, 22))
#: A day in the term.
DAY = "2020-06-01"
pytestmark = [pytest.mark.django_db, pytest.mark.clock(DAY)]


@pytest.fixture(scope="module", autouse=True)
def _two_presidencies(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A closed presidency, and one thing of each kind of either."""
    with django_db_blocker.unblock(), undone():
        with override_settings(PORTAL_CLOCK=DAY), translation.override("en"):
            fill(PresidencyFactory(slug="lakes-2031"))
        yield


def fill(closed: Presidency) -> None:
    for owner, mark in ((Presidency.objects.get(slug=CURRENT), OURS), (closed, THEIRS)):
        shared = {"presidency": owner, "published": True}
        event = EventFactory(
            slug=f"regatta-{mark}",
            title_en=f"Regatta {mark}",
            announced=announcement(date(2020, 1, 20)),
            period=JULY,
            **shared,
        )
        PriorityFactory(slug=f"goal-{mark}", title_en=f"Goal {mark}", position=1, **shared)
        ArticleFactory(slug=f"news-{mark}", title_en=f"News {mark}", events=[event], **shared)
        adopted = {"adopted_on": date(2020, 1, 20)}
        DocumentFactory(slug=f"paper-{mark}", title_en=f"Paper {mark}", **adopted, **shared)


@pytest.fixture
def other() -> Presidency:
    """The closed one."""
    return Presidency.objects.get(slug="lakes-2031")


#: Of these the test has no event or no text to show.
UNNAMED = ("about/",)

PAGES = (
    *("", "about/", "calendar/", "calendar/2020/", "calendar/2020/07/", "calendar/by-priority/"),
    *("calendar/changes/?from=2020-01-20", "news/", "priorities/", "documents/", "subscribe/"),
    *("calendar.ics", "calendar.atom", "calendar.csv", "calendar.json", "news.rss", "news.json"),
    *("news.atom", "calendar/changes.atom", "calendar/changes.json", "calendar/by-place.geojson"),
)


def test_page_and_form_show_the_presidency_of_their_address(client: Client, other):
    foreign, named = {}, {}
    for page in PAGES:
        ours = client.get(f"/en/{page}").content.decode()
        theirs = client.get(f"/en/presidencies/lakes-2031/{page}").content.decode()
        foreign[page] = [
            *(word for word in (THEIRS, "Lake", "lakes-2031") if word in ours),
            *(word for word in (OURS, "SCO Presidency 2019–2020", CURRENT) if word in theirs),
        ]
        named[page] = (OURS in ours, THEIRS in theirs)

    assert foreign == {page: [] for page in PAGES}
    assert named == {page: (page not in UNNAMED,) * 2 for page in PAGES}


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", CODES)
def test_links_of_a_closed_presidency_stay_within_it(client: Client, other, code):
    shown = page_of(client.get(f"/{code}/presidencies/lakes-2031/calendar/"))

    links = {link.attributes["href"] for link in shown.all("a")}
    own = {link for link in links if link.startswith(f"/{code}/presidencies/lakes-2031/")}
    assert f"/{code}/presidencies/lakes-2031/events/regatta-theirsx/" in own
    away = {link for link in links - own if link.startswith(f"/{code}/")}
    assert away == {f"/{code}/"}
    for link in with_few_periods(own):
        assert client.get(link, follow=True).status_code == 200, link


@pytest.mark.parametrize(
    "page",
    [
        "events/regatta-{}/",
        "events/regatta-{}.ics",
        "priorities/goal-{}/",
        "news/2020/10/20/news-{}/",
        "documents/paper-{}/",
    ],
)
def test_address_leads_to_where_a_thing_is_shown(client: Client, other, page):
    ours, theirs = page.format(OURS), page.format(THEIRS)

    away = client.get(f"/ru/{theirs}?x=1" if theirs.endswith("ics") else f"/ru/{theirs}")
    back = client.get(f"/ru/presidencies/lakes-2031/{ours}", follow=True)

    query = "?x=1" if theirs.endswith("ics") else ""
    assert (away.status_code, away["Location"]) == (
        302,
        f"/ru/presidencies/lakes-2031/{theirs}{query}",
    )
    assert client.get(away["Location"]).status_code in (200, 400)
    assert (back.status_code, back.redirect_chain[-1][0]) == (200, f"/ru/{ours}")


def test_place_of_the_current_one_leads_to_its_plain_addresses(client: Client):
    answer = client.get(f"/en/presidencies/{CURRENT}/calendar/2020/?format=online")

    assert (answer.status_code, answer["Location"]) == (302, "/en/calendar/2020/?format=online")


def test_place_that_there_is_not_is_not_found(client: Client):
    assert client.get("/en/presidencies/nobody/calendar/").status_code == 404


@pytest.mark.indexed
def test_search_finds_what_the_shown_presidency_has(client: Client, other, index_follows):
    Event.objects.get(slug="regatta-oursx")
    from search import index as indexing  # noqa: PLC0415 (nothing else of this file searches)

    indexing.rebuild(lambda kind: None)

    def found(address: str) -> set[str]:
        links = page_of(client.get(f"{address}?q=regatta")).all("a")
        return {link.attributes["href"] for link in links if "regatta-" in link.attributes["href"]}

    assert found("/en/search/") == {"/en/events/regatta-oursx/"}
    assert found("/en/presidencies/lakes-2031/search/") == {
        "/en/presidencies/lakes-2031/events/regatta-theirsx/"
    }


@pytest.mark.parametrize("kind", ["events", "news", "priorities", "documents"])
def test_api_holds_all_and_names_each(client: Client, other, kind):
    told = json.loads(client.get(f"/api/v1/{kind}/").content)["results"]

    assert sorted((row["slug"].rpartition("-")[2], row["presidency"]) for row in told) == [
        (OURS, CURRENT),
        (THEIRS, "lakes-2031"),
    ]


def test_numbers_count_the_shown_presidency_alone(client: Client, other):
    EventFactory(published=True, presidency=other)

    def numbers(address: str) -> list[str]:
        aside = page_of(client.get(address)).one("main").one("aside")
        return [fact.text for fact in aside.all("dd")][:3]

    assert numbers("/en/about/") == ["1", "1", "1"]
    assert numbers("/en/presidencies/lakes-2031/about/") == ["2", "1", "1"]


def test_handover_turns_the_addresses_round(client: Client, other):
    presidency_actions.make_current(other)

    assert [(row.slug, row.state) for row in Presidency.objects.order_by("slug")] == [
        ("lakes-2031", "current"),
        (CURRENT, "closed"),
    ]
    assert "Regatta theirsx" in client.get("/en/events/regatta-theirsx/").content.decode()
    moved = client.get("/en/events/regatta-oursx/")
    assert moved["Location"] == f"/en/presidencies/{CURRENT}/events/regatta-oursx/"
    assert "Regatta oursx" in client.get(moved["Location"]).content.decode()


@pytest.mark.parametrize("to_other", [True, False], ids=["handed over", "not handed over"])
def test_partners_keep_what_links_the_things_of_a_presidency(client: Client, other, to_other):
    event = Event.objects.get(slug="regatta-oursx")
    event.priorities.add(Priority.objects.get(slug="goal-oursx"))
    event.documents.add(Document.objects.get(slug="paper-oursx"))
    for row in (event, *event.documents.all()):
        records.record(row)
    told = {
        kind: client.get(f"/api/v1/{kind}/?presidency={CURRENT}").json()["results"]
        for kind in ("events", "news", "documents")
    }

    if to_other:
        presidency_actions.make_current(other)

    assert list(records.discrepancies()) == []
    assert records.renew() == 0
    assert told["events"][0]["priorities"] == ["goal-oursx"]
    assert told["documents"][0]["events"] == told["news"][0]["events"] == ["regatta-oursx"]


def test_what_is_new_belongs_to_the_current_presidency(other):
    assert EventFactory().presidency.slug == CURRENT

    presidency_actions.make_current(other)

    assert EventFactory().presidency.slug == "lakes-2031"


def test_one_presidency_is_current(other):
    with pytest.raises(IntegrityError), transaction.atomic():
        Presidency.objects.update(state="current")


def test_goals_of_two_presidencies_stand_at_one_position(other):
    assert list(Priority.objects.values_list("position", flat=True)) == [1, 1]
    with pytest.raises(IntegrityError), transaction.atomic():
        PriorityFactory(position=1, presidency=other)


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(
    "address", ["/en/", "/en/calendar/2020/07/", "/en/news.atom", "/en/about/"]
)
def test_presidency_is_read_once_a_request(client: Client, other, address):
    client.get(address)  # a test before it may have left another one in memory
    for place in ("/en/", "/en/presidencies/lakes-2031/"):
        with CaptureQueriesContext(connection) as asked:
            client.get(address.replace("/en/", place, 1))

        read = [
            one["sql"]
            for one in asked
            if "FROM presidencies_presidency" in one["sql"].replace('"', "")
        ]
        assert len(read) == 1, address


def locations(client: Client, file: str) -> set[str]:
    text = client.get(f"/sitemap-{file}-1.xml").content.decode()
    return set(re.findall(r"<loc>http://testserver(/en/[^<]*)</loc>", text))


def test_sitemap_names_the_pages_of_each_presidency(client: Client, other):
    index = client.get("/sitemap.xml").content.decode()

    below = "/en/presidencies/lakes-2031/"
    assert "http://testserver/sitemap-events-of-lakes-2031-1.xml" in index
    assert locations(client, "events") == {"/en/events/regatta-oursx/"}
    assert locations(client, "events-of-lakes-2031") == {f"{below}events/regatta-theirsx/"}
    assert locations(client, "documents-of-lakes-2031") == {f"{below}documents/paper-theirsx/"}
    pages = locations(client, "pages-of-lakes-2031")
    assert {below, f"{below}about/", f"{below}calendar/", f"{below}calendar/2020/07/"} <= pages
    assert f"{below}privacy/" not in pages
    assert {client.get(page).status_code for page in with_few_periods(pages)} == {200}
    assert not any("lakes-2031" in page for page in locations(client, "pages"))


def test_sitemap_of_no_presidency_is_not_found(client: Client, other):
    assert client.get("/sitemap-events-of-mars-1.xml").status_code == 404
    assert client.get(f"/sitemap-events-of-{CURRENT}-1.xml").status_code == 404

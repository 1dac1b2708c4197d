"""Things go from one presidency to another: where they are found then, and who is told."""

import re
from datetime import timedelta

import pytest
from django.db import models
from django.test import Client
from django.utils import timezone

from events.models import Event
from news.models import Article
from presidencies.models import Presidency
from priorities.models import Priority
from publishing import records
from tests.acting import presidency_actions
from tests.append_only import records_told
from tests.factories import (
    ArticleFactory,
    DocumentFactory,
    PriorityFactory,
    ThemeFactory,
)
from tests.factories.presidencies import PresidencyFactory
from tests.factories.priorities import strand_called
from tests.presidencies.moving import goal, summit

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-06-01")]

CURRENT = "russia-2019-2020"

BELOW = "/presidencies/lakes-2031/"


#: Of each kind: how it is made, its page and its documents.
KINDS = {
    "events": (summit, "events/summit/"),
    "priorities": (goal, "priorities/goal/"),
    "news": (lambda **values: ArticleFactory(slug="opening", **values), "news/{day}/opening/"),
    "themes": (lambda **values: ThemeFactory(slug="subject", **values), "themes/subject/"),
    "documents": (lambda **values: DocumentFactory(slug="pact", **values), "documents/pact/"),
}


def made(kind: str) -> tuple[models.Model, str]:
    make, page = KINDS[kind]
    item = make(published=True)
    day = f"{item.published_on:%Y/%m/%d}" if isinstance(item, Article) else ""
    return item, page.format(day=day)


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", ["en", "ru", "zh-hans"])
@pytest.mark.parametrize("kind", KINDS)
def test_moved_thing_is_at_its_new_address_and_the_old_one_leads_there(
    client: Client, lakes, kind, code
):
    strand_called("policy", lakes)
    item, page = made(kind)
    assert client.get(f"/{code}/{page}").status_code == 200

    presidency_actions.move(item, lakes)

    old = client.get(f"/{code}/{page}")
    assert (old.status_code, old["Location"]) == (302, f"/{code}{BELOW}{page}")
    assert client.get(old["Location"]).status_code == 200
    presidency_actions.move(item, Presidency.objects.get(slug=CURRENT))
    back = client.get(old["Location"])
    assert (back.status_code, back["Location"]) == (302, f"/{code}/presidencies/{CURRENT}/{page}")
    assert client.get(back["Location"])["Location"] == f"/{code}/{page}"
    assert client.get(f"/{code}/{page}").status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_partners_are_told_of_the_move(client: Client, lakes, kind):
    strand_called("policy", lakes)
    item, _page = made(kind)
    before = client.get(f"/api/v1/{kind}/{item.slug}/").json()
    records_told(timezone.now() - timedelta(days=1))
    since = (timezone.now() - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert client.get(f"/api/v1/{kind}/?updated_since={since}").json()["results"] == []

    presidency_actions.move(item, lakes)

    after = client.get(f"/api/v1/{kind}/{item.slug}/").json()
    told = {name for name in before if before[name] != after[name]}
    (synced,) = client.get(f"/api/v1/{kind}/?updated_since={since}").json()["results"]
    assert (before["presidency"], after["presidency"]) == (CURRENT, "lakes-2031")
    assert told <= {"presidency", "position", "record", "recorded_at", "updated_at", "url"}
    assert synced["presidency"] == "lakes-2031"
    listed = [
        client.get(f"/api/v1/{kind}/?presidency={slug}").json()["results"]
        for slug in (CURRENT, "lakes-2031")
    ]
    assert [[row["slug"] for row in rows] for rows in listed] == [[], [item.slug]]
    assert list(records.discrepancies()) == []


def test_moved_event_keeps_its_identities_and_its_history(client: Client, lakes):
    event = summit(published=True)
    kept = ("slug", "uid", "feed_id", "sequence", "published_at", "publication")
    before = [getattr(event, name) for name in kept]
    updated, steps = event.updated_at, event.changes.count()

    presidency_actions.move(event, lakes)

    event = Event.objects.get()
    assert [getattr(event, name) for name in kept] == before
    assert event.updated_at > updated
    assert event.changes.count() == steps
    calendars = [client.get(f"/en{place}calendar.ics").content.decode() for place in ("/", BELOW)]
    assert [f"UID:{event.uid}" in text.replace("\r\n ", "") for text in calendars] == [False, True]
    feeds = [client.get(f"/en{place}calendar.atom").content.decode() for place in ("/", BELOW)]
    assert ["Summit" in text for text in feeds] == [False, True]


@pytest.mark.indexed
@pytest.mark.django_db(transaction=True)
def test_moved_thing_is_found_where_it_is_shown(client: Client):
    lakes = PresidencyFactory(slug="lakes-2031")
    event = summit(published=True)

    presidency_actions.move(event, lakes)

    found = [
        re.findall("/events/summit/", client.get(f"/en{place}search/?q=summit").content.decode())
        for place in ("/", BELOW)
    ]
    assert [bool(links) for links in found] == [False, True]


@pytest.mark.parametrize("state", [{}, {"withdrawn": True}], ids=["draft", "withdrawn"])
def test_thing_that_nobody_sees_moves_and_tells_nothing(client: Client, lakes, state):
    event = summit(**state)
    number = records.newest_number()

    presidency_actions.move(event, lakes)

    assert Event.objects.get().presidency == lakes
    assert records.newest_number() == number
    pages = [client.get(f"/en{place}events/summit/").status_code for place in ("/", BELOW)]
    assert pages == ([410, 410] if state else [404, 404])


def test_moved_priority_stands_last_under_the_strand_of_its_key(lakes):
    strand = strand_called("policy", lakes)
    for position in (1, 4):
        PriorityFactory(position=position, presidency=lakes)
    priority = goal(published=True, position=1)

    presidency_actions.move(priority, lakes)

    priority = Priority.objects.get(slug="goal")
    assert (priority.presidency, priority.strand, priority.position) == (lakes, strand, 5)


def test_first_priority_of_a_presidency_stands_first(lakes):
    strand_called("policy", lakes)
    priority = goal(position=7)

    presidency_actions.move(priority, lakes)

    assert Priority.objects.get().position == 1


def test_links_of_news_and_documents_stay(client: Client, lakes):
    event, priority = summit(published=True), goal(published=True)
    shared = {"published": True, "events": [event], "priorities": [priority]}
    article, document = ArticleFactory(**shared), DocumentFactory(**shared)

    for item in (article, event):
        presidency_actions.move(item, lakes)

    assert [list(one.events.all()) for one in (article, document)] == [[event], [event]]
    assert client.get(f"/api/v1/news/{article.slug}/").json()["events"] == ["summit"]
    presidency_actions.move(document, lakes)
    page = client.get(document.get_absolute_url(), follow=True).content.decode()
    assert f"/en{BELOW}events/summit/" in page


def test_address_leads_on_after_a_handover_too(client: Client, lakes):
    event = summit(published=True)
    presidency_actions.move(event, lakes)

    presidency_actions.make_current(lakes)

    assert client.get("/en/events/summit/").status_code == 200
    assert client.get(f"/en{BELOW}events/summit/")["Location"] == "/en/events/summit/"

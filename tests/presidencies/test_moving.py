"""Things go from one presidency to another: where they are found then, and what keeps them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents.models import Document
from events.dates import Period
from events.models import Event
from news.models import Article
from presidencies.actions import MoveRefusedError
from presidencies.models import Presidency
from priorities.models import Priority
from publishing import records
from publishing.models import PublicRecord
from tests.acting import presidency_actions
from tests.factories import (
    ArticleFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    StaffFactory,
    announcement,
)
from tests.factories.presidencies import PresidencyFactory
from tests.factories.priorities import strand_called
from tests.markup import page_of

pytestmark = pytest.mark.django_db

CURRENT = "russia-2019-2020"
JULY = datetime(2020, 7, 22, tzinfo=UTC).date()
BELOW = "/presidencies/lakes-2031/"


@pytest.fixture(autouse=True)
def _in_the_term(settings):
    settings.PORTAL_CLOCK = "2020-06-01"


@pytest.fixture
def lakes() -> Presidency:
    return PresidencyFactory(slug="lakes-2031", title_en="Lakes")


def summit(**values) -> Event:
    told = announcement(datetime(2020, 1, 20, tzinfo=UTC).date())
    return EventFactory(
        slug="summit", title_en="Summit", announced=told, period=Period.on(JULY), **values
    )


def goal(**values) -> Priority:
    return PriorityFactory(slug="goal", title_en="Goal", strand="policy", **values)


#: Of each kind: how it is made, its page and its documents.
KINDS = {
    "events": (summit, "events/summit/"),
    "priorities": (goal, "priorities/goal/"),
    "news": (lambda **values: ArticleFactory(slug="opening", **values), "news/{day}/opening/"),
    "documents": (lambda **values: DocumentFactory(slug="pact", **values), "documents/pact/"),
}


def made(kind: str) -> tuple[models.Model, str]:
    make, page = KINDS[kind]
    item = make(published=True)
    day = f"{item.published_on:%Y/%m/%d}" if isinstance(item, Article) else ""
    return item, page.format(day=day)


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
    PublicRecord.objects.update(recorded_at=timezone.now() - timedelta(days=1))
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


# --- what keeps a thing ---------------------------------------------------------------------------


def everything() -> list:
    """Return all that a move could write."""
    rows = (Event, Priority, Article, Document, PublicRecord, LogEntry)
    return [list(model._base_manager.order_by("pk").values()) for model in rows]


def serving(count: int) -> tuple[Event, list[Priority]]:
    event = summit(published=True)
    goals = [PriorityFactory(title_en=f"Goal {n}", position=n) for n in range(1, count + 1)]
    event.priorities.set(goals)
    return event, goals


def test_thing_is_not_moved_to_where_it_is(lakes):
    article = ArticleFactory(published=True, presidency=lakes)
    before = everything()

    with pytest.raises(MoveRefusedError) as refused:
        presidency_actions.move(article, lakes)

    assert str(refused.value) == "It belongs to “Lakes” already."
    assert everything() == before


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (
            1,
            "It serves a priority of another presidency (“Goal 1”): take this priority off it first.",
        ),
        (
            2,
            "It serves priorities of another presidency (“Goal 1”, “Goal 2”): take these priorities "
            "off it first.",
        ),
    ],
)
def test_event_stays_with_the_priorities_that_it_serves(lakes, count, told):
    event, goals = serving(count)
    before = everything()

    with pytest.raises(MoveRefusedError) as refused:
        presidency_actions.move(event, lakes)

    assert str(refused.value) == told
    assert everything() == before
    assert list(event.priorities.all()) == goals


def test_event_goes_to_the_presidency_of_its_priorities(lakes):
    event = summit(published=True)
    event.priorities.set([PriorityFactory(presidency=lakes)])

    presidency_actions.move(event, lakes)

    assert Event.objects.get().presidency == lakes


def test_priority_stays_with_the_events_that_serve_it(lakes):
    strand_called("policy", lakes)
    priority = goal(published=True)
    for number in range(7):
        EventFactory(slug=f"e{number}", title_en=f"E{number}").priorities.add(priority)
    before = everything()

    with pytest.raises(MoveRefusedError) as refused:
        presidency_actions.move(priority, lakes)

    assert str(refused.value) == (
        "7 events of another presidency serve it (“E0 (e0)”, “E1 (e1)”, “E2 (e2)”, “E3 (e3)”, "
        "“E4 (e4)”, …): take the priority off these events first."
    )
    assert everything() == before


def test_priority_needs_a_strand_of_its_key(lakes):
    priority = goal(published=True)
    EventFactory(slug="e", title_en="E").priorities.add(priority)
    before = everything()

    with pytest.raises(MoveRefusedError) as refused:
        presidency_actions.move(priority, lakes)

    assert str(refused.value) == (
        "“Lakes” has no strand “policy” for it: add one with this key first. "
        "1 event of another presidency serves it (“E (e)”): take the priority off that event first."
    )
    assert everything() == before


def test_move_looks_at_what_is_stored(lakes):
    article = ArticleFactory(published=True)
    stale = Article.objects.get()
    presidency_actions.move(article, lakes)

    with pytest.raises(MoveRefusedError):
        presidency_actions.move(stale, lakes)


def test_address_leads_on_after_a_handover_too(client: Client, lakes):
    event = summit(published=True)
    presidency_actions.move(event, lakes)

    presidency_actions.make_current(lakes)

    assert client.get("/en/events/summit/").status_code == 200
    assert client.get(f"/en{BELOW}events/summit/")["Location"] == "/en/events/summit/"


# --- in the admin ---------------------------------------------------------------------------------

NEWS = reverse("admin:news_article_changelist")


def sent_by(answer) -> dict[str, list[str]]:
    """Return what the form of a page that asks sends."""
    (form,) = page_of(answer).one("div", id="content-main").all("form")
    sent: dict[str, list[str]] = {}
    for field in form.all("input", type="hidden"):
        sent.setdefault(field["name"], []).append(field["value"])
    return sent


def test_question_names_where_to_and_then_what_follows(admin_client, lakes):
    articles = [ArticleFactory(published=True), ArticleFactory()]
    chosen = {"action": "move_selected", "_selected_action": [one.pk for one in articles]}

    where = admin_client.post(NEWS, chosen)
    whether = admin_client.post(NEWS, {**sent_by(where), "presidency": "lakes-2031"})

    assert [one.slug for one in where.context["targets"]] == ["lakes-2031"]
    assert page_of(whether).one("h1").text == "Move to “Lakes”"
    assert {article.presidency.slug for article in Article.objects.all()} == {CURRENT}

    done = admin_client.post(NEWS, sent_by(whether), follow=True)

    assert {article.presidency for article in Article.objects.all()} == {lakes}
    assert {str(m) for m in done.context["messages"]} == {
        f"{article}: Moved to “Lakes”." for article in articles
    }
    assert [entry.change_message for entry in LogEntry.objects.all()] == ["Moved to “Lakes”."] * 2


def test_what_keeps_one_of_those_chosen_is_said_before_and_stops_no_other(admin_client, lakes):
    event, _goals = serving(1)
    free = EventFactory(slug="free")
    chosen = {
        "action": "move_selected",
        "_selected_action": [event.pk, free.pk],
        "presidency": "lakes-2031",
    }
    address = reverse("admin:events_event_changelist")

    asked = admin_client.post(address, chosen)
    done = admin_client.post(address, sent_by(asked), follow=True)

    told = "It serves a priority of another presidency (“Goal 1”): take this priority off it first."
    assert {row.item.slug: row.problems for row in asked.context["rows"]} == {
        "summit": [told],
        "free": [],
    }
    assert {m.level_tag: str(m) for m in done.context["messages"]}["error"] == f"{event}: {told}"
    assert list(Event.objects.filter(presidency=lakes)) == [free]


@pytest.mark.parametrize("target", ["nobody", "\0", ""], ids=ascii)
def test_presidency_that_there_is_not_is_asked_for_again(admin_client, lakes, target):
    chosen = {"action": "move_selected", "_selected_action": [ArticleFactory().pk]}

    answer = admin_client.post(NEWS, {**chosen, "presidency": target, "confirmed": "yes"})

    assert Article.objects.get().presidency.slug == CURRENT
    assert answer.status_code == 200


@pytest.mark.parametrize("rights", [["view", "change"], ["view", "publish"]])
def test_move_is_offered_to_whoever_may_publish_where_there_is_another_presidency(client, rights):
    user = StaffFactory(is_superuser=False)
    codes = [f"{right}_article" for right in rights]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client.force_login(user)
    article = ArticleFactory()

    def offered() -> bool:
        form = client.get(NEWS).context["action_form"]
        choices = form.fields["action"].choices if form else []
        return "move_selected" in [name for name, _label in choices]

    alone = offered()
    PresidencyFactory(slug="lakes-2031")
    beside = offered()
    sent = {"action": "move_selected", "_selected_action": [article.pk], "confirmed": "yes"}
    client.post(NEWS, {**sent, "presidency": "lakes-2031"})

    moved = Article.objects.get().presidency.slug == "lakes-2031"
    may_publish = "publish" in rights
    assert (alone, beside, moved) == (False, may_publish, may_publish)

"""The address of a public event changes: the old one leads to the new one, at every door, for ever."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from events.actions.addresses import AddressRefusedError
from events.models import Event, FormerSlug
from publishing import records
from publishing.permissions import Actor, NotAllowedError
from tests.acting import addresses, workflow
from tests.append_only import FORMER_SLUGS
from tests.factories import ArticleFactory, EventFactory, StaffFactory
from tests.forms_sent import changed, found, opened, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = EventFactory(slug="first", published=True)
    ArticleFactory(slug="news", published=True, events=[event])
    return event


def tombstone(client, slug, after=1):
    rows = client.get(f"/api/v1/events/?after={after}&withdrawn=true").json()["results"]
    return [row.get("moved_to") for row in rows if row["slug"] == slug and row.get("withdrawn")]


def test_what_others_know_the_event_by_stays(event):
    before = (event.uid, event.feed_id, event.sequence)

    old = addresses.move_to(event, "second")

    event = found(event)
    assert (old, event.slug) == ("first", "second")
    assert (event.uid, event.feed_id, event.sequence) == before
    assert list(records.discrepancies()) == []


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
@pytest.mark.parametrize("form", ["/", ".ics", ".json", "/?clock=moscow"])
def test_old_address_leads_to_the_new_one_in_one_hop(client, event, language, form):
    addresses.move_to(event, "second")
    addresses.move_to(event, "third")

    answers = [client.get(f"/{language}/events/{slug}{form}") for slug in ("first", "second")]

    assert [answer.status_code for answer in answers] == [301, 301]
    assert {answer["Location"] for answer in answers} == {f"/{language}/events/third{form}"}
    assert client.get(f"/{language}/events/third/").status_code == 200


@pytest.mark.parametrize("rest", ["/", ".ics", ".json", "/steps/1/", "/share-0.png"])
def test_old_address_of_a_withdrawn_event_says_that_it_is_gone(client, event, rest):
    addresses.move_to(event, "second")
    workflow.withdraw(event)

    answers = [client.get(f"/en/events/{slug}{rest}") for slug in ("first", "second")]

    assert [answer.status_code for answer in answers] == [410, 410]


def test_partners_are_told_under_which_slug_it_is_now(client, event):
    addresses.move_to(event, "second")

    detail = client.get("/api/v1/events/first/")
    news = client.get("/api/v1/news/news/").json()

    assert tombstone(client, "first") == ["second"]
    assert (detail.status_code, detail.json()["moved_to"]) == (410, "second")
    assert client.get("/api/v1/events/second/").json()["slug"] == "second"
    assert news["events"] == ["second"]

    addresses.move_to(event, "third")

    assert (tombstone(client, "first"), tombstone(client, "second")) == (["third"], ["third"])


def test_tombstone_of_what_was_withdrawn_names_nothing(client):
    EventFactory(slug="gone", withdrawn=True)

    assert tombstone(client, "gone") == [None]
    assert client.get("/en/events/gone/").status_code == 410


def test_event_that_moved_and_was_withdrawn_is_gone_under_each_of_its_addresses(client, event):
    addresses.move_to(event, "second")
    workflow.withdraw(event)

    assert client.get("/en/events/first/", follow=True).status_code == 410


def test_address_that_was_its_own_may_come_back(client, event):
    addresses.move_to(event, "second")
    addresses.move_to(event, "first")

    assert client.get("/en/events/first/").status_code == 200
    assert client.get("/en/events/second/")["Location"] == "/en/events/first/"
    assert [row.slug for row in FormerSlug.objects.all()] == ["second"]


@pytest.mark.parametrize(
    ("slug", "problem"),
    [
        ("first", "already"),
        ("taken", "has it"),
        ("left", "was the address of"),
        ("no address", "valid"),
        ("адрес", "valid"),
        ("", "blank"),
        ("x" * 81, "80"),
    ],
)
def test_what_cannot_be_an_address_is_refused(event, slug, problem):
    EventFactory(slug="taken")
    addresses.move_to(EventFactory(slug="left", published=True), "elsewhere")

    with pytest.raises(AddressRefusedError, match=problem):
        addresses.move_to(event, slug)

    assert found(event).slug == "first"


def test_only_what_is_public_moves():
    with pytest.raises(AddressRefusedError, match="in its form"):
        addresses.move_to(EventFactory(slug="draft"), "second")


def test_whoever_may_not_publish_moves_nothing(event):
    with pytest.raises(NotAllowedError):
        addresses.move_to(event, "second", by=Actor.of(StaffFactory(is_superuser=False), None))


def test_new_event_takes_no_address_that_was_once_anothers(admin_client, event):
    addresses.move_to(event, "second")
    address = reverse("admin:events_event_add")
    sent = changed(
        opened(admin_client, address), title_en="A", kind="meeting", level="experts", slug="first"
    )

    answer = admin_client.post(address, sent)

    assert "was the address of" in str(answer.context["adminform"].form.errors["slug"])
    assert Event.objects.count() == 1


def test_editor_changes_the_address_on_a_page_of_its_own(admin_client, event):
    address = reverse("admin:events_event_address", args=[event.pk])
    sent = changed(opened(admin_client, address), slug="second")

    answer = admin_client.post(address, sent)
    stale = admin_client.post(address, changed(sent, slug="third"))

    assert answer.url == page(event)
    assert "it is “second” now" in stale.content.decode()
    assert found(event).slug == "second"
    assert (
        "Address: first → second"
        in admin_client.get(reverse("admin:events_event_history", args=[event.pk])).content.decode()
    )


def test_page_says_why_an_address_is_refused_and_is_no_page_without_its_event(admin_client, event):
    EventFactory(slug="taken")
    address = reverse("admin:events_event_address", args=[event.pk])

    answer = admin_client.post(address, changed(opened(admin_client, address), slug="taken"))
    nothing = admin_client.get(reverse("admin:events_event_address", args=[0]))

    assert "has it" in str(answer.context["form"].errors["slug"])
    assert (found(event).slug, nothing.status_code) == ("first", 404)


ATTEMPTS = {
    "leads elsewhere": lambda row: FormerSlug.objects.update(event=EventFactory()),
    "is called otherwise": lambda row: FormerSlug.objects.update(slug="never"),
    "goes": lambda row: row.delete(),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_no_sql_takes_a_former_address_away(event, attempt):
    addresses.move_to(event, "second")

    with pytest.raises(IntegrityError, match=FORMER_SLUGS.message), transaction.atomic():
        attempt(FormerSlug.objects.get())

    assert list(FormerSlug.objects.values_list("slug", "event")) == [("first", event.pk)]

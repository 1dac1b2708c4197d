"""Who recorded a step: kept as a name, shown to the staff, never to the public."""

from datetime import date
from itertools import chain

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse

from events.dates import Period
from events.enums import Status
from events.models import Change, Event
from publishing.models import PublicRecord
from staff.actions.registry import ACTIONS
from tests.acting import changes
from tests.factories import EventFactory, StaffFactory, announcement
from tests.forms_sent import changed, opened, sent_by
from tests.plan_data.plan_files import tiny_plan, written

TODAY = "2020-10-28"
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]
PAST, TO_COME = Period.on(date(2020, 10, 1)), Period.on(date(2020, 12, 1))
#: What is filled in beside a reason and a source; the act "close" records no step.
FILLED = {
    "announce": {"precision": "day", "first_day": "2020-12-05", "last_day": ""},
    "confirm": {},
    "move": {"precision": "day", "first_day": "2020-12-05"},
    "postpone": {"precision": "year", "first_day": "2021-01-01"},
    "place": {"format": "online"},
    "cancel": {},
    "reinstate": {},
    "hold": {"precision": "day", "first_day": "2020-10-02", "last_day": ""},
    "rename": {"title_en": "Another name"},
    "correct": {"format": "hybrid"},
}


@pytest.fixture
def anna(client):
    client.force_login(StaffFactory(username="anna.secretname"))
    return client


def done(client, code: str) -> Event:
    period = PAST if code == "hold" else TO_COME
    told = {} if code == "announce" else {"announced": announcement(date(2020, 1, 1))}
    event = EventFactory(period=period, published=True, **told)
    if code == "reinstate":
        changes.cancel(event, announcement(date(2020, 2, 1)))
    address = reverse("admin:events_event_act", args=[event.pk, code])
    because = {"reason_en": "Because.", "source_url": "https://source.example/"}
    sent = changed(opened(client, address), **because, **FILLED[code])
    shown = client.post(address, {**sent, "preview": "yes"}, follow=True)
    saved = client.post(address, {**sent_by(shown), "save": "yes"})
    assert saved.status_code == 302
    return event


def test_every_act_that_records_a_step_is_tried():
    assert {*FILLED, "close"} == set(ACTIONS)


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", FILLED)
def test_each_act_records_the_name_of_whoever_did_it(anna, code):
    event = done(anna, code)

    assert event.changes.latest("number").recorded_by == "anna.secretname"


def test_the_name_stays_as_it_was_and_is_shown_to_the_staff(anna, admin_client):
    change = done(anna, "cancel").changes.latest("number")
    get_user_model().objects.filter(username="anna.secretname").update(username="anna.married")

    shown = admin_client.get(reverse("admin:events_change_change", args=[change.pk]))
    listed = admin_client.get(reverse("admin:events_change_changelist"))

    assert "anna.secretname" in shown.content.decode()
    assert "anna.secretname" in listed.content.decode()


def test_the_public_is_never_told_the_name(anna, client):
    event = done(anna, "cancel")
    client.logout()
    pages = [
        event.get_absolute_url(),
        reverse("events:step", args=[event.slug, 2]),
        reverse("events:json", args=[event.slug]),
        reverse("events:ics", args=[event.slug]),
        reverse("events:changes"),
        *(reverse(f"events:changes_{form}") for form in ("atom", "json")),
        *(reverse("events:plan_as", args=[form]) for form in ("csv", "json", "atom")),
        reverse("api:v1:event-detail", args=[event.slug]),
        reverse("api:v1:event-changes", args=[event.slug]),
        reverse("api:v1:event-list"),
    ]

    told = {page: client.get(page) for page in pages}
    assert {answer.status_code for answer in told.values()} == {200}
    assert [page for page in pages if b"secretname" in told[page].content] == []
    documents = PublicRecord.objects.values_list("document", flat=True)
    assert [text for text in documents if "secretname" in text] == []


def test_loaded_and_replayed_steps_name_the_plan(tmp_path, settings):
    settings.PORTAL_CLOCK = "demo"
    files = written(tmp_path, tiny_plan())
    call_command("load_plan", files, "--as-on=2020-02-01")
    loaded = Change.objects.count()
    call_command("replay", "--until=2021-01-01", f"--data={files}")

    assert 0 < loaded < Change.objects.count()
    assert set(Change.objects.values_list("recorded_by", flat=True)) == {"plan"}


def test_a_meeting_of_tomorrow_is_not_marked_as_held(anna):
    event = EventFactory(period=PAST, published=True, announced=announcement(date(2020, 1, 1)))
    address = reverse("admin:events_event_act", args=[event.pk, "hold"])
    sent = changed(opened(anna, address), first_day="2020-10-29", last_day="", announced_on="")

    pressed = [{**sent, press: "yes"} for press in ("preview", "save")]
    answers = [anna.post(address, one, follow=True) for one in pressed]

    event.refresh_from_db()
    assert event.status == Status.PLANNED
    told = chain(*(answer.context["form"].non_field_errors() for answer in answers))
    assert list(told) == ["The event begins on 29 October 2020 and cannot be held before."] * 2

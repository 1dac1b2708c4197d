"""What an editor is shown and what is logged where a clock time moves, or goes."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from events.models import Event
from staff.log import sentence_of
from tests.events.clocks import AT_TEN, SAID
from tests.factories import EventFactory, announcement
from tests.markup import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]


def posted(event: Event, **others: str) -> dict[str, object]:
    return {
        "sequence": event.sequence,
        "precision": "day",
        "first_day": "2020-11-24",
        "last_day": "2020-11-25",
        "opens": "14:00",
        "zone": "Europe/Moscow",
        "announced_on": "2020-10-27",
        "announced_precision": "day",
        **others,
    }


def planned_at_ten() -> Event:
    event: Event = EventFactory(
        published=True, announced=announcement(date(2020, 9, 1)), period=AT_TEN
    )
    return event


def act(event: Event) -> str:
    return reverse("admin:events_event_act", args=[event.pk, "move"])


def test_editor_sees_both_times_before_saving_in_every_language(admin_client):
    event = planned_at_ten()

    shown = page_of(admin_client.post(act(event), posted(event, preview="yes"), follow=True)).text

    assert [said in shown for both in SAID.values() for said in both] == [True] * 6


def test_log_and_list_of_the_desk_say_the_times(admin_client):
    event = planned_at_ten()

    admin_client.post(act(event), posted(event, save="yes"))

    assert sentence_of(LogEntry.objects.get()) == (
        f"New time; Date and time: {SAID['en'][0]} → {SAID['en'][1]}"
    )
    assert SAID["en"][1] in page_of(admin_client.get(reverse("admin:events_event_changelist"))).text


def test_moving_the_days_starts_from_the_present_clock_time(admin_client):
    event = planned_at_ten()

    form = page_of(admin_client.get(act(event)))

    names = ("first_day", "opens", "closes", "zone")
    values = {
        tag["name"]: tag.attributes.get("value")
        for tag in form.all("input")
        if tag.attributes.get("name") in names
    }
    assert values == {"first_day": None, "opens": "10:00", "closes": None}


def test_editor_is_told_that_a_clock_time_goes(admin_client):
    event = planned_at_ten()

    shown = page_of(
        admin_client.post(
            act(event),
            posted(event, preview="yes", first_day="2020-12-01", last_day="2020-12-02", opens=""),
            follow=True,
        )
    ).text

    assert "1–2 December 2020, time not known" in shown
    assert "1–2 декабря 2020 г., время неизвестно" in shown
    assert "2020年12月1日至2日，具体时间不详" in shown

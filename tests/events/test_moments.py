"""An event is over by the clocks of its place, on every list and at every door."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from events.dates import Period, Precision
from events.models import Event
from events.outcomes import has_begun, is_over
from places.models import PlaceNames
from staff.actions.registry import offered
from tests.events.stated import state_of
from tests.factories import EventFactory, announcement
from tests.forms_sent import messages_of
from tests.pages import texts
from website.presenters.event_card import card

pytestmark = pytest.mark.django_db

MOSCOW = ZoneInfo("Europe/Moscow")
NOVEMBER_8 = date(2020, 11, 8)


def at(zone, opens, closes=None, day=NOVEMBER_8):
    return Period(day, day, Precision.MINUTE, opens, closes, zone)


def moscow(day, hour, minute=0):
    return datetime(2020, 11, day, hour, minute, tzinfo=MOSCOW)


NEW_YORK = at("America/New_York", time(20))
#: A period, a moment in Moscow, and whether it has begun and is over by then.
CASES = [
    (NEW_YORK, moscow(9, 2), (False, False)),
    (NEW_YORK, moscow(9, 4), (True, False)),
    (NEW_YORK, moscow(9, 7, 59), (True, False)),
    (NEW_YORK, moscow(9, 8), (True, True)),
    (at("America/New_York", time(20), time(22)), moscow(9, 6), (True, True)),
    (at("Asia/Vladivostok", time(9), time(10)), moscow(8, 1, 59), (False, False)),
    (at("Asia/Vladivostok", time(9), time(10)), moscow(8, 3), (True, True)),
    (at("Pacific/Kiritimati", time(1), time(2)), moscow(7, 15), (True, True)),
    (at("Pacific/Pago_Pago", time(20)), moscow(9, 13, 59), (True, False)),
    (at("Pacific/Pago_Pago", time(20)), moscow(9, 14), (True, True)),
    (at("Europe/Moscow", time(10), time(12)), moscow(8, 12), (True, True)),
    (Period.on(NOVEMBER_8), moscow(8, 23, 59), (True, False)),
    (Period.on(NOVEMBER_8), moscow(9, 0), (True, True)),
    (Period.undated(), moscow(9, 0), (False, False)),
]


@pytest.mark.parametrize(("period", "now", "answers"), CASES)
def test_clocks_decide_where_they_are_known_and_else_the_day_in_moscow(period, now, answers):
    assert (has_begun(period, now), is_over(period, now)) == answers


@pytest.mark.parametrize(("period", "now", "answers"), CASES)
def test_lists_and_acts_go_by_the_same_moment(period, now, answers):
    event = EventFactory(period=period, announced=announcement(), published=True)
    begun, over = answers

    acts = {act.code for act in offered(event, now)}
    dated = period.is_dated
    assert Event.objects.upcoming(now).exists() is (dated and not over)
    assert Event.objects.overdue(now).exists() is over
    assert card(state_of(event), now, PlaceNames()).is_over is over
    assert ("close" in acts, "hold" in acts) == (over, begun or not dated)


def test_an_evening_in_new_york_is_still_to_come_when_its_day_is_over_in_moscow(
    client: Client, admin_client: Client
):
    event = EventFactory(
        title_en="Evening", period=NEW_YORK, announced=announcement(), published=True
    )
    EventFactory(title_en="Over", period=at("Asia/Tokyo", time(9), time(10)), published=True)

    with time_machine.travel(moscow(9, 2), tick=False):
        home = client.get("/en/")
        waiting = admin_client.get(reverse("admin:events_event_changelist"), {"due": "overdue"})
        closing = admin_client.get(
            reverse("admin:events_event_act", args=[event.pk, "close"]), follow=True
        )

    assert any("Evening" in words for words in texts(home, "a"))
    assert not any("Over" in words for words in texts(home, "h3"))
    assert [row.title_en for row in waiting.context["cl"].result_list] == ["Over"]
    assert messages_of(closing) == ["This is not possible in the present state of the event."]


def test_no_list_asks_more_of_more_events(django_assert_num_queries):
    for _number in range(3):
        EventFactory(period=NEW_YORK)

    with django_assert_num_queries(2):
        assert Event.objects.upcoming(moscow(9, 2)).count() == 3

"""The portal's day is counted in the zone of the presidency that is shown, wherever it asks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.admin.models import CHANGE, LogEntry
from django.test import Client
from django.utils import timezone

from events.dates import Period, Precision
from events.models import Event
from presidencies.current import one_presidency
from presidencies.models import Presidency
from publishing import clock
from publishing.clock import PortalZone
from publishing.permissions import Actor
from publishing.workflow import PublicationRefusedError
from tests.acting import workflow
from tests.factories import ArticleFactory, EventFactory, StaffFactory, announcement
from tests.factories.presidencies import PresidencyFactory
from tests.markup import page_of

pytestmark = pytest.mark.django_db

EVENING = datetime(2020, 10, 28, 20, 30, tzinfo=UTC)
#: What day it is at that moment, by zone.
DAYS = {
    "Asia/Almaty": date(2020, 10, 29),
    "America/New_York": date(2020, 10, 28),
    "Europe/Moscow": date(2020, 10, 28),
    "Pacific/Kiritimati": date(2020, 10, 29),
}


_written = count()


def count_in(zone: str) -> None:
    """Give the presidency that zone; its moment of change is another each time, though time stands."""
    moment = EVENING + timedelta(microseconds=next(_written))
    Presidency.objects.update(time_zone=zone, updated_at=moment)


@pytest.fixture(autouse=True)
def _evening():
    with time_machine.travel(EVENING, tick=False):
        yield


@pytest.mark.parametrize("zone", DAYS)
def test_today_is_counted_where_the_presidency_is(zone):
    count_in(zone)

    assert (clock.now(), clock.today(), clock.real_day()) == (EVENING, DAYS[zone], DAYS[zone])
    assert Actor.of(StaffFactory(), clock.now()).today == DAYS[zone]


@pytest.mark.parametrize("zone", DAYS)
def test_a_day_begins_stands_and_ends_where_the_presidency_is(settings, zone):
    settings.PORTAL_CLOCK = "2020-10-28"
    count_in(zone)
    day, there = date(2020, 10, 28), ZoneInfo(zone)

    assert clock.start_of(day) == datetime(2020, 10, 28, tzinfo=there)
    assert clock.end_of(day) == datetime.combine(day, time.max, there)
    assert clock.now() == datetime(2020, 10, 28, 9, tzinfo=there)
    assert clock.today() == day
    assert clock.real_day() == DAYS[zone]


@pytest.mark.parametrize(("zone", "day"), [("Asia/Almaty", 1), ("America/New_York", 31)])
def test_without_a_presidency_the_installation_counts(settings, zone, day):
    Presidency.objects.update(state="closed")
    settings.TIME_ZONE = zone

    with time_machine.travel(datetime(2020, 12, 31, 20, 30, tzinfo=UTC), tick=False):
        today = clock.today()

    assert (today.day, clock.zone().key) == (day, zone)


def test_zone_that_was_never_told_is_that_of_the_installation():
    count_in("")

    assert clock.zone() == ZoneInfo("Europe/Moscow")


def test_presidency_that_is_shown_counts_and_no_other():
    lakes = PresidencyFactory(time_zone="Asia/Almaty")

    assert clock.today() == date(2020, 10, 28)
    with one_presidency(lakes):
        assert clock.today() == date(2020, 10, 29)


@pytest.mark.parametrize("zone", DAYS)
def test_page_says_its_day_where_the_presidency_is(client: Client, zone):
    count_in(zone)
    there = EVENING.astimezone(ZoneInfo(zone))

    page = client.get("/en/contact/").content.decode()

    assert f"As of {there.day} October 2020" in page.replace("\u00a0", " ")


@pytest.mark.parametrize("zone", DAYS)
def test_event_of_today_is_expected_until_its_day_is_over_there(client: Client, zone):
    count_in(zone)
    EventFactory(
        slug="summit",
        published=True,
        announced=announcement(date(2020, 1, 20)),
        period=Period.on(date(2020, 10, 28)),
    )

    overdue = Event.objects.overdue(clock.now()).count()

    assert overdue == (DAYS[zone] == date(2020, 10, 29))


@pytest.mark.parametrize(
    ("zone", "today"),
    [("Pacific/Pago_Pago", date(2020, 10, 28)), ("Pacific/Kiritimati", date(2020, 10, 30))],
)
def test_clock_of_an_event_decides_however_far_it_lies_from_the_presidency(zone, today):
    """Two days apart by the calendar, as far as clocks of the world can be."""
    count_in(zone)
    far = ZoneInfo("Pacific/Kiritimati" if "Pago" in zone else "Pacific/Pago_Pago")
    now = datetime(2020, 10, 29, 10, 45, tzinfo=UTC)
    for slug, minutes in (("over", -15), ("going", 10)):
        ends = (now + timedelta(minutes=minutes)).astimezone(far)
        opens = ends - timedelta(minutes=20)
        hours = (opens.time(), ends.time(), far.key)
        period = Period(ends.date(), ends.date(), Precision.MINUTE, *hours)
        told = announcement(date(2020, 1, 20))
        EventFactory(slug=slug, published=True, announced=told, period=period)

    with time_machine.travel(now, tick=False):
        overdue = Event.objects.overdue(clock.now())

        assert clock.today() == today
        assert [event.slug for event in overdue] == ["over"]


@pytest.mark.parametrize(("zone", "stops"), [("Asia/Almaty", False), ("America/New_York", True)])
def test_what_is_dated_ahead_there_waits(zone, stops):
    count_in(zone)
    article = ArticleFactory(published_on=date(2020, 10, 29))
    by = Actor.system("tests", clock.now())

    if stops:
        with pytest.raises(PublicationRefusedError):
            workflow.publish(article, by=by)
    else:
        workflow.publish(article, by=by)

    assert article.is_published is not stops


@pytest.mark.parametrize(
    ("zone", "offset"), [("Asia/Almaty", "+06:00"), ("America/New_York", "-04:00")]
)
def test_entries_of_feeds_begin_with_the_day_there(client: Client, zone, offset):
    count_in(zone)
    ArticleFactory(published=True, published_on=date(2020, 10, 27))
    EventFactory(
        published=True,
        announced=announcement(date(2020, 10, 20)),
        period=Period.on(date(2020, 10, 28)),
    )

    news, steps = (
        client.get(f"/en/{feed}.atom").content.decode() for feed in ("news", "calendar/changes")
    )

    assert f"<published>2020-10-27T00:00:00{offset}</published>" in news
    assert f"<published>2020-10-20T00:00:00{offset}</published>" in steps


@pytest.mark.parametrize(("zone", "day"), [("Asia/Almaty", 29), ("America/New_York", 28)])
def test_desk_and_pages_print_moments_there(client: Client, admin_client, admin_user, zone, day):
    count_in(zone)
    article = ArticleFactory()
    event = EventFactory(
        slug="summit",
        published=True,
        announced=announcement(date(2020, 1, 20)),
        period=Period.on(date(2020, 12, 28)),
    )
    LogEntry.objects.log_actions(admin_user.pk, [article], CHANGE, change_message="Changed")

    desk = admin_client.get(f"/admin/news/article/{article.pk}/history/").content.decode()
    page = page_of(client.get(event.get_absolute_url()))
    (told,) = [one for one in page.all("time") if one.text == f"{day} October 2020"]

    assert told["datetime"] == f"2020-10-{day}"
    assert f"{EVENING.astimezone(ZoneInfo(zone)):%H:%M}" in desk
    assert timezone.get_current_timezone_name() == "Europe/Moscow"


def test_zone_of_the_portal_is_a_zone_as_others():
    count_in("America/New_York")
    zone, real = PortalZone(), ZoneInfo("America/New_York")

    for month in (1, 7):
        moment = datetime(2020, month, 15, 3, 30, tzinfo=UTC)
        there = moment.astimezone(zone)
        wall = datetime(2020, month, 15, 12, tzinfo=zone)
        assert there == moment
        assert there.replace(tzinfo=None) == moment.astimezone(real).replace(tzinfo=None)
        assert (wall.utcoffset(), wall.dst(), wall.tzname()) == (
            timedelta(hours=-5 if month == 1 else -4),
            timedelta(hours=0 if month == 1 else 1),
            "EST" if month == 1 else "EDT",
        )
    assert str(zone) == "America/New_York"

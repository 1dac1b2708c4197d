"""The past of the plan in data/: what the record tells of a day is what a load of that day gave."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import translation

from events.as_of.diff import Sort, differences
from events.as_of.plan import plan_on
from events.dates import Period
from events.enums import Format, Status
from events.models import Event
from events.timeline import Facts
from i18n.texts import CODES
from scripts import plan_rows
from tests.choosing import EVERY_COMBINATION
from tests.events.past_plan import known_events
from tests.markup import Element, page_of
from tests.plan_data.playing import undone
from website.charts.plan import Drawing
from website.presenters.as_of import plan_days
from website.share_images.drawing import plan_poster

#: Before any of them the files are loaded as of that day; the last two are days that other tests load too.
ALL_DAYS = tuple(map(date.fromisoformat, ("2020-06-01", "2020-07-22", "2020-10-28")))
DAYS = ALL_DAYS if EVERY_COMBINATION else ALL_DAYS[1:]
SUMMIT = "chs-20-summit-2020"

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def stood(django_db_setup, django_db_blocker) -> Iterator[dict[date, dict[str, Facts]]]:
    """The facts of each event as loads of these days leave them; the last one stays loaded."""
    told = {}
    with django_db_blocker.unblock(), undone():
        for day in DAYS:
            with undone():
                plan_rows.copy(day.isoformat(), searched=False)
                events = Event.objects.published().for_cards()
                told[day] = {event.slug: event.facts() for event in events}
        plan_rows.copy(DAYS[-1].isoformat(), searched=False)
        yield told


@pytest.fixture(autouse=True)
def demonstration(settings, stood):
    settings.PORTAL_CLOCK = "demo"


def page(client: Client, address: str) -> Element:
    return page_of(client.get(f"/en/calendar/{address}")).one("main")


@pytest.mark.parametrize("day", DAYS)
def test_the_record_tells_of_a_day_what_a_load_of_that_day_gave(stood, day: date):
    plan = plan_on(known_events(), day)

    assert {event.slug: event.facts for event in (*plan.known, *plan.unsure)} == stood[day]


def test_every_event_is_by_its_history_what_its_row_says(stood):
    told = known_events()

    assert len(told) == Event.objects.published().count() > 100
    assert [known_event.event.at(known_event.entries[-1]) for known_event in told] == [
        known_event.event for known_event in told
    ]


@pytest.mark.parametrize(
    ("day", "status", "period"),
    [
        (date(2020, 5, 26), Status.CONFIRMED, Period.on(date(2020, 7, 22), date(2020, 7, 23))),
        (date(2020, 6, 1), Status.POSTPONED, Period.undated()),
        (date(2020, 10, 21), Status.PLANNED, Period.on(date(2020, 11, 10))),
    ],
)
def test_the_summit_is_what_was_known_of_it(day: date, status: str, period: Period):
    known = {event.slug: event for event in plan_on(known_events(), day).known}

    assert (known[SUMMIT].status, known[SUMMIT].period) == (status, period)


def test_the_summit_was_to_meet_in_saint_petersburg_in_july(client: Client):
    rows = page(client, "as-on/2020-05-26/").all("article", cls="event-row")

    address = f"/en/events/{SUMMIT}/"
    (summit,) = [row for row in rows if row.all("a", cls="quiet-link", href=address)]
    assert summit.one("time")["datetime"] == "2020-07-22"
    assert "Saint Petersburg" in summit.one("p", cls="event-meta").text


def test_five_events_were_postponed_on_27_may_and_nothing_else_was_announced(client: Client):
    told = differences(known_events(), date(2020, 5, 27), date(2020, 5, 27)).dated

    lead = page(client, "changes/?from=2020-05-27&to=2020-05-27").one("p", cls="page-head-lead")
    assert [found.sort for found in told] == [Sort.POSTPONED] * 5
    assert lead.text.endswith("5 events changed: 5 postponed.")


def test_the_summit_moved_once_over_the_whole_time():
    told = differences(known_events(), date(2019, 6, 14), date(2020, 10, 28)).dated

    (summit,) = [found for found in told if found.known_event.event.slug == SUMMIT]
    assert summit.sort == Sort.MOVED
    assert summit.change.old_period == Period.on(date(2020, 7, 22), date(2020, 7, 23))
    assert (summit.change.new_format, len(summit.steps)) == (Format.ONLINE, 6)


@pytest.mark.by_turns(4)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("day", [date(2019, 6, 15), *DAYS, date(2021, 3, 1)])
def test_row_of_the_picture_draws_as_many_marks_as_its_words_and_the_share_image_count(day, code):
    with translation.override(code):
        days = plan_days(day)
        assert days is not None
        poster = plan_poster(days)

    assert days.rows[-1].more
    for row, shared in zip(days.rows, poster.days, strict=True):
        counted = (row.events, *filter(None, [row.more]))
        said = sum(int(re.findall(r"[0-9]+", words)[0]) for words in counted)
        assert [marks_in(one) for one in (row.wide, row.narrow, row.poster)] == [said] * 3
        assert shared.drawing == row.poster
        assert all(words in shared.alt for words in counted)
        assert shared.alt in poster.alt


def marks_in(picture: Drawing) -> int:
    return sum(shape.path.count("M") for shape in picture.shapes)


@pytest.mark.parametrize("day", [date(2019, 11, 1), *DAYS, date(2020, 5, 26)])
def test_what_was_known_adds_up(client: Client, day: date):
    lead = page(client, f"as-on/{day}/").one("p", cls="page-head-lead").text

    number, *parts = (int(found) for found in re.findall(r"\d+", lead))

    assert number == sum(parts)


def test_picture_page_and_differences_know_the_same_of_a_day(client: Client):
    known, days = known_events(), plan_days(date(2020, 10, 28))
    assert days is not None
    counted = {row.iso: int(row.events.partition(" ")[0]) for row in days.rows}

    told = {
        iso: page(client, f"as-on/{iso}/").one("p", cls="page-head-lead").text for iso in counted
    }
    plans = [plan_on(known, date.fromisoformat(iso)) for iso in counted]

    assert counted["2020-05-27"] == 65
    sure = [len(plan.known) for plan in plans]
    assert list(counted.values()) == sure
    assert [int(re.findall(r"\d+", lead)[0]) for lead in told.values()] == sure
    # The last day also shows, small, what nobody knows to have been announced.
    assert days.rows[-1].more.partition(" ")[0] == str(days.small)
    assert not any(row.more for row in days.rows[:-1])
    for earlier, later in pairwise(plans):
        since = differences(known, earlier.day + timedelta(days=1), later.day)
        new = {event.slug for event in later.known} - {event.slug for event in earlier.known}
        changed = {found.known_event.event.slug for found in since.dated}
        others = {found.event.slug for found in since.silent}
        over = {known_event.event.slug for known_event, _entry in since.outcomes}
        begun = {event.slug for event in later.known if not event.is_over(later.day)}
        assert new - changed - others - over - begun == set()

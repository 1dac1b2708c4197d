"""One plan on several days: each row counts and shows what the page of its day does."""

from datetime import date

import pytest
from django.utils import translation

from events.as_of.plan import plan_on
from events.dates import Period
from events.enums import Kind, Level
from events.models import Event
from i18n.texts import CODES
from tests.acting import changes
from tests.asked import queries_of
from tests.events.past_plan import NOVEMBER, known_events, planned, summit
from tests.factories import EventFactory, announcement
from tests.markup import page_of
from website.presenters.as_of import PlanDays, plan_days
from website.share_images.drawing import plan_poster

pytestmark = pytest.mark.django_db

TODAY = date(2020, 10, 28)


@pytest.fixture
def plan(settings) -> None:
    """The summit, three events of one day of which one was postponed with it, and one of unknown announcement."""
    settings.PORTAL_CLOCK = TODAY.isoformat()
    event = summit()
    Event.objects.filter(pk=event.pk).update(kind=Kind.SUMMIT, level=Level.HEADS_OF_STATE)
    postponed, _held, _other = planned(), planned(), planned()
    changes.postpone(postponed, announcement(date(2020, 5, 27)))
    EventFactory(period=NOVEMBER, published=True)


def drawn(today: date = TODAY) -> PlanDays:
    days = plan_days(today)
    assert days is not None
    return days


@pytest.mark.usefixtures("plan")
def test_row_counts_what_was_known_on_its_day_as_its_page_does(client):
    days = drawn()

    counted = [plan_on(known_events(), date.fromisoformat(row.iso)) for row in days.rows]

    assert [row.iso for row in days.rows] == [
        "2020-01-01",
        "2020-05-27",
        "2020-09-09",
        "2020-10-28",
    ]
    assert [row.events for row in days.rows] == ["4 events"] * 4
    assert [row.more for row in days.rows] == [
        *[""] * 3,
        "1 more, on record without a day of announcement",
    ]
    assert [len(plan.known) for plan in counted] == [4, 4, 4, 4]
    assert days.small == len(counted[-1].unsure) == 1
    for row in days.rows:
        assert row.events in page_of(client.get(row.url)).one("main").text


@pytest.mark.usefixtures("plan")
def test_words_say_what_the_drawing_shows():
    rows = drawn().rows

    assert [row.undated for row in rows] == [
        "0 without a date",
        "2 without a date",
        "1 without a date",
        "1 without a date",
    ]
    assert [row.story for row in rows] == [
        "Summit: 22–23 July 2020, Saint Petersburg.",
        "Summit: date to be confirmed, Saint Petersburg. Since the day above: 2 postponed.",
        "Summit: November 2020, by videoconference. Since the day above: 1 given a new date (and moved online).",
        "Summit: 10 November 2020, by videoconference.",
    ]


@pytest.mark.usefixtures("plan")
def test_arc_leads_from_where_an_event_stood_in_the_row_above():
    rows = drawn().rows

    assert [len(row.wide.arcs) for row in rows] == [0, 2, 1, 0]
    assert [len(row.narrow.arcs) for row in rows] == [0, 2, 1, 0]
    assert all(row.wide.ring for row in rows)


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("code", CODES)
def test_every_language_has_its_words(code: str):
    with translation.override(code):
        rows = drawn().rows

    said = {"en": "1 January 2020", "ru": "1 января 2020 г.", "zh-hans": "2020年1月1日"}
    assert rows[0].label == said[code]
    assert rows[0].url == f"/{code}/calendar/as-on/2020-01-01/"


@pytest.mark.usefixtures("plan")
def test_nothing_is_drawn_before_the_term_nor_of_one_day_alone():
    assert plan_days(date(2019, 1, 1)) is None
    assert plan_days(date(2019, 8, 15)) is None


def test_empty_portal_has_no_picture():
    assert plan_days(TODAY) is None


@pytest.mark.usefixtures("plan")
def test_after_the_term_the_last_row_is_its_last_day():
    assert drawn(date(2021, 6, 1)).rows[-1].iso == "2020-11-10"


@pytest.mark.usefixtures("plan")
def test_queries_do_not_grow_with_the_plan():
    few = queries_of(lambda: plan_days(TODAY))
    for _number in range(3):
        planned()

    assert queries_of(lambda: plan_days(TODAY)) == few


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("page", ["", "calendar/changes/"])
def test_picture_stands_on_the_front_page_and_on_that_of_changes(client, page: str):
    section = page_of(client.get(f"/en/{page}")).one("section", cls="plan-days")

    assert [link.text for link in section.all("time")] == [row.label for row in drawn().rows]
    assert {drawing["aria-hidden"] for drawing in section.all("svg")} == {"true"}


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("query", ["status=held", "from=2020-05-27&to=2020-05-27"])
def test_changes_of_a_filter_or_of_other_days_show_no_picture_of_the_whole(client, query: str):
    page = page_of(client.get(f"/en/calendar/changes/?{query}", follow=True))

    assert page.all("section", cls="plan-days") == []


@pytest.mark.usefixtures("plan")
def test_row_says_what_no_month_drawn_holds():
    planned(period=Period.on(date(2021, 2, 1)))

    row = drawn().rows[-1]

    assert (row.events, row.more) == ("5 events", "1 more, on record without a day of announcement")
    assert row.outside == "Before or after these months: 1 event."
    assert sum(shape.path.count("M") for shape in row.wide.shapes) == 5 + 1 - 1
    assert plan_poster(drawn()).days[-1].alt == (
        "28 October 2020: 5 events, 1 more, on record without a day of announcement,"
        " Before or after these months: 1 event"
    )

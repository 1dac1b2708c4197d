"""What changed lately: old date and place, new ones, and why; the newest first, told while the event lay ahead."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format
from i18n.texts import CODES
from places.models import PlaceNames
from tests.acting import changes
from tests.asked import queries_of
from tests.events.past_plan import NOVEMBER_10, planned, summit
from tests.factories import CityFactory, announcement
from website.presenters.home import ChangeRow, changed_lately

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 10, 28, 9, tzinfo=ZoneInfo("Europe/Moscow"))
COMING = Period.on(date(2020, 11, 3))


def rows(code: str = "en", now: datetime = NOW) -> list[ChangeRow]:
    with translation.override(code):
        return changed_lately(now, PlaceNames.read())


def told(row: ChangeRow) -> tuple[str, ...]:
    return row.day, row.ago, row.old_date, row.old_place, row.new_date, row.new_place


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "en",
            (
                "21 October",
                "7 days ago",
                "22–23 July",
                "Saint Petersburg",
                "10 November",
                "Videoconference",
            ),
        ),
        (
            "ru",
            (
                "21 октября",
                "7 дней назад",
                "22–23 июля",
                "Санкт-Петербург",
                "10 ноября",
                "Видеоконференция",
            ),
        ),
        ("zh-hans", ("10月21日", "7天前", "7月22日至23日", "圣彼得堡", "11月10日", "视频会议")),
    ],
)
def test_row_says_what_it_was_and_what_it_is(code: str, said: tuple[str, ...]):
    summit()

    (row,) = rows(code)

    assert told(row) == said
    assert row.why
    assert (row.iso, row.card.event.slug) == ("2020-10-21", "summit")


def test_event_without_a_new_date_says_so_and_names_no_place():
    event = planned(period=COMING, cities=[CityFactory(name_en="Qingdao")])
    changes.postpone(event, announcement(date(2020, 10, 28)))

    (row,) = rows()

    assert told(row) == ("28 October", "Today", "3 November", "Qingdao", "No date yet", "")


def test_day_that_an_event_kept_when_it_moved_online_is_not_struck():
    event = planned(period=COMING, cities=[CityFactory(name_en="Kazan")])
    online = FactChanges(format=Format.ONLINE, cities=())
    changes.change_format(event, announcement(date(2020, 10, 27)), online)

    (row,) = rows()

    assert told(row)[1:] == ("1 day ago", "", "Kazan", "3 November", "Videoconference")


def test_place_that_an_event_kept_stands_with_its_new_date_alone():
    event = planned(period=COMING, cities=[CityFactory(name_en="Kazan")])
    changes.reschedule(event, announcement(date(2020, 10, 27)), FactChanges(period=NOVEMBER_10))

    (row,) = rows()

    assert told(row)[2:] == ("3 November", "", "10 November", "Kazan")


def test_newest_three_stand_first():
    for day in (1, 4, 2, 3):
        event = planned(title_en=f"On {day}", period=COMING)
        changes.reschedule(
            event, announcement(date(2020, 10, day)), FactChanges(period=NOVEMBER_10)
        )

    assert [row.card.title.value for row in rows()] == ["On 4", "On 3", "On 2"]


def test_what_is_cancelled_or_only_confirmed_or_of_an_unknown_day_is_no_row():
    cancelled, confirmed, unknown = (planned(period=COMING) for _number in range(3))
    changes.reschedule(cancelled, announcement(date(2020, 10, 1)), FactChanges(period=NOVEMBER_10))
    changes.cancel(cancelled, announcement(date(2020, 10, 2)))
    changes.confirm(confirmed, announcement(date(2020, 10, 2)))
    changes.reschedule(unknown, announcement(None), FactChanges(period=NOVEMBER_10))

    assert rows() == []


def test_move_that_was_told_ahead_stays_a_row_once_it_was_held_and_one_told_after_it_is_none():
    event, after = summit(), planned(period=COMING)
    earlier = FactChanges(period=Period.on(date(2020, 10, 20)))
    changes.reschedule(after, announcement(date(2020, 10, 27)), earlier)

    for day in (10, 11):
        (row,) = rows(now=NOW.replace(month=11, day=day))
        assert (row.card.event.slug, row.iso) == (event.slug, "2020-10-21")


def test_change_of_a_later_day_is_not_told_before():
    event = planned(period=COMING)
    changes.reschedule(event, announcement(date(2020, 10, 28)), FactChanges(period=NOVEMBER_10))

    assert rows(now=NOW.replace(day=27)) == []
    assert len(rows()) == 1


def test_year_is_said_where_it_is_not_the_present_one():
    event = planned(period=Period.on(date(2021, 2, 1)))
    later = FactChanges(period=Period.on(date(2021, 3, 1)))
    changes.reschedule(event, announcement(date(2020, 10, 1)), later)

    (row,) = rows()

    assert (row.old_date, row.new_date) == ("1 February 2021", "1 March 2021")


def test_rows_ask_no_more_of_a_longer_plan():
    summit()
    few = queries_of(rows)
    for _number in range(3):
        event = planned(period=COMING)
        changes.postpone(event, announcement(date(2020, 10, 1)))

    assert queries_of(rows) == few
    assert len(rows(CODES[1])) == 3

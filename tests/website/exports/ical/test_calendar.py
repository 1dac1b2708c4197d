"""When an entry of a calendar takes place, whether it stands, and who else can read it."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import Format, Status
from tests.acting import changes
from tests.calendars import content_lines, properties, read_by_ics, read_by_vobject
from tests.factories import EventFactory, announcement
from tests.website.exports.ical.entries import JULY, confirmed_in_july, feed_of, file_of

pytestmark = pytest.mark.django_db


def test_both_other_parsers_read_the_same_single_event():
    event = confirmed_in_july(slug="summit", title_en="Summit; of, heads\\")

    content = file_of(event)

    by_vobject = read_by_vobject(content).vevent
    (by_ics,) = read_by_ics(content).events
    assert by_vobject.uid.value == by_ics.uid == "summit@sco-presidency-2020"
    assert by_vobject.summary.value == by_ics.name == "Summit; of, heads\\"
    assert by_vobject.status.value == by_ics.status == "CONFIRMED"
    assert by_vobject.url.value == by_ics.url == "https://portal.example/en/events/summit/"
    assert by_vobject.description.value == by_ics.description
    assert by_vobject.dtstart.value == by_ics.begin.date() == date(2020, 7, 22)


def test_identity_is_the_same_in_every_language_and_after_a_move():
    event = confirmed_in_july(slug="summit")
    before = properties(file_of(event, "ru"))["UID"]

    changes.reschedule(
        event, announcement(date(2020, 5, 26)), FactChanges(period=Period.on(date(2020, 11, 10)))
    )

    assert before == ":summit@sco-presidency-2020"
    assert properties(file_of(event, "zh-hans"))["UID"] == before


def test_sequence_rises_with_every_step():
    event = confirmed_in_july()
    sequences = [int(read_by_vobject(file_of(event)).vevent.sequence.value)]

    changes.postpone(event, announcement(date(2020, 5, 26)))
    sequences.append(int(read_by_vobject(file_of(event)).vevent.sequence.value))
    changes.change_format(
        event,
        announcement(date(2020, 9, 1)),
        FactChanges(period=Period.on(date(2020, 11, 10)), format=Format.ONLINE),
    )
    sequences.append(int(read_by_vobject(file_of(event)).vevent.sequence.value))
    changes.hold(event, announcement(date(2020, 11, 10)))
    sequences.append(int(read_by_vobject(file_of(event)).vevent.sequence.value))

    assert sequences == sorted(set(sequences))


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Period.on(date(2020, 12, 31)), date(2020, 12, 31), date(2021, 1, 1)),
        (JULY, date(2020, 7, 22), date(2020, 7, 24)),
    ],
)
def test_whole_days_end_on_the_day_after(period, start, end):
    event = EventFactory(published=True, period=period)

    entry = properties(file_of(event))

    assert entry["DTSTART"] == f";VALUE=DATE:{start:%Y%m%d}"
    assert entry["DTEND"] == f";VALUE=DATE:{end:%Y%m%d}"


def test_clock_times_stand_in_the_zone_of_the_place():
    period = Period(
        date(2020, 11, 10),
        date(2020, 11, 10),
        Precision.MINUTE,
        opens=time(14),
        closes=time(16, 30),
        zone="Asia/Shanghai",
    )
    event = EventFactory(published=True, period=period)

    content = file_of(event)

    (by_ics,) = read_by_ics(content).events
    entry = read_by_vobject(content).vevent
    assert properties(content)["DTSTART"] == ";TZID=Asia/Shanghai:20201110T140000"
    assert content_lines(content).count("BEGIN:VTIMEZONE") == 1
    assert entry.dtstart.value.astimezone(UTC) == datetime(2020, 11, 10, 6, tzinfo=UTC)
    assert entry.dtend.value.astimezone(UTC) == datetime(2020, 11, 10, 8, 30, tzinfo=UTC)
    assert by_ics.begin.datetime == datetime(2020, 11, 10, 14, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_time_without_a_closing_time_claims_no_end():
    period = Period(
        date(2020, 11, 10), date(2020, 11, 10), Precision.MINUTE, time(14), zone="Europe/Moscow"
    )
    event = EventFactory(published=True, period=period)

    entry = properties(file_of(event))

    assert entry["DTSTART"] == ";TZID=Europe/Moscow:20201110T140000"
    assert "DTEND" not in entry


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.PLANNED, "TENTATIVE"),
        (Status.CONFIRMED, "CONFIRMED"),
        (Status.CANCELLED, "CANCELLED"),
        (Status.HELD, "CONFIRMED"),
        (Status.UNKNOWN_OUTCOME, "TENTATIVE"),
    ],
)
def test_status_of_an_event_with_a_day(status, said):
    event = EventFactory(published=True, period=JULY, status=status)

    assert properties(file_of(event))["STATUS"] == f":{said}"


def test_postponed_event_waits_on_its_last_day_and_says_so():
    event = confirmed_in_july(title_en="Summit", title_ru="Саммит")
    changes.postpone(event, announcement(date(2020, 5, 26)))

    entry = properties(feed_of())

    assert entry["DTSTART"] == ";VALUE=DATE:20200722"
    assert entry["DTEND"] == ";VALUE=DATE:20200724"
    assert entry["STATUS"] == ":TENTATIVE"
    assert entry["TRANSP"] == ":TRANSPARENT"
    assert entry["SUMMARY"] == ";LANGUAGE=en:Postponed: Summit"


def test_event_moved_to_a_vague_date_waits_on_its_last_day_and_says_so():
    event = confirmed_in_july(title_en="Summit")
    changes.reschedule(
        event, announcement(date(2020, 5, 26)), FactChanges(Period.in_month(2020, 11))
    )

    entry = properties(feed_of())

    assert entry["DTSTART"] == ";VALUE=DATE:20200722"
    assert entry["SUMMARY"] == ";LANGUAGE=en:Rescheduled: Summit"
    assert "When: November 2020" in entry["DESCRIPTION"]


def test_cancelled_event_keeps_the_last_day_that_it_had():
    event = confirmed_in_july(title_en="Summit")
    changes.postpone(event, announcement(date(2020, 5, 26)))
    changes.cancel(event, announcement(date(2020, 9, 1)))

    entry = properties(feed_of())

    assert entry["DTSTART"] == ";VALUE=DATE:20200722"
    assert entry["STATUS"] == ":CANCELLED"
    assert entry["SUMMARY"] == ";LANGUAGE=en:Cancelled: Summit"


def test_event_held_on_an_unknown_day_is_not_put_on_the_day_it_left():
    event = confirmed_in_july()
    changes.hold(event, announcement(date(2020, 12, 1)), FactChanges(Period.in_month(2020, 11)))

    assert "BEGIN:VEVENT" not in content_lines(feed_of())


def test_corrected_day_is_forgotten():
    event = EventFactory(published=True, period=JULY, announced=announcement(date(2020, 1, 20)))
    changes.correct(event, announcement(date(2020, 2, 1)), FactChanges(Period.in_month(2020, 7)))

    assert "BEGIN:VEVENT" not in content_lines(feed_of())


@pytest.mark.parametrize("period", [Period.undated(), Period.in_month(2020, 7)])
def test_event_without_a_day_is_counted_and_left_out(period):
    EventFactory(published=True, period=period)

    lines = content_lines(feed_of())

    assert "BEGIN:VEVENT" not in lines
    said = "All events. 1 event has no exact day and is only on the portal."
    assert f"DESCRIPTION;LANGUAGE=en:{said}" in lines
    assert f"X-WR-CALDESC:{said}" in lines


def test_event_that_lost_its_day_is_counted_apart_and_stands_on_it():
    EventFactory(published=True, period=Period.undated())
    event = EventFactory(published=True, period=JULY, announced=announcement(date(2020, 1, 20)))
    changes.postpone(event, announcement(date(2020, 5, 27)))

    lines = content_lines(feed_of())

    assert lines.count("BEGIN:VEVENT") == 1
    said = (
        "All events. 1 event has no exact day and is only on the portal. "
        "1 event no longer has an exact day and stands on the last one that it had."
    )
    assert f"X-WR-CALDESC:{said}" in lines


def test_sentences_of_a_chinese_feed_follow_each_other_without_a_space():
    EventFactory(published=True, period=Period.undated())

    lines = content_lines(feed_of("zh-hans"))

    assert "X-WR-CALDESC:All events.另有1项活动没有具体日期，仅在网站上列出。" in lines


def test_feed_that_leaves_nothing_out_counts_nothing():
    EventFactory(published=True, period=JULY)

    assert "X-WR-CALDESC:All events." in content_lines(feed_of())


def test_file_of_an_event_without_a_day_is_a_journal_without_a_date():
    event = EventFactory(slug="seminar", published=True, announced=announcement(date(2020, 1, 20)))

    content = file_of(event)

    entry = properties(content, "VJOURNAL")
    by_vobject = read_by_vobject(content).vjournal
    assert entry["UID"] == ":seminar@sco-presidency-2020"
    assert entry["SEQUENCE"] == f":{event.sequence}"
    assert entry["STATUS"] == ":DRAFT"
    assert "DTSTART" not in entry
    assert by_vobject.summary.value == event.title_en
    assert len(read_by_ics(content).events) == 0

"""What an entry of a calendar says: its description, its language, its place, and the feed's name."""

from datetime import UTC, date, datetime

import pytest

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format, Status
from events.models import Event
from publishing import records
from tests.acting import changes
from tests.append_only import records_told
from tests.calendars import content_lines, properties, read_by_vobject
from tests.factories import CityFactory, EventFactory, PriorityFactory, announcement
from tests.website.exports.ical.entries import JULY, confirmed_in_july, feed_of, file_of

pytestmark = pytest.mark.django_db


def test_description_tells_every_old_date_and_reason():
    event = confirmed_in_july(slug="summit")
    changes.postpone(event, announcement(date(2020, 5, 26), reason="The epidemic."))
    changes.reschedule(
        event,
        announcement(date(2020, 9, 1), reason="It is over."),
        FactChanges(period=Period.on(date(2020, 11, 10))),
    )

    told = read_by_vobject(file_of(event)).vevent.description.value

    assert (
        told
        == """State: Planned · rescheduled

When: 10 November 2020

What changed, and when:
– 20 January 2020: Announced
  Date: 22–23 July 2020
  A reason.
– 1 February 2020: Confirmed
  A reason.
– 26 May 2020: Postponed
  Date: was 22–23 July 2020, now to be confirmed
  The epidemic.
– 1 September 2020: Date set
  Date: was to be confirmed, now 10 November 2020
  Status: was postponed, now planned
  It is over.

https://portal.example/en/events/summit/"""
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "  Format: was in person, Kazan, now videoconference"),
        ("ru", "  Формат: было — очно, Казань, стало — видеоконференция"),
    ],
)
def test_format_is_in_small_letters_within_a_sentence_and_a_place_is_not(language, said):
    event = confirmed_in_july(
        format=Format.IN_PERSON, cities=[CityFactory(name_en="Kazan", name_ru="Казань")]
    )
    changes.change_format(
        event, announcement(date(2020, 6, 1)), FactChanges(format=Format.ONLINE, cities=())
    )

    told = read_by_vobject(file_of(event, language)).vevent.description.value

    assert said in told.splitlines()


@pytest.mark.parametrize(
    ("status", "period", "said"),
    [
        (Status.PLANNED, JULY, "State: Planned"),
        (Status.PLANNED, Period.in_month(2020, 7), "State: Planned · to be confirmed"),
        (Status.CONFIRMED, JULY, "State: Confirmed"),
        (Status.POSTPONED, Period.undated(), "State: Postponed"),
        (Status.CANCELLED, JULY, "State: Cancelled"),
        (Status.HELD, JULY, "State: Held"),
        (Status.UNKNOWN_OUTCOME, JULY, "State: Outcome unknown"),
    ],
)
def test_description_begins_with_the_state_said_once(status, period, said):
    event = EventFactory(published=True, period=period, status=status)

    content = file_of(event)

    component = "VEVENT" if period.is_exact else "VJOURNAL"
    told = properties(content, component)["DESCRIPTION"]
    assert told.startswith(f";LANGUAGE=en:{said}\\n\\nWhen: ")


def test_step_of_an_unknown_day_says_so():
    event = EventFactory(published=True, announced=announcement(None))

    told = read_by_vobject(file_of(event)).vjournal.description.value

    assert "– Announced (day of the announcement unknown)" in told.splitlines()


def test_reason_in_another_language_names_its_language():
    event = confirmed_in_july()
    changes.postpone(event, announcement(date(2020, 5, 26), reason="The epidemic."))

    told = read_by_vobject(file_of(event, "ru")).vevent.description.value

    assert "The epidemic. [English]" in told


def test_title_in_another_language_carries_that_language():
    event = EventFactory(published=True, period=JULY, title_en="Summit", title_zh_hans="")

    assert properties(file_of(event, "zh-hans"))["SUMMARY"] == ";LANGUAGE=en:Summit"
    assert properties(file_of(event, "en"))["SUMMARY"] == ";LANGUAGE=en:Summit"


def test_texts_are_in_the_language_of_the_feed():
    event = EventFactory(published=True, period=JULY, title_zh_hans="峰会")

    entry = properties(file_of(event, "zh-hans"))

    assert entry["SUMMARY"] == ";LANGUAGE=zh-Hans:峰会"
    assert "2020年7月22日至23日" in entry["DESCRIPTION"]
    assert entry["URL"] == f":https://portal.example/zh-hans/events/{event.slug}/"


def test_meeting_in_one_city_has_its_place():
    city = CityFactory(name_en="Chelyabinsk")
    event = EventFactory(published=True, period=JULY, cities=[city], venue={"en": "Congress hall"})

    entry = properties(file_of(event))

    assert entry["LOCATION"] == ";LANGUAGE=en:Congress hall\\, Chelyabinsk"
    assert entry["GEO"] == ":55.75222;37.61556"


def test_videoconference_has_no_point_on_the_map():
    event = EventFactory(published=True, period=JULY, cities=[CityFactory()], format=Format.ONLINE)

    entry = properties(file_of(event))

    assert entry["LOCATION"] == ";LANGUAGE=en:Videoconference"
    assert "GEO" not in entry


def test_categories_are_the_public_priorities_in_order():
    second = PriorityFactory(published=True, position=2, title_en="Trade, and aid")
    first = PriorityFactory(published=True, position=1, title_en="Peace")
    draft = PriorityFactory(position=3)
    event = EventFactory(published=True, period=JULY, priorities=[second, first, draft])

    entry = properties(file_of(event))

    assert entry["CATEGORIES"] == ";LANGUAGE=en:Peace,Trade\\, and aid"


def test_feed_names_itself_for_old_and_new_programs():
    EventFactory(published=True, period=JULY)

    lines = content_lines(feed_of())

    assert lines[:4] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//SCO Presidency 2019-2020//Portal//EN",
        "CALSCALE:GREGORIAN",
    ]
    assert "NAME;LANGUAGE=en:The plan" in lines
    assert "X-WR-CALNAME:The plan" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in lines
    assert "X-PUBLISHED-TTL:PT6H" in lines
    assert "SOURCE;VALUE=URI:https://portal.example/a.ics" in lines
    assert "URL:https://portal.example/plan/" in lines
    assert [line for line in lines if line.startswith("METHOD")] == []


def test_revision_is_the_last_change_that_the_public_was_told():
    event = EventFactory(published=True, period=JULY)
    records_told(datetime(2020, 5, 26, 12, tzinfo=UTC))
    Event.objects.filter(pk=event.pk).update(published_at=datetime(2020, 1, 2, tzinfo=UTC))
    event.refresh_from_db()
    event.save()
    records.record(event)

    entry = properties(file_of(event))

    assert entry["DTSTAMP"] == entry["LAST-MODIFIED"] == ":20200526T120000Z"
    assert entry["CREATED"] == ":20200102T000000Z"


def test_long_chinese_and_control_characters_keep_the_form():
    event = EventFactory(
        published=True,
        period=JULY,
        title_zh_hans="上海合作组织" * 30,
        summary_zh_hans="一\x0b二\r\n三",
    )
    records.record(event)

    content = file_of(event, "zh-hans")

    assert read_by_vobject(content).vevent.summary.value == "上海合作组织" * 30
    assert "一\n二\n三" in read_by_vobject(content).vevent.description.value

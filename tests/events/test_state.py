"""What an event is: answered once, for all who say it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from events.actions.changes import FactChanges
from events.as_of.plan import KnownEvent
from events.dates import Period
from events.enums import Format, Status
from events.models import Event
from events.state import EventState
from i18n.texts import text_of, translated_into
from priorities.enums import RUNNING_SIGN
from publishing.translations import follow, listed_text
from tests.acting import changes, workflow
from tests.events.clocks import timed
from tests.events.stated import state_of
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    PriorityFactory,
    announcement,
)
from tests.factories.priorities import sign
from website.exports.ical.description import slot_of

pytestmark = pytest.mark.django_db

MOSCOW = ZoneInfo("Europe/Moscow")
JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER = Period.in_month(2020, 11)
NOVEMBER_10 = Period.on(date(2020, 11, 10))


def announced(**values) -> Event:
    values = {"period": JULY, "format": Format.IN_PERSON} | values
    return EventFactory(announced=announcement(date(2020, 1, 1)), **values)


# --- for the public -------------------------------------------------------------------


def test_nothing_that_is_hidden_is_named():
    shown, goal = BodyFactory(published=True), PriorityFactory(published=True)
    event = EventFactory(
        bodies=[BodyFactory(), shown, BodyFactory(withdrawn=True)],
        priorities=[PriorityFactory(withdrawn=True), goal, PriorityFactory()],
    )

    state = state_of(event)

    assert (state.bodies, state.priorities) == ((shown.slug,), (goal.slug,))


def test_strand_is_that_of_the_first_public_priority():
    hidden = PriorityFactory(position=1, strand="security")
    second = PriorityFactory(position=3, strand="people", published=True)
    first = PriorityFactory(position=2, strand="economy", published=True)

    assert state_of(EventFactory(priorities=[hidden, second, first])).strand == sign("economy")
    assert state_of(EventFactory(priorities=[hidden])).strand == RUNNING_SIGN


def test_draft_translation_is_nowhere_in_the_value():
    event = announced(
        title_en="Forum",
        title_zh_hans="草稿标题",
        summary_zh_hans="草稿摘要",
        host_zh_hans="草稿主办",
        venue={"zh-hans": "会堂"},
    )
    workflow.keep_draft(event, "zh-hans")

    state = state_of(event)

    assert "草稿" not in repr(state)
    assert state.texts["venue_zh_hans"] == "会堂"  # told when it was set
    assert text_of(state, "title", "zh-hans").value == "Forum"
    assert "zh-hans" not in translated_into(state, "title")


def test_title_of_then_stays_hidden_where_the_translation_is_a_draft():
    event = announced(title_en="Old", title_zh_hans="旧")
    changes.rename(event, announcement(date(2020, 3, 1)), {"en": "New", "zh-hans": "新"})
    workflow.keep_draft(event, "zh-hans")

    tale = KnownEvent.of(state_of(event))

    then = tale.event.at(tale.chapters[0])
    assert then.texts_of("title") == {"en": "Old", "ru": event.title_ru, "zh-hans": None}


def test_texts_say_that_they_are_out_of_date_as_those_of_the_row_do():
    event = EventFactory(title_en="Forum", title_ru="Форум", source_language="en")
    follow(event, None)
    event.title_en = "Great forum"
    follow(event, date(2020, 3, 1))
    event.save()

    state = state_of(event)

    for code, outdated in (("en", False), ("ru", True)):
        with translation.override(code):
            assert listed_text(state, "title") == listed_text(event, "title")
            assert listed_text(state, "title").outdated is outdated


def test_title_of_then_is_out_of_date_in_no_language():
    event = EventFactory(
        title_en="Old", title_ru="Старое", source_language="en", announced=announcement()
    )
    changes.rename(event, announcement(date(2020, 3, 1)), {"en": "New"})
    tale = KnownEvent.of(state_of(event))

    now, then = tale.event, tale.event.at(tale.chapters[1])

    assert (now.is_outdated("ru"), then.is_outdated("ru")) == (True, False)
    assert then.texts["title_ru"] == "Старое"


def test_state_is_read_without_a_query(django_assert_num_queries):
    event = announced(cities=[CityFactory()], chair=CountryFactory(), bodies=[BodyFactory()])
    row = Event.objects.for_cards().get(pk=event.pk)

    with django_assert_num_queries(0):
        state = EventState.of(row)
        assert state.history.left == ()


# --- what became of it ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.PLANNED, True),
        (Status.CONFIRMED, True),
        (Status.POSTPONED, False),
        (Status.CANCELLED, False),
        (Status.HELD, False),
        (Status.UNKNOWN_OUTCOME, False),
    ],
)
def test_only_planned_and_confirmed_events_are_expected(status, expected):
    exact = status != Status.POSTPONED  # waits for a day

    event = EventFactory(period=JULY if exact else NOVEMBER, status=status)

    assert state_of(event).is_expected is expected


def test_event_is_coming_to_the_end_of_its_last_day_and_without_a_date():
    event, undated = state_of(announced()), state_of(announced(period=Period.undated()))

    assert event.is_coming(date(2020, 7, 23))
    assert not event.is_coming(date(2020, 7, 24))
    assert undated.is_coming(date(2020, 7, 24))


def test_event_is_live_by_its_clock_alone():
    clocked = timed(date(2020, 7, 22), time(10), time(12))
    event, day_alone = state_of(announced(period=clocked)), state_of(announced())
    at = {hour: datetime(2020, 7, 22, hour, tzinfo=MOSCOW) for hour in (9, 10, 11, 12)}

    assert [event.is_live(moment) for moment in at.values()] == [False, True, True, False]
    assert not day_alone.is_live(at[11])


def test_cancelled_event_is_not_live():
    clocked = timed(date(2020, 7, 22), time(10), time(12))
    event = announced(period=clocked)
    changes.cancel(event, announcement(date(2020, 7, 1)))

    assert not state_of(event).is_live(datetime(2020, 7, 22, 11, tzinfo=MOSCOW))


def test_fate_of_a_left_date_is_what_became_of_the_event():
    moved, postponed, cancelled = announced(), announced(), announced()
    changes.reschedule(moved, announcement(), FactChanges(NOVEMBER_10))
    changes.postpone(postponed, announcement())
    changes.cancel(cancelled, announcement())

    fates = [state_of(event).fate for event in (moved, postponed, cancelled)]

    assert fates == ["moved", "postponed", "cancelled"]


# --- places ---------------------------------------------------------------------------


def test_countries_are_the_chair_and_those_of_its_cities():
    russia, china = CountryFactory(slug="russia"), CountryFactory(slug="china")
    city = CityFactory(slug="beijing", country=china)
    event = state_of(EventFactory(chair=russia, cities=[city]))

    assert event.countries({"beijing": "china", "moscow": "russia"}) == {"russia", "china"}
    assert state_of(EventFactory()).countries({}) == set()


def test_meeting_that_went_online_has_left_its_city_and_that_it_is_led_from():
    city, office = CityFactory(slug="chelyabinsk"), CityFactory(slug="moscow")
    event = announced(cities=[city])
    changes.change_format(
        event, announcement(), FactChanges(format=Format.ONLINE, cities=(office.slug,))
    )

    state = state_of(event)

    assert state.has_moved_online
    assert state.left_places == {"chelyabinsk", "moscow"}


def test_meeting_that_is_in_person_again_has_not_moved_online():
    event = announced(cities=[CityFactory(slug="chelyabinsk")])
    changes.change_format(event, announcement(), FactChanges(format=Format.ONLINE, cities=()))
    changes.change_format(
        event, announcement(), FactChanges(format=Format.IN_PERSON, cities=("chelyabinsk",))
    )

    state = state_of(event)

    assert not state.has_moved_online
    assert state.left_places == set()


def test_relocated_meeting_has_left_its_first_city():
    CityFactory(slug="sochi")
    event = announced(cities=[CityFactory(slug="chelyabinsk")])
    changes.relocate(event, announcement(), FactChanges(cities=("sochi",)))

    assert state_of(event).left_places == {"chelyabinsk"}


# --- dates ----------------------------------------------------------------------------


def test_calendars_show_a_postponed_event_on_its_last_exact_day():
    event = announced()
    changes.postpone(event, announcement(), NOVEMBER)

    assert slot_of(state_of(event)) == JULY


def test_calendars_show_no_event_without_any_exact_day():
    assert slot_of(state_of(announced(period=NOVEMBER))) is None


def test_sources_of_the_steps_are_not_told_twice():
    event = announced(sources=["https://own.example/", "https://source.example/"])

    assert state_of(event).own_sources == ["https://own.example/"]

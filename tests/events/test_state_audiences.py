"""What a state says to the public of drafts and hidden things, and what to staff."""

from datetime import date

import pytest
from django.utils import translation

from events.as_of.plan import KnownEvent
from events.models import Event
from events.state import Audience, EventState
from i18n.texts import text_of, translated_into
from priorities.enums import RUNNING_SIGN
from publishing.translations import follow, listed_text
from tests.acting import changes, workflow
from tests.events.announced import announced
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

pytestmark = pytest.mark.django_db


def test_nothing_that_is_hidden_is_named():
    shown, goal = BodyFactory(published=True), PriorityFactory(published=True)
    event = EventFactory(
        bodies=[BodyFactory(), shown, BodyFactory(withdrawn=True)],
        priorities=[PriorityFactory(withdrawn=True), goal, PriorityFactory()],
    )

    state = state_of(event)

    assert (state.bodies, state.priorities) == ((shown.slug,), (goal.slug,))


def test_state_for_staff_holds_drafts_and_names_what_is_hidden():
    hidden, goal = BodyFactory(), PriorityFactory()
    event = EventFactory(title_en="Talks", bodies=[hidden], priorities=[goal])
    event.translation_states = {"en": {"draft": True}}
    event.save()
    row = Event.objects.for_staff().get(pk=event.pk)

    states = [EventState.of(row, audience) for audience in (Audience.PUBLIC, Audience.STAFF)]

    assert [state.texts_of("title")["en"] for state in states] == [None, "Talks"]
    assert [state.drafts for state in states] == [{"en"}, set()]
    assert [state.bodies for state in states] == [(), (hidden.slug,)]
    assert [state.priorities for state in states] == [(), (goal.slug,)]
    assert EventState.of(row) == states[0]


@pytest.mark.parametrize("audience", Audience)
def test_state_asks_nothing_of_a_row_that_was_loaded_for_staff(audience, django_assert_num_queries):
    EventFactory(bodies=[BodyFactory()], priorities=[PriorityFactory()], cities=[CityFactory()])
    row = Event.objects.for_staff().get()

    with django_assert_num_queries(0):
        EventState.of(row, audience)


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

    known_event = KnownEvent.of(state_of(event))

    then = known_event.event.at(known_event.entries[0])
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
    known_event = KnownEvent.of(state_of(event))

    now, then = known_event.event, known_event.event.at(known_event.entries[1])

    assert (now.is_outdated("ru"), then.is_outdated("ru")) == (True, False)
    assert then.texts["title_ru"] == "Старое"


def test_state_is_read_without_a_query(django_assert_num_queries):
    event = announced(cities=[CityFactory()], chair=CountryFactory(), bodies=[BodyFactory()])
    row = Event.objects.for_cards().get(pk=event.pk)

    with django_assert_num_queries(0):
        state = EventState.of(row)
        assert state.history.left == ()

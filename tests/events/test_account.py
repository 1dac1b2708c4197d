"""Which text tells of an event, and what lists call it."""

from datetime import UTC, date, datetime

import pytest

from events.as_of.plan import KnownEvent
from events.dates import Period
from events.enums import NAMES, Status
from i18n.texts import first_text_of, in_reading
from tests.acting import changes, workflow
from tests.events.stated import state_of
from tests.factories import EventFactory, announcement

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-11-11")]

NOVEMBER = Period.on(date(2020, 11, 10))
BEFORE, ON_THE_DAY, AFTER = (datetime(2020, 11, day, 12, tzinfo=UTC) for day in (9, 10, 11))


def told(now: datetime = BEFORE, **values) -> str:
    """Return the text that tells of a public event of 10 November at `now`."""
    texts = {"lead_en": "They will meet.", "summary_en": "They met."}
    facts = {"period": NOVEMBER, "announced": announcement(), "published": True}
    state = state_of(EventFactory(**{**texts, **facts, **values}))
    return in_reading(state.texts_of(state.account(is_over=state.is_over(now))), "en").value


@pytest.mark.parametrize(
    ("now", "text"),
    [(BEFORE, "They will meet."), (ON_THE_DAY, "They will meet."), (AFTER, "They met.")],
)
def test_a_lead_tells_of_an_event_until_its_day_is_over(now, text):
    assert told(now) == text


def test_an_event_that_is_over_keeps_its_lead_for_want_of_a_summary():
    assert told(AFTER, summary_en="") == "They will meet."
    assert told(AFTER, summary_en="", lead_en="") == ""


@pytest.mark.parametrize(
    ("now", "texts", "as_planned"),
    [
        (BEFORE, {"summary_en": ""}, False),
        (AFTER, {"summary_en": ""}, True),
        (AFTER, {}, False),
        (AFTER, {"summary_en": "", "lead_en": ""}, False),
        (BEFORE, {"summary_en": "", "status": Status.CANCELLED, "announced": None}, True),
    ],
)
def test_a_lead_that_an_event_has_outlived_tells_what_was_planned(now, texts, as_planned):
    values = {"lead_en": "They will meet.", "summary_en": "They met.", "announced": announcement()}
    event = EventFactory(period=NOVEMBER, published=True, **{**values, **texts})
    state = state_of(event)

    assert state.is_told_as_planned(is_over=state.is_over(now)) is as_planned


def test_an_event_to_come_without_a_lead_has_its_summary():
    assert told(lead_en="") == "They met."
    assert told(lead_en="", summary_en="") == ""


def test_a_lead_in_one_language_is_rather_read_than_a_summary_in_another():
    assert told(lead_en="", lead_ru="Они встретятся.") == "Они встретятся."


def test_a_draft_of_the_only_lead_is_none():
    event = EventFactory(lead_zh_hans="将举行会议。", summary_en="They met.", period=NOVEMBER)
    workflow.keep_draft(event, "zh-hans")

    assert state_of(event).account() == "summary"


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (Status.PLANNED, "They will meet."),
        (Status.CONFIRMED, "They will meet."),
        (Status.CANCELLED, "They met."),
        (Status.HELD, "They met."),
        (Status.UNKNOWN_OUTCOME, "They met."),
    ],
)
def test_what_became_of_an_event_decides_on_its_day_too(status, text):
    assert told(ON_THE_DAY, status=status, announced=None) == text


def test_an_event_without_a_date_is_still_to_come():
    assert told(AFTER, status=Status.POSTPONED, period=Period.undated(), announced=None) == (
        "They will meet."
    )


# --- what lists call it ---------------------------------------------------------------


def named(language: str, **texts) -> tuple[str, str]:
    name = first_text_of(state_of(EventFactory(**texts)), *NAMES, language=language)
    return name.value, name.language


def test_a_list_calls_an_event_by_its_short_title():
    assert named("en", title_en="The 20th meeting", short_title_en="Summit") == ("Summit", "en")


def test_without_a_short_title_it_is_called_by_its_title():
    assert named("en", title_en="The 20th meeting") == ("The 20th meeting", "en")


def test_a_title_in_the_language_of_the_reader_is_rather_read_than_a_short_one_in_another():
    texts = {"title_en": "The 20th meeting", "title_ru": "Заседание", "short_title_en": "Summit"}

    assert named("ru", **texts) == ("Заседание", "ru")
    assert named("zh-hans", **texts, title_zh_hans="") == ("Summit", "en")


def test_before_a_renaming_an_event_has_the_title_of_the_time_and_no_short_one():
    event = EventFactory(
        title_en="Mission 2020",
        short_title_en="Mission",
        announced=announcement(date(2020, 1, 14)),
        period=NOVEMBER,
        published=True,
    )
    changes.rename(event, announcement(date(2020, 3, 1)), {"en": "Mission 2021"})
    known = KnownEvent.of(state_of(event))
    first, last = (known.event.at(known.entries[number]) for number in (0, -1))

    assert first_text_of(first, *NAMES, language="en").value == "Mission 2020"
    assert first_text_of(last, *NAMES, language="en").value == "Mission"

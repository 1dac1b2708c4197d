"""A new date, none, another place, format or title."""

import pytest

from events.actions.changes import NOTHING, FactChanges
from events.dates import Period
from events.enums import Format, Status
from events.timeline import Facts
from tests.acting import changes
from tests.events.actions.plans import AUTUMN, JULY, JULY_22, NOVEMBER_10, confirmed, refusal
from tests.factories import CityFactory, EventFactory, announcement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("new", [NOVEMBER_10, AUTUMN])
def test_a_rescheduled_event_is_planned_again(new):
    event = confirmed()

    change = changes.reschedule(event, announcement(), FactChanges(new))

    assert (event.status, event.period) == (Status.PLANNED, new)
    assert (change.kind, change.old_status, change.new_status) == (
        "rescheduled",
        "confirmed",
        "planned",
    )


@pytest.mark.parametrize(
    "moves", [NOTHING, FactChanges(Period.undated()), FactChanges(format="online")]
)
def test_rescheduling_needs_a_new_date(moves):
    event = EventFactory(announced=announcement(), period=JULY)

    text = refusal(changes.reschedule, event, announcement(), moves)

    assert text == "Give the new date, or postpone the event without one."


def test_rescheduling_to_the_present_date_is_refused():
    event = EventFactory(announced=announcement(), period=JULY_22)

    text = refusal(changes.reschedule, event, announcement(), FactChanges(JULY_22))

    assert text == "This is the date already."


def test_postponing_takes_the_date_off():
    event = confirmed()

    change = changes.postpone(event, announcement())

    assert (event.status, event.period) == (Status.POSTPONED, Period.undated())
    assert (change.old_period, change.new_period) == (JULY_22, Period.undated())


def test_postponing_may_name_a_vague_later_date():
    event = confirmed()

    changes.postpone(event, announcement(), AUTUMN)

    assert (event.status, event.period) == (Status.POSTPONED, AUTUMN)


def test_postponing_to_an_exact_day_is_moving():
    text = refusal(changes.postpone, confirmed(), announcement(), NOVEMBER_10)

    assert text == "An event with an exact new date is moved, not postponed."


def test_an_event_without_a_date_can_be_postponed():
    event = EventFactory(announced=announcement())

    change = changes.postpone(event, announcement())

    assert event.status == Status.POSTPONED
    assert (change.old_period, change.new_period) == (None, Period.undated())


def test_postponing_again_needs_another_date():
    event = EventFactory(announced=announcement(), period=JULY_22)
    changes.postpone(event, announcement())

    text = refusal(changes.postpone, event, announcement())
    changes.postpone(event, announcement(), AUTUMN)

    assert text == "The event is postponed already."
    assert event.period == AUTUMN


def test_a_cancelled_event_keeps_its_date_and_place():
    sochi = CityFactory(slug="sochi")
    event = confirmed(cities=[sochi])

    change = changes.cancel(event, announcement())

    assert event.facts() == Facts(Status.CANCELLED, JULY_22, cities=("sochi",))
    assert (change.kind, change.new_status, change.new_period) == ("cancelled", "cancelled", None)


def test_cancelling_needs_a_reason_even_for_a_mere_plan():
    event = EventFactory(announced=announcement(), period=JULY)

    text = refusal(changes.cancel, event, announcement(reason=" "))

    assert text == "Give the reason why the event is cancelled."


@pytest.mark.parametrize(
    "moves",
    [
        NOTHING,
        FactChanges(cities=("moscow",)),
        FactChanges(venue={"en": "Hall"}),
        FactChanges(NOVEMBER_10),
    ],
)
def test_relocating_needs_another_place(moves):
    event = EventFactory(
        announced=announcement(), cities=[CityFactory(slug="moscow")], venue={"en": "Hall"}
    )

    text = refusal(changes.relocate, event, announcement(), moves)

    assert text == "Give a place other than the present one."


def test_another_hall_in_the_same_city_is_another_place():
    event = confirmed(cities=[CityFactory(slug="moscow")], venue={"en": "Hall"})

    change = changes.relocate(event, announcement(), FactChanges(venue={"en": "Palace", "ru": ""}))

    assert (change.old_venue, change.new_venue) == ({"en": "Hall"}, {"en": "Palace"})
    assert (change.old_cities, change.new_cities) == (None, None)
    assert event.status == Status.CONFIRMED


@pytest.mark.parametrize(
    "moves", [NOTHING, FactChanges(format=Format.IN_PERSON), FactChanges(NOVEMBER_10)]
)
def test_changing_the_format_needs_another_format(moves):
    event = EventFactory(announced=announcement(), format=Format.IN_PERSON)

    text = refusal(changes.change_format, event, announcement(), moves)

    assert text == "Give a format other than the present one."


@pytest.mark.parametrize(
    ("before", "period", "after"),
    [
        (Status.CONFIRMED, None, Status.CONFIRMED),
        (Status.CONFIRMED, NOVEMBER_10, Status.CONFIRMED),
        (Status.CONFIRMED, AUTUMN, Status.PLANNED),
        (Status.PLANNED, NOVEMBER_10, Status.PLANNED),
        (Status.POSTPONED, None, Status.POSTPONED),
        (Status.PLANNED, AUTUMN, Status.PLANNED),
        (Status.POSTPONED, NOVEMBER_10, Status.PLANNED),
        (Status.POSTPONED, JULY, Status.PLANNED),
        (Status.POSTPONED, Period.undated(), Status.POSTPONED),
    ],
)
@pytest.mark.parametrize(
    ("writer", "moves"),
    [
        (changes.change_format, {"format": Format.ONLINE}),
        (changes.relocate, {"venue": {"en": "Elsewhere"}}),
    ],
)
def test_a_new_place_or_format_keeps_the_status_and_a_new_date_ends_a_postponement(
    before, period, after, writer, moves
):
    event = EventFactory(status=before, period=AUTUMN if before == "postponed" else JULY_22)

    writer(event, announcement(), FactChanges(period, **moves))

    assert event.status == after


def test_a_renamed_event_keeps_the_titles_it_had_in_the_history():
    event = confirmed(title_en="Forum", title_ru="Форум", title_zh_hans="")

    change = changes.rename(event, announcement(), {"en": "Business Forum", "zh-hans": "论坛"})

    event.refresh_from_db()
    assert (event.title_en, event.title_ru, event.title_zh_hans) == (
        "Business Forum",
        "Форум",
        "论坛",
    )
    assert change.old_title == {"en": "Forum", "ru": "Форум"}
    assert change.new_title == {"en": "Business Forum", "ru": "Форум", "zh-hans": "论坛"}
    assert (event.status, change.new_status) == (Status.CONFIRMED, "confirmed")


def test_that_an_event_was_renamed_may_be_known_without_the_old_title():
    event = confirmed(title_en="Forum")

    change = changes.rename(event, announcement())

    assert (change.kind, change.old_title, change.new_title) == ("renamed", None, None)
    assert event.title_en == "Forum"


def test_a_title_cannot_be_emptied():
    text = refusal(changes.rename, EventFactory(), announcement(), {"en": "Forum", "ru": " "})

    assert text == "A title cannot be empty."


def test_renaming_to_the_present_title_is_refused():
    event = EventFactory(title_en="Forum")

    text = refusal(changes.rename, event, announcement(), {"en": "Forum"})

    assert text == "Give a title other than the present one."


@pytest.mark.parametrize("later", [NOVEMBER_10, Period.in_month(2020, 11)])
@pytest.mark.parametrize(
    "tell",
    [
        lambda event, period: changes.reschedule(event, announcement(), FactChanges(period)),
        lambda event, period: changes.relocate(
            event, announcement(), FactChanges(period, venue={"en": "Hall"})
        ),
        lambda event, period: changes.change_format(
            event, announcement(), FactChanges(period, Format.ONLINE)
        ),
        lambda event, period: changes.correct(event, announcement(), FactChanges(period)),
    ],
)
def test_a_new_date_ends_a_postponement_whatever_it_comes_with(tell, later):
    event = EventFactory(announced=announcement(), period=JULY_22, format=Format.IN_PERSON)
    changes.postpone(event, announcement())

    change = tell(event, later)

    assert (event.status, event.period) == (Status.PLANNED, later)
    assert (change.old_status, change.new_status) == (Status.POSTPONED, Status.PLANNED)

"""What the small forms hand on to the writers."""

from datetime import date, time

import pytest

from events.actions.changes import NOTHING, Announcement, FactChanges
from events.dates import Period, Precision
from staff.actions.forms import ConfirmForm, CorrectForm, MoveForm, PlaceForm, RenameForm
from tests.factories import CityFactory, EventFactory, announcement

pytestmark = pytest.mark.django_db

TODAY = date(2020, 10, 28)


@pytest.fixture
def event():
    city = CityFactory(slug="chelyabinsk", time_zone="Asia/Yekaterinburg")
    return EventFactory(
        period=Period.on(date(2020, 7, 22), date(2020, 7, 23)),
        format="in_person",
        cities=[city],
        venue={"en": "Hall"},
        announced=announcement(date(2020, 1, 1)),
    )


def filled(form_class, event, **changed):
    """Return the form as it comes from the browser when only `changed` was touched."""
    fresh = form_class(event, TODAY)
    present = {
        bound.html_name: bound.value() for bound in fresh if bound.value() not in (None, "", [])
    }
    return form_class(event, TODAY, {**present, **changed})


def test_untouched_form_moves_nothing(event):
    form = filled(CorrectForm, event)

    assert form.is_valid()
    assert form.moves() == NOTHING


def test_only_touched_facts_are_handed_on(event):
    form = filled(PlaceForm, event, format="hybrid")

    assert form.is_valid()
    assert form.moves() == FactChanges(format="hybrid")


@pytest.mark.parametrize(
    ("changed", "venue", "texts"),
    [
        ({"cities": ["moscow"]}, {}, ["", ""]),
        ({"cities": [], "format": "online"}, {}, ["", ""]),
        (
            {"cities": ["moscow"], "venue_ru": "Зал в Москве"},
            {"ru": "Зал в Москве"},
            ["", "Зал в Москве"],
        ),
        ({"cities": ["chelyabinsk", "moscow"]}, None, ["Hall", "Зал"]),
        ({"cities": ["chelyabinsk"], "format": "hybrid"}, None, ["Hall", "Зал"]),
        ({"venue_ru": "Малый зал"}, {"en": "Hall", "ru": "Малый зал"}, ["Hall", "Малый зал"]),
    ],
)
def test_the_hall_of_the_cities_before_goes_with_the_last_of_them(event, changed, venue, texts):
    CityFactory(slug="moscow")
    event.venue_ru = "Зал"

    form = filled(PlaceForm, event, **changed)

    assert form.is_valid()
    assert form.moves().venue == venue
    assert [form["venue_en"].value(), form["venue_ru"].value()] == texts


def test_clock_times_are_in_the_zone_of_the_place(event):
    form = filled(MoveForm, event, first_day="2020-11-10", opens="10:00")

    assert form.is_valid()
    assert form.moves().period == Period(
        date(2020, 11, 10),
        date(2020, 11, 10),
        Precision.MINUTE,
        opens=time(10),
        zone="Asia/Yekaterinburg",
    )


def test_move_starts_without_a_date(event):
    form = MoveForm(event, TODAY)

    assert form["first_day"].value() is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"words_ru": "весной"}, {"en": "in spring", "ru": "весной"}),
        ({"first_day": "2020-04-01"}, {}),
        ({"last_day": "2020-06-30", "words_ru": "до лета"}, {"ru": "до лета"}),
        ({"precision": "day", "first_day": "2020-03-24", "last_day": ""}, {}),
    ],
)
def test_words_of_the_date_before_go_when_the_date_moves(changed, words):
    period = Period(
        date(2020, 3, 1),
        date(2020, 5, 31),
        Precision.PART_OF_YEAR,
        words={"en": "in spring", "ru": "весною"},
    )
    form = filled(CorrectForm, EventFactory(period=period), **changed)

    assert form.is_valid()
    assert form.moves().period.words == words
    assert [form["words_en"].value(), form["words_ru"].value()] == [
        words.get("en", ""),
        words.get("ru", ""),
    ]


def test_bounds_of_a_vague_date_are_not_offered_for_confirmation(event):
    vague = EventFactory(period=Period.in_month(2020, 12))

    days = [ConfirmForm(row, TODAY)["first_day"].value() for row in (event, vague)]

    assert days == [date(2020, 7, 22), None]


def test_confirmation_without_change_moves_nothing(event):
    form = filled(ConfirmForm, event)

    assert form.is_valid()
    assert form.moves() == NOTHING


def test_announcement_is_handed_on_as_written(event):
    form = filled(
        MoveForm,
        event,
        first_day="2020-11-10",
        reason_ru="Из-за пандемии.",
        source_url="https://source.example/",
        announced_on="2020-10-01",
        announced_precision="month",
    )

    assert form.is_valid()
    assert form.announcement() == Announcement(
        on=date(2020, 10, 1),
        precision=Precision.MONTH,
        reason={"ru": "Из-за пандемии."},
        source_url="https://source.example/",
    )


def test_announcement_of_unknown_day_is_allowed(event):
    form = filled(MoveForm, event, first_day="2020-11-10", announced_on="")

    assert form.is_valid()
    assert form.announcement().on is None


def test_announcement_of_tomorrow_is_refused(event):
    form = filled(MoveForm, event, first_day="2020-11-10", announced_on="2020-10-29")

    assert form.errors["announced_on"] == ["An announcement cannot lie in the future."]


def test_form_opened_before_another_change_is_refused(event):
    form = filled(MoveForm, event, first_day="2020-11-10", sequence=str(event.sequence - 1))

    assert form.errors["sequence"] == [
        "The event was changed after you opened this form: open it anew."
    ]


def test_new_titles_are_those_that_differ(event):
    form = filled(RenameForm, event, title_en="Another name")

    assert form.is_valid()
    assert form.new_titles() == {"en": "Another name"}


def test_same_title_is_no_new_name(event):
    form = filled(RenameForm, event)

    assert form.non_field_errors() == ["Give a title other than the present one."]


def test_title_cannot_go(event):
    form = filled(RenameForm, event, title_ru="")

    assert form.errors["title_ru"] == ["A title can change, but not go."]


def test_every_field_is_on_the_page(event):
    form = CorrectForm(event, TODAY)

    shown = [field.name for group in form.groups() for field in group.fields]

    assert sorted(shown) == sorted(name for name in form.fields if name != "sequence")

"""The first step of a history, and what is kept of an announcement."""

from datetime import date

import pytest

from events.actions.changes import NOTHING, Announcement, FactChanges
from events.dates import Period, Precision
from events.enums import Format, Status
from events.timeline import Facts
from tests.acting import changes
from tests.events.actions.plans import JULY_22, refusal
from tests.factories import CityFactory, EventFactory, announcement

pytestmark = pytest.mark.django_db


def test_announcing_sets_the_facts_and_tells_them_all():
    city = CityFactory(slug="chelyabinsk")
    event = EventFactory()
    venue = {"en": "Congress Hall", "ru": "Конгресс-холл"}
    moves = FactChanges(JULY_22, Format.IN_PERSON, ("chelyabinsk",), venue)

    change = changes.announce(event, announcement(date(2019, 6, 14)), moves)

    event.refresh_from_db()
    assert event.facts() == Facts(
        Status.PLANNED, JULY_22, Format.IN_PERSON, ("chelyabinsk",), venue
    )
    assert list(event.cities.all()) == [city]
    change.refresh_from_db()
    assert (change.number, change.kind, change.old_status, change.new_status) == (
        1,
        "announced",
        "",
        "planned",
    )
    assert (change.old_period, change.new_period) == (None, JULY_22)
    assert (change.old_format, change.new_format) == ("", "in_person")
    assert (change.old_cities, change.new_cities) == (None, ["chelyabinsk"])
    assert (change.old_venue, change.new_venue) == (None, venue)


def test_the_first_step_tells_even_what_is_unknown():
    event = EventFactory()

    change = changes.announce(event, announcement(), NOTHING)

    assert change.new_period == Period.undated()
    assert (change.new_format, change.new_cities, change.new_venue) == ("unknown", [], {})


def test_an_event_is_announced_once():
    event = EventFactory(title_en="Summit", announced=announcement())

    text = refusal(changes.announce, event, announcement(), NOTHING)

    assert text == "“Summit” has been announced already."


def test_the_announcement_is_kept_as_it_was_given():
    event = EventFactory()
    said = Announcement(
        on=date(2020, 3, 1),
        precision=Precision.MONTH,
        reason={"en": "The pandemic.", "ru": "Пандемия."},
        source_url="https://source.example/plan",
    )

    change = changes.announce(event, said, NOTHING)

    change.refresh_from_db()
    assert (change.announced_on, change.announced_precision) == (date(2020, 3, 1), "month")
    assert (change.reason_en, change.reason_ru, change.reason_zh_hans) == (
        "The pandemic.",
        "Пандемия.",
        "",
    )
    assert change.source_url == "https://source.example/plan"


def test_an_announcement_of_unknown_day_has_no_precision():
    change = changes.announce(EventFactory(), announcement(), NOTHING)

    assert (change.announced_on, change.announced_precision) == (None, Precision.NONE)

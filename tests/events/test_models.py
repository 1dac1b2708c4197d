from datetime import date, time

import pytest
from django.utils import translation

from events.dates import Period, Precision
from events.models import Event, Photo
from tests.factories import EventFactory, announcement

pytestmark = pytest.mark.django_db


def test_events_and_steps_tell_themselves_from_all_others():
    event = EventFactory(slug="summit", title_en="Summit", announced=announcement())

    assert str(event) == "Summit (summit)"
    assert str(event.changes.get()) == f"{event.pk} step 1: announced"


def test_a_photo_is_called_by_what_it_shows_and_by_whom():
    photos = [
        Photo(event_id=7, position=position, alt_en="A hall.", credit_en="A. Photographer")
        for position in (1, 2)
    ]

    assert list(map(str, photos)) == [
        "1. A hall. (A. Photographer)",
        "2. A hall. (A. Photographer)",
    ]


@pytest.mark.parametrize(
    ("language", "address"),
    [("en", "/en/events/summit/"), ("zh-hans", "/zh-hans/events/summit/")],
)
def test_the_address_has_no_date_so_that_it_survives_every_move(language, address):
    event = EventFactory(slug="summit")

    with translation.override(language):
        assert event.get_absolute_url() == address


@pytest.mark.parametrize(
    "period",
    [
        Period.undated(),
        Period.in_month(2020, 7),
        Period.on(date(2020, 7, 22), date(2020, 7, 23)),
        Period(
            date(2020, 7, 22),
            date(2020, 7, 22),
            Precision.MINUTE,
            opens=time(14),
            closes=time(17, 30),
            zone="Asia/Shanghai",
            words={"en": "in the afternoon", "zh-hans": "下午"},
        ),
    ],
)
def test_a_period_is_read_back_as_it_was_set(period):
    event = EventFactory(period=period)

    assert Event.objects.get(pk=event.pk).period == period


@pytest.mark.parametrize(
    ("period", "sort_on", "is_vague"),
    [
        (Period.on(date(2020, 7, 22), date(2020, 7, 23)), date(2020, 7, 22), 0),
        (Period.in_month(2020, 7), date(2020, 7, 31), 1),
        (Period.undated(), date(9999, 12, 31), 1),
    ],
)
def test_the_database_computes_the_place_in_the_plan(period, sort_on, is_vague):
    event = EventFactory(period=period)
    event.refresh_from_db()

    assert (event.sort_on, event.is_vague) == (sort_on, is_vague)

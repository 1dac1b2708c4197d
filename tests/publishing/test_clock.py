from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction

from publishing import clock
from publishing.models import StandingClock

pytestmark = pytest.mark.django_db

MOSCOW = ZoneInfo("Europe/Moscow")
LATE_EVENING_IN_LONDON = "2020-10-28T22:30:00+00:00"


@pytest.mark.parametrize("setting", [None, "", "off"])
def test_the_real_day_is_that_of_moscow(settings, setting):
    settings.PORTAL_CLOCK = setting

    with time_machine.travel(LATE_EVENING_IN_LONDON, tick=False):
        now, today = clock.now(), clock.today()

    assert now == datetime(2020, 10, 29, 1, 30, tzinfo=MOSCOW)
    assert today == date(2020, 10, 29)
    assert clock.standing_day() is None


def test_a_day_in_the_settings_stands_at_nine_in_moscow(settings):
    settings.PORTAL_CLOCK = "2020-10-28"

    assert clock.now() == datetime(2020, 10, 28, 9, tzinfo=MOSCOW)
    assert clock.today() == date(2020, 10, 28)
    assert clock.standing_day() == date(2020, 10, 28)


def test_the_demonstration_stands_at_the_day_in_the_database(settings):
    settings.PORTAL_CLOCK = "demo"
    clock.stand_at(date(2020, 10, 28))

    clock.stand_at(date(2020, 11, 11))

    assert clock.today() == date(2020, 11, 11)
    assert StandingClock.objects.count() == 1


def test_the_demonstration_follows_the_real_day_until_a_plan_is_loaded(settings):
    settings.PORTAL_CLOCK = "demo"

    with time_machine.travel(LATE_EVENING_IN_LONDON, tick=False):
        today = clock.today()

    assert clock.standing_day() is None
    assert today == date(2020, 10, 29)


def test_a_day_in_the_database_is_nothing_to_a_real_clock(settings):
    settings.PORTAL_CLOCK = "off"
    clock.stand_at(date(2020, 10, 28))

    assert clock.standing_day() is None


@pytest.mark.parametrize("setting", ["2020-13-01", "yesterday", "28.10.2020"])
def test_nonsense_in_the_settings_is_named(settings, setting):
    settings.PORTAL_CLOCK = setting

    with pytest.raises(ImproperlyConfigured) as refusal:
        clock.now()

    assert str(refusal.value) == (
        f"PORTAL_CLOCK is {setting!r}: write a day as 2020-10-28, or `demo`, or `off`."
    )


def test_there_is_one_standing_day_at_most():
    clock.stand_at(date(2020, 10, 28))

    with (
        pytest.raises(IntegrityError, match="standingclock_single_row"),
        transaction.atomic(),
    ):
        StandingClock.objects.create(pk=2, day=date(2020, 10, 29))


def test_a_standing_clock_tells_its_day():
    assert str(StandingClock(day=date(2020, 10, 28))) == "2020-10-28"

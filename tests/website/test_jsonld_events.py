from datetime import date, time

import pytest
from django.utils import translation

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import Format, Membership
from events.models import Event
from places.models import PlaceNames
from tests.acting import changes
from tests.events.stated import state_of
from tests.factories import CityFactory, CountryFactory, EventFactory, announcement
from website.jsonld import as_script, event_jsonld

pytestmark = pytest.mark.django_db

URL = "https://portal.example/en/events/summit/"
IMAGE = f"{URL}share-0123.png"
SCHEMA = "https://schema.org/"
JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER = Period.on(date(2020, 11, 10))


def told(event: Event, language: str = "en") -> dict | None:
    with translation.override(language):
        return event_jsonld(state_of(event), PlaceNames.read(), URL, IMAGE)


def announced(**values) -> Event:
    if "cities" not in values:
        values["cities"] = [CityFactory(name_en="Moscow")]
    values = {"period": JULY, "format": Format.IN_PERSON} | values
    return EventFactory(announced=announcement(date(2020, 1, 20)), **values)


def test_planned_event_is_scheduled_on_its_days():
    document = told(announced(title_en="Summit", summary_en="The leaders meet."))

    assert document["@context"] == "https://schema.org"
    assert document["@type"] == "Event"
    assert (document["name"], document["description"]) == ("Summit", "The leaders meet.")
    assert (document["startDate"], document["endDate"]) == ("2020-07-22", "2020-07-23")
    assert document["eventStatus"] == SCHEMA + "EventScheduled"
    assert document["eventAttendanceMode"] == SCHEMA + "OfflineEventAttendanceMode"
    assert document["url"] == URL
    assert "previousStartDate" not in document


def test_clock_time_carries_its_offset():
    period = Period(
        date(2020, 11, 10),
        date(2020, 11, 10),
        Precision.MINUTE,
        opens=time(14),
        closes=time(16, 30),
        zone="Asia/Shanghai",
    )

    document = told(announced(period=period))

    assert document["startDate"] == "2020-11-10T14:00+08:00"
    assert document["endDate"] == "2020-11-10T16:30+08:00"


def test_unknown_closing_time_is_left_out():
    period = Period(
        date(2020, 11, 10), date(2020, 11, 10), Precision.MINUTE, opens=time(14), zone="Asia/Tokyo"
    )

    document = told(announced(period=period))

    assert document["startDate"] == "2020-11-10T14:00+09:00"
    assert "endDate" not in document


@pytest.mark.parametrize("period", [Period.in_month(2020, 7), Period.undated()])
def test_event_without_an_exact_day_is_not_told(period):
    assert told(announced(period=period)) is None


def test_event_without_a_place_is_not_told():
    assert told(announced(cities=[])) is None


def test_event_online_needs_no_city():
    document = told(announced(cities=[], format=Format.ONLINE))

    assert document["location"] == {"@type": "VirtualLocation", "url": URL}


def test_event_online_is_in_no_city_that_it_is_led_from():
    led_from = CityFactory(name_en="Moscow")

    document = told(announced(cities=[led_from], format=Format.ONLINE))

    assert document["location"] == {"@type": "VirtualLocation", "url": URL}


def test_event_without_a_photo_has_its_share_image():
    assert told(announced())["image"] == IMAGE


def test_moved_event_tells_the_date_that_it_left():
    event = announced()
    changes.reschedule(event, announcement(date(2020, 5, 27)), FactChanges(period=NOVEMBER))

    document = told(event)

    assert document["eventStatus"] == SCHEMA + "EventRescheduled"
    assert document["previousStartDate"] == "2020-07-22"
    assert document["startDate"] == "2020-11-10"


def test_event_that_moved_twice_tells_every_date():
    event = announced()
    changes.reschedule(
        event, announcement(date(2020, 5, 27)), FactChanges(period=Period.on(date(2020, 9, 1)))
    )
    changes.reschedule(event, announcement(date(2020, 8, 1)), FactChanges(period=NOVEMBER))

    assert told(event)["previousStartDate"] == ["2020-07-22", "2020-09-01"]


@pytest.mark.parametrize("later", [None, Period.in_month(2020, 12)])
def test_postponed_event_keeps_the_day_that_it_left_until_it_has_a_new_one(later):
    event = announced()
    changes.postpone(event, announcement(date(2020, 5, 27)), later)
    postponed = told(event)

    changes.reschedule(event, announcement(date(2020, 8, 1)), FactChanges(period=NOVEMBER))

    moved = told(event)
    assert [
        (document["eventStatus"], document["startDate"], document["previousStartDate"])
        for document in (postponed, moved)
    ] == [
        (SCHEMA + "EventPostponed", "2020-07-22", "2020-07-22"),
        (SCHEMA + "EventRescheduled", "2020-11-10", "2020-07-22"),
    ]
    assert (postponed["endDate"], moved["endDate"]) == ("2020-07-23", "2020-11-10")


def test_event_postponed_twice_keeps_the_last_day_that_it_left():
    event = announced()
    changes.postpone(event, announcement(date(2020, 5, 27)))
    changes.reschedule(event, announcement(date(2020, 8, 1)), FactChanges(period=NOVEMBER))
    changes.postpone(event, announcement(date(2020, 9, 1)))

    assert (told(event)["startDate"], told(event)["eventStatus"]) == (
        "2020-11-10",
        SCHEMA + "EventPostponed",
    )


def test_event_postponed_from_a_vague_date_is_not_told():
    event = announced(period=Period.in_month(2020, 7))
    changes.postpone(event, announcement(date(2020, 5, 27)))

    assert told(event) is None


def test_event_that_moved_in_time_and_online_has_both_states():
    event = announced(cities=[CityFactory()])
    changes.change_format(
        event,
        announcement(date(2020, 9, 9)),
        FactChanges(format=Format.ONLINE, cities=(), period=NOVEMBER),
    )

    document = told(event)

    assert document["eventStatus"] == [SCHEMA + "EventRescheduled", SCHEMA + "EventMovedOnline"]
    assert document["eventAttendanceMode"] == SCHEMA + "OnlineEventAttendanceMode"
    assert document["location"] == {"@type": "VirtualLocation", "url": URL}


def test_cancelled_event_keeps_its_date():
    event = announced()
    changes.cancel(event, announcement(date(2020, 5, 27)))

    document = told(event)

    assert document["eventStatus"] == SCHEMA + "EventCancelled"
    assert document["startDate"] == "2020-07-22"


def test_place_is_the_venue_in_its_city():
    city = CityFactory(name_en="Moscow", country=CountryFactory(code="RU"))

    document = told(announced(cities=[city], venue={"en": "Red Square"}))

    assert document["location"] == {
        "@type": "Place",
        "name": "Red Square",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Moscow",
            "addressCountry": "RU",
        },
    }


def test_two_cities_are_two_places_and_the_venue_is_in_neither():
    cities = [CityFactory(name_en="Moscow"), CityFactory(name_en="Kazan")]

    document = told(announced(cities=cities, venue={"en": "Red Square"}))

    assert {place["name"] for place in document["location"]} == {"Moscow", "Kazan"}


def test_hybrid_event_is_in_a_place_and_online():
    document = told(announced(format=Format.HYBRID, cities=[CityFactory(name_en="Moscow")]))

    assert document["eventAttendanceMode"] == SCHEMA + "MixedEventAttendanceMode"
    assert [place["@type"] for place in document["location"]] == ["Place", "VirtualLocation"]


def test_unknown_format_is_left_out():
    document = told(announced(format=Format.UNKNOWN))

    assert "eventAttendanceMode" not in document
    assert document["location"]["name"] == "Moscow"


@pytest.mark.parametrize(
    ("membership", "organiser"),
    [
        (Membership.PRESIDENCY, "Russia’s SCO Presidency 2019–2020"),
        (Membership.SCO_CALENDAR, "Shanghai Cooperation Organisation"),
    ],
)
def test_event_without_a_host_is_organised_by_whose_plan_it_is(membership, organiser):
    document = told(announced(membership=membership))

    assert document["organizer"] == {"@type": "Organization", "name": organiser}


def test_host_is_the_organiser():
    assert told(announced(host_en="City of Kazan"))["organizer"]["name"] == "City of Kazan"


def test_language_is_that_of_the_title_shown():
    event = announced(title_en="Summit", title_zh_hans="")

    document = told(event, "zh-hans")

    assert (document["name"], document["inLanguage"]) == ("Summit", "en")
    assert told(event, "ru")["inLanguage"] == "ru"


def test_held_event_stays_scheduled_on_its_day():
    event = announced()
    changes.hold(event, announcement(date(2020, 7, 23)))

    assert told(event)["eventStatus"] == SCHEMA + "EventScheduled"


def test_no_text_can_end_the_script_element():
    script = as_script({"name": "</script><!-- & -->"})

    assert script == r'{"name":"\u003C/script\u003E\u003C!-- \u0026 --\u003E"}'

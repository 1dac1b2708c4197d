from datetime import date

import pytest

from events.actions.changes import Announcement, FactChanges
from events.dates import Period, Precision
from events.enums import Format, Status
from tests.acting import changes
from tests.events.stated import steps_of
from tests.factories import CityFactory, EventFactory, announcement
from website.presenters.changes import HistoryEntry

pytestmark = pytest.mark.django_db

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
OCTOBER = Period.on(date(2020, 10, 29))


def told(step: HistoryEntry) -> list[tuple[str, str, str]]:
    return [(move.label, str(move.old), str(move.new)) for move in step.moves]


def test_first_step_tells_every_known_fact_and_strikes_none():
    city = CityFactory(name_en="Kazan")

    event = EventFactory(
        announced=announcement(date(2020, 1, 20)),
        period=JULY,
        format=Format.IN_PERSON,
        cities=[city],
    )

    (step,) = steps_of(event)
    assert step.headline == "Announced"
    assert told(step) == [
        ("Date", "", "22–23 July 2020"),
        ("Place", "", "Kazan"),
        ("Format", "", "In person"),
    ]


def test_facts_that_nobody_stated_are_left_out_of_the_first_step():
    event = EventFactory(announced=announcement(date(2020, 1, 20)), period=JULY)

    (step,) = steps_of(event)
    assert told(step) == [("Date", "", "22–23 July 2020")]


def test_a_place_of_which_no_format_was_known_is_left_as_a_place():
    event = EventFactory(
        announced=announcement(date(2020, 1, 20)),
        period=JULY,
        cities=[CityFactory(name_en="Delhi")],
    )

    online = FactChanges(format=Format.ONLINE, cities=())
    changes.change_format(event, announcement(date(2020, 5, 27)), online)

    assert told(steps_of(event)[-1]) == [("Place", "Delhi", "Videoconference")]


def test_new_date_stands_beside_the_old_one():
    event = EventFactory(announced=announcement(date(2020, 1, 20)), period=JULY)

    changes.reschedule(event, announcement(date(2020, 5, 27)), FactChanges(period=OCTOBER))

    step = steps_of(event)[-1]
    assert step.headline == "New date"
    assert told(step) == [("Date", "22–23 July 2020", "29 October 2020")]


def test_postponement_without_a_date_leaves_it_to_be_confirmed():
    event = EventFactory(announced=announcement(date(2020, 1, 20)), period=JULY)

    changes.postpone(event, announcement(date(2020, 5, 27)))

    step = steps_of(event)[-1]
    assert step.headline == "Postponed"
    assert told(step) == [("Date", "22–23 July 2020", "to be confirmed")]


def test_place_given_up_for_the_internet_is_told_beside_the_format():
    city = CityFactory(name_en="Chelyabinsk")
    event = EventFactory(
        announced=announcement(date(2020, 1, 20)),
        period=JULY,
        format=Format.IN_PERSON,
        cities=[city],
    )

    changes.change_format(
        event, announcement(date(2020, 5, 27)), FactChanges(format=Format.ONLINE, cities=())
    )

    step = steps_of(event)[-1]
    assert step.headline == "Moved online"
    assert told(step) == [("Format", "In person, Chelyabinsk", "Videoconference")]


def test_videoconference_that_is_led_from_its_city_leaves_that_too():
    city = CityFactory(name_en="Chelyabinsk")
    event = EventFactory(
        announced=announcement(), period=JULY, format=Format.IN_PERSON, cities=[city]
    )

    changes.change_format(event, announcement(), FactChanges(format=Format.ONLINE))

    assert told(steps_of(event)[-1]) == [("Format", "In person, Chelyabinsk", "Videoconference")]


def test_step_of_several_facts_tells_each_of_them():
    event = EventFactory(
        announced=announcement(date(2020, 1, 20)), period=JULY, format=Format.IN_PERSON
    )

    changes.change_format(
        event, announcement(date(2020, 5, 27)), FactChanges(format=Format.ONLINE, period=OCTOBER)
    )

    step = steps_of(event)[-1]
    assert step.headline == "Moved online, with a new date"
    assert told(step) == [
        ("Date", "22–23 July 2020", "29 October 2020"),
        ("Format", "In person", "Videoconference"),
    ]


def test_new_place_stands_beside_the_old_one():
    old, new = CityFactory(name_en="Chelyabinsk"), CityFactory(name_en="Kazan")
    event = EventFactory(announced=announcement(date(2020, 1, 20)), period=JULY, cities=[old])

    changes.relocate(event, announcement(date(2020, 5, 27)), FactChanges(cities=(new.slug,)))

    step = steps_of(event)[-1]
    assert step.headline == "New place"
    assert told(step) == [("Place", "Chelyabinsk", "Kazan")]


def test_new_venue_is_told_in_the_language_of_the_reader():
    event = EventFactory(announced=announcement(date(2020, 1, 20)), period=JULY)

    changes.relocate(
        event,
        announcement(date(2020, 5, 27)),
        FactChanges(venue={"en": "Red Square", "ru": "Красная площадь"}),
    )

    assert told(steps_of(event, "ru")[-1])[0][2] == "Красная площадь"


def test_new_title_keeps_the_old_one():
    event = EventFactory(announced=announcement(date(2020, 1, 20)), title_en="Old", period=JULY)

    changes.rename(event, announcement(date(2020, 5, 27)), {"en": "New"})

    step = steps_of(event)[-1]
    assert step.headline == "New name"
    assert told(step) == [("Title", "Old", "New")]


def test_status_is_told_when_the_headline_does_not_say_it():
    event = EventFactory(announced=announcement(date(2020, 1, 20)), period=JULY)
    changes.postpone(event, announcement(date(2020, 5, 27)))

    changes.reschedule(event, announcement(date(2020, 9, 9)), FactChanges(period=OCTOBER))

    assert told(steps_of(event)[-1])[-1] == ("Status", "Postponed", "Planned")


def test_held_event_ends_with_the_final_step():
    event = EventFactory(announced=announcement(date(2020, 1, 20)), period=JULY)

    changes.hold(event, announcement(date(2020, 7, 23)))

    assert [(step.headline, step.is_final) for step in steps_of(event)] == [
        ("Announced", False),
        ("Held", True),
    ]


def test_correction_shows_the_status_that_was_wrong():
    event = EventFactory(announced=announcement(date(2020, 1, 20)), period=JULY)
    changes.hold(event, announcement(date(2020, 7, 23)))

    changes.correct(event, announcement(date(2020, 7, 24)), status=Status.PLANNED)

    step = steps_of(event)[-1]
    assert step.headline == "Corrected"
    assert told(step) == [("Status", "Held", "Planned")]


@pytest.mark.parametrize(
    ("on", "precision", "said", "iso"),
    [
        (date(2020, 5, 27), Precision.DAY, "27 May 2020", "2020-05-27"),
        (date(2020, 5, 1), Precision.MONTH, "May 2020", "2020-05"),
        (date(2020, 1, 1), Precision.YEAR, "2020", "2020"),
        (None, Precision.NONE, "", ""),
    ],
)
def test_announcement_is_dated_no_more_exactly_than_it_is_known(on, precision, said, iso):
    event = EventFactory(announced=Announcement(on=on, precision=precision), period=JULY)

    (step,) = steps_of(event)
    assert (step.announced, step.announced_iso) == (said, iso)


def test_reason_missing_in_a_language_is_told_in_another_and_says_so():
    event = EventFactory(announced=announcement(date(2020, 1, 20)), period=JULY)

    (step,) = steps_of(event, "ru")
    assert str(step.reason) == "A reason."
    assert (step.reason.language, step.reason.is_fallback) == ("en", True)


def test_source_is_named_by_its_site():
    event = EventFactory(
        announced=announcement(date(2020, 1, 20), source_url="https://www.kremlin.example/x"),
        period=JULY,
    )

    (step,) = steps_of(event)
    assert (step.source_url, step.source_name) == (
        "https://www.kremlin.example/x",
        "kremlin.example",
    )


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_old_and_new_texts_of_one_language_are_read_in_every_other(language):
    event = EventFactory(
        announced=announcement(date(2020, 1, 20)),
        period=JULY,
        title_en="",
        title_ru="Форум",
        title_zh_hans="",
        venue={"ru": "Зал"},
    )
    changes.rename(event, announcement(date(2020, 5, 27)), {"ru": "Конгресс"})
    changes.relocate(event, announcement(date(2020, 5, 28)), FactChanges(venue={"ru": "Дом"}))

    renamed, relocated = steps_of(event, language)[1:]
    (title,), (venue,) = renamed.moves, relocated.moves
    assert [(move.old.value, move.new.value) for move in (title, venue)] == [
        ("Форум", "Конгресс"),
        ("Зал", "Дом"),
    ]
    assert {text.language for move in (title, venue) for text in (move.old, move.new)} == {"ru"}


@pytest.mark.parametrize("writer", [changes.rename, changes.correct])
def test_title_changed_in_one_language_is_told_in_that_one_by_the_others(writer):
    titles = {"title_en": "Forum", "title_ru": "Форум", "title_zh_hans": "论坛"}
    event = EventFactory(announced=announcement(date(2020, 1, 20)), period=JULY, **titles)

    new = {"en": "Great Forum"}
    moves = new if writer is changes.rename else FactChanges(titles=new)
    writer(event, announcement(date(2020, 5, 27)), moves)

    assert told(steps_of(event, "en")[1]) == [("Title", "Forum", "Great Forum")]
    assert told(steps_of(event, "ru")[1]) == [("Название", "Forum", "Great Forum")]
    assert told(steps_of(event, "zh-hans")[1]) == [("标题", "Forum", "Great Forum")]
    (move,) = steps_of(event, "ru")[1].moves
    assert (move.old.language, move.new.language) == ("en", "en")


def test_venue_changed_in_one_language_is_told_in_that_one_by_the_others():
    event = EventFactory(
        announced=announcement(date(2020, 1, 20)),
        period=JULY,
        venue_en="Small hall",
        venue_ru="Малый зал",
    )

    changes.relocate(
        event,
        announcement(date(2020, 5, 27)),
        FactChanges(venue={"en": "Small hall", "ru": "Большой зал"}),
    )

    assert told(steps_of(event, "en")[1]) == [("Venue", "Малый зал", "Большой зал")]
    assert told(steps_of(event, "ru")[1]) == [("Площадка", "Малый зал", "Большой зал")]


def test_first_correction_tells_what_it_corrected_alone():
    event = EventFactory(period=JULY, format=Format.IN_PERSON, cities=[CityFactory()])

    changes.correct(event, announcement(date(2020, 5, 27)), status=Status.CANCELLED)

    (step,) = steps_of(event)
    assert told(step) == [("Status", "Planned", "Cancelled")]

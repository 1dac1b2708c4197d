"""How each state of the design shows in a row, in three languages."""

from collections.abc import Callable
from datetime import datetime

import pytest

from events.actions.changes import FactChanges
from events.enums import Format
from events.models import Event
from tests.acting import changes
from tests.events.moved import (
    JULY_22,
    NOVEMBER,
    NOVEMBER_10,
    NOW,
    cancelled_after_a_move,
    card_of,
    chelyabinsk,
    held_after_a_move,
    moved_online,
    postponed,
    postponed_to_a_vague_date,
    relocated,
    rescheduled,
    rescheduled_and_moved_online,
)
from tests.factories import EventFactory, announcement
from website.presenters.event_card import Tag

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "ru", "zh-hans")


def labels(event: Event, now: datetime = NOW) -> list[tuple[str, ...]]:
    """Return the words of all tags in each language."""
    return [tuple(tag.label for tag in card_of(event, now, code).all_tags) for code in LANGUAGES]


def was(event: Event) -> list[str]:
    return [card_of(event, language=code).was for code in LANGUAGES]


STATES: list[tuple[Callable[[], Event], list[str], list[tuple[str, ...]]]] = [
    (lambda: EventFactory(period=NOVEMBER_10), [], [(), (), ()]),
    (lambda: EventFactory(period=NOVEMBER_10, status="confirmed"), [], [(), (), ()]),
    (
        lambda: EventFactory(period=NOVEMBER),
        ["unconfirmed"],
        [("To be confirmed",), ("Уточняется",), ("待定",)],
    ),
    (
        EventFactory,
        ["unconfirmed"],
        [("To be confirmed",), ("Уточняется",), ("待定",)],
    ),
    (
        lambda: EventFactory(period=JULY_22),
        ["unconfirmed"],
        [("Outcome not yet reported",), ("Итог ещё не сообщён",), ("结果尚未公布",)],
    ),
    (
        lambda: EventFactory(period=JULY_22, status="held"),
        ["held"],
        [("Held",), ("Состоялось",), ("已举行",)],
    ),
    (
        lambda: EventFactory(period=JULY_22, status="unknown_outcome"),
        ["unconfirmed"],
        [("Outcome unknown",), ("Итог неизвестен",), ("结果不详",)],
    ),
    (rescheduled, ["moved"], [("Rescheduled",), ("Перенесено",), ("已改期",)]),
    (moved_online, ["online"], [("Moved online",), ("Переведено в онлайн",), ("改为线上",)]),
    (
        rescheduled_and_moved_online,
        ["moved", "online"],
        [
            ("Rescheduled", "Moved online"),
            ("Перенесено", "Переведено в онлайн"),
            ("已改期", "改为线上"),
        ],
    ),
    (relocated, ["moved"], [("Relocated",), ("Новое место",), ("变更地点",)]),
    (postponed, ["moved"], [("Postponed",), ("Отложено",), ("延期",)]),
    (postponed_to_a_vague_date, ["moved"], [("Postponed",), ("Отложено",), ("延期",)]),
    (cancelled_after_a_move, ["cancelled"], [("Cancelled",), ("Отменено",), ("已取消",)]),
    (
        held_after_a_move,
        ["held", "moved"],
        [("Held", "Rescheduled"), ("Состоялось", "Перенесено"), ("已举行", "已改期")],
    ),
]


@pytest.mark.parametrize(("made", "codes", "words"), STATES)
def test_each_state_has_its_tags(made, codes, words):
    event = made()

    assert [tag.code for tag in card_of(event).all_tags] == codes
    assert labels(event) == words


def test_lists_tag_exceptions_only_so_that_held_goes_without_saying():
    card = card_of(held_after_a_move())

    assert card.tags == (Tag("moved", "Rescheduled"),)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: EventFactory(announced=announcement(), period=JULY_22), ["", "", ""]),
        (
            rescheduled,
            ["Was 22–23 July 2020", "Было: 22–23 июля 2020 г.", "原定2020年7月22日至23日"],
        ),
        (moved_online, ["Was in Chelyabinsk", "Было: Челябинск", "原定地点：车里雅宾斯克"]),
        (relocated, ["Was in Chelyabinsk", "Было: Челябинск", "原定地点：车里雅宾斯克"]),
        (
            rescheduled_and_moved_online,
            [
                "Was 22–23 July 2020 in Chelyabinsk",
                "Было: 22–23 июля 2020 г., Челябинск",
                "原定2020年7月22日至23日，车里雅宾斯克",
            ],
        ),
        (
            postponed,
            [
                "Was 22–23 July 2020. New date to be confirmed",
                "Было: 22–23 июля 2020 г. Новая дата уточняется",
                "原定2020年7月22日至23日。新日期待定",
            ],
        ),
        (
            postponed_to_a_vague_date,
            ["Was 22–23 July 2020", "Было: 22–23 июля 2020 г.", "原定2020年7月22日至23日"],
        ),
        (
            cancelled_after_a_move,
            ["Was 22–23 July 2020", "Было: 22–23 июля 2020 г.", "原定2020年7月22日至23日"],
        ),
    ],
)
def test_what_an_event_was_before_stands_beside_it(made, said):
    assert was(made()) == said


def test_a_city_that_is_gone_is_named_by_its_address():
    event = moved_online()
    slug = event.changes.get(number=2).old_cities[0]
    event.cities.model.objects.all().delete()

    assert card_of(event).was == f"Was in {slug}"


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        (FactChanges(NOVEMBER_10, Format.ONLINE), "Was 22–23 July 2020 in Chelyabinsk"),
        (FactChanges(NOVEMBER_10), "Was 22–23 July 2020"),
    ],
)
def test_city_that_an_online_event_is_led_from_is_said_as_its_old_place(moves, said):
    event = EventFactory(announced=announcement(), period=JULY_22, **chelyabinsk())
    writer = changes.change_format if moves.format else changes.reschedule
    writer(event, announcement(), moves)

    assert [city.name_en for city in event.cities.all()] == ["Chelyabinsk"]
    assert card_of(event).was == said

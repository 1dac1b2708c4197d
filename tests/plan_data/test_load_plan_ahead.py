"""`manage.py load_plan` takes nothing as a fact that is still to come, as no writer does."""

from datetime import date

import pytest
import time_machine

from documents.models import Document
from events.enums import ENDED
from events.models import Event
from news.models import Article
from plan_data.events import CHANGES
from publishing.models import PublicRecord
from tests.plan_data.plan_files import Cells, event, tiny_plan, to, written
from tests.plan_data.playing import load, refusals

pytestmark = pytest.mark.django_db

#: In the plan of the files everything has happened by then, and nothing that the tests add has.
NOW = "2020-06-30T12:00:00+03:00"
NEXT_DAY = "2020-07-01"
TO_COME = (
    "The day 1 July 2020 is still to come: what the public reads cannot be dated ahead. Wait for "
    "it, or give another day."
)
HELD_AHEAD = "The event begins on 1 July 2020 and cannot be held before."

Rows = dict[str, list[Cells]]


@pytest.fixture(autouse=True)
def machine():
    with time_machine.travel(NOW, tick=False):
        yield


def news_of_tomorrow(rows: Rows) -> None:
    rows["news.csv"][0]["published_on"] = NEXT_DAY


def document_of_tomorrow(rows: Rows) -> None:
    rows["documents.csv"][0]["adopted_on"] = NEXT_DAY


def announced_tomorrow(rows: Rows) -> None:
    rows[CHANGES][2]["announced_on"] = NEXT_DAY


def held_tomorrow(rows: Rows) -> None:
    rows["events.csv"][1] |= {"start_date": NEXT_DAY, "end_date": NEXT_DAY}


def reported_tomorrow(rows: Rows) -> None:
    """A step of unknown day says that an event of tomorrow was held."""
    rows["events.csv"][0] |= {"start_date": NEXT_DAY, "end_date": NEXT_DAY}
    rows[CHANGES][1] |= to(NEXT_DAY, NEXT_DAY)
    rows[CHANGES][2] |= {"announced_on": "", "announced_precision": "none"}


def nothing_came_of_it(rows: Rows) -> None:
    rows["events.csv"].append(event("talks", NEXT_DAY, NEXT_DAY, status="unknown_outcome"))


AHEAD = [
    (news_of_tomorrow, f"news.csv, row 2: {TO_COME}"),
    (document_of_tomorrow, f"documents.csv, row 2: {TO_COME}"),
    (announced_tomorrow, "event_changes.csv, row 4: An announcement cannot lie in the future."),
    (held_tomorrow, f"events.csv, row 3: {HELD_AHEAD}"),
    (reported_tomorrow, f"event_changes.csv, row 4: {HELD_AHEAD}"),
    (
        nothing_came_of_it,
        "events.csv, row 4: The event is not over yet: its outcome is still to come.",
    ),
]


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(("change", "fault"), AHEAD)
@pytest.mark.parametrize("clock", ["off", "2020-06-15"])
def test_no_row_tells_what_is_still_to_come(tmp_path, settings, change, fault, clock):
    settings.PORTAL_CLOCK = clock
    rows = tiny_plan()
    change(rows)

    assert refusals(written(tmp_path, rows)) == ["1 fault; nothing was written.", fault]
    assert PublicRecord.objects.count() == 0


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(("change", "fault"), AHEAD)
def test_on_its_day_every_row_is_a_fact(tmp_path, change, fault):
    rows = tiny_plan()
    change(rows)

    with time_machine.travel("2020-07-02T00:00:00+03:00", tick=False):
        load(written(tmp_path, rows))

    assert not Event.objects.exclude(status__in=ENDED).exists()
    assert (Article.objects.published().count(), Document.objects.published().count()) == (2, 1)


@pytest.mark.parametrize(("change", "fault"), AHEAD[:2])
def test_what_is_public_cannot_be_dated_ahead_by_the_files(tmp_path, change, fault):
    rows = tiny_plan()
    load(written(tmp_path, rows))
    change(rows)

    assert refusals(written(tmp_path, rows)) == ["1 fault; nothing was written.", fault]
    assert Document.objects.get().adopted_on == date(2020, 6, 10)
    assert Article.objects.get(slug="forum-opens").published_on == date(2020, 6, 11)


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(("change", "fault"), AHEAD)
def test_no_day_that_is_asked_for_makes_a_fact_of_tomorrow(tmp_path, change, fault):
    rows = tiny_plan()
    change(rows)

    text = refusals(written(tmp_path, rows), "2020-07-02")

    assert text == ["1 fault; nothing was written.", fault]


def test_as_on_a_day_what_comes_after_it_waits(tmp_path):
    rows = tiny_plan()
    for change in (news_of_tomorrow, document_of_tomorrow):
        change(rows)

    text = load(written(tmp_path, rows), "2020-06-30")

    assert [line.split() for line in text.splitlines()[-2:]] == [
        ["news", "1", "0", "0", "1"],
        ["documents", "0", "0", "0", "1"],
    ]

"""Russian says 1 день, 2 дня, 5 дней, and 21 as 1: on pages, not in the catalogue alone."""

import re
from datetime import date, timedelta

import polib
import pytest
from django.test import Client

from events.dates import Period
from events.enums import Kind, Level
from events.models import Event
from scripts.messages import ROOT, path_of
from tests.factories import EventFactory
from tests.markup import page_of

SUMMIT_DAY = date(2020, 11, 10)
DAY = Period.on(SUMMIT_DAY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "1 день"),
        (2, "2 дня"),
        (5, "5 дней"),
        (11, "11 дней"),
        (21, "21 день"),
        (101, "101 день"),
    ],
)
def test_days_to_the_main_event(client: Client, settings, days: int, said: str):
    settings.PORTAL_CLOCK = (SUMMIT_DAY - timedelta(days=days)).isoformat()
    EventFactory(kind=Kind.SUMMIT, level=Level.HEADS_OF_STATE, period=DAY, published=True)

    page = page_of(client.get("/ru/"))

    hero = page.one("div", cls="hero-next")
    assert hero.one("p", cls="eyebrow").text == f"Саммит — через {said}"


@pytest.mark.django_db
def test_events_of_a_day_and_results_of_a_search(client: Client):
    counted, found = [], []
    for size in (1, 2, 5, 11, 21):
        missing = size - Event.objects.count()
        EventFactory.create_batch(missing, title_ru="Встреча экспертов", period=DAY, published=True)
        day = page_of(client.get("/ru/calendar/2020/11/10/"))
        answer = page_of(client.get("/ru/search/?q=экспертов"))
        counted.append(day.one("p", cls="filter-shown").text.partition(": ")[2])
        found.append(answer.one("p", role="status").text.partition(" по запросу")[0])

    assert counted == [
        "1 мероприятие.",
        "2 мероприятия.",
        "5 мероприятий.",
        "11 мероприятий.",
        "21 мероприятие.",
    ]
    assert found == [
        "1 результат",
        "2 результата",
        "5 результатов",
        "11 результатов",
        "21 результат",
    ]


def test_each_form_with_a_number_says_it():
    """The first form is that of 21 and 101 too: "one event" would be wrong there."""
    number = re.compile(r"%\((?:count|counter|number|days)\)[sd]")

    silent = [
        entry.msgid
        for entry in polib.pofile(str(path_of(ROOT, "ru")))
        for said in entry.msgstr_plural.values()
        if said and number.findall(said) != number.findall(entry.msgid_plural)
    ]

    assert silent == []

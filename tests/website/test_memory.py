"""What is kept in memory never shows: a page is the same byte for byte as one that is made of rows read now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from itertools import cycle, pairwise

import pytest
from django.test import Client

from bodies.models import Body
from events import plan_memory
from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import Format, Kind
from events.models import Event
from places.models import City, Country
from priorities.models import Priority, Strand
from tests.acting import changes, workflow
from tests.choosing import EVERY_COMBINATION
from tests.events.planned import YEAR_2020, event
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    DocumentFactory,
    PriorityFactory,
    announcement,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite,
]  # on PostgreSQL a test's transaction keeps nothing

DAYS = ("2019-05-20", "2020-07-22", "2020-07-23", "2020-07-24", "2020-10-28", "2021-01-15")
PAGES = (
    "",
    "calendar/",
    "calendar/2020/07/",
    "events/summit/",
    "calendar/?body=council",
    "calendar/2020/",
    "calendar/2020/07/22/",
    "events/forum/",
    "calendar/by-priority/",
    "calendar/2020/10/?kind=summit&q=summit",
    "calendar/by-place/",
    "priorities/trade/",
    "calendar/by-body/?status=held",
)
TIMED = Period(
    date(2020, 7, 22), date(2020, 7, 23), Precision.MINUTE, opens=time(9), zone="Europe/Moscow"
)


@pytest.fixture(autouse=True)
def _plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_memory, "_memory", plan_memory.PlanMemory())
    ufa = CityFactory(slug="ufa", name_en="Ufa", time_zone="Asia/Yekaterinburg")
    council = BodyFactory(slug="council", published=True)
    trade = PriorityFactory(slug="trade", published=True)
    event("Summit", TIMED, slug="summit", kind=Kind.SUMMIT, cities=[ufa], bodies=[council])
    event("Forum", Period.on(date(2020, 7, 22)), slug="forum", cities=[ufa], priorities=[trade])
    event("Second forum", Period.on(date(2020, 10, 29)), bodies=[council], slug="forum-2")
    event("Some time", YEAR_2020, slug="some-time")


def summit() -> Event:
    return Event.objects.get(slug="summit")


def renamed(model: type, **names: str) -> Callable[[], object]:
    return lambda: model._default_manager.update(**names)  # type: ignore[attr-defined]


#: What may be written: each step is one kind of change.
STEPS: dict[str, Callable[[], object]] = {
    "nothing": lambda: None,
    "confirmed": lambda: changes.confirm(summit(), announcement(date(2020, 3, 1))),
    "moved": lambda: changes.reschedule(
        summit(),
        announcement(date(2020, 4, 1)),
        FactChanges(Period.on(date(2020, 10, 28), date(2020, 10, 30))),
    ),
    "online": lambda: changes.change_format(
        summit(), announcement(date(2020, 5, 1)), FactChanges(format=Format.ONLINE)
    ),
    "postponed": lambda: changes.postpone(
        Event.objects.get(slug="forum"), announcement(date(2020, 6, 1))
    ),
    "cancelled": lambda: changes.cancel(
        Event.objects.get(slug="forum-2"), announcement(date(2020, 6, 2))
    ),
    "retitled": lambda: Event.objects.filter(slug="summit").update(
        title_ru="Саммит", title_en="The summit"
    ),
    "city renamed": renamed(City, name_en="Ufa city", name_ru="Уфа"),
    "country renamed": renamed(Country, name_en="The country"),
    "body renamed": renamed(Body, short_name_en="The council", short_name_zh_hans="理事会"),
    "priority renamed": renamed(Priority, title_en="Trade and more"),
    "strand drawn otherwise": renamed(Strand, colour="red", mark="disc"),
    "news": lambda: ArticleFactory(published=True).events.set([summit()]),
    "paper": lambda: DocumentFactory(published=True).events.set([summit()]),
    "body withdrawn": lambda: workflow.withdraw(Body.objects.get(slug="council")),
    "event withdrawn": lambda: workflow.withdraw(summit()),
}


def test_a_page_with_the_memory_is_the_page_without_it(
    client: Client, settings, monkeypatch: pytest.MonkeyPatch
):
    def asked(path: str, day: str) -> bytes:
        settings.PORTAL_CLOCK = day
        return client.get(path).content

    days, pages, languages = cycle(pairwise(DAYS)), cycle(PAGES), cycle(("en", "ru", "zh-hans"))
    compared, compared_with = set(), 0

    for name, write in STEPS.items():
        write()
        every = (
            PAGES if EVERY_COMBINATION else PAGES[::2]
        )  # those between them follow, after a write
        for _page in every if name == "nothing" else PAGES[: 2 if EVERY_COMBINATION else 1]:
            compared_with += 1
            path, (day, next_day) = f"/{next(languages)}/{next(pages)}", next(days)
            kept = [asked(path, day), asked(path, next_day), asked(path, day)]
            with monkeypatch.context() as patch:
                patch.setattr(plan_memory, "at_hand", lambda: None)
                without = [asked(path, day), asked(path, next_day)]
            assert kept == [*without, without[0]], (name, path, day)
            compared.update(kept)

    assert compared_with > len(PAGES)
    assert len(compared) > 1.5 * compared_with


def test_a_calendar_with_the_memory_is_the_calendar_without_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    languages, compared = cycle(("en", "ru", "zh-hans")), set()

    for name, write in STEPS.items():
        write()
        path = f"/{next(languages)}/calendar.ics"
        kept = [client.get(path).content, client.get(path, HTTP_HOST="localhost").content]
        kept.append(client.get(path).content)
        with monkeypatch.context() as patch:
            patch.setattr(plan_memory, "at_hand", lambda: None)
            without = [client.get(path).content, client.get(path, HTTP_HOST="localhost").content]
        assert kept == [*without, without[0]], name
        compared.update(kept)

    assert len(compared) > 20  # news and papers are not in it

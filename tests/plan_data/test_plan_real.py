"""The plan in data/: as it stood on a day, and in the end."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest
from django.conf import settings

from bodies.models import Body
from documents.models import Document
from events.dates import Period
from events.enums import Format, Status
from events.models import Change, Event
from news.models import Article
from places.models import City, Country
from publishing import records
from scripts import plan_rows
from tests.events.stated import state_of
from tests.plan_data.playing import everything, load, replay, undone

DATA = settings.BASE_DIR / "data"


pytestmark = pytest.mark.django_db


class Loaded(NamedTuple):
    """All that a load from nothing tells, and how many there are of what."""

    told: dict[str, object]
    counts: dict[str, int]


def counts() -> dict[str, int]:
    events = Event.objects
    return {
        "published events": events.published().count(),
        "of unknown outcome": events.filter(status=Status.UNKNOWN_OUTCOME).count(),
        "postponed": events.filter(status=Status.POSTPONED).count(),
        "changes": Change.objects.count(),
        "countries": Country.objects.count(),
        "cities": City.objects.count(),
        "bodies": Body.objects.count(),
        "published news": Article.objects.published().count(),
        "published documents": Document.objects.published().count(),
    }


@pytest.fixture(scope="module")
def loads(django_db_setup, django_db_blocker) -> Iterator[dict[str, Loaded]]:
    """What loads from nothing leave, by day; the plan as on 28 October 2020 stays loaded."""
    told = {}
    with django_db_blocker.unblock(), undone():
        for day in ("2020-11-11", plan_rows.END):
            with undone():
                plan_rows.copy(day, searched=False)
                told[day] = Loaded(everything(), counts())
        plan_rows.copy("2020-10-28", searched=False)
        yield told


@pytest.fixture(autouse=True)
def demonstration(settings, loads):
    settings.PORTAL_CLOCK = "demo"


def test_the_forum_stands_on_29_october_online_after_three_moves():
    forum = Event.objects.get(slug="heads-of-regions-forum-1-2020")

    assert (forum.status, forum.format) == (Status.PLANNED, Format.ONLINE)
    assert forum.period == Period.on(date(2020, 10, 29))
    assert [change.kind for change in forum.changes.all()] == [
        *("announced", "rescheduled", "rescheduled", "rescheduled", "format_changed")
    ]


def test_the_summit_is_planned_for_10_november_after_july():
    summit = Event.objects.get(slug="chs-20-summit-2020")

    assert (summit.status, summit.period) == (Status.PLANNED, Period.on(date(2020, 11, 10)))
    assert summit.history().previous_starts == ["2020-07-22"]


def test_what_soldiers_and_police_do_with_partners_is_drawn_as_security():
    both = ("partner-organisations", "security-and-stability")
    events = Event.objects.published().for_cards()
    for slug in both:
        events = events.filter(priorities__slug=slug)

    signs = {event.slug: state_of(event).strand.key for event in events}

    assert {"exercise-kavkaz-2020", "defence-ministers-joint-2020-09"} <= signs.keys()
    assert set(signs.values()) == {"security"}


def test_the_youth_council_is_postponed_without_a_date():
    council = Event.objects.get(slug="youth-council-2020")

    assert (council.status, council.period.is_dated) == (Status.POSTPONED, False)


def test_only_what_was_public_is_there():
    unknown_yet = Event.objects.filter(slug="regional-cooperation-xuzhou-2020")

    assert (Event.objects.count(), unknown_yet.exists()) == (108, False)
    assert Article.objects.filter(published_on__gt=date(2020, 10, 28)).count() == 0
    assert Document.objects.filter(adopted_on__gt=date(2020, 10, 28)).count() == 0
    assert Document.objects.filter(slug="sco-charter-2002").exists()
    assert list(records.discrepancies()) == []


def test_a_second_load_changes_nothing():
    newest = records.newest_number()

    text = load(DATA, "2020-10-28")

    assert text.splitlines()[-1] == (
        "Nothing changed: 20 countries, 29 cities, 1 presidencies, 4 strands, 7 priorities, 46 bodies, "
        "76 hosts, 108 events, 104 changes, 128 event_hosts, 43 news, 42 documents, 1 themes."
    )
    assert records.newest_number() == newest


@pytest.mark.one_database
def test_a_replay_ends_as_a_load_from_nothing(loads):
    replay(DATA, "2020-11-11")
    assert everything() == loads["2020-11-11"].told

    replay(DATA, "2021-12-31")
    assert everything() == loads["2021-12-31"].told
    assert list(records.discrepancies()) == []


def test_the_whole_plan_ends_as_its_rows_say(loads):
    assert loads[plan_rows.END].counts == {
        "published events": 109,
        "of unknown outcome": 9,
        "postponed": 3,
        "changes": 129,
        "countries": 20,
        "cities": 29,
        "bodies": 46,
        "published news": 51,
        "published documents": 60,
    }


def test_news_of_a_postponed_summit_belong_to_it():
    summit = Event.objects.get(slug="chs-20-summit-2020")
    slugs = ("summits-postponed", "chelyabinsk-programme-postponed")

    articles = Article.objects.filter(slug__in=slugs)

    assert [summit in article.events.all() for article in articles] == [True, True]

"""Who asks for the next of something is told first of one that is still to come, on any day of the plan."""

from datetime import date

import pytest

from events.dates import Period
from events.enums import Kind, Level, Status
from plan_data.management.base import usual_names
from scripts import plan_rows
from search import synonyms
from search.analysis.words import words
from search.answers import read
from search.coming import asks_for_next, with_handover
from search.models import SynonymGroup
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db

#: Before the summit, when it waited for a date; on the day of the demonstration; and after the presidency.
NEXT = {
    date(2020, 6, 1): {
        "when is the next ministers meeting": "defence-ministers-joint-2020-09",
        "next summit": "chs-20-summit-2020",
        "下届峰会": "chs-20-summit-2020",
        "next exercise": "peace-mission-2020",
        "ближайшие учения": "peace-mission-2020",
        "下一场演习": "peace-mission-2020",
        "next meeting": "sanitary-experts-2020-06",
        "next online exhibition": "children-art-online-2020",
        "предстоящие мероприятия": "sg-press-conference-sco-day-2020",
    },
    date(2020, 10, 28): {
        "when is the next ministers meeting": "trade-ministers-19-2020",
        "следующее заседание министров": "trade-ministers-19-2020",
        "下次部长会议": "trade-ministers-19-2020",
        "next meeting": "trade-ministers-19-2020",
        "следующий саммит": "chs-20-summit-2020",
        "nearest forum": "heads-of-regions-forum-1-2020",
        "next meeting of judges": "supreme-courts-15-2020",
        "what is next": "trade-ministers-19-2020",
        "nxt event": "trade-ministers-19-2020",
        "Что будет дальше?": "trade-ministers-19-2020",
        "下一届": "trade-ministers-19-2020",
        "next prime ministers meeting": "chg-19-2020",
        "即将举行的活动": "trade-ministers-19-2020",
        # Nobody knows yet: what is on when the presidency ends.
        "who will chair the SCO in 2021": "chs-20-summit-2020",
        # “Ministers responsible for foreign trade” are to meet, and are no foreign ministers.
        "next foreign ministers meeting": "council-of-foreign-ministers",
    },
    # The summit is over: what is still to come about it is no summit. Who presides next is told of it; a year is none.
    date(2020, 11, 10): {
        "next summit": "chs-20-summit-2020",
        "next SCO summit": "chs-20-summit-2020",
        "upcomming events": "sg-press-conference-summit-2020",
        "следующий саммит": "chs-20-summit-2020",
        "下一届峰会": "chs-20-summit-2020",
        "next forum": "high-level-forum-shanghai-2020",
        "next presidency": "chs-20-summit-2020",
        "кто следующий председатель": "chs-20-summit-2020",
        "下一任主席国": "chs-20-summit-2020",
        "接下来有什么活动": "sg-press-conference-summit-2020",
    },
    # Nothing of the sort is to come: what there was.
    date(2021, 12, 31): {
        "next exercise": "peace-mission-2020",
        "when is the next ministers meeting": "transport-ministers-8-2020",
        "следующий саммит": "chs-20-summit-2020",
        "下次部长会议": "agriculture-ministers-2020",
    },
}


#: The plan as it stood a day later, which other tests load too.
LOADED = {date(2020, 11, 10): date(2020, 11, 11)}


def found(text: str, today: date) -> list[str]:
    return [hit.key for hit in read(text, today).answer.results.hits]


# Each day is loaded anew; the order is that of Python, on whichever database.
@pytest.mark.one_database
@pytest.mark.parametrize(
    "today", [pytest.param(date(2020, 6, 1), marks=pytest.mark.proof), *[*NEXT][1:]], ids=str
)
def test_next_of_a_sort_is_the_soonest_that_is_to_come(today: date):
    plan_rows.copy(LOADED.get(today, today).isoformat())
    SynonymGroup.objects.all().delete()
    synonyms.begin(usual_names(plan_rows.ROOT / "data"))

    assert {text: found(text, today)[0] for text in NEXT[today]} == NEXT[today]


def test_what_is_next_stands_in_the_order_of_days_and_what_has_none_before_what_is_over():
    today = date(2020, 10, 28)
    for slug, period in {
        "over": Period.on(date(2020, 10, 27)),
        "later": Period.on(date(2020, 12, 1)),
        "going-on": Period.on(date(2020, 10, 27), date(2020, 11, 20)),
        "sooner": Period.on(date(2020, 11, 1)),
    }.items():
        EventFactory(slug=slug, title_en="Lions gala", period=period, published=True)
    undated = {"period": Period.undated(), "status": Status.POSTPONED}
    EventFactory(slug="put-off", title_en="Lions gala", **undated, published=True)
    exact = {"title_en": "Lions", "period": Period.on(date(2020, 10, 30))}
    EventFactory(slug="training", kind=Kind.EXERCISE, **exact, published=True)
    ahead = ["sooner", "going-on", "later", "put-off"]

    assert found("next lions gala", today)[:5] == [*ahead, "over"]
    assert found("next lions", today) == ["training", *ahead, "over"]
    assert found("upcoming events", today) == ["training", *ahead]


def test_who_is_of_another_level_is_not_next_though_they_have_a_meeting():
    """Heads of parliaments have one, and are no heads of state."""
    sat = {"kind": Kind.SUMMIT, "level": Level.HEADS_OF_STATE, "title_en": "Heads of state"}
    EventFactory(slug="sat", period=Period.on(date(2020, 11, 10)), **sat, published=True)
    to_sit = {"kind": Kind.MEETING, "level": Level.HEADS_OF_PARLIAMENT}
    EventFactory(
        slug="to-sit",
        title_en="Heads of chambers of the states",
        period=Period.on(date(2020, 12, 1)),
        **to_sit,
        published=True,
    )

    assert found("next heads of state meeting", date(2020, 11, 11)) == ["sat", "to-sit"]
    assert found("next heads of parliaments meeting", date(2020, 11, 11))[0] == "to-sit"


@pytest.mark.parametrize(
    "text",
    [
        "who will chair the ministers meeting",
        "next chair of the court",
        "俄罗斯从哪个国家接任主席国",
    ],
)
def test_who_is_in_another_chair_is_not_asked_for_as_who_presides_next(text: str):
    query = [word for word in words(text) if not word.is_stop]

    assert with_handover(text, query) == query


@pytest.mark.parametrize(
    "text", ["next year", "в следующем году", "the next chair", "下届轮值主席国"]
)
def test_a_year_and_who_presides_next_ask_for_no_event(text: str):
    assert not asks_for_next(text)


def test_next_week_asks_for_days_and_for_no_order():
    today = date(2020, 10, 28)
    for slug, title, day in (("loud", "Lions", 5), ("first", "Lions of the mountains", 3)):
        period = Period.on(date(2020, 11, day))
        EventFactory(slug=slug, title_en=title, period=period, published=True)

    assert found("lions next week", today) == ["loud", "first"]
    assert found("next lions", today) == ["first", "loud"]


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("next summit", True),
        ("next zebra", True),
        ("next forum", False),  # there is one
        ("next lion agenda", False),  # and of lions, though their agenda was another's
        ("next forum agenda", False),
    ],
)
def test_that_none_is_ahead_is_told_where_nothing_like_it_is(text: str, is_told: bool):
    past, ahead = Period.on(date(2020, 11, 10)), Period.on(date(2020, 12, 1))
    EventFactory(title_en="Zebra", kind=Kind.SUMMIT, period=past, published=True)
    EventFactory(title_en="Lion forum agenda", kind=Kind.SUMMIT, period=past, published=True)
    EventFactory(title_en="Lions", kind=Kind.FORUM, period=ahead, published=True)

    assert read(text, date(2020, 11, 11)).answer.is_none_ahead == is_told

"""What counts how much: what the highest do, what is doubtful, what is said twice."""

from datetime import date

import pytest

from documents.models import DocumentKind
from events.dates import Period
from events.enums import Kind, Level, Status
from hosts.models import HostKind
from search.finding import find
from search.models import Posting
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
)
from tests.factories.presidencies import PresidencyFactory

pytestmark = pytest.mark.django_db


def keys(text: str) -> list[str]:
    return [hit.key for hit in find(text).results.hits]


def complete(text: str) -> list[str]:
    """Return what has every word of `text`."""
    return [hit.key for hit in find(text).results.hits if not hit.lacks]


def test_what_heads_of_state_do_stands_first_and_what_is_doubtful_last():
    doubtful = Status.POSTPONED
    EventFactory(slug="a", title_en="Zebra talks", level="experts", status=doubtful, published=True)
    EventFactory(slug="b", title_en="Zebra talks", level="experts", published=True)
    EventFactory(slug="c", title_en="Zebra talks", level="heads_of_state", published=True)

    assert keys("zebra talks") == ["c", "b", "a"]


@pytest.mark.parametrize(("status", "first"), [(Status.POSTPONED, "b"), (Status.CANCELLED, "a")])
def test_summit_that_is_postponed_is_looked_for_before_what_others_do(status: str, first: str):
    EventFactory(slug="a", title_en="Zebra talks", level=Level.MINISTERS, published=True)
    sitting = {"kind": Kind.SUMMIT, "level": Level.HEADS_OF_STATE}
    EventFactory(slug="b", title_en="Zebra talks", **sitting, status=status, published=True)

    assert keys("zebra talks")[0] == first


def test_sitting_of_the_highest_stands_before_a_reception_by_them():
    reception = {"kind": Kind.MEETING, "level": Level.HEADS_OF_STATE}
    EventFactory(slug="a", title_en="Zebra talks", **reception, published=True)
    sitting = {"kind": Kind.SUMMIT, "level": Level.HEADS_OF_STATE}
    EventFactory(slug="b", title_en="Zebra talks", **sitting, published=True)

    assert keys("zebra talks") == ["b", "a"]


def test_paper_of_the_heads_of_state_stands_before_others():
    highest = EventFactory(level=Level.HEADS_OF_STATE, published=True)
    DocumentFactory(slug="a", title_en="Zebra statement", published=True)
    DocumentFactory(slug="b", title_en="Zebra statement", events=[highest], published=True)

    assert keys("zebra statement") == ["b", "a"]


def test_event_of_a_day_stands_before_a_paper_that_names_it():
    day = date(2020, 11, 10)
    DocumentFactory(slug="a", title_en="Report (10 November 2020)", adopted_on=day, published=True)
    EventFactory(slug="b", period=Period.on(day), published=True)

    assert keys("10 November 2020") == ["b", "a"]


def test_word_of_both_lead_and_summary_counts_as_in_one():
    EventFactory(slug="a", lead_en="Lions sleep.", summary_en="Lions slept.", published=True)
    EventFactory(slug="b", lead_en="Lions sleep.", published=True)

    weights = Posting.objects.filter(term="lion").order_by().values_list("weight", flat=True)

    assert len(weights) == 2
    assert len({*weights}) == 1


def test_body_sits_a_priority_is_one_and_a_communique_states_something():
    BodyFactory(slug="a", name_en="Zebra Council", published=True)
    PriorityFactory(slug="b", title_en="Zebra safety", published=True)
    DocumentFactory(
        slug="c", title_en="Zebra communiqué", kind=DocumentKind.COMMUNIQUE, published=True
    )
    DocumentFactory(slug="d", title_en="Zebra plan", kind=DocumentKind.ACTION_PLAN, published=True)

    whole = {
        text: complete(text) for text in ("zebra session", "zebra priority", "zebra statement")
    }

    assert whole == {"zebra session": ["a"], "zebra priority": ["b"], "zebra statement": ["c"]}


def test_article_is_found_by_the_day_that_its_title_names_with_and_without_the_year():
    written = date(2020, 10, 5)
    ArticleFactory(slug="a", title_en="Dinner on 10 November", published_on=written, published=True)
    ArticleFactory(slug="b", title_en="Dinner, 10 guests", published_on=written, published=True)

    days = ("dinner 10 November", "dinner 10.11.2020", "dinner 10 November 2020")

    assert [complete(day) for day in days] == [["a"]] * 3
    assert complete("dinner 10.11.2019") == []


def test_ministry_of_the_country_that_presides_goes_by_its_name_without_the_country():
    names = {"name_en": "Narnia", "name_ru": "Нарния", "name_zh_hans": "纳尼亚"}
    called = {
        "short_name_en": "Zebra Office of Narnia",
        "short_name_ru": "Минзебр Нарнии",
        "short_name_zh_hans": "纳尼亚斑马部",
        "kind": HostKind.FEDERAL_EXECUTIVE_BODY,
    }
    home, abroad = CountryFactory(**names), CountryFactory(**names)
    PresidencyFactory(slug="narnia", country=home)
    HostFactory(slug="a", country=abroad, **called)
    HostFactory(slug="b", country=home, **called)

    queries = ("минзебр", "zebra office", "斑马部")

    assert [keys(query) for query in queries] == [["b", "a"]] * 3


def test_word_that_is_a_form_of_another_is_the_beginning_of_longer_ones_too():
    EventFactory(slug="a", title_ru="Здравоохранение зебр", published=True)
    EventFactory(slug="b", title_ru="Зебры", published=True)

    assert complete("здрав зебр") == ["a"]

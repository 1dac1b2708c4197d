"""Which texts lack a translation."""

import pytest

from events.models import Event
from news.models import Article
from places.models import Country
from publishing.translations import CompletenessCount, free_texts, gaps, lacking, tallies
from tests.factories import CountryFactory, EventFactory

pytestmark = pytest.mark.django_db


def lacking_fields(item):
    return {code: [field.name for field in fields] for code, fields in gaps(item).items()}


def test_texts_are_those_that_a_form_offers():
    names = [field.name for field in free_texts(Event)]

    assert names == ["title", "short_title", "lead", "summary", "host"]


def test_text_that_is_empty_everywhere_lacks_nothing():
    event = EventFactory(summary_en="", summary_ru=None)

    assert lacking_fields(event) == {"en": [], "ru": [], "zh-hans": []}


def test_text_in_one_language_lacks_the_others():
    event = EventFactory(summary_ru="Что было.", host_en="Moscow", host_zh_hans="莫斯科")

    assert lacking_fields(event) == {"en": ["summary"], "ru": ["host"], "zh-hans": ["summary"]}


def test_required_text_lacks_a_language_even_when_it_is_empty_everywhere():
    country = Country(slug="nowhere")

    assert lacking_fields(country) == {"en": ["name"], "ru": ["name"], "zh-hans": ["name"]}


@pytest.mark.parametrize("absent", ["", None])
def test_database_answers_as_the_item_does(absent):
    EventFactory(slug="complete", summary_en="a", summary_ru="b", summary_zh_hans="c")
    EventFactory(slug="untitled", title_zh_hans=absent)
    EventFactory(slug="half", summary_en="a", summary_ru="b", summary_zh_hans=absent)

    for code in ("en", "ru", "zh-hans"):
        found = set(Event.objects.filter(lacking(Event, code)))
        assert found == {event for event in Event.objects.all() if gaps(event)[code]}
    assert Event.objects.filter(lacking(Event, "zh-hans")).count() == 2


def test_unfinished_things_are_counted_and_what_is_public_lacks_languages():
    for state in ({}, {"published": True}, {"withdrawn": True}):
        EventFactory(title_zh_hans="", **state)
        EventFactory(**state)
    EventFactory(title_zh_hans="", summary_en="They met.", published=True)
    CountryFactory(name_zh_hans="")

    counts = tallies([Event, Article, Country])

    assert counts[Event] == CompletenessCount(drafts=2, lacking={"en": 0, "ru": 1, "zh-hans": 2})
    assert counts[Event].waiting == {"en": 0, "ru": 1, "zh-hans": 3}  # a draft, and none withdrawn
    assert counts[Article] == CompletenessCount(drafts=0, lacking={"en": 0, "ru": 0, "zh-hans": 0})
    assert counts[Country] == CompletenessCount(
        drafts=None, lacking={"en": 0, "ru": 0, "zh-hans": 1}
    )


def test_unfinished_things_of_all_kinds_take_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        tallies([Event, Article, Country])
    with django_assert_num_queries(0):
        assert tallies([]) == {}


def test_country_without_a_name_in_a_language_is_found():
    CountryFactory(slug="complete")
    CountryFactory(slug="half", name_zh_hans="")

    found = Country.objects.filter(lacking(Country, "zh-hans"))

    assert [country.slug for country in found] == ["half"]

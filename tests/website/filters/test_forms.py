"""The facets by which the plan is narrowed."""

from datetime import date

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import translation

from events.dates import Period
from events.enums import Format, Kind, Level, Membership, Status
from events.models import Event
from hosts.models import HostKind
from publishing.forms import BadParametersError
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
)
from tests.factories.presidencies import PresidencyFactory
from website.filters.forms import PlanFilter

pytestmark = pytest.mark.django_db


def read(query: str) -> PlanFilter:
    return PlanFilter.read(RequestFactory().get(f"/?{query}"))


def narrowed(query: str) -> list[Event]:
    return list(read(query).narrow(Event.objects.in_plan_order()))


def test_without_parameters_everything_is_left():
    event = EventFactory()

    chosen = read("")

    assert list(chosen.narrow(Event.objects.all())) == [event]
    assert (chosen.query, chosen.size) == ("", 0)


def test_each_facet_leaves_its_events_only():
    country = CountryFactory(slug="india")
    city = CityFactory(slug="delhi", country=country)
    wanted = EventFactory(
        priorities=[PriorityFactory(slug="economy", published=True)],
        bodies=[BodyFactory(slug="rats", published=True)],
        cities=[city],
        kind=Kind.FORUM,
        level=Level.BUSINESS,
        format=Format.HYBRID,
        period=Period.on(date(2020, 10, 1)),
        status=Status.HELD,
        membership=Membership.SCO_CALENDAR,
        hosts=[HostFactory(slug="ministry", kind=HostKind.BUSINESS)],
    )
    EventFactory()

    for query in (
        "priority=economy",
        "body=rats",
        "country=india",
        "city=delhi",
        "kind=forum",
        "level=business",
        "format=hybrid",
        "status=held",
        "plan=sco_calendar",
        "host=ministry",
        "host_kind=business",
    ):
        assert narrowed(query) == [wanted], query


def test_body_brings_the_bodies_below_it():
    above = BodyFactory(slug="rats", published=True)
    event = EventFactory(bodies=[BodyFactory(slug="rats-council", parent=above, published=True)])

    assert narrowed("body=rats") == [event]
    assert narrowed("body=rats-council") == [event]


def test_values_of_one_facet_add_up_and_facets_narrow_each_other():
    forum = EventFactory(kind=Kind.FORUM)
    summit = EventFactory(kind=Kind.SUMMIT)
    business = EventFactory(kind=Kind.FORUM, level=Level.BUSINESS)

    assert narrowed("kind=forum&kind=summit") == [forum, summit, business]
    assert narrowed("kind=forum&kind=summit&level=business") == [business]


def test_event_that_fits_twice_is_left_once():
    cities = [CityFactory(slug="delhi"), CityFactory(slug="agra")]
    event = EventFactory(cities=cities)

    assert narrowed("city=delhi&city=agra") == [event]


@pytest.mark.parametrize("value", ["no-such-thing", "RATS", "%00", "x" * 10_000])
def test_unknown_value_is_refused_with_those_that_are_possible(value):
    BodyFactory(slug="rats", published=True)
    BodyFactory(slug="a-draft")

    with pytest.raises(BadParametersError) as refusal:
        read(f"body=rats&body={value}")

    ((name, shown, allowed),) = refusal.value.faults
    assert (name, allowed) == ("body", "Allowed: rats.")
    assert shown == QueryDict(f"body={value}")["body"].replace("\0", "\ufffd")


def test_draft_priority_and_body_cannot_be_asked_for():
    PriorityFactory(slug="draft")

    with pytest.raises(BadParametersError):
        read("priority=draft")


def test_priority_of_another_presidency_is_neither_offered_nor_asked_for():
    PriorityFactory(slug="ours", title_en="Ours", published=True)
    PriorityFactory(slug="theirs", presidency=PresidencyFactory(), published=True)

    assert dict(read("").facet_fields())["priority"].offered == [("ours", "Ours")]
    with pytest.raises(BadParametersError):
        read("priority=theirs")


def test_blank_and_repeated_values_do_not_count():
    chosen = read("kind=&kind=forum&kind=forum&format=")

    assert chosen.values_by_name == {"kind": ["forum"]}


def test_query_repeats_what_was_chosen_and_nothing_else():
    PriorityFactory(slug="economy", published=True)

    chosen = read("utm=1&kind=forum&priority=economy&kind=summit")

    assert chosen.query == "?priority=economy&kind=forum&kind=summit"


def test_query_can_leave_one_parameter_out():
    chosen = read("q=forum&kind=forum&kind=summit")

    assert chosen.query_without("kind") == "?q=forum"
    assert chosen.query_without("q") == "?kind=forum&kind=summit"


def test_words_are_looked_for_in_the_title_that_is_shown():
    here = EventFactory(title_en="Forum of Youth", title_ru="Молодёжный ФОРУМ")
    untranslated = EventFactory(title_en="Youth forum", title_ru="")
    EventFactory(title_en="Summit", title_ru="Саммит")

    with translation.override("ru"):
        assert narrowed("q=форум") == [here]
        assert narrowed("q=молодежный+форум") == [here]
        assert narrowed("q=ФОРУМ+МОЛОДЁЖНЫЙ") == [here]
        assert narrowed("q=YOUTH") == [untranslated]
        assert narrowed("q=форум+саммит") == []


@pytest.mark.parametrize("words", ["100%25", "a_b", "%5C", "%27", "%22"])
def test_words_are_no_pattern(words):
    EventFactory(title_en="100 percent aXb")

    assert narrowed(f"q={words}") == []


def test_words_and_values_narrow_each_other():
    forum = EventFactory(title_en="Forum", kind=Kind.FORUM)
    EventFactory(title_en="Forum", kind=Kind.SUMMIT)

    assert narrowed("q=forum&kind=forum") == [forum]


def test_spaces_of_words_do_not_count():
    assert read("q=++forum+++of++youth+").query == "?q=forum+of+youth"
    assert read("q=++").query == ""


@pytest.mark.parametrize(
    ("words", "nearest"), [("x" * 101, f"/?q={'x' * 100}"), ("a%00b", "/?q=ab"), ("%00", "/")]
)
def test_words_that_cannot_be_looked_for_are_refused(words, nearest):
    with pytest.raises(BadParametersError) as refusal:
        read(f"q={words}")

    assert [name for name, _shown, _allowed in refusal.value.faults] == ["q"]
    assert refusal.value.nearest == nearest


def test_countries_stand_in_the_order_of_the_language():
    CountryFactory(slug="india", name_en="India", name_ru="Индия", name_zh_hans="印度")
    CountryFactory(slug="china", name_en="China", name_ru="Китай", name_zh_hans="中国")
    CountryFactory(slug="belarus", name_en="Belarus", name_ru="Беларусь", name_zh_hans="白俄罗斯")

    orders = {}
    for language in ("en", "ru", "zh-hans"):
        with translation.override(language):
            orders[language] = [slug for slug, _name in read("").fields["country"].choices]

    assert orders == {
        "en": ["belarus", "china", "india"],
        "ru": ["belarus", "india", "china"],
        "zh-hans": ["belarus", "india", "china"],
    }

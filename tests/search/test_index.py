"""The index holds what the public sees, and nothing else."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from events.actions.changes import FactChanges
from events.dates import Period
from presidencies.models import StandingPage
from publishing import outbox, records
from publishing.outbox import Thing
from search import index
from search.finding import find
from search.models import Entry, Posting
from tests.acting import changes, workflow
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    announcement,
)

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    """Return what has every word of `text`, sorted."""
    answer = find(text).results
    return sorted(f"{hit.kind}/{hit.key}" for hit in answer.hits) if answer.all_words else []


def test_every_kind_of_public_thing_is_found():
    EventFactory(slug="e", title_en="Zebra talks", published=True)
    ArticleFactory(slug="n", lead_en="About zebras.", published=True)
    BodyFactory(slug="b", name_en="Council of Zebras", published=True)
    PriorityFactory(slug="p", title_en="Zebra", published=True)
    DocumentFactory(slug="d", title_en="The Zebra’s Charter", published=True)

    assert found("zebras") == ["body/b", "document/d", "event/e", "news/n", "priority/p"]


def test_article_that_names_no_place_is_credited_with_that_of_its_event_and_of_no_draft():
    kubinka = CityFactory(name_en="Kubinka")
    event = EventFactory(title_en="Zebra talks", cities=[kubinka], published=True)
    draft = EventFactory(title_en="Zebra talks again", cities=[kubinka])
    ArticleFactory(slug="a", title_en="Zebra experts", published=True)
    ArticleFactory(slug="b", title_en="Zebra experts", events=[draft], published=True)
    ArticleFactory(slug="c", title_en="Zebra experts", events=[event], published=True)

    hits = find("zebra kubinka").results.hits

    assert [hit.key for hit in hits] == [event.slug, "c", "a", "b"]
    assert [bool(hit.lacks) for hit in hits] == [False, True, True, True]


def test_drafts_are_not_found():
    EventFactory(title_en="Zebra talks")

    assert found("zebra") == []
    assert not Entry.objects.exists()


def test_what_is_withdrawn_leaves_the_index_with_all_its_terms():
    event = EventFactory(title_en="Zebra talks", published=True)
    assert found("zebra") == [f"event/{event.slug}"]

    workflow.withdraw(event)

    assert found("zebra") == []
    assert not Posting.objects.exists()


def test_an_edit_is_found_at_once():
    body = BodyFactory(slug="b", name_en="Council of Zebras", published=True)
    body.name_en = "Council of Lions"
    body.save()

    records.record(body)

    assert found("lions") == ["body/b"]
    assert found("zebras") == []


def test_an_event_is_found_by_its_city_body_and_month_in_any_language():
    city = CityFactory(slug="ufa", name_en="Ufa", name_ru="Уфа", name_zh_hans="乌法")
    body = BodyFactory(short_name_ru="Министры юстиции", published=True)
    EventFactory(
        slug="e",
        period=Period.on(date(2020, 7, 22)),
        cities=[city],
        bodies=[body],
        published=True,
    )

    for text in ("Уфе", "乌法", "министр юстиции", "июль 2020", "22 July 2020", "2020年7月"):
        assert "event/e" in found(text), text


def test_an_event_is_found_by_its_short_title_its_lead_and_its_summary():
    EventFactory(
        slug="e",
        short_title_en="Zebra chiefs",
        lead_ru="Министры обсудят жирафов.",
        summary_en="They counted lions.",
        published=True,
    )

    assert found("zebra chiefs") == found("жирафы") == found("lions") == ["event/e"]


def test_a_body_is_found_by_what_it_does():
    BodyFactory(slug="b", purpose_en="It counts zebras.", published=True)

    assert found("zebras") == ["body/b"]


def test_a_moved_event_is_still_found_where_and_when_it_was_planned():
    old, new = CityFactory(name_en="Ufa"), CityFactory(name_en="Sochi")
    event = EventFactory(
        slug="e",
        period=Period.on(date(2020, 7, 22)),
        cities=[old],
        announced=announcement(),
        published=True,
    )

    changes.reschedule(
        event,
        announcement(),
        FactChanges(period=Period.on(date(2020, 11, 10)), cities=(new.slug,)),
    )

    assert found("Ufa July 2020") == found("Sochi 10 November 2020") == ["event/e"]


def test_a_renamed_event_is_still_found_by_its_old_name_in_every_language():
    event = EventFactory(
        slug="e",
        title_en="Zebra talks",
        title_ru="Переговоры о зебрах",
        title_zh_hans="斑马会谈",
        announced=announcement(),
        published=True,
    )

    changes.rename(
        event, announcement(), {"en": "Lion talks", "ru": "Встреча о львах", "zh-hans": "狮子会谈"}
    )

    for text in ("zebra", "зебра", "斑马", "lion", "лев", "狮子"):
        assert found(text) == ["event/e"], text


def test_a_renamed_body_is_found_by_its_new_name_wherever_it_is_named():
    body = BodyFactory(slug="b", name_en="Council of Zebras", published=True)
    EventFactory(slug="e", bodies=[body], published=True)
    ArticleFactory(slug="n", bodies=[body], published=True)
    DocumentFactory(slug="d", bodies=[body], published=True)
    body.name_en = "Council of Lions"
    body.save()

    records.record(body)

    assert found("lions") == ["body/b", "document/d", "event/e", "news/n"]
    assert found("zebras") == []


def test_the_name_of_a_draft_does_not_leak_through_what_links_to_it():
    EventFactory(bodies=[BodyFactory(name_en="Secret Council")], published=True)

    assert found("secret") == []


def test_every_entry_stands_once():
    Entry.objects.create(kind="event", key="e")

    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(kind="event", key="e")


def test_a_term_stands_once_in_an_entry():
    entry = Entry.objects.create(kind="event", key="e")
    Posting.objects.create(entry=entry, term="zebra", weight=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(entry=entry, term="zebra", weight=2)


def test_an_unknown_kind_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(kind="city", key="moscow")


@pytest.fixture
def no_pages() -> None:
    """Nothing is public but what the test makes."""
    StandingPage.objects.all().delete()


def rebuilt() -> str:
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    return out.getvalue().splitlines()[-1]


@pytest.mark.usefixtures("no_pages")
def test_rebuilding_a_true_index_changes_nothing():
    EventFactory(bodies=[BodyFactory(published=True)], published=True)

    assert rebuilt() == "2 entries, 0 of them different."


@pytest.mark.usefixtures("no_pages")
def test_rebuilding_brings_back_what_was_lost_and_takes_out_what_is_not_public():
    event = EventFactory(slug="e", title_en="Zebra talks", published=True)
    hidden = BodyFactory(slug="b", published=True)
    type(hidden).objects.filter(pk=hidden.pk).update(publication="withdrawn")
    Posting.objects.filter(entry__key=event.slug).delete()

    assert rebuilt() == "1 entries, 2 of them different."
    assert found("zebra") == ["event/e"]


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("22 July 2020", True),
        ("23 July 2020", True),
        ("23 июля", True),
        ("2020年7月23日", True),
        ("2020-07-22", True),
        ("2020-07-23", True),
        ("2020-07-24", False),
        ("21 July 2020", False),
        ("24 July 2020", False),
    ],
)
def test_an_event_of_several_days_is_found_by_each_of_them(query: str, there: bool):
    period = Period.on(date(2020, 7, 22), date(2020, 7, 23))
    EventFactory(slug="zebra", title_en="Zebra talks", period=period, published=True)

    assert found(f"zebra {query}") == (["event/zebra"] if there else [])


@pytest.mark.parametrize(
    ("query", "there"), [("July 2020", True), ("22 July 2020", False), ("22 июля", False)]
)
def test_an_event_of_a_month_is_found_by_no_day_of_it(query: str, there: bool):
    period = Period.in_month(2020, 7)
    EventFactory(slug="zebra", title_en="Zebra talks", period=period, published=True)

    assert found(f"zebra {query}") == (["event/zebra"] if there else [])


def test_many_items_are_indexed_with_the_queries_of_one():
    def published_together(*slugs: str) -> int:
        events = [EventFactory(slug=slug, title_en=f"Zebra {slug}") for slug in slugs]
        for event in events:
            workflow.publish(event)
        with CaptureQueriesContext(connection) as queries:
            index.follow([Thing("events", slug) for slug in slugs])
        return len(queries)

    assert published_together("one") == published_together("two", "three", "four")
    assert found("zebra") == ["event/four", "event/one", "event/three", "event/two"]


def test_items_that_are_told_of_together_are_all_found_and_those_that_went_are_not():
    body = BodyFactory(slug="b", name_en="Council", published=True)
    event = EventFactory(slug="e", title_en="Lion talks", published=True)
    event.bodies.add(body)
    gone = ArticleFactory(slug="n", title_en="Zebra news", published=True)

    with outbox.together():
        body.name_en = "Zebra council"
        body.save()
        records.record(body)
        workflow.publish(DocumentFactory(slug="d", title_en="Zebra charter"))
        workflow.withdraw(gone)
        assert found("zebra") == ["news/n"]

    assert found("zebra") == ["body/b", "document/d", "event/e"]


@pytest.mark.sqlite
def test_terms_are_looked_up_by_themselves_not_in_each_entry():
    """Begun with the entries, a search would look for every usual name in every one of them."""
    EventFactory()
    postings = Posting.objects.of_terms([f"term{number}" for number in range(80)]).shown()

    plan = postings.order_by().values_list("entry__kind", "term").explain()

    assert plan.splitlines()[0].endswith("(term=?)")
    assert "search_posting" in plan.splitlines()[0]

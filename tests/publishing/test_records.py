import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.dates import Period
from publishing import records
from publishing.models import PublicRecord
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
from tests.recording import last_told

pytestmark = pytest.mark.django_db


def numbers() -> list[int]:
    return list(PublicRecord.objects.values_list("number", flat=True))


def test_a_draft_has_no_record():
    body = BodyFactory()

    assert records.record(body) is None
    assert numbers() == []


def test_a_record_holds_the_public_document_in_all_languages():
    body = BodyFactory(slug="rats", name_en="RATS", name_ru="РАТС", name_zh_hans="", published=True)

    assert last_told("bodies", "rats") == {
        "slug": "rats",
        "kind": body.kind,
        "name": {"en": "RATS", "ru": "РАТС", "zh-hans": None},
        "short_name": {"en": "MB rats", "ru": "СО rats", "zh-hans": "会rats"},
        "purpose": {"en": None, "ru": None, "zh-hans": None},
        "description": {"en": None, "ru": None, "zh-hans": None},
        "parent": None,
        "seat": None,
        "founded_on": None,
        "website": None,
        "source": None,
        "source_language": "ru",
        "translations": {"en": "public", "ru": "public", "zh-hans": "public"},
    }


def test_a_record_has_the_marks_of_print_and_agrees_with_the_database():
    BodyFactory(
        slug="rats",
        name_en='The states\' "body"',
        website="https://a.example/it's-1-2",
        published=True,
    )

    assert last_told("bodies", "rats")["name"]["en"] == "The states’ “body”"
    assert last_told("bodies", "rats")["website"] == "https://a.example/it's-1-2"
    assert list(records.discrepancies()) == []
    assert records.renew() == 0


def test_an_edit_of_a_public_item_is_told_in_the_next_record():
    body = BodyFactory(published=True)
    body.name_en = "A better name"
    body.save()

    latest = records.record(body)

    assert latest.number == 2
    assert last_told("bodies", body.slug)["name"]["en"] == "A better name"
    assert list(PublicRecord.objects.values_list("is_latest", flat=True)) == [False, True]


def test_the_record_tells_what_the_database_holds_not_what_was_typed():
    body = BodyFactory(published=True)
    body.name_en = "Not saved"

    records.record(body)

    assert numbers() == [1]


def test_recording_again_changes_nothing():
    body = BodyFactory(published=True)

    first, second = records.record(body), records.record(body)

    assert first == second
    assert numbers() == [1]


def test_a_withdrawn_item_leaves_one_tombstone():
    body = BodyFactory(withdrawn=True)

    latest = records.record(body)

    assert (latest.withdrawn, latest.document, latest.is_latest) == (True, "", True)
    assert numbers() == [1, 2]


def test_numbers_rise_without_gaps_or_repeats():
    body, other = BodyFactory(published=True), BodyFactory(published=True)
    workflow.withdraw(body)
    workflow.publish(body)
    workflow.withdraw(other)

    assert numbers() == [1, 2, 3, 4, 5]
    assert records.newest_number() == 5


def test_a_refused_act_uses_up_no_number():
    body = BodyFactory(published=True)
    with pytest.raises(workflow.PublicationRefusedError):
        workflow.publish(body)

    BodyFactory(published=True)

    assert numbers() == [1, 2]


def test_before_the_first_record_the_newest_number_is_zero():
    assert records.newest_number() == 0


def test_countries_and_cities_are_public_without_publication():
    city = CityFactory(slug="sochi")

    assert last_told("cities", "sochi")["country"] == city.country.slug
    assert last_told("countries", city.country.slug)["role"] == "member"


def test_a_document_names_only_what_is_public():
    public, draft = BodyFactory(published=True), BodyFactory()
    hidden = PriorityFactory(withdrawn=True)

    event = EventFactory(published=True, bodies=[draft, public], priorities=[hidden])

    document = last_told("events", event.slug)
    assert (document["bodies"], document["priorities"]) == ([public.slug], [])


def test_publishing_a_thing_tells_anew_of_all_that_name_it():
    body = BodyFactory()
    event = EventFactory(published=True, bodies=[body])
    article = ArticleFactory(published=True, bodies=[body])
    paper = DocumentFactory(published=True, bodies=[body])
    child = BodyFactory(published=True, parent=body)
    draft = EventFactory(bodies=[body])

    workflow.publish(body)

    assert last_told("events", event.slug)["bodies"] == [body.slug]
    assert last_told("news", article.slug)["bodies"] == [body.slug]
    assert last_told("documents", paper.slug)["bodies"] == [body.slug]
    assert last_told("bodies", child.slug)["parent"] == body.slug
    assert not PublicRecord.objects.filter(key=draft.slug).exists()


@pytest.mark.parametrize("write", ["publish", "withdraw"])
def test_a_thing_that_forty_name_is_told_of_with_the_queries_of_two(write):
    def queries(count: int) -> int:
        body = BodyFactory(published=write == "withdraw")
        for _ in range(count):
            EventFactory(published=True, bodies=[body])
        before = records.newest_number()
        with CaptureQueriesContext(connection) as captured:
            getattr(workflow, write)(body)
        assert records.newest_number() == before + 1 + count
        return len(captured)

    assert queries(2) == queries(40)


def test_withdrawing_a_thing_takes_its_name_out_of_all_that_named_it():
    event = EventFactory(published=True)
    article = ArticleFactory(published=True, events=[event])
    paper = DocumentFactory(published=True, events=[event])

    workflow.withdraw(event)

    assert last_told("news", article.slug)["events"] == []
    assert last_told("documents", paper.slug)["events"] == []


def test_a_change_of_a_draft_is_told_to_nobody_until_it_is_published():
    event = EventFactory(announced=announcement(), period=Period.in_month(2020, 7))
    before = numbers()

    workflow.publish(event)

    assert before == []
    assert len(last_told("events", event.slug)["changes"]) == 1


def test_each_step_of_a_public_event_is_a_record():
    event = EventFactory(published=True, period=Period.in_month(2020, 7))

    changes.postpone(event, announcement())

    assert numbers() == [1, 2]
    assert last_told("events", event.slug)["status"] == "postponed"


def test_a_kind_is_found_by_its_name():
    assert records.kind_named("events").name == "events"
    with pytest.raises(KeyError):
        records.kind_named("secrets")

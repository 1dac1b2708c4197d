import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import transaction

from bodies.models import Body
from publishing.enums import Publication
from publishing.four_eyes import AloneError
from publishing.models import PublicRecord
from publishing.permissions import Actor
from publishing.translations import state_of
from publishing.workflow import PublicationRefusedError, TranslationRefusedError
from tests.acting import workflow
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    StaffFactory,
)
from tests.threads import at_once

pytestmark = pytest.mark.django_db

NOON = datetime(2020, 10, 28, 12, tzinfo=UTC)


def test_publishing_shows_an_item_from_now_on():
    body = BodyFactory()

    with time_machine.travel("2020-01-20T12:00:00+03:00", tick=False):
        workflow.publish(body)

    body.refresh_from_db()
    assert body.publication == Publication.PUBLISHED
    assert body.published_at.isoformat() == "2020-01-20T09:00:00+00:00"
    assert body.updated_at == body.published_at


def test_nobody_publishes_alone_where_two_have_to_look(settings):
    settings.FOUR_EYES = True
    body, alone = BodyFactory(), Actor.of(StaffFactory(), NOON)

    with pytest.raises(AloneError):
        workflow.publish(body, by=alone)

    body.refresh_from_db()
    assert (body.publication, PublicRecord.objects.count()) == (Publication.DRAFT, 0)
    workflow.publish(body, by=replace(alone, approves=True))
    assert Body.objects.published().get() == body


def test_draft_translation_becomes_no_source():
    event = EventFactory()
    workflow.keep_draft(event, "zh-hans")

    with pytest.raises(TranslationRefusedError):
        workflow.make_source(event, "zh-hans")

    event.refresh_from_db()
    assert (event.source_language, state_of(event, "zh-hans")) == ("ru", "draft")


NAMED = {
    "a body": (
        BodyFactory,
        {
            "events": lambda body: EventFactory(bodies=[body], published=True),
            "news": lambda body: ArticleFactory(bodies=[body], published=True),
            "documents": lambda body: DocumentFactory(bodies=[body], published=True),
        },
        "bodies",
    ),
    "a priority": (
        PriorityFactory,
        {
            "events": lambda goal: EventFactory(priorities=[goal], published=True),
            "news": lambda goal: ArticleFactory(priorities=[goal], published=True),
            "documents": lambda goal: DocumentFactory(priorities=[goal], published=True),
        },
        "priorities",
    ),
    "an event": (
        EventFactory,
        {
            "news": lambda event: ArticleFactory(events=[event], published=True),
            "documents": lambda event: DocumentFactory(events=[event], published=True),
        },
        "events",
    ),
}


@pytest.mark.parametrize(("make", "naming", "field"), NAMED.values(), ids=NAMED)
def test_what_names_an_item_is_told_anew_when_it_comes_and_when_it_goes(make, naming, field):
    item = make()
    slugs = {kind: name(item).slug for kind, name in naming.items()}

    def told() -> dict[str, list[str]]:
        latest = PublicRecord.objects.filter(is_latest=True)
        return {
            kind: json.loads(latest.get(kind=kind, key=slug).document)[field]
            for kind, slug in slugs.items()
        }

    seen = [told()]
    workflow.publish(item)
    seen.append(told())
    workflow.withdraw(item)
    seen.append(told())

    assert seen == [dict.fromkeys(slugs, names) for names in ([], [item.slug], [])]


def test_a_body_below_is_told_anew_when_the_one_above_comes_and_goes():
    above = BodyFactory(slug="above")
    BodyFactory(slug="below", parent=above, published=True)

    def told() -> str | None:
        latest = PublicRecord.objects.get(kind="bodies", key="below", is_latest=True)
        return json.loads(latest.document)["parent"]

    seen = [told()]
    workflow.publish(above)
    seen.append(told())
    workflow.withdraw(above)
    seen.append(told())

    assert seen == [None, "above", None]


def test_publishing_twice_is_refused():
    body = BodyFactory(published=True, name_en="Security Council")

    with pytest.raises(PublicationRefusedError) as refusal:
        workflow.publish(body)

    assert str(refusal.value) == "“Security Council” is published already."


def test_withdrawing_hides_an_item_and_keeps_when_it_was_first_public():
    body = BodyFactory(published=True)
    first = body.published_at

    with time_machine.travel("2030-01-20T12:00:00+03:00", tick=False):
        workflow.withdraw(body)

    body.refresh_from_db()
    assert (body.publication, body.published_at) == (Publication.WITHDRAWN, first)
    assert body.updated_at.isoformat() == "2030-01-20T09:00:00+00:00"


@pytest.mark.parametrize("state", [{}, {"withdrawn": True}])
def test_only_what_is_public_can_be_withdrawn(state):
    body = BodyFactory(name_en="Security Council", **state)

    with pytest.raises(PublicationRefusedError) as refusal:
        workflow.withdraw(body)

    assert str(refusal.value) == "“Security Council” is not published."


def test_what_was_withdrawn_can_be_published_again():
    body = BodyFactory(withdrawn=True)
    first = body.published_at

    workflow.publish(body)

    body.refresh_from_db()
    assert (body.publication, body.published_at) == (Publication.PUBLISHED, first)
    told = PublicRecord.objects.filter(kind="bodies", key=body.slug)
    assert list(told.values_list("withdrawn", "is_latest")) == [
        (False, False),
        (True, False),
        (False, True),
    ]


def test_every_required_text_that_is_missing_is_named_with_its_languages():
    body = BodyFactory(name_ru="", short_name_en="", short_name_ru=None)

    assert workflow.obstacles(body) == [
        "Name is missing in: Русский.",
        "Short name is missing in: English, Русский.",
    ]


def test_an_item_with_obstacles_stays_a_draft():
    body = BodyFactory(name_ru="")

    with pytest.raises(PublicationRefusedError) as refusal:
        workflow.publish(body)

    body.refresh_from_db()
    assert str(refusal.value) == "Name is missing in: Русский."
    assert body.publication == Publication.DRAFT
    assert not PublicRecord.objects.exists()


def test_a_language_that_is_not_required_stops_nothing():
    body = BodyFactory(name_zh_hans="", short_name_zh_hans="", published=True)

    assert body.is_published


def test_the_required_languages_are_a_setting(settings):
    settings.PUBLISHING_REQUIRED_LANGUAGES = ("zh-hans",)

    assert workflow.obstacles(EventFactory(title_zh_hans="")) == ["Title is missing in: 中文."]
    assert workflow.obstacles(EventFactory(title_ru="")) == []


def test_a_stale_copy_of_an_item_decides_nothing():
    body = BodyFactory()
    stale = type(body).objects.get(pk=body.pk)
    workflow.publish(body)

    with pytest.raises(PublicationRefusedError):
        workflow.publish(stale)

    workflow.withdraw(stale)
    body.refresh_from_db()
    assert body.publication == Publication.WITHDRAWN


def test_publishing_saves_no_other_edit():
    body = BodyFactory()
    name = body.name_en
    body.name_en = "Not saved by the editor"

    workflow.publish(body)

    body.refresh_from_db()
    assert body.name_en == name


def test_a_failure_half_way_publishes_nothing(monkeypatch):
    body = BodyFactory()

    def fail(item: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("publishing.workflow.records.record_dependents", fail)
    with pytest.raises(RuntimeError):
        workflow.publish(body)

    body.refresh_from_db()
    assert body.publication == Publication.DRAFT
    assert not PublicRecord.objects.exists()


@pytest.mark.postgresql  # SQLite lets one transaction write at a time
@pytest.mark.django_db(transaction=True)
def test_of_two_editors_who_publish_at_once_one_is_told():
    body = BodyFactory()

    refusals = at_once(lambda: publish_fresh(body), lambda: publish_fresh(body))

    assert [type(refusal) for refusal in refusals] == [PublicationRefusedError]
    assert PublicRecord.objects.filter(kind="bodies").count() == 1


@pytest.mark.postgresql  # SQLite lets one transaction write at a time
@pytest.mark.django_db(transaction=True)
def test_two_bulk_actions_in_opposite_order_do_not_wait_for_each_other_for_ever():
    forum, council = BodyFactory(), BodyFactory()
    article = ArticleFactory(published=True, bodies=[forum, council])

    def publish_both(*bodies: object) -> None:
        with transaction.atomic():
            for body in bodies:
                workflow.publish(type(body).objects.get(pk=body.pk))

    refusals = at_once(lambda: publish_both(forum, council), lambda: publish_both(council, forum))

    assert [type(refusal) for refusal in refusals] == [PublicationRefusedError]
    numbers = list(PublicRecord.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    latest = PublicRecord.objects.get(kind="news", is_latest=True)
    assert all(body.slug in latest.document for body in (forum, council))
    assert article.is_published


def publish_fresh(item: BodyFactory) -> None:
    workflow.publish(type(item).objects.get(pk=item.pk))

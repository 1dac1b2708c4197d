"""The writers by which staff sets how a translation stands."""

import pytest

from bodies.models import Body
from news.models import Article
from publishing.translations import follow, since, state_of, unsettled
from publishing.workflow import TranslationRefusedError
from tests.acting import workflow
from tests.factories import ArticleFactory, BodyFactory, CountryFactory
from tests.publishing.test_translations import MONDAY, states


@pytest.mark.django_db
def test_a_confirmed_translation_is_up_to_date_and_nothing_more_is_to_confirm():
    row = ArticleFactory(published=True)
    follow(row, None)
    row.title_ru = "Новое"
    follow(row, MONDAY)
    row.save()

    workflow.confirm(row, "en")

    row = Article.objects.get(pk=row.pk)
    assert (state_of(row, "en"), since(row, "en")) == ("public", None)
    with pytest.raises(TranslationRefusedError):
        workflow.confirm(row, "en")
    with pytest.raises(TranslationRefusedError):
        workflow.confirm(row, "ru")


@pytest.mark.django_db
def test_what_the_public_must_have_cannot_become_a_draft():
    for row in (BodyFactory(published=True), CountryFactory()):
        with pytest.raises(TranslationRefusedError):
            workflow.keep_draft(row, "en")
        workflow.keep_draft(row, "zh-hans")
        with pytest.raises(TranslationRefusedError):
            workflow.keep_draft(row, "zh-hans")
    unpublished = BodyFactory()
    workflow.keep_draft(unpublished, "en")
    assert state_of(unpublished, "en") == "draft"


@pytest.mark.django_db
def test_a_draft_can_be_made_public_and_only_a_draft():
    row = BodyFactory(published=True)
    workflow.keep_draft(row, "zh-hans")

    workflow.make_public(row, "zh-hans")

    assert state_of(Body.objects.get(pk=row.pk), "zh-hans") == "public"
    with pytest.raises(TranslationRefusedError):
        workflow.make_public(row, "zh-hans")


@pytest.mark.django_db
def test_a_new_source_that_agrees_with_the_old_one_confirms_what_agreed():
    row = BodyFactory(published=True)

    workflow.make_source(row, "en")

    assert (row.source_language, states(row)) == (
        "en",
        {"en": "public", "ru": "public", "zh-hans": "public"},
    )
    with pytest.raises(TranslationRefusedError):
        workflow.make_source(row, "en")


@pytest.mark.django_db
def test_a_new_source_that_lags_leaves_the_others_to_be_confirmed():
    row = BodyFactory(published=True)
    follow(row, None)
    row.name_ru = "Другое"
    row.save()

    workflow.make_source(row, "en")

    assert states(row) == {"en": "public", "ru": "out_of_date", "zh-hans": "out_of_date"}
    workflow.confirm(row, "ru")
    assert state_of(row, "ru") == "public"


@pytest.mark.django_db
def test_a_language_without_a_public_text_is_no_source():
    row = BodyFactory(name_zh_hans="", short_name_zh_hans="")
    with pytest.raises(TranslationRefusedError):
        workflow.make_source(row, "zh-hans")


@pytest.mark.django_db
def test_what_waits_is_found_by_language(django_assert_num_queries):
    assert dict(unsettled(Body)) == {}
    waits, draft, unwritten = (
        BodyFactory(),
        BodyFactory(),
        BodyFactory(name_zh_hans="", short_name_zh_hans=""),
    )
    follow(waits, None)
    waits.name_ru = "Другое"
    waits.save()
    workflow.keep_draft(draft, "zh-hans")
    workflow.keep_draft(unwritten, "zh-hans")

    with django_assert_num_queries(1):
        found = unsettled(Body)

    assert dict(found) == {
        ("out_of_date", "en"): [waits.pk],
        ("out_of_date", "zh-hans"): [waits.pk],
        ("draft", "zh-hans"): [draft.pk],
    }

"""Themes: their order, what they gather, and what partners are told of them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from publishing import records
from publishing.workflow import obstacles
from tests.acting import presidency_actions, workflow
from tests.factories import ArticleFactory, DocumentFactory, EventFactory, ThemeFactory
from tests.factories.presidencies import PresidencyFactory
from tests.recording import last_told
from themes.models import Theme

pytestmark = pytest.mark.django_db


def test_themes_keep_the_order_that_staff_gave_them():
    second, first = ThemeFactory(position=2), ThemeFactory(position=1)

    assert list(Theme.objects.in_order()) == [first, second]


def test_no_two_themes_of_a_presidency_have_a_position():
    ThemeFactory(position=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        ThemeFactory(position=1)
    ThemeFactory(position=1, presidency=PresidencyFactory())


def test_a_position_that_is_taken_is_explained():
    ThemeFactory(title_en="Memory", position=1)

    with pytest.raises(ValidationError) as refused:
        Theme(title_en="Youth", position=1).clean()

    assert refused.value.message_dict == {
        "position": ["“Memory” has it already: choose another."],
    }


def test_the_database_refuses_a_publication_that_nobody_knows():
    theme = ThemeFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Theme.objects.filter(pk=theme.pk).update(publication="secret")


def test_the_database_refuses_what_is_public_without_a_day():
    theme = ThemeFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Theme.objects.filter(pk=theme.pk).update(publication="published", published_at=None)


def test_title_and_summary_are_needed_for_publication():
    theme = ThemeFactory(title_ru="", summary_en="", description_en="")

    assert obstacles(theme) == [
        "Title is missing in: Русский.",
        "Summary is missing in: English.",
    ]


def test_a_theme_has_a_page_and_a_name():
    theme = ThemeFactory(slug="memory", title_en="Memory")

    assert str(theme) == "Memory"
    with translation.override("zh-hans"):
        assert theme.get_absolute_url() == "/zh-hans/themes/memory/"


def test_the_document_of_a_theme_names_what_is_public_in_it():
    ThemeFactory(
        slug="memory",
        position=3,
        title_en="Memory",
        title_ru="Память",
        title_zh_hans="",
        events=[EventFactory(slug="parade", published=True), EventFactory(slug="draft")],
        articles=[ArticleFactory(slug="opening", published=True), ArticleFactory(withdrawn=True)],
        documents=[DocumentFactory(slug="statement", published=True), DocumentFactory()],
        published=True,
    )

    document = last_told("themes", "memory")

    assert document == {
        "slug": "memory",
        "presidency": "russia-2019-2020",
        "position": 3,
        "title": {"en": "Memory", "ru": "Память", "zh-hans": None},
        "summary": {"en": "What it is about.", "ru": "О чём она.", "zh-hans": "主题。"},
        "description": {"en": None, "ru": None, "zh-hans": None},
        "events": ["parade"],
        "news": ["opening"],
        "documents": ["statement"],
        "source": None,
        "source_language": "ru",
        "translations": {"en": "public", "ru": "public", "zh-hans": "public"},
    }


@pytest.mark.parametrize(
    ("factory", "link", "member"),
    [
        (EventFactory, "events", "events"),
        (ArticleFactory, "articles", "news"),
        (DocumentFactory, "documents", "documents"),
    ],
)
def test_partners_are_told_when_something_in_a_theme_comes_or_goes(factory, link, member):
    item = factory(slug="it")
    ThemeFactory(slug="memory", published=True, **{link: [item]})
    before = last_told("themes", "memory")[member]

    workflow.publish(item)
    meanwhile = last_told("themes", "memory")[member]
    workflow.withdraw(item)

    assert (before, meanwhile, last_told("themes", "memory")[member]) == ([], ["it"], [])
    assert list(records.discrepancies()) == []


def test_events_are_the_same_with_a_theme_and_without_it():
    event = EventFactory(slug="parade", published=True)
    before = last_told("events", "parade")

    ThemeFactory(events=[event], published=True)

    assert last_told("events", "parade") == before
    assert list(records.discrepancies()) == []


def test_a_theme_that_goes_to_another_presidency_stands_last_there():
    lakes = PresidencyFactory(slug="lakes-2031")
    ThemeFactory(position=7, presidency=lakes)
    theme = ThemeFactory(slug="memory", position=1, published=True)

    presidency_actions.move(theme, lakes)

    assert (theme.presidency, theme.position) == (lakes, 8)
    assert last_told("themes", "memory")["presidency"] == "lakes-2031"


def test_events_know_their_themes_in_one_query(django_assert_num_queries):
    parade, summit = EventFactory(slug="parade"), EventFactory(slug="summit")
    ThemeFactory(slug="memory", events=[parade, summit], published=True)
    ThemeFactory(slug="youth", events=[summit], published=True)
    ThemeFactory(slug="draft", events=[summit])
    ThemeFactory(slug="empty", published=True)

    with django_assert_num_queries(2):  # one of them: which presidency is shown
        themes = Theme.objects.published().by_event()

    assert themes == {"parade": {"memory"}, "summit": {"memory", "youth"}}

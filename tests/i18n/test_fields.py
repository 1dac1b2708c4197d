"""A text is cleaned by whatever door it comes, and when it is read."""

from datetime import date

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.forms import modelform_factory
from django.utils.translation import override
from modeltranslation.translator import translator

from documents.actions import Correction, Wording
from events.actions.changes import Announcement, ChangeRefusedError, FactChanges
from events.dates import Period
from events.models import Event
from i18n.fields import AddressField, LineField, ProseField
from news.models import Article
from staff.fact_forms import FactForm, text_fields
from staff.forms import LinesField
from tests.acting import changes, workflow
from tests.factories import ArticleFactory, EventFactory, announcement

pytestmark = pytest.mark.django_db

DJANGOS = ("from django.", "import django.", "import datetime")
DIRTY, LINE, PROSE = "\u200bOne\x0btwo\r\n", "One two", "One\ntwo"


def test_saving_cleans_the_row_and_what_is_in_memory():
    article = ArticleFactory(title_en=DIRTY, lead_en=DIRTY, source_url=" https://a.example/\u200b")

    stored = Article.objects.values("title_en", "lead_en", "source_url").get()

    assert stored == {"title_en": LINE, "lead_en": PROSE, "source_url": "https://a.example/"}
    assert {name: getattr(article, name) for name in stored} == stored


def test_fallback_is_not_written_into_the_language_of_whoever_saves():
    article = ArticleFactory(title_en=DIRTY, title_zh_hans="")

    with override("zh-hans"):
        article.save()

    article.refresh_from_db()
    assert (article.title_en, article.title_zh_hans) == (LINE, "")


def test_updating_and_creating_many_clean_too():
    ArticleFactory()

    Article.objects.update(title_en=DIRTY, lead_en=DIRTY)

    assert Article.objects.values_list("title_en", "lead_en").get() == (LINE, PROSE)


def test_row_written_past_the_portal_is_read_clean():
    article = ArticleFactory()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE news_article SET title_en = %s, lead_en = %s", [DIRTY, DIRTY])

    article.refresh_from_db()

    assert (article.title_en, article.lead_en) == (LINE, PROSE)
    assert Article.objects.values_list("title_en", flat=True).get() == LINE


def test_texts_in_json_are_cleaned():
    event = EventFactory(sources=["https://a.example/\x0b"])

    assert Event.objects.values_list("sources", flat=True).get() == ["https://a.example/"]
    event.refresh_from_db()
    assert event.sources == ["https://a.example/"]


def test_form_of_a_model_takes_a_text_as_it_is_stored():
    form_class = modelform_factory(Article, fields=["lead_en", "title_en", "source_url"])
    article = ArticleFactory(lead_en="One\n\ntwo", source_url="https://a.example/")
    sent = {"lead_en": "One\r\n\r\ntwo", "title_en": article.title_en + "\u200b"}

    form = form_class(sent | {"source_url": "https://a.example/\u200b"}, instance=article)

    assert form.is_valid()
    assert form.changed_data == []


@pytest.mark.parametrize("title", ["\u200b\u2060", "\U0001bca0", "\U0001d159", "\u0301"], ids=ascii)
def test_title_that_cannot_be_seen_is_none(title):
    article = ArticleFactory(title_en=title)

    with pytest.raises(workflow.PublicationRefusedError):
        workflow.publish(article)
    assert Article.objects.values_list("title_en", flat=True).get() in ("", None)


def test_form_of_facts_takes_texts_of_one_line_and_of_several():
    class Form(FactForm):
        pass

    form = Form({"title_en": DIRTY, "reason_en": DIRTY})
    form.fields |= text_fields("title", length=400, rows=2) | text_fields("reason", rows=3)

    assert form.is_valid()
    assert form.written("title") == {"en": LINE}
    assert form.written("reason") == {"en": PROSE}


def test_lines_of_a_list_are_parted_by_any_break():
    assert LinesField().clean("ru\x0ben\r\n\u200b\nzh-Hans\u2028") == ["ru", "en", "zh-Hans"]


def test_writers_of_facts_compare_and_keep_clean_texts():
    event = EventFactory(announced=announcement(date(2020, 1, 20)), title_en="A name")
    words = Period(date(2020, 9, 1), date(2020, 9, 30), "month", words={"en": DIRTY})
    said = Announcement(date(2020, 2, 1), reason={"en": DIRTY, "ru": "\u200b"})

    changes.reschedule(event, said, FactChanges(period=words, venue={"en": DIRTY, "ru": "\u200b"}))

    step = event.changes.get(number=2)
    assert step.reason_en == PROSE
    assert step.new_venue == {"en": LINE}
    assert step.new_detail == {"words": {"en": LINE}}
    assert (event.venue_en, event.date_words_en) == (LINE, LINE)
    with pytest.raises(ChangeRefusedError, match="other than the present one"):
        changes.rename(event, said, {"en": "A\x0bname\u200b"})
    with pytest.raises(ChangeRefusedError, match="cannot be empty"):
        changes.rename(event, said, {"en": "\u200b"})


def test_reason_that_cannot_be_seen_is_none():
    event = EventFactory(announced=announcement(date(2020, 1, 20)))

    with pytest.raises(ChangeRefusedError, match="reason"):
        changes.cancel(event, Announcement(date(2020, 2, 1), reason={"en": "\u200b\ufeff"}))


def test_corrections_of_papers_hold_clean_texts():
    assert Correction(date(2020, 12, 1), {"en": DIRTY}).reason == {"en": PROSE}
    wording = Wording(titles={"en": DIRTY}, summaries={"en": DIRTY})
    assert (wording.titles, wording.summaries) == ({"en": LINE}, {"en": PROSE})


def test_migrations_know_only_the_fields_of_django():
    title = Article._meta.get_field("title_ru")

    written, _imports = MigrationWriter.serialize(title)

    assert written.startswith("models.CharField(")


def test_migrations_name_nothing_of_the_portal():
    """They outlive its modules."""
    fields = [
        field
        for model in apps.get_models(include_auto_created=True)
        if (settings.BASE_DIR / model._meta.app_label).is_dir()
        for field in model._meta.local_fields
    ]

    imports = {line for field in fields for line in MigrationWriter.serialize(field)[1]}

    assert len(fields) > 200
    assert [line for line in imports if not line.startswith(DJANGOS)] == []


def test_every_translated_text_is_cleaned():
    stock = [
        f"{model.__name__}.{name}"
        for model in translator.get_registered_models()
        for name in translator.get_options_for_model(model).get_field_names()
        if isinstance(model._meta.get_field(name), models.CharField | models.TextField)
        and not model._meta.get_field(name).choices
        and not isinstance(model._meta.get_field(name), LineField | ProseField | AddressField)
    ]

    assert stock == []

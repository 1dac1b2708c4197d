"""Nobody confirms a translation against a source, or makes a text public, that was not seen."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from lxml import html

from publishing import translations
from publishing.translations import state_of
from tests.acting import workflow
from tests.factories import ArticleFactory
from tests.forms_sent import changed, found, opened, page
from tests.pages import texts

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]


@pytest.fixture
def article(admin_client):
    """Its Russian source has changed; the English waits to be confirmed."""
    made = ArticleFactory(title_ru="Зебры", title_en="Zebras", published=True)
    admin_client.post(page(made), changed(opened(admin_client, page(made)), title_ru="Две зебры"))
    return made


def address(article):
    return reverse("admin:news_article_translations", args=[article.pk])


def form_of(answer, language, deed):
    """What a press of the button for `deed` sends."""
    document = html.fromstring(answer.content.decode())
    (form,) = [
        form
        for form in document.xpath('//form[@class="translation-deeds"]')
        if ("language", language) in form.form_values()
    ]
    assert deed in form.xpath(".//button/@value")
    return {**dict(form.form_values()), "deed": deed}


def rewrite(article, **columns):
    article = found(article)
    for name, text in columns.items():
        setattr(article, name, text)
    translations.follow(article, None)
    article.save()


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ({"title_ru": "Три зебры"}, "Две зебры"),
        ({"title_en": "Three zebras"}, "Zebras"),
        ({"lead_ru": "Иначе."}, "Что произошло."),
    ],
)
def test_confirmation_of_what_was_not_seen_is_refused_with_both_texts(
    admin_client, article, change, seen
):
    sent = form_of(admin_client.get(address(article)), "en", "confirm")
    rewrite(article, **change)

    refused = admin_client.post(address(article), sent)

    assert refused.status_code == 200
    assert state_of(found(article), "en") == "out_of_date"
    assert seen in texts(refused, "del", within="translation-texts")
    assert all(text in refused.content.decode() for text in change.values())
    assert LogEntry.objects.count() == 1  # of the change itself


def test_what_was_seen_then_is_confirmed_on_the_page_that_refused(admin_client, article):
    sent = form_of(admin_client.get(address(article)), "en", "confirm")
    rewrite(article, title_ru="Три зебры")
    refused = admin_client.post(address(article), sent)

    answer = admin_client.post(address(article), form_of(refused, "en", "confirm"))

    assert answer.status_code == 302
    assert state_of(found(article), "en") == "public"


def test_draft_that_was_rewritten_is_not_made_public_unseen(admin_client, article):
    workflow.keep_draft(article, "zh-hans")
    sent = form_of(admin_client.get(address(article)), "zh-hans", "public")
    rewrite(article, title_zh_hans="三匹斑马")

    refused = admin_client.post(address(article), sent)

    assert refused.status_code == 200
    assert state_of(found(article), "zh-hans") == "draft"


def test_other_language_may_change_meanwhile(admin_client, article):
    sent = form_of(admin_client.get(address(article)), "en", "confirm")
    rewrite(article, title_zh_hans="三匹斑马")

    answer = admin_client.post(address(article), sent)

    assert answer.status_code == 302
    assert state_of(found(article), "en") == "public"

"""Which deeds the page “Translations…” offers: what its writers would take, and nothing else."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from publishing.translations import follow
from publishing.workflow import TRANSLATION_ACTIONS, TranslationRefusedError
from staff.translation_status import translation_statuses
from tests.acting import TESTS, workflow
from tests.factories import ArticleFactory, BodyFactory, CountryFactory
from tests.markup import page_of

pytestmark = pytest.mark.django_db


def plain(make, **state):
    return make(**state)


def outdated(make, **state):
    row = make(**state)
    follow(row, None)
    row.title_ru = "Другое"
    follow(row, date(2020, 10, 1))
    row.save()
    return row


def half_hidden(make, **state):
    row = make(**state)
    workflow.keep_draft(row, "zh-hans")
    return row


def unwritten(make, **state):
    return make(title_zh_hans="", lead_zh_hans="", **state)


#: What is open in English, which what is public must have, and in Chinese. Russian is the source.
STATES = {
    "draft": (plain, {}, ["draft", "source"], ["draft", "source"]),
    "published": (plain, {"published": True}, ["source"], ["draft", "source"]),
    "withdrawn": (plain, {"withdrawn": True}, ["draft", "source"], ["draft", "source"]),
    "out of date": (
        outdated,
        {"published": True},
        ["confirm", "source"],
        ["confirm", "draft", "source"],
    ),
    "half hidden": (half_hidden, {"published": True}, ["source"], ["public"]),
    "unwritten": (unwritten, {"published": True}, ["source"], ["draft"]),
}


@pytest.mark.parametrize(("make", "state", "english", "chinese"), STATES.values(), ids=STATES)
def test_each_state_offers_its_deeds(make, state, english, chinese):
    row = make(ArticleFactory, **state)

    offered = {one.code: [deed for deed, _label in one.deeds] for one in translation_statuses(row)}

    assert offered == {"ru": [], "en": english, "zh-hans": chinese}


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(("make", "state", "english", "chinese"), STATES.values(), ids=STATES)
def test_what_is_offered_the_writer_takes_and_nothing_else(make, state, english, chinese):
    for code, offered in (("ru", []), ("en", english), ("zh-hans", chinese)):
        taken = []
        for name, write in TRANSLATION_ACTIONS.items():
            try:
                write(make(ArticleFactory, **state), code, by=TESTS)
            except TranslationRefusedError:
                continue
            taken.append(name)
        assert sorted(taken) == sorted(offered), code


@pytest.mark.parametrize(
    ("deed", "language"),
    [("confirm", "fr"), ("confirm", ""), ("delete", "en"), ("", "en"), ("draft", "zh")],
)
@pytest.mark.parametrize(
    ("make", "name"), [(BodyFactory, "bodies_body"), (CountryFactory, "places_country")]
)
def test_an_unknown_deed_or_language_is_not_found(admin_client: Client, make, name, deed, language):
    row = make()
    address = reverse(f"admin:{name}_translations", args=[row.pk])

    answer = admin_client.post(address, {"deed": deed, "language": language})

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (
            {"lead_ru": "", "title_zh_hans": "", "lead_zh_hans": ""},
            {
                "ru": "source · not written yet: lead",
                "en": "written, goes public with the rest",
                "zh-hans": "absent",
            },
        ),
        (
            {"title_ru": "", "lead_ru": "", "lead_en": "", "title_zh_hans": "展览"},
            {
                "ru": "source, in which nothing is written yet",
                "en": "written, goes public with the rest · not written yet: lead",
                "zh-hans": "written, goes public with the rest",
            },
        ),
    ],
)
def test_the_page_of_a_draft_says_which_language_is_the_source_and_what_is_missing(
    admin_client, texts, said
):
    article = ArticleFactory(
        **{"title_en": "Fair", "title_ru": "Ярмарка", "lead_en": "It.", "lead_zh_hans": "一。"}
        | texts
    )
    address = reverse("admin:news_article_translations", args=[article.pk])

    answer = admin_client.get(address)

    codes = [status.code for status in answer.context["statuses"]]
    lines = [
        " ".join(line.text.split()) for line in page_of(answer).all("p", cls="translation-state")
    ]
    assert dict(zip(codes, lines, strict=True)) == said

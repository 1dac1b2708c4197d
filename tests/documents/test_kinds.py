"""A reader sees what a paper is: of two sorts in one kind, that which its title tells."""

import pytest
from django.utils import translation

from documents.models import SORTS, DocumentKind, say_kind
from tests.factories import DocumentFactory


@pytest.mark.parametrize(
    ("language", "kind", "title", "said"),
    [
        ("en", "communique", "Information Report on the Meeting", "information report"),
        ("en", "communique", "Press Communique of the Council", "communique"),
        ("en", "communique", "Outcome of the meeting", "communique or information report"),
        ("en", "agreement", "Memorandum of Understanding", "memorandum"),
        ("en", "agreement", "Agreement on Cooperation in Sport", "agreement"),
        ("en", "action_plan", "Roadmap for Further Actions", "roadmap"),
        ("en", "action_plan", "Plan of Main Measures", "plan of action"),
        ("en", "statement", "Statement on the Memorandum", "statement"),
        ("ru", "communique", "Информационное сообщение по итогам", "информационное сообщение"),
        ("ru", "action_plan", "«Дорожная карта» действий", "дорожная карта"),
        ("ru", "agreement", "Меморандум о взаимопонимании", "меморандум"),
        ("zh-hans", "communique", "元首理事会会议新闻公报", "新闻公报"),
        ("zh-hans", "communique", "第十八次会议联合公报", "公报"),
        ("zh-hans", "agreement", "体育领域合作协定", "协定"),
    ],
)
def test_sort_is_told_by_the_title(language: str, kind: str, title: str, said: str):
    with translation.override(language):
        assert say_kind(kind, title) == said


def test_kinds_of_two_sorts_are_those_whose_name_says_so():
    assert {kind for kind in DocumentKind if " or " in str(kind.label)} == set(SORTS)


@pytest.mark.django_db
def test_title_in_another_language_tells_no_sort():
    document = DocumentFactory(kind="agreement", title_en="Memorandum", title_ru="")

    with translation.override("ru"):
        assert document.sort == "соглашение, меморандум"
    with translation.override("en"):
        assert document.sort == "memorandum"

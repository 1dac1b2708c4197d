"""Priorities: their order, their strand, what they tell."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from priorities.models import Priority
from priorities.public_document import priority_document
from publishing.workflow import obstacles
from tests.factories import PriorityFactory

pytestmark = pytest.mark.django_db


def test_priorities_keep_the_order_in_which_russia_published_them():
    second, first = PriorityFactory(position=2), PriorityFactory(position=1)

    assert list(Priority.objects.in_order()) == [first, second]


def test_no_two_priorities_have_a_position():
    PriorityFactory(position=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        PriorityFactory(position=1)


def test_title_and_summary_are_needed_for_publication():
    priority = PriorityFactory(title_ru="", summary_en="", description_en="")

    assert obstacles(priority) == [
        "Title is missing in: Русский.",
        "Summary is missing in: English.",
    ]


def test_a_priority_has_a_page_and_a_name():
    priority = PriorityFactory(slug="security", title_en="Security and stability")

    assert str(priority) == "Security and stability"
    with translation.override("zh-hans"):
        assert priority.get_absolute_url() == "/zh-hans/priorities/security/"


def test_the_document_of_a_priority_tells_its_texts_in_every_language():
    priority = PriorityFactory(
        slug="security",
        position=3,
        strand="security",
        title_en="Security",
        title_ru="Безопасность",
        title_zh_hans="安全",
        summary_zh_hans="",
    )

    assert priority_document(priority) == {
        "slug": "security",
        "presidency": "russia-2019-2020",
        "position": 3,
        "strand": "security",
        "title": {"en": "Security", "ru": "Безопасность", "zh-hans": "安全"},
        "summary": {"en": "What it is for.", "ru": "Для чего это.", "zh-hans": None},
        "description": {"en": None, "ru": None, "zh-hans": None},
        "source": None,
        "source_language": "ru",
        "translations": {"en": "public", "ru": "public", "zh-hans": "public"},
    }

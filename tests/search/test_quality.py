"""The published queries find what they should, over the whole real plan."""

from importlib import import_module

import pytest
from django.apps import apps

from scripts import plan_rows
from scripts.search_quality import ENOUGH, LANGUAGES, asked, recall
from search.models import SynonymGroup

add_names = import_module("search.migrations.0002_usual_names").add_names

pytestmark = pytest.mark.django_db


@pytest.fixture
def first_names() -> None:
    """The usual names that the portal begins with; a test that commits may have emptied them."""
    SynonymGroup.objects.all().delete()
    add_names(apps, None)


@pytest.mark.usefixtures("first_names")
def test_queries_of_every_language_find_what_they_should():
    plan_rows.copy()

    told = {language: list(asked(language)) for language in LANGUAGES}

    assert [language for language in LANGUAGES if len(told[language]) < 60] == []
    assert [language for language in LANGUAGES if recall(told[language]) < ENOUGH] == []


@pytest.mark.usefixtures("first_names")
def test_the_first_names_are_groups_that_an_editor_could_have_written():
    groups = SynonymGroup.objects.all()

    for group in groups:
        group.full_clean()

    assert groups[0].lines[:3] == ["ШОС", "SCO", "上合组织"]


@pytest.mark.usefixtures("first_names")
def test_names_that_are_there_are_left_alone():
    SynonymGroup.objects.exclude(pk=SynonymGroup.objects.first().pk).delete()

    add_names(apps, None)

    assert SynonymGroup.objects.count() == 1

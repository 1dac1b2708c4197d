"""The columns of every list at the desk are called in the language of the reader."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.utils import translation

from events.models import Event
from i18n.texts import CODES

#: Of Django and of libraries.
OTHERS = {"auth", "axes"}


def labels(code: str) -> dict[str, str]:
    with translation.override(code):
        return {
            f"{model._meta.label}.{column}": str(label_for_field(column, model, desk))
            for model, desk in admin.site._registry.items()
            if model._meta.app_label not in OTHERS
            for column in desk.list_display
        }


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_no_column_is_called_in_english(code):
    english, read = labels("en"), labels(code)

    assert [name for name, label in read.items() if label == english[name]] == []


def test_state_of_a_bundle_is_not_called_as_that_of_the_portal():
    called = [labels(code)["staff.Bundle.standing"] for code in CODES]

    assert dict(zip(CODES, called, strict=True)) == {
        "en": "state",
        "ru": "состояние",
        "zh-hans": "状态",
    }


def test_text_in_a_language_is_called_by_it_in_the_language_of_the_reader():
    field = Event._meta.get_field("title_ru")

    called = {}
    for code in CODES:
        with translation.override(code):
            called[code] = str(field.verbose_name)

    assert called == {
        "en": "title (Russian)",
        "ru": "название (русский)",
        "zh-hans": "标题（俄语）",
    }

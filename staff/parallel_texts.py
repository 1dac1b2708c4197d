"""Texts in the forms of the admin: the languages of each stand beside each other, one line a text.

django-modeltranslation shows them as tabs, one at a time; who translates wants to see the source. Which languages are
shown is chosen above the form (admin/publishing/languages_shown.html), in the reader's browser alone.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.db import models
from django.http import HttpRequest

from i18n.fields import LineInput
from i18n.texts import StrOrPromise, bcp47, column, content_languages

#: A line of a fieldset: a field, or several beside each other.
Line = str | list[str] | tuple[str, ...] | tuple[()]


class ParallelColumns(tuple[str, ...]):
    """The columns of one text, in the order of the languages, and what the text is called."""

    label: StrOrPromise
    help_text: StrOrPromise

    @classmethod
    def of(cls, text: "models.Field[Any, Any]", names: Iterable[str]) -> "ParallelColumns":
        """Return those of the columns of `text` that are among `names`."""
        line = cls(filter(set(names).__contains__, cls.named("", text.name)))
        line.label, line.help_text = text.verbose_name or "", text.help_text
        return line

    @classmethod
    def named(cls, label: StrOrPromise, name: str) -> "ParallelColumns":
        """Return the columns of `name` in each language, of a text that may be of a form alone."""
        line = cls(column(name, code) for code, _name in content_languages())
        line.label, line.help_text = label, ""
        return line


class ParallelTexts(BaseModelAdmin):
    """Puts the languages of a text beside each other, each field in its language."""

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return [
            (name, {**options, "fields": [*parallel(self.model, options["fields"])]})
            for name, options in fieldsets
        ]

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        """Name the language of a field, by which browsers check its spelling, choose its letters and read it.

        A column is narrow: a text of one line is written in as many as it takes, and is one (i18n.fields.LineInput).
        """
        field = super().formfield_for_dbfield(db_field, request, **options)
        language: str = getattr(db_field, "language", "")  # of a TranslationField
        if field and language:
            if isinstance(field, LineInput):
                attributes = field.widget.attrs
                field.widget = forms.Textarea({**attributes, "rows": "1", "data-line": ""})
            field.widget.attrs["lang"] = bcp47(language)
        return field


def parallel(model: type[models.Model], lines: Iterable[Line]) -> Iterator[Line]:
    """Yield `lines` with one for all columns of a text, where its first stood."""
    lines, told = [*lines], set()
    for line in lines:
        text = text_of_column(model, line) if isinstance(line, str) else None
        if text is None:
            yield line
        elif text.name not in told:
            told.add(text.name)
            yield ParallelColumns.of(text, [one for one in lines if isinstance(one, str)])


def text_of_column(model: type[models.Model], name: str) -> "models.Field[Any, Any] | None":
    """Return the text of which `name` is a column; None of any other name, as of a field of the form alone."""
    field = model._meta._forward_fields_map.get(name)  # type: ignore[attr-defined]  # get_field raises
    text: models.Field[Any, Any] | None = getattr(field, "translated_field", None)
    return text

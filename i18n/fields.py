"""Fields of models and forms that hold texts, in the shape of i18n.characters.

A text is brought into that shape by whatever door it comes, and when it is read: a row that was
written past the portal stops no page, feed or file.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django import forms
from django.db import models

from i18n.characters import cleaned, cleaned_json, one_line

#: The same names and titles are read again and again; each takes a few hundred bytes here.
_line_cache = lru_cache(maxsize=10_000)(one_line)


class LineInput(forms.CharField):
    """Asks for a text of one line."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(one_line(str(value or "")))


class ProseInput(forms.CharField):
    """Asks for a text of several lines, whichever way the browser ends them."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(cleaned(str(value or "")))


class AddressInput(forms.URLField):
    """Asks for the address of a page; one without a scheme is of https."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **options})

    def to_python(self, value: Any) -> str | None:
        return super().to_python(one_line(str(value or "")))


class PlainInMigrations(models.Field):
    """A field that is Django's own in migrations: they outlive every module of the portal.

    So what the database knows nothing of stands in the class: validators in `default_validators`.
    """

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, arguments, options = super().deconstruct()
        stock = next(base for base in type(self).__mro__ if base.__module__.startswith("django."))
        return name, f"django.db.models.{stock.__name__}", arguments, options


class MadeField(PlainInMigrations, models.CharField):
    """A short text that `make` makes for a row without one.

    Migrations know no default: what adds the column to a table with rows, or makes a row, names one.
    """

    def __init__(self, *args: Any, make: Callable[[], str] | None = None, **options: Any) -> None:
        super().__init__(*args, **(options if make is None else {**options, "default": make}))

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, arguments, options = super().deconstruct()
        return (
            name,
            path,
            arguments,
            {key: value for key, value in options.items() if key != "default"},
        )


class _Cleaned(PlainInMigrations):
    """A text field that cleans what goes in and what comes out."""

    @staticmethod
    def shape(text: str) -> str:
        return _line_cache(text)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return self.shape(text) if isinstance(text, str) else text

    def from_db_value(self, value: Any, *others: Any) -> Any:
        return self.shape(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Leave in memory what goes into the database."""
        # Not by setattr: modeltranslation's descriptor would write a fallback into a translation.
        attributes = model_instance.__dict__
        if isinstance(attributes.get(self.attname), str):
            attributes[self.attname] = self.shape(attributes[self.attname])
        return self.to_python(super().pre_save(model_instance, add))


class LineField(_Cleaned, models.CharField):
    """A text of one line: a name, a title."""

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": LineInput, **options})


class ProseField(_Cleaned, models.TextField):
    """A text of several lines."""

    @staticmethod
    def shape(text: str) -> str:
        return cleaned(text)

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": ProseInput, **options})


class AddressField(_Cleaned, models.URLField):
    """The address of a page."""

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": AddressInput, **options})


class TextsField(PlainInMigrations, models.JSONField):
    """Texts of one line in a value of JSON: a list, or by language code."""

    def get_prep_value(self, value: Any) -> Any:
        return cleaned_json(super().get_prep_value(value))

    def from_db_value(self, value: Any, *others: Any) -> Any:
        return cleaned_json(super().from_db_value(value, *others))


class LinesField(TextsField):
    """Texts of one line: a list. What is none of them, written past the portal, is not read."""

    def from_db_value(self, value: Any, *others: Any) -> Any:
        lines = super().from_db_value(value, *others)
        return [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []

"""Texts that admit which language they are in."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language
from modeltranslation.utils import build_localized_fieldname

if TYPE_CHECKING:
    from django.db import models

#: Codes of the content languages, in the order of the API's documents.
CODES: tuple[str, ...] = tuple(settings.MODELTRANSLATION_LANGUAGES)


@dataclass(frozen=True)
class Text:
    """A text and the language that it is really in; `wanted` is what was asked for."""

    value: str
    language: str
    wanted: str

    @property
    def is_fallback(self) -> bool:
        return bool(self.value) and self.language != self.wanted

    def __str__(self) -> str:
        return self.value


def current_language() -> str:
    """Return the code of the language that the reader is being answered in."""
    return get_language() or settings.LANGUAGE_CODE


def column(field: str, language: str) -> str:
    """Return the name of the column of `field` in `language`: ("title", "zh-hans") → title_zh_hans."""
    return build_localized_fieldname(field, language)


def all_texts(instance: models.Model, field: str) -> dict[str, str | None]:
    """Return `field` in every language, without fallbacks; None where there is none."""
    return {code: getattr(instance, column(field, code)) or None for code in CODES}


def set_texts(instance: models.Model, field: str, texts: dict[str, str]) -> None:
    """Set `field` in every language that `texts` holds."""
    for code, value in texts.items():
        setattr(instance, column(field, code), value)


def text_of(instance: models.Model, field: str, language: str | None = None) -> Text:
    """Return `field` in `language` (default: the active one), else in the first that has it."""
    wanted = language or current_language()
    for code in (wanted, *(other for other in CODES if other != wanted)):
        if code in CODES and (value := getattr(instance, column(field, code))):
            return Text(value, code, wanted)
    return Text("", wanted, wanted)


def missing(instance: models.Model, field: str, languages: tuple[str, ...] = CODES) -> list[str]:
    """Return the languages in which `field` is empty."""
    texts = all_texts(instance, field)
    return [code for code in languages if not texts[code]]


def translated_into(instance: models.Model, *fields: str) -> list[str]:
    """Return the languages in which none of `fields` falls back to another.

    A field that is empty in every language is missing in none.
    """
    absent = {
        code
        for field in fields
        for code in missing(instance, field)
        if any(all_texts(instance, field).values())
    }
    return [code for code in CODES if code not in absent]


def bcp47(code: str) -> str:
    """Return a language code as HTML writes it: zh-hans is zh-Hans (RFC 5646, section 2.1.1)."""
    language, _hyphen, rest = code.partition("-")
    return f"{language}-{rest.title()}" if rest else language


@functools.cache
def language_locale(language: str) -> Locale:
    """Return the Babel locale for a language code: en is British, zh-hans is that of China."""
    special = {"en": "en_GB", "zh-hans": "zh_Hans_CN"}
    return Locale.parse(special.get(language, language.replace("-", "_")), sep="_")


def language_name(code: str) -> str:
    """Return the name of a language in the active one, by CLDR: Russian, русский, 俄语."""
    locale = language_locale(current_language())
    return str(locale.languages.get(code.partition("-")[0], code))


def current_locale() -> Locale:
    """Return the Babel locale of the language that the reader is being answered in."""
    return language_locale(current_language())

"""Texts that admit which language they are in."""

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import or_
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from babel import Locale
from babel.core import get_global, parse_locale
from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import NullIf
from django.utils.functional import Promise, lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override
from modeltranslation.utils import build_localized_fieldname

from i18n.typography import printed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise as StrOrPromise
else:
    #: A text of the interface, or one that is translated when it is read.
    StrOrPromise = str | Promise

T = TypeVar("T")

#: Codes of the content languages, in the order of the API's documents.
CODES: tuple[str, ...] = tuple(settings.MODELTRANSLATION_LANGUAGES)
#: A tag of any language, of the content or not (RFC 5646): ru, zh-Hans. The language in lower case, as lists are filtered by it.
LANGUAGE_TAG = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


def lazy_sentence(sentence: StrOrPromise, words: object) -> StrOrPromise:
    """Return `sentence % words`, said in whichever language it is read: a lazy text’s own `%` says it at once."""
    return cast("StrOrPromise", _filled(sentence, words))


def _say(sentence: StrOrPromise, words: object) -> str:
    return str(sentence) % words


_filled = cast("Callable[..., Promise]", lazy(_say, str))


def name_lazy(row: object) -> StrOrPromise:
    """Return what a row is called, said in whichever language it is read."""
    return lazy_sentence("%(row)s", {"row": row})


def in_each(make: Callable[[], T]) -> dict[str, T]:
    """Return by language what `make` gives in it."""
    made = {}
    for code in CODES:
        with override(code):
            made[code] = make()
    return made


def said_in_each(sentence: StrOrPromise) -> dict[str, str]:
    """Return by language how a sentence is said in it."""
    return in_each(functools.partial(str, sentence))


def for_reader(made: Mapping[str, T]) -> T | None:
    """Return what `in_each` made in the active language, else in the first that it was made in; None of nothing."""
    return made.get(current_language()) or next(iter(made.values()), None)


@dataclass(frozen=True)
class Text:
    """A text and the language that it is really in; `wanted` is what was asked for.

    `value` is what is stored; as a string it is what readers are shown.
    """

    value: str
    language: str
    wanted: str
    #: Whether it translates a text that has changed since; only lists ask (translations.listed_text).
    outdated: bool = False

    @property
    def is_fallback(self) -> bool:
        return bool(self.value) and self.language != self.wanted

    @property
    def printed(self) -> str:
        """With the marks of print in its language, as it is given to whatever shows it to a reader."""
        return printed(self.value, self.language)

    def __str__(self) -> str:
        return self.printed


def current_language() -> str:
    """Return the code of the language that the reader is being answered in."""
    return get_language() or settings.LANGUAGE_CODE


def offered() -> tuple[str, ...]:
    """Return the languages of the interface, those of the content first.

    LANGUAGES may name one without columns of its own: its readers see the texts of another.
    """
    return (*CODES, *(code for code, _name in settings.LANGUAGES if code not in CODES))


def content_languages() -> list[tuple[str, str]]:
    """Return code and name of each language that texts are written in, in the order of LANGUAGES."""
    return [(code, name) for code, name in settings.LANGUAGES if code in CODES]


@functools.cache
def column(field: str, language: str) -> str:
    """Return the name of the column of `field` in `language`: ("title", "zh-hans") → title_zh_hans."""
    return build_localized_fieldname(field, language)


@functools.cache
def columns(field: str) -> tuple[str, ...]:
    """Return the names of the columns of `field`, one a content language."""
    return tuple(column(field, code) for code in CODES)


@functools.cache
def language_of_column(name: str) -> str:
    """Return the language of a column: title_zh_hans → zh-hans; "" of what is no column of a text."""
    return next((code for code in CODES if name.endswith(column("", code))), "")


def in_any_language(field: str, *conditions: tuple[str, object]) -> Q:
    """Return, for a constraint, that the text of `field` in some language meets all of `conditions`.

    A condition is a lookup and its value: ("gt", "") for a text that is there. A CHECK passes on NULL,
    so ask for that too.
    """
    each = (
        Q(*((f"{name}__{lookup}", value) for lookup, value in conditions))
        for name in columns(field)
    )
    return functools.reduce(or_, each)


class Worded(Protocol):
    """A value that holds texts of every language for the public, as a row does in its columns."""

    def texts_of(self, field: str) -> Mapping[str, str | None]: ...


def is_draft_in(instance: models.Model, code: str) -> bool:
    """Whether the translation of `instance` into a language is kept from the public."""
    states: dict[str, Any] = getattr(instance, "translation_states", None) or {}
    return bool(states) and bool(states.get(code, {}).get("draft"))


def drafts_of(instance: models.Model) -> frozenset[str]:
    """Return the languages into which the translation of `instance` is kept from the public."""
    return frozenset(code for code in CODES if is_draft_in(instance, code))


def written_texts(instance: models.Model, field: str) -> dict[str, str | None]:
    """Return `field` in every language, draft translations too: for staff and for writers."""
    return {code: getattr(instance, column(field, code)) or None for code in CODES}


def all_texts(instance: models.Model | Worded, field: str) -> dict[str, str | None]:
    """Return `field` in every language for the public, without fallbacks; None where there is none."""
    if not isinstance(instance, models.Model):
        return dict(instance.texts_of(field))
    return {code: _text_for_public(instance, field, code) for code in CODES}


def first_texts(instance: models.Model | Worded, *fields: str) -> dict[str, str | None]:
    """Return for the public, in each language, the first of `fields` that has a text in it."""
    texts = [all_texts(instance, field) for field in fields]
    return {code: next((each[code] for each in texts if each[code]), None) for code in CODES}


def _text_for_public(instance: models.Model, field: str, code: str) -> str | None:
    """The one rule of what a draft translation hides: all that a translator may edit.

    What the writers of facts set, like the words of a date, was told when it was set.
    """
    text: str | None = getattr(instance, column(field, code)) or None
    if text and is_draft_in(instance, code) and instance._meta.get_field(field).editable:
        return None
    return text


def set_texts(instance: models.Model, field: str, texts: dict[str, str]) -> None:
    """Set `field` in every language that `texts` holds."""
    for code, value in texts.items():
        setattr(instance, column(field, code), value)


def public_text(field: str, code: str) -> Case:
    """Return, for a query, the text of a form as `all_texts` does: NULL where there is none."""
    text_field = models.TextField()
    text = NullIf(F(column(field, code)), Value(""), output_field=text_field)
    publicity = {f"translation_states__{code}__draft__isnull": True}
    return Case(When(**publicity, then=text), output_field=text_field)


def text_of(instance: models.Model | Worded, field: str, language: str | None = None) -> Text:
    """Return `field` for the public in `language` (default: the active one), else in the first
    that has it.
    """
    if not isinstance(instance, models.Model):
        return in_reading(instance.texts_of(field), language)
    target = language or current_language()
    for code in _order(target):
        if value := _text_for_public(instance, field, code):
            return Text(value, code, target)
    return Text("", target, target)


def in_reading(texts: Mapping[str, str | None], language: str | None = None) -> Text:
    """Return the one of `texts`, by language code, that `text_of` would return."""
    target = language or current_language()
    for code in _order(target):
        if value := texts.get(code):
            return Text(value, code, target)
    return Text("", target, target)


def first_text_of(
    instance: models.Model | Worded, *fields: str, language: str | None = None
) -> Text:
    """Return `text_of` the first of `fields` that has a text, chosen language by language."""
    return in_reading(first_texts(instance, *fields), language)


@functools.cache
def _order(target: str) -> tuple[str, ...]:
    return tuple(sorted(CODES, key=lambda code: code != target))


def list_mark(text: Text) -> SafeString:
    """Return what a list shows behind `text`: which language it is in, and whether it is out of date.

    Empty for a text of the page's language that nothing has left behind.
    """
    remarks = [language_name(text.language)] if text.is_fallback else []
    if text.value and text.outdated:
        remarks.append(gettext("out of date"))
    marks = format_html_join(
        "", ' <span class="text-mark">{}</span>', ((remark,) for remark in remarks)
    )
    return SafeString(marks)


def missing(
    instance: models.Model | Worded, field: str, languages: tuple[str, ...] = CODES
) -> list[str]:
    """Return the languages in which `field` is empty."""
    texts = all_texts(instance, field)
    return [code for code in languages if not texts[code]]


def translated_into(instance: models.Model | Worded, *fields: str) -> list[str]:
    """Return the languages in which none of `fields` falls back to another.

    A field that is empty in every language is missing in none.
    """
    gaps = {
        code
        for field in fields
        for code in missing(instance, field)
        if any(all_texts(instance, field).values())
    }
    return [code for code in CODES if code not in gaps]


def bcp47(code: str) -> str:
    """Return a language code as HTML writes it: zh-hans is zh-Hans (RFC 5646, section 2.1.1)."""
    language, _hyphen, subtags = code.partition("-")
    return f"{language}-{subtags.title()}" if subtags else language


def direction(code: str) -> str:
    """Return which way a language is written, as HTML says it."""
    return "rtl" if code.partition("-")[0] in settings.LANGUAGES_BIDI else "ltr"


def lang_attributes(code: str) -> SafeString:
    """Return the attributes of an element in another language than the page's."""
    if direction(code) == direction(current_language()):
        return format_html(' lang="{}"', bcp47(code))
    return format_html(' lang="{}" dir="{}"', bcp47(code), direction(code))


@functools.cache
def language_locale(language: str) -> Locale:
    """Return the Babel locale for a language code, by LANGUAGE_LOCALES where that names it."""
    name = settings.LANGUAGE_LOCALES.get(language, language.replace("-", "_"))
    return Locale.parse(name, sep="_")


def script_and_country(language: str) -> tuple[str, str]:
    """Return how (ISO 15924) and where most write a language: Cyrl, RU; "" for what none knows."""
    locale = language_locale(language)
    likely_tag = get_global("likely_subtags").get(locale.language, str(locale))
    _language, country, script, *_variants = parse_locale(likely_tag)
    return locale.script or script or "", locale.territory or country or ""


def month_leads(language: str) -> bool:
    """Whether the language writes the month before the day: 10月28日."""
    pattern = language_locale(language).date_formats["long"].pattern
    return bool(pattern.index("M") < pattern.index("d"))


def autonym(code: str) -> str:
    """Return what a language is called in itself: Русский."""
    return dict(settings.LANGUAGES).get(code, code)


def language_name(code: str) -> str:
    """Return the name of a language in the active one, by CLDR: Russian, русский, 俄语."""
    locale = language_locale(current_language())
    return str(locale.languages.get(code.partition("-")[0], code))


def text_in(name: str, code: str) -> str:
    """Return what the text called `name` is called in one of its languages: title (Russian)."""
    return gettext("%(text)s (%(language)s)") % {"text": name, "language": language_name(code)}


def current_locale() -> Locale:
    """Return the Babel locale of the language that the reader is being answered in."""
    return language_locale(current_language())

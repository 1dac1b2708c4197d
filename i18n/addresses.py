"""Addresses of one page in all languages: slugs are shared, so only the prefix differs.

Also which language is meant where none is named: by the header of a browser, or by a slip in an address.
The slug of a thing is proposed from its name.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.core import get_global
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils.text import slugify
from django.utils.translation import get_supported_language_variant

from i18n.texts import bcp47, current_language


@dataclass(frozen=True)
class LanguageLink:
    """A page in one language; `name` in that language, `tag` as HTML writes the code."""

    name: str
    tag: str
    url: str
    is_current: bool = False


def in_language(path: str, language: str) -> str:
    """Return the address of the same page in `language`; its front page for a path outside them."""
    _empty, _slash, page_path = path.partition("/")
    prefix, slash, page = page_path.partition("/")
    return (
        f"/{language}/{page}" if slash and prefix in dict(settings.LANGUAGES) else f"/{language}/"
    )


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """Return the page in every language, filters kept, in the order of LANGUAGES."""
    return [
        LanguageLink(
            name=name,
            tag=bcp47(code),
            url=in_language(request.get_full_path(), code),
            is_current=code == current_language(),
        )
        for code, name in settings.LANGUAGES
    ]


def alternates_of(
    request: HttpRequest, codes: Sequence[str], number: int | None = None
) -> dict[str, Any]:
    """Return the canonical address and the absolute links to true translations.

    A page whose text falls back is a copy: its canonical address is that of the original.
    Filters are no pages of their own; the later pages of a whole list are, by their `number`.
    """
    path, _mark, _query = request.get_full_path().partition("?")
    query = f"?page={number}" if number and number > 1 else ""
    language = current_language()
    original_code = codes[0] if codes else language
    own_code = language if language in codes else original_code
    return {
        "canonical": request.build_absolute_uri(in_language(path, own_code) + query),
        "links": translations(path, codes, request.build_absolute_uri, query),
    }


def translations(
    path: str, codes: Sequence[str], link: Callable[[str], str], query: str = ""
) -> list[LanguageLink]:
    """Return links to a page in each language of `codes`, and in the default one, x-default.

    The default is the original. The front page offers the front door, which asks the browser.
    """
    links = [
        LanguageLink(name=name, tag=bcp47(code), url=link(in_language(path, code) + query))
        for code, name in settings.LANGUAGES
        if code in codes
    ]
    original_code = codes[0] if codes else current_language()
    is_front = path == in_language("/", current_language())
    default = "/" if is_front else in_language(path, original_code) + query
    return [*links, LanguageLink(name="", tag="x-default", url=link(default))]


#: Russian letters as passports write them (ICAO Doc 9303, part 3, section 6), but for ю and я, which
#: addresses write as readers do.
LATIN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True))
    | {
        "ё": "e",
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ь": "",
    }
    | {"ю": "yu", "я": "ya"}
)


def proposed_slug(names: Mapping[str, str | None], limit: int) -> str:
    """Return an address for what is called `names`, by language: of the English name, else of that
    in the source language; "" when neither gives a letter. It ends with a word, where it can.
    """
    for code in ("en", settings.PUBLISHING_SOURCE_LANGUAGE):
        if slug := slugify((names.get(code) or "").lower().translate(LATIN)):
            return _cut(slug, limit)
    return ""


def _cut(slug: str, limit: int) -> str:
    if len(slug) <= limit:
        return slug
    words, hyphen, _rest = slug[: limit + 1].rpartition("-")
    return words if hyphen else slug[:limit]


#: One range of an Accept-Language with its weight (RFC 9110, 12.4.2 and 12.5.4).
RANGE = re.compile(
    r"\s*([a-z]{1,8}(?:-[a-z0-9]{1,8}){0,4}|\*)\s*(?:;\s*q\s*=\s*(0(?:\.\d*)?|1(?:\.0*)?)\s*)?"
)


class AskedLanguage(LocaleMiddleware):
    """Django's choice of the language, but for an Accept-Language that refuses some.

    Django passes over the weights: `ru;q=0`, "anything but Russian", would lead to Russian.
    """

    def process_request(self, request: HttpRequest) -> None:
        header = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
        request.META["HTTP_ACCEPT_LANGUAGE"] = accepted_language(header)
        super().process_request(request)


def accepted_language(header: str) -> str:
    """Return the language of the portal that an Accept-Language likes best, and does not refuse.

    What is no range is passed over. Who refuses every language gets the default one all the same.
    """
    weights = _weights(header)
    refusals = [code for code in _codes() if _is_refused(code, weights)]
    ranges = sorted(weights.items(), key=lambda pair: -pair[1])
    preferences = [_language_of_range(name, weights) for name, weight in ranges if weight > 0]
    candidates = [code for code in (*preferences, *_codes()) if code and code not in refusals]
    return candidates[0] if candidates else settings.LANGUAGE_CODE


def _codes() -> list[str]:
    """Return the languages of the portal, the default one first."""
    codes = [code for code, _name in settings.LANGUAGES]
    return sorted(codes, key=lambda code: code != settings.LANGUAGE_CODE)


def _weights(header: str) -> dict[str, float]:
    ranges = (RANGE.fullmatch(part) for part in header.lower().split(","))
    return {match[1]: float(match[2] or 1) for match in ranges if match}


def _is_refused(code: str, weights: dict[str, float]) -> bool:
    """Whether the longest range that holds `code` has no weight (RFC 4647, 3.3.1)."""
    ranges = [name for name in weights if f"{code}-".startswith(f"{name}-")]
    return bool(ranges) and weights[max(ranges, key=len)] == 0


def _language_of_range(name: str, weights: dict[str, float]) -> str:
    """Return the language that a range leads to, for "*" the first that has none of its own; or ""."""
    if name == "*":
        languages = [_language_of(other_name) for other_name in weights]
        return next((code for code in _codes() if code not in languages), "")
    return _language_of(name)


def _language_of(name: str) -> str:
    try:
        return get_supported_language_variant(name)
    except LookupError:
        return ""


# --- addresses ------------------------------------------------------------------------


def language_meant(part: str, default: str) -> str:
    """Return the language that the first part of an address means: ru for "RU", "ru-RU" and "rus".

    A language that the portal does not speak means `default`; "" is for what is no language.
    """
    name = part.lower().replace("_", "-")
    if not RANGE.fullmatch(name) or name == "*":
        return ""
    generic, _hyphen, region = name.partition("-")
    alias = get_global("language_aliases").get(generic, generic)
    country = get_global("likely_subtags").get(f"und_{generic.upper()}", "")
    meant = (name, f"{alias}-{region}" if region else alias, country.partition("_")[0])
    otherwise = default if name in LANG_INFO or alias in LANG_INFO else ""
    return next(filter(None, map(_language_of, meant)), otherwise)

"""Addresses of one page in all languages. Slugs are shared, so only the prefix differs.

The address of a thing, proposed from its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.text import slugify

from i18n.texts import bcp47, current_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.http import HttpRequest


@dataclass(frozen=True)
class LanguageLink:
    """A page in one language; `name` in that language, `tag` as HTML writes the code."""

    name: str
    tag: str
    url: str
    is_current: bool = False


def in_language(path: str, language: str) -> str:
    """Return the address of the same page in `language`; its front page for a path outside them."""
    _empty, _slash, rest = path.partition("/")
    prefix, slash, page = rest.partition("/")
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
    request: HttpRequest, translated: Sequence[str], number: int | None = None
) -> dict[str, Any]:
    """Return the canonical address and the absolute links to true translations.

    A page whose text falls back is a copy: its canonical address is that of the original.
    Filters are no pages of their own; the later pages of a whole list are, by their `number`.
    """
    path, _mark, _query = request.get_full_path().partition("?")
    query = f"?page={number}" if number and number > 1 else ""
    language = current_language()
    original = translated[0] if translated else language
    own = language if language in translated else original
    return {
        "canonical": request.build_absolute_uri(in_language(path, own) + query),
        "links": translations(path, translated, request.build_absolute_uri, query),
    }


def translations(
    path: str, translated: Sequence[str], absolute: Callable[[str], str], query: str = ""
) -> list[LanguageLink]:
    """Return links to a page in each language of `translated`, and in the default one, x-default.

    The default is the original. The front page offers the front door, which asks the browser.
    """
    links = [
        LanguageLink(name=name, tag=bcp47(code), url=absolute(in_language(path, code) + query))
        for code, name in settings.LANGUAGES
        if code in translated
    ]
    original = translated[0] if translated else current_language()
    is_front = path == in_language("/", current_language())
    default = "/" if is_front else in_language(path, original) + query
    return [*links, LanguageLink(name="", tag="x-default", url=absolute(default))]


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


def proposed_slug(names: Mapping[str, str | None], longest: int) -> str:
    """Return an address for what is called `names`, by language: of the English name, else of that
    in the source language; "" when neither gives a letter. It ends with a word, where it can.
    """
    for code in ("en", settings.PUBLISHING_SOURCE_LANGUAGE):
        if slug := slugify((names.get(code) or "").lower().translate(LATIN)):
            return _cut(slug, longest)
    return ""


def _cut(slug: str, longest: int) -> str:
    if len(slug) <= longest:
        return slug
    whole, hyphen, _rest = slug[: longest + 1].rpartition("-")
    return whole if hyphen else slug[:longest]

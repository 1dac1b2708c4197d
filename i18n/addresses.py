"""Addresses of one page in all languages: slugs are shared, so only the prefix differs.

The slug of a thing is proposed from its name.
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

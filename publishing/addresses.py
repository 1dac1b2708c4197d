"""Addresses of one page in all languages. Slugs are shared, so only the prefix differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from publishing.languages import CODES, bcp47, current_language

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    return f"/{language}/{page}" if slash and prefix in CODES else f"/{language}/"


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


def alternates_of(request: HttpRequest, translated: Sequence[str]) -> dict[str, Any]:
    """Return the canonical address and the absolute links to true translations.

    A page whose text falls back is a copy: its canonical address is that of the original.
    Filters are no pages of their own, but a page number is. The front page offers the front
    door, which asks the browser, to readers of other languages.
    """
    path, _mark, _query = request.get_full_path().partition("?")
    number = request.GET.get("page", "")
    query = f"?page={number}" if number.isascii() and number.isdigit() else ""
    language = current_language()
    original = translated[0] if translated else language
    own = language if language in translated else original

    def absolute(code: str) -> str:
        return request.build_absolute_uri(in_language(path, code) + query)

    links = [
        LanguageLink(name=name, tag=bcp47(code), url=absolute(code))
        for code, name in settings.LANGUAGES
        if code in translated
    ]
    is_front = path == in_language("/", language)
    default = request.build_absolute_uri("/") if is_front else absolute(original)
    links.append(LanguageLink(name="", tag="x-default", url=default))
    return {"canonical": absolute(own), "links": links}

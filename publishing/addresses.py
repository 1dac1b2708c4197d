"""Addresses of one page in all languages. Slugs are shared, so only the prefix differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from publishing.languages import bcp47, current_language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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

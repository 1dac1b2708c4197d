"""Whose page an address is, and in which language it is written: what data/publishers.csv knows of it.

A row names the beginning of addresses, from the name of the site without "www."; the longest one
that fits tells. Of a site that is not there its name is told, and no language.
"""

import csv
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from i18n.texts import Text, current_language, in_reading

SUFFIXES: dict[str, str] = settings.PLAN_DATA_LANGUAGES


@dataclass(frozen=True)
class PublisherPage:
    """A page of another site. `language` is a code, or "" where it is not known."""

    url: str
    publisher: Text
    language: str
    is_known: bool


@dataclass(frozen=True)
class Site:
    begins: str
    language: str
    names: dict[str, str | None]


def page_at(url: str) -> PublisherPage:
    address = urlsplit(url)
    name = (address.hostname or url).removeprefix("www.")
    language = current_language()
    for site in _sites(Path(settings.BASE_DIR) / "data" / "publishers.csv"):
        if f"{name}{address.path}".startswith(site.begins):
            return PublisherPage(url, in_reading(site.names), site.language, is_known=True)
    return PublisherPage(url, Text(name, language, language), "", is_known=False)


def best_of(urls: Iterable[str]) -> PublisherPage | None:
    """Return the first page whose publisher is known, else the first; None without any."""
    pages = [page_at(url) for url in urls]
    return next((page for page in pages if page.is_known), pages[0] if pages else None)


def names() -> set[str]:
    """Return the names of all known publishers, in every language."""
    sites = _sites(Path(settings.BASE_DIR) / "data" / "publishers.csv")
    return {name for site in sites for name in site.names.values() if name}


@functools.cache
def _sites(path: Path) -> tuple[Site, ...]:
    """Return the sites, those with the longest beginning first; none where there is no file."""
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        sites = [
            Site(
                row["begins"],
                row["language"],
                {code: row[f"name_{suffix}"] for suffix, code in SUFFIXES.items()},
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(sites, key=lambda site: len(site.begins), reverse=True))

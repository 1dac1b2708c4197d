"""Every page that search engines may list, with its true translations and its last change.

https://www.sitemaps.org/protocol.html
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import get_urlconf, reverse, set_urlconf

from bodies.models import Body
from documents.models import Document
from events.models import Decision, Event
from events.plan_memory import of_the_plan
from events.span import plan_span
from hosts.models import Host
from i18n.addresses import LanguageLink, in_language, translations
from i18n.texts import offered, translated_into
from news.models import Article
from places.models import Country
from presidencies.current import current, one_presidency
from presidencies.models import Presidency, StandingPage, StandingPageName, State
from priorities.models import Priority
from publishing import etags, records
from themes.models import Theme
from website.calendar_views import CALENDAR_VIEWS

#: Things in one file. In three languages it stays far below the 50,000 addresses allowed.
FILE_SIZE = 5_000
#: The file of the pages that the portal itself has.
OWN = "pages"
#: Between a kind and the presidency below whose place its pages stand.
OF = "-of-"
PLAN = ("events",)
#: The pages of the portal itself, and the kinds of record that each shows. A page that shows
#: none changes with a release: nobody can say when, so nothing is said.
PAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("home", ("events", "news", "priorities", "themes", "bodies")),
    *(
        (f"events:{view.name}", view.shows)
        for view in CALENDAR_VIEWS.values()
        if not view.has_pages
    ),
    ("events:changes", PLAN),
    ("news:list", ("news",)),
    ("priorities:list", (*PLAN, "priorities")),
    ("themes:list", ("themes",)),
    ("bodies:list", (*PLAN, "bodies")),
    ("hosts:list", (*PLAN, "hosts")),
    ("places:countries", (*PLAN, "countries", "cities")),
    ("documents:list", ("documents",)),
    ("subscribe", ()),
    ("developers", ()),
)

Absolute = Callable[[str], str]


@dataclass(frozen=True)
class Address:
    """One page in one language; `links` name all its languages, this one included."""

    url: str
    modified: datetime | None
    links: list[LanguageLink]


@dataclass(frozen=True)
class SitemapSection:
    """Things with a page each, and the texts without which the page is no translation."""

    things: Callable[[], models.QuerySet[Any]]
    texts: tuple[str, ...] = ()


#: By the name of their public records.
KINDS = {
    "events": SitemapSection(Event.objects.published, ("title", "lead", "summary")),
    "decisions": SitemapSection(Decision.objects.published),
    "news": SitemapSection(lambda: Article.objects.published().dated(), ("title", "lead", "body")),
    "priorities": SitemapSection(Priority.objects.published, ("title", "summary", "description")),
    "themes": SitemapSection(Theme.objects.published, ("title", "summary", "description")),
    "bodies": SitemapSection(Body.objects.published, ("name", "purpose", "description")),
    "hosts": SitemapSection(Host.objects.with_own_page),
    "countries": SitemapSection(Country.objects.all),
    "documents": SitemapSection(Document.objects.published, ("title", "summary")),
}


@of_the_plan
def files() -> Mapping[str, int]:
    """Return how many files each kind fills; the portal's own pages are in one more. Counted once for each stamp.

    A presidency that is not the current one has files of its own: events-of-lakes-2031.
    """
    counts = _files()
    for presidency in Presidency.objects.exclude(state=State.CURRENT).order_by("pk"):
        with shown(presidency):
            own_counts = _files()
        counts |= {f"{kind}{OF}{presidency.slug}": count for kind, count in own_counts.items()}
    return counts


def addresses(file: str, number: int, link: Absolute) -> list[Address]:
    """Return what stands in a file, one of `files()`."""
    kind, _of, slug = file.partition(OF)
    if not slug:
        return list(_addresses_of(kind, number, link))
    with shown(Presidency.objects.get(slug=slug)):
        return list(_addresses_of(kind, number, link))


@contextmanager
def shown(presidency: Presidency) -> Iterator[None]:
    """Say and address all as the pages of `presidency` do, below its place."""
    below = import_module(settings.ROOT_URLCONF).below

    urlconf = get_urlconf()
    with one_presidency(presidency):
        set_urlconf(below(presidency.place))
        try:
            yield
        finally:
            set_urlconf(urlconf)


def _files() -> dict[str, int]:
    return {
        OWN: 1,
        **{name: -(-kind.things().count() // FILE_SIZE) for name, kind in KINDS.items()},
    }


def _addresses_of(kind: str, number: int, link: Absolute) -> Iterator[Address]:
    return pages(link) if kind == OWN else things(kind, number, link)


def pages(link: Absolute) -> Iterator[Address]:
    """Yield the portal's own pages and those of the calendar, by its years and months."""
    newest = etags.newest_of_kinds()
    for path, kinds in _own_pages():
        modified = max((newest[kind] for kind in kinds if kind in newest), default=None)
        yield from _addresses(path, offered(), modified, link)
    yield from _standing_pages(link)


def _standing_pages(link: Absolute) -> Iterator[Address]:
    """Yield those that somebody has written, in the languages that they are written in.

    What one says changes with the presidency's words too: nobody can say when. The page about the portal
    is another in each presidency, and the others stand once.
    """
    for page in StandingPage.objects.order_by("pk"):
        if page.slug == StandingPageName.ABOUT or current().is_current:
            languages = translated_into(page, "title", "body")
            yield from _addresses(page.get_absolute_url(), languages, None, link)


def _own_pages() -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, kinds in PAGES:
        if kinds or current().is_current:  # what goes with no presidency stands once
            yield reverse(name), kinds
    span = plan_span(Event.objects.published())
    for view in CALENDAR_VIEWS.values():
        for numbers in view.pages(span) if view.pages else ():
            yield view.url(*numbers), view.shows


def things(name: str, number: int, link: Absolute) -> Iterator[Address]:
    """Yield the pages of one kind in its file `number`, from 1. Two queries."""
    kind = KINDS[name]
    rows = list(kind.things().order_by("pk")[(number - 1) * FILE_SIZE : number * FILE_SIZE])
    modified = records.told_at(name, rows)
    for row in rows:
        languages = translated_into(row, *kind.texts)
        path = row.get_absolute_url()
        yield from _addresses(path, languages, modified[row.slug], link)


def _addresses(
    path: str, languages: Sequence[str], modified: datetime | None, link: Absolute
) -> Iterator[Address]:
    links = translations(path, languages, link)
    for code in languages:
        yield Address(link(in_language(path, code)), modified, links)

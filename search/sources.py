"""What of each public thing is searched, and how much it counts.

Only what the public sees: names of drafts that an item links to are left out.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import override

from bodies.models import Body
from documents.models import Document, DocumentKind
from events.dates import Period
from events.enums import REMOTE, Kind as EventKind, Level, Status, meaning_of
from events.models import Event
from hosts.models import Host, HostKind
from i18n.texts import CODES, StrOrPromise, all_texts
from news.models import Article
from places.models import City, Country
from presidencies.models import StandingPage, fill_placeholders
from priorities.models import Priority
from publishing import rich_text
from publishing.markdown import plain
from search.analysis.words import content_words, words
from search.models import EntryKind
from search.weights import (
    USUAL,
    Either,
    EventOf,
    Name,
    NamedDays,
    Part,
    Prose,
    When,
    importance_of_document,
    importance_of_event,
    weigh,
)
from themes.models import Theme

NAME = 100
TIME = 40
#: Who types a date asks first what is on.
EVENT_TIME = 60
PLACE = 40
#: Who types a city asks first what is on there.
EVENT_PLACE = 60
#: What kind of thing it is, in a word: summit, declaration.
SORT = 60
DOCUMENT_SORT = 100
LEAD = 30
#: A time or a place that it left: many still look for it there.
FORMER = 30
#: The name of a host of the country that presides, without that country.
AT_HOME = 60
#: Names of other things that it belongs to.
RELATED = 20
TEXT = 12


@dataclass(frozen=True)
class Source:
    """How the items of one kind are loaded and taken apart."""

    kind: EntryKind
    model: type[models.Model]
    #: Loads public rows with all that `parts` reads.
    public: Callable[[], models.QuerySet[Any]]
    parts: Callable[[Any], Iterator[Part]]
    #: How many of the first parts read nothing but the row itself.
    own: int
    #: By which lookups an item names another, so that it is read anew when that is renamed.
    named_by: dict[type[models.Model], tuple[str, ...]]
    #: How much more than others it is looked for, in a hundred.
    importance: Callable[[Any], int] = lambda row: USUAL

    def weights(self, row: models.Model) -> dict[str, int]:
        """Return how much each term tells of a public row."""
        share = self.importance(row)
        terms = weigh(self.parts(row), CODES)
        return {term: max(1, weight * share // 100) for term, weight in terms.items()}


def in_all_languages(words: StrOrPromise) -> dict[str, str]:
    """Return a message of the interface in every language."""
    texts = {}
    for code in CODES:
        with override(code):
            texts[code] = str(words)
    return texts


def names(items: Iterable[models.Model], weight: int, *fields: str) -> Iterator[Part]:
    for item in items:
        yield from (Name(all_texts(item, field), weight) for field in fields)


def event_parts(event: Event) -> Iterator[Part]:
    yield Name(all_texts(event, "title"), NAME)
    yield When(event.period, EVENT_TIME)
    yield Name(all_texts(event, "short_title"), NAME)
    yield Either(tuple(Prose(all_texts(event, field), LEAD) for field in ("lead", "summary")))
    for field in ("host", "venue"):
        yield Prose(all_texts(event, field), RELATED)
    hosts = [hosting.host for hosting in event.hostings.all()]
    yield from names(hosts, RELATED, "name", "short_name")
    yield from place_parts(event.cities.all(), EVENT_PLACE)
    yield from names([event.chair] if event.chair else [], RELATED, "name")
    yield from names(event.public_bodies, RELATED, "name", "short_name")
    yield from names(event.public_priorities, TEXT, "title")
    # What says “summit” in both of its names is about one: the summit itself comes first.
    sort = 3 * NAME if event.kind == EventKind.SUMMIT else SORT
    yield Prose(in_all_languages(EventKind(event.kind).label), sort)
    yield Prose(in_all_languages(Level(event.level).label), RELATED)
    if event.format in REMOTE:
        yield Prose(in_all_languages(meaning_of(event.format, event.kind).fact), SORT)
    if event.status in (Status.POSTPONED, Status.CANCELLED):
        yield Prose(in_all_languages(Status(event.status).label), SORT)
    yield from history_parts(event)


def place_parts(cities: Iterable[City], weight: int) -> Iterator[Part]:
    for city in cities:
        yield Name(all_texts(city, "name"), weight)
        yield Name(all_texts(city.country, "name"), weight // 2)


def history_parts(event: Event) -> Iterator[Part]:
    """What the event was before, and why it is so no longer."""
    history = event.history()
    for slot in history.left:
        yield When(slot.period, FORMER)
    there = {city.slug for city in event.cities.all()}
    former_cities = {slug for change in history.steps for slug in change.old_cities or ()} - there
    if former_cities:
        yield from place_parts(City.objects.with_country().filter(slug__in=former_cities), FORMER)
    for change in history.steps:
        yield Prose(all_texts(change, "reason"), TEXT)
        if change.old_title:
            yield Name(change.old_title, LEAD)


def article_parts(article: Article) -> Iterator[Part]:
    yield Name(all_texts(article, "title"), NAME)
    yield Prose(all_texts(article, "lead"), LEAD)
    bodies = all_texts(article, "body").items()
    yield Prose({code: text and rich_text.plain(text) for code, text in bodies}, TEXT)
    yield When(Period.on(article.published_on), RELATED)
    yield NamedDays(all_texts(article, "title"), article.published_on.year, TIME)
    yield from names(article.public_events, TEXT, "title")
    yield from (EventOf(event.slug) for event in article.public_events)
    yield from names(article.public_bodies, TEXT, "name", "short_name")


def body_parts(body: Body) -> Iterator[Part]:
    yield Name(all_texts(body, "name"), NAME)
    yield Name(all_texts(body, "short_name"), NAME)
    yield Prose(all_texts(body, "purpose"), LEAD)
    yield Prose(all_texts(body, "description"), LEAD)
    # A council sits, whether its name says so or not.
    yield Prose(in_all_languages(EventKind.SESSION.label), RELATED)
    if body.seat:
        yield from place_parts([body.seat], PLACE)


#: What there is one of in each country.
OF_STATE = (
    HostKind.FEDERAL_EXECUTIVE_BODY,
    HostKind.PARLIAMENT,
    HostKind.JUDICIARY_AND_PROSECUTION,
)


def at_home(host: Host, country: Country) -> dict[str, str]:
    """Return the short name of a host without its country, where it has that: in Russia «МИД России» is «МИД»."""
    countries, texts = all_texts(country, "name"), {}
    for code, name in all_texts(host, "short_name").items():
        own = countries.get(code) or ""
        terms = {term for word in words(own) for term in word.terms}
        every = content_words(words(name or ""))
        left = [word.text.removeprefix(own) for word in every if terms.isdisjoint(word.terms)]
        if [word.text for word in every] != left:
            texts[code] = " ".join(left)
    return texts


def host_parts(host: Host) -> Iterator[Part]:
    yield Name(all_texts(host, "name"), NAME)
    yield Name(all_texts(host, "short_name"), NAME)
    if host.kind in OF_STATE and host.country and host.country.presidencies.all():
        yield Name(at_home(host, host.country), AT_HOME)
    yield Prose(in_all_languages(HostKind(host.kind).label), SORT)
    yield from names([host.country] if host.country else [], RELATED, "name")


def goal_parts(item: Priority | Theme) -> Iterator[Part]:
    """A theme tells of itself as a priority does: its members are found for themselves."""
    yield Name(all_texts(item, "title"), NAME)
    yield Prose(all_texts(item, "summary"), LEAD)
    yield Prose(all_texts(item, "description"), TEXT)
    kind = EntryKind.THEME if isinstance(item, Theme) else EntryKind.PRIORITY
    yield Prose(in_all_languages(kind.label), LEAD)


def document_parts(document: Document) -> Iterator[Part]:
    yield Name(all_texts(document, "title"), NAME)
    yield Prose(all_texts(document, "summary"), LEAD)
    yield Prose(in_all_languages(DocumentKind(document.kind).label), DOCUMENT_SORT)
    if document.kind == DocumentKind.COMMUNIQUE:
        # What those who met have said of it, by the word that people have for that.
        yield Prose(in_all_languages(DocumentKind.STATEMENT.label), RELATED)
    yield When(Period.on(document.adopted_on), TIME)
    yield from names(document.public_events, TEXT, "title")
    yield from (EventOf(event.slug) for event in document.public_events)
    yield from names(document.public_bodies, RELATED, "name", "short_name")


def page_parts(page: StandingPage) -> Iterator[Part]:
    """What it leaves to the presidency that is shown is another in each, and no word of its own."""
    yield Name(all_texts(page, "title"), NAME)
    yield Prose(all_texts(page, "lead"), LEAD)
    bodies = all_texts(page, "body").items()
    yield Prose(
        {code: text and plain(fill_placeholders(text, lambda _name: "")) for code, text in bodies},
        LEAD,
    )


SOURCES = (
    Source(
        EntryKind.EVENT,
        Event,
        lambda: Event.objects.published_anywhere().for_cards().prefetch_related("cities__country"),
        event_parts,
        6,
        {
            Body: ("bodies",),
            Host: ("hosts",),
            Priority: ("priorities",),
            City: ("cities",),
            Country: ("cities__country", "chair"),
        },
        importance_of_event,
    ),
    Source(
        EntryKind.NEWS,
        Article,
        lambda: Article.objects.published_anywhere().for_cards(),
        article_parts,
        5,
        {Event: ("events",), Body: ("bodies",)},
    ),
    Source(
        EntryKind.BODY,
        Body,
        lambda: Body.objects.published().for_pages(),
        body_parts,
        5,
        {City: ("seat",), Country: ("seat__country",)},
    ),
    Source(
        EntryKind.HOST,
        Host,
        # A body is found as a body: two results would lead to one page.
        lambda: (
            Host.objects.not_public_bodies().for_pages().prefetch_related("country__presidencies")
        ),
        host_parts,
        2,
        {Body: ("body",), Country: ("country",)},
    ),
    Source(
        EntryKind.PRIORITY,
        Priority,
        lambda: Priority.objects.published_anywhere(),
        goal_parts,
        4,
        {},
    ),
    Source(EntryKind.THEME, Theme, lambda: Theme.objects.published_anywhere(), goal_parts, 4, {}),
    Source(
        EntryKind.DOCUMENT,
        Document,
        lambda: Document.objects.published_anywhere().for_cards(),
        document_parts,
        3,
        {Event: ("events",), Body: ("bodies",)},
        importance_of_document,
    ),
    Source(EntryKind.PAGE, StandingPage, StandingPage.objects.all, page_parts, 3, {}),
)


def source_of_kind(kind: str) -> Source:
    """Return how items of `kind` are searched."""
    return next(source for source in SOURCES if source.kind == kind)

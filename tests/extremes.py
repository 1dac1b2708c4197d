"""Rows that hold the most extreme values that the database takes, whatever the doors would say.

Each value stands in one public row, so that one look at a list meets all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import models

from bodies.models import Body
from documents.models import Document, DocumentVersion
from events.enums import ChangeKind, Format, Status
from events.models import Change, Event, Photo
from hosts.models import Host
from news.models import Article
from places.models import City, Country
from priorities.models import Priority
from publishing import records
from search.models import SynonymGroup
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    ThemeFactory,
)
from themes.models import Theme

Values = dict[str, Any]

DAYS = [
    date(1, 1, 1),
    date(20, 2, 29),
    date(1899, 12, 31),
    date(1990, 1, 1),
    date(2099, 12, 31),
    date(2200, 1, 1),
    date(2202, 7, 10),
    date(9999, 12, 31),
]
#: Every control character that PostgreSQL takes, and what no screen shows.
CONTROLS = "".join(map(chr, (*range(1, 32), 127, *range(0x80, 0xA0)))) + "\u200b\ufeff\ufffe\uffff"
TEXTS = [
    "",
    "\u200b",
    "\u00a0 \t\n",
    "\U0001f9d1\u200d\U0001f680" * 20,
    "\u202e\u0633\u0644\u0627\u0645 \u05d0",
    CONTROLS,
    "<script>alert(1)</script> & \"'`]]> %s %(x)s {0} {{ x }} {% x %}",
    "W" * 4000,
]
SHORT = ["", "~" * 500]
ADDRESSES = ["", "https://example.org/" + "a" * 480, "http://[::1]/%zz?a=b&c=d#\u200b"]
LISTS = [[], ["https://a.example/"] * 50, ["", "\u200b", "https://b.example/%zz"]]
SIZES = {models.PositiveSmallIntegerField: 32767, models.PositiveIntegerField: 2147483647}

MINUTE = {"precision": "minute", "opens_at": time(0), "time_zone": "Europe/Vienna"}


def on(first: date, last: date | None = None, **values: Any) -> Values:
    return {"starts_on": first, "ends_on": last or first, "precision": "day", **values}


#: When an event is, one row each. Contradictions of days are refused by the database.
TIMES: list[Values] = [
    *(on(day) for day in DAYS),
    *(on(day, **MINUTE) for day in DAYS),
    on(date(1, 1, 1), **{**MINUTE, "opens_at": time(23, 59), "time_zone": "Pacific/Kiritimati"}),
    on(date(9999, 12, 31), **{**MINUTE, "time_zone": "Pacific/Pago_Pago"}),
    on(date(2020, 10, 28), **{**MINUTE, "time_zone": "Nowhere/At_All"}),
    on(date(1, 1, 1), date(9999, 12, 31)),
    on(date(1, 1, 1), date(9999, 12, 31), precision="year"),
    on(date(2019, 6, 14), date(2202, 6, 14), precision="part_of_year"),
    on(date(2020, 3, 29), **{**MINUTE, "opens_at": time(2, 30), "closes_at": time(3)}),
    on(date(2020, 10, 25), **{**MINUTE, "opens_at": time(2, 30), "closes_at": time(2, 30)}),
    on(date(2020, 10, 28), **{**MINUTE, "opens_at": time(14), "closes_at": time(9)}),
    on(date(2020, 12, 31), date(2021, 1, 1), **{**MINUTE, "closes_at": time(0)}),
    {"starts_on": None, "ends_on": None, "precision": "none"},
]  # fmt: skip
STATES = [
    {"status": status, "format": form}
    for status, form in zip(
        [Status.PLANNED, Status.CANCELLED, Status.HELD, Status.UNKNOWN_OUTCOME],
        Format.values,
        strict=True,
    )
]


def values_of(field: Any) -> Sequence[Any]:
    """Return the extreme values of a column; none for what other columns or a constraint decide."""
    if field.is_relation or field.unique or not field.editable or field.choices:
        return []
    match field:
        case models.GeneratedField() | models.BooleanField() | models.FileField():
            return []
        case models.URLField():
            found: list[Any] = [text[: field.max_length] for text in ADDRESSES]
        case models.CharField() | models.TextField():
            found = [text[: field.max_length] for text in TEXTS]
        case models.JSONField():
            found = list(LISTS)
        case models.DateField() if not isinstance(field, models.DateTimeField):
            found = list(DAYS)
        case models.PositiveSmallIntegerField() | models.PositiveIntegerField():
            found = [0, next(most for kind, most in SIZES.items() if isinstance(field, kind))]
        case _:
            found = []
    return [*found, None] if field.null and found else found


def rows_of(model: type[models.Model], **fixed: Sequence[Any]) -> list[Values]:
    """Return what to store in so many rows that each value of each column stands in one."""
    columns = {
        field.attname: list(values)
        for field in model._meta.concrete_fields
        if (values := fixed.get(field.name, values_of(field)))
    }
    count = max(map(len, columns.values()))
    return [
        {name: values[number % len(values)] for name, values in columns.items()}
        for number in range(count)
    ]


def store(row: models.Model, values: Values) -> None:
    """Write past every door, and tell the public."""
    type(row)._base_manager.filter(pk=row.pk).update(**values)
    row.refresh_from_db()
    if type(row) is not Photo:
        records.record(row)


def stored(make: Callable[..., models.Model], model: type[models.Model], **fixed: Any) -> list:
    """Return a row of `model` for each value; `make` gets its number."""
    made = []
    for number, values in enumerate(rows_of(model, **fixed)):
        row = make(number)
        store(row, values)
        made.append(row)
    return made


def everything() -> Iterator[models.Model]:
    """Make the rows of every model, linked to one another."""
    countries = stored(lambda n: CountryFactory(), Country)
    globe = {
        "latitude": [Decimal(90), Decimal(-90), Decimal(0)],
        "longitude": [Decimal(180), Decimal(-180), Decimal(0)],
        "time_zone": ["Europe/Moscow", "", "Nowhere/At_All"],
    }
    cities = stored(lambda n: CityFactory(country=countries[n % 3]), City, **globe)
    # Each stands at a place of its own.
    places = [0, SIZES[models.PositiveSmallIntegerField], *range(2001, 2008)]
    goals = stored(lambda n: PriorityFactory(published=True), Priority, position=places)
    founded = {"founded_on": ["", "0000", "0001-01-01", "2004-02-30", "9999-12-31", "2004-13", "x"]}
    bodies = stored(lambda n: BodyFactory(published=True, seat=cities[n % 3]), Body, **founded)
    hosts = stored(lambda n: HostFactory(country=countries[n % 3]), Host)
    links = {"bodies": bodies[:4], "priorities": goals[:4]}
    events = _events(cities, {**links, "hosts": hosts[:4]})
    news = stored(lambda n: ArticleFactory(published=True, events=events[:2], **links), Article)
    papers = stored(lambda n: DocumentFactory(published=True, events=events[:2], **links), Document)
    members = {"events": events[:2], "articles": news[:2], "documents": papers[:2]}
    themes = stored(lambda n: ThemeFactory(published=True, **members), Theme, position=places)
    for values in rows_of(SynonymGroup):
        SynonymGroup.objects.create(**{**values, "spellings": values["spellings"] or "a, b"})
    _versions(papers[0])
    yield from (*countries, *cities, *goals, *bodies, *hosts, *events, *news, *papers, *themes)


def _events(cities: list[City], links: dict[str, Any]) -> list[Event]:
    events, texts = [], rows_of(Event)
    for number, when in enumerate(TIMES):
        event = EventFactory(published=True, cities=[cities[number % len(cities)]], **links)
        state = STATES[number % len(STATES)] if when["starts_on"] else {}
        said = TEXTS[number % len(TEXTS)]
        words = {"date_words_en": said[:120] if number % 2 else "", "venue_en": said[:200]}
        _tell(event, number)
        store(event, {**texts[number % len(texts)], **words, **when, **state})
        events.append(event)
    return events


#: What a step may say of clock times, told past the doors.
DETAILS = [
    {},
    {"opens": "25:99", "zone": "Europe/Moscow"},
    {"opens": "10:00", "closes": "09:00", "zone": "Nowhere"},
    {"zone": 7},
]


def _tell(event: Event, number: int) -> None:
    """Append a history in which the event left the day that stands before its own in the list."""
    said = TEXTS[number % len(TEXTS)]
    days = {
        f"{prefix}_{name}": when[name]
        for prefix, when in (("old", TIMES[number - 1]), ("new", TIMES[number]))
        for name in ("starts_on", "ends_on", "precision")
    }
    for place, kind in enumerate((ChangeKind.ANNOUNCED, ChangeKind.HELD), start=1):
        Change.objects.create(
            event=event,
            number=place,
            kind=kind,
            new_status=Status.PLANNED,
            announced_on=DAYS[number % len(DAYS)],
            reason_en=said,
            source_url=ADDRESSES[number % len(ADDRESSES)],
            old_detail=DETAILS[number % len(DETAILS)],
            new_detail=DETAILS[(number + 1) % len(DETAILS)],
            old_cities=["gone", said[:20]],
            new_cities=[],
            old_venue={"en": said[:200]},
            new_venue={},
            old_title={"ru": said[:400]},
            new_title={},
            **days,
        )


def _versions(document: Document) -> None:
    for number, values in enumerate(rows_of(DocumentVersion), start=1):
        fitting = {**values, "number": number, "reason_ru": "Была ошибка."}
        DocumentVersion.objects.create(document=document, **fitting)
    records.record(document)

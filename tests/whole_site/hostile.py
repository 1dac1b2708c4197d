"""One public thing of every kind, and texts that were written into it past every door."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from django.apps import apps
from django.db import connection, models

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format
from i18n.fields import AddressField, LineField, ProseField, TextsField
from i18n.texts import CODES
from news.models import Section
from search.models import SynonymGroup
from tests.acting import changes
from tests.append_only import APPEND_ONLY
from tests.documents.corrected import corrected
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    ThemeFactory,
    announcement,
)
from tests.factories.photos import PhotoFactory

TEXTS = {
    "controls": "One\x0btwo\x0cthree\x1b[31m\x01\x1f\x7f\x80\x85four\u2028five\u2029\rsix",
    "noncharacters": "\ufffe\uffff\ufdd0\U0001fffe\U0010ffffA",
    "directions": "\u202eabc\u2066\u2067def\u200f",
    "markup": "]]><script>alert(1)</script>&nbsp;\"'{{ 1 }}{% x %}\\",
    "lines of a calendar": "One\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n;,:\\n",
    "a formula": '=HYPERLINK("https://evil.example/","x")',
    "no letters": "\u200b\ufeff\u2060",
    "letters of no font": "\U0001f468\u200d\U0001f469\ufe0f \ue000 \U00013000 \u0378 \u0e01\u0e33",
    "marks on marks": "Z" + "\u0301\u0316" * 60,
    "one long word": "W" * 390,
}
#: What PostgreSQL itself refuses.
TEXTS_OF_SQLITE = {"nul": "One\x00two", "half of a pair": "One\ud800two"}

OUR_FIELDS = (LineField, ProseField, AddressField, TextsField)


def one_of_everything() -> None:
    # Those of the first migration are gone once a test has emptied the database.
    SynonymGroup.objects.create(spellings="SCO\nШОС")
    body, priority, city = (
        BodyFactory(published=True),
        PriorityFactory(published=True),
        CityFactory(),
    )
    event = EventFactory(
        slug="meeting",
        bodies=[body],
        hosts=[HostFactory(slug="ministry", short_name_en="Ministry", country=city.country)],
        priorities=[priority],
        cities=[city],
        chair=city.country,
        period=Period.on(date(2020, 10, 20)),
        announced=announcement(date(2020, 1, 20)),
        published=True,
    )
    later = Period.on(date(2020, 11, 3), date(2020, 11, 4))
    moves = FactChanges(period=later, format=Format.ONLINE, venue=dict.fromkeys(CODES, "A hall"))
    changes.change_format(event, announcement(date(2020, 5, 2)), moves)
    changes.rename(event, announcement(date(2020, 6, 2)), dict.fromkeys(CODES, "Another name"))
    EventFactory(
        slug="vague",
        period=Period(date(2020, 9, 1), date(2020, 9, 30), "month", words={"en": "In autumn"}),
        announced=announcement(date(2020, 1, 20)),
        published=True,
    )
    PhotoFactory(event=event)
    links = {"events": [event], "bodies": [body], "priorities": [priority], "published": True}
    article = ArticleFactory(slug="article", **links)
    ArticleFactory(slug="page", section=Section.STANDING, published=True)
    paper = DocumentFactory(slug="paper", **links)
    corrected(paper)
    members = {"events": [event], "articles": [article], "documents": [paper]}
    ThemeFactory(slug="theme", published=True, **members)


def hostile_texts() -> list[str]:
    return [*TEXTS.values(), *(TEXTS_OF_SQLITE.values() if connection.vendor == "sqlite" else ())]


def spoil(shift: int) -> int:
    """Write a hostile text into every text column by SQL, and return how many columns there are.

    Neighbours get different ones; `shift` chooses which gets which.
    """
    texts = hostile_texts()
    for table in APPEND_ONLY:
        table.remove(connection)
    columns = list(_columns())
    with connection.cursor() as cursor:
        for number, (table, field) in enumerate(columns, start=shift):
            text = texts[number % len(texts)]
            statement = f'UPDATE {table} SET "{field.column}" = %s'  # noqa: S608 (our own names)
            cursor.execute(statement, [_value(field, text)])
    for table in APPEND_ONLY:
        table.install(connection)
    return len(columns)


def _columns() -> Iterator[tuple[str, models.Field]]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, OUR_FIELDS) and field.column not in ("old_detail", "new_detail"):
                yield model._meta.db_table, field


def _value(field: models.Field, text: str) -> str:
    if isinstance(field, TextsField):
        by_language = field.name.startswith(("old_", "new_"))
        return json.dumps(dict.fromkeys(CODES, text) if by_language else [text])
    stored = text.encode("utf-8", "ignore").decode()
    prefix = "https://evil.example/" if isinstance(field, AddressField) else ""
    return (prefix + stored)[: field.max_length]

"""A world of two things of every kind: one is public, the other is not, or not any more.

They name each other wherever one thing can name another, and the veiled ones say "veiled" in every
language and address.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from events.dates import Period
from publishing import records
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    ThemeFactory,
    announcement,
)

OCTOBER_29 = Period.on(date(2020, 10, 29))
Things = dict[str, Any]


def veil(**state: bool) -> Things:
    """Make the world, and return its veiled things by kind.

    `state` is theirs: none for drafts, `withdrawn=True`, or `published=True` to lift the veil.
    """
    city = CityFactory(slug="chelyabinsk", country=CountryFactory(slug="russia"))
    veiled = _things("veiled", city, None, state)
    public = _things("public", city, veiled["bodies"], {"published": True})
    _name(public, veiled)
    _name(veiled, public)
    for thing in (*public.values(), *veiled.values()):
        records.record(thing)
    child = _body("veiled-child", city, public["bodies"], state)
    return {**veiled, "child": child}


def _texts(field: str, words: str) -> dict[str, str]:
    return {f"{field}_{code}": f"{words} {code}" for code in ("en", "ru", "zh_hans")}


def _body(slug: str, seat: Any, parent: Any, state: dict[str, bool]) -> Any:
    texts = _texts("name", slug) | _texts("short_name", f"{slug} short")
    return BodyFactory(slug=slug, parent=parent, seat=seat, **texts, **state)


def _things(name: str, city: Any, parent: Any, state: dict[str, bool]) -> Things:
    def common(kind: str) -> dict[str, Any]:
        return {"slug": f"{name}-{kind}", **_texts("title", f"{name} {kind}"), **state}

    return {
        "bodies": _body(f"{name}-body", city, parent, state),
        "priorities": PriorityFactory(**common("priority")),
        "events": EventFactory(
            announced=announcement(date(2020, 9, 1)),
            period=OCTOBER_29,
            chair=city.country,
            cities=[city],
            **common("event"),
        ),
        "news": ArticleFactory(published_on=date(2020, 10, 1), **common("article")),
        "documents": DocumentFactory(adopted_on=date(2020, 10, 1), **common("document")),
        "themes": ThemeFactory(**common("theme")),
    }


def _name(own: Things, others: Things) -> None:
    """Let the things of `own` name each other, and those of `others`."""
    for kind in ("events", "news", "documents"):
        own[kind].bodies.add(own["bodies"], others["bodies"])
        own[kind].priorities.add(own["priorities"], others["priorities"])
    for kind in ("news", "documents"):
        own[kind].events.add(own["events"], others["events"])
    own["themes"].events.add(own["events"], others["events"])
    own["themes"].articles.add(own["news"], others["news"])
    own["themes"].documents.add(own["documents"], others["documents"])

"""Whatever a row holds, no page, no form for machines and no admin form falls over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import cycle, product

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils.translation import override

from events.models import Change, Event
from i18n.texts import CODES
from publishing import records
from tests.choosing import EVERY_COMBINATION
from tests.extremes import everything
from tests.website.addresses import patterns

pytestmark = pytest.mark.django_db

PARTS = {
    "year": ["2020"],
    "month": ["12"],
    "day": ["29"],
    "number": ["1"],
    "export_format": ["xlsx", "atom", "json"],
    "digest": ["0"],
}
#: What an address with a slug shows, by a word of its name; all others show an event.
SHOWN = {
    "priorities": "priority",
    "priority": "priority",
    "themes": "theme",
    "theme": "theme",
    "bodies": "body",
    "body": "body",
    "places": "country",
    "country": "country",
    "city": "city",
    "documents": "document",
    "document": "document",
    "news": "article",
}
#: Of so many rows one is opened at the desk.
FORMS = 1 if EVERY_COMBINATION else 4
#: Addresses that need a file, or lead on.
LEFT_OUT = {"file", "photo", "news:detail", "chinese_page", "sitemap", "events:as_on"}


@pytest.fixture
def rows(settings, tmp_path) -> list[models.Model]:
    settings.PORTAL_CLOCK = "2020-10-28"
    settings.MEDIA_ROOT = tmp_path
    return list(everything())


def broken(client: Client, addresses: Iterable[str]) -> list[str]:
    """Return the addresses that are answered by an error of the portal."""
    client.raise_request_exception = False
    asked = list(addresses) if EVERY_COMBINATION else list(addresses)[::4]
    answers = {address: client.get(address).status_code for address in asked}
    assert len(answers) > 15
    assert 200 in answers.values()
    return [f"{status} {address}" for address, status in answers.items() if status >= 500]


def pages(rows: list[models.Model]) -> Iterator[str]:
    """Yield each row's page, in turn in each language; every list, and what is made of it."""
    for number, (row, code) in enumerate(zip(rows, cycle(CODES), strict=False)):
        with override(code):
            if row._meta.model_name != "city":
                yield row.get_absolute_url()
            if isinstance(row, Event) and (EVERY_COMBINATION or number % 2):
                yield reverse("events:json", args=[row.slug])
                yield reverse("events:ics", args=[row.slug])
                yield reverse("events:step", args=[row.slug, 2])
                yield reverse("api:v1:event-detail", args=[row.slug])
    slugs: dict[str, str] = {str(row._meta.model_name): row.slug for row in rows}
    for (name, pattern), code in zip(patterns(), cycle(CODES), strict=False):
        with override(code):
            yield from _filled(name, pattern, slugs)
    for kind in ("own", "events", "news", "themes", "bodies", "countries", "documents"):
        yield f"/sitemap-{kind}-1.xml"
    for day in ("2019-01-01", "2020-10-28"):
        yield reverse("events:as_on", args=[day])


def _filled(name: str, pattern: URLPattern, slugs: dict[str, str]) -> Iterator[str]:
    if name in LEFT_OUT or not pattern.name:
        return
    words = name.replace(":", "-").replace("_", "-").split("-")
    shown = next((SHOWN[word] for word in words if word in SHOWN), "event")
    known = {**PARTS, "slug": [slugs[shown]]}
    parts = [part for part in pattern.pattern.regex.groupindex if part in known]
    for values in product(*(known[part] for part in parts)):
        if pattern.pattern.converters.keys() | set(parts) <= known.keys():
            kwargs = {
                part: pattern.pattern.converters[part].to_python(value)
                if part in pattern.pattern.converters
                else value
                for part, value in zip(parts, values, strict=True)
            }
            yield reverse(name, kwargs=kwargs)


def admin_forms(rows: list[models.Model]) -> Iterator[str]:
    for model, shown in admin.site._registry.items():
        if model._meta.app_label in {"auth", "axes"}:
            continue
        place = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{place}_changelist")
        if model is not Change:
            yield reverse(f"{place}_add")
        for row in (
            rows[::FORMS] if model is not Change else Change.objects.order_by("pk")[:: 9 * FORMS]
        ):
            if isinstance(row, model):
                yield reverse(f"{place}_change", args=[row.pk])
                yield shown.get_view_on_site_url(row) or reverse("admin:index")
    for event, act in zip(
        Event.objects.order_by("pk")[::FORMS], cycle(["move", "hold", "correct", "place"])
    ):
        yield reverse("admin:events_event_act", args=[event.pk, act])


def test_nothing_falls_over(client: Client, admin_client: Client, rows):
    """One test, since the rows take longer to make than the pages to ask for."""
    assert broken(client, pages(rows)) == []
    assert broken(admin_client, admin_forms(rows)) == []
    assert list(records.discrepancies()) == []

"""A meeting that was held, with its communiqué, a photo and news: what goes public together."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.dates import Period
from events.models import Event
from publishing.permissions import Actor
from staff.actions.registry import ACTIONS
from staff.bundles import actions
from staff.bundles.items import new_item
from staff.models import Bundle, BundleItem, Deed
from tests.factories import (
    ArticleFactory,
    DocumentFactory,
    EventFactory,
    StaffFactory,
    announcement,
)
from tests.factories.photos import PhotoFactory
from tests.markup import page_of

MOSCOW = ZoneInfo("Europe/Moscow")
DAY = date(2020, 10, 28)
NOW = datetime(2020, 10, 28, 18, tzinfo=MOSCOW)
TEN = datetime(2020, 10, 29, 10, tzinfo=MOSCOW)
REASONS = {"reason_en": "Reported.", "reason_ru": "Сообщено.", "reason_zh_hans": "据报道。"}


def filled_in(event: Event, code: str, day: date = DAY, **changes: Any) -> dict[str, list[str]]:
    """Return what the form of an act sends, filled in for `day`."""
    form = ACTIONS[code].form(event, day)
    values = {name: form[name].value() for name in form.fields}
    values |= {**REASONS, "for_day": day, **changes}
    sent = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    return {name: [str(one) for one in those if one is not None] for name, those in sent.items()}


class Communique:
    """The bundle, and the things in it."""

    def __init__(self, planned_for: datetime | None = None, **article: Any) -> None:
        self.account = StaffFactory(username="anna")
        self.by = Actor.of(self.account, NOW)
        self.event = EventFactory(
            slug="ministers",
            period=Period.on(DAY),
            announced=announcement(date(2020, 10, 1)),
            confirmed=announcement(date(2020, 10, 2)),
            published=True,
        )
        self.paper = DocumentFactory(
            adopted_on=DAY, file=ContentFile(b"%PDF-1.4 ...", name="communique.pdf")
        )
        self.photo = PhotoFactory(
            event=self.event, is_held_back=True, alt_zh_hans="会场。", credit_zh_hans="摄影师"
        )
        self.article = ArticleFactory(published_on=DAY, **article)
        self.bundle = actions.make("Ministers", by=self.by)
        if planned_for:
            planned = {"name": "Ministers", "planned_for": planned_for, "in_every_language": True}
            actions.plan(self.bundle, planned, by=self.by)
        self.add(self.event, Deed.ACT, code="hold", sent=filled_in(self.event, "hold"))
        self.add(self.paper, Deed.PUBLISH)
        self.add(self.photo, Deed.SHOW)
        self.add(self.article, Deed.PUBLISH)

    def add(self, thing: Any, deed: Deed, **facts: Any) -> BundleItem:
        return actions.add(self.bundle, new_item(thing, deed, **facts), by=self.by)

    def public(self) -> tuple[str, bool, bool, bool, bool]:
        """Return how the database holds them: status, paper, photo, article; and whether the bundle is done."""
        for thing in (self.event, self.paper, self.photo, self.article, self.bundle):
            thing.refresh_from_db()
        return (
            self.event.status,
            self.paper.is_published,
            not self.photo.is_held_back,
            self.article.is_published,
            Bundle.objects.get(pk=self.bundle.pk).is_published,
        )


NOTHING_PUBLIC = ("confirmed", False, False, False, False)
ALL_PUBLIC = ("held", True, True, True, True)


def of(bundle: Bundle, page: str, *more: object) -> str:
    return reverse(f"admin:staff_bundle_{page}", args=[bundle.pk, *more])


def text_of(answer) -> str:
    return page_of(answer).one("main").text


def looked_at(client, bundle, name="change", *which) -> tuple[list[str], str]:
    """Return what a look at a page of a bundle asks of the database, and what it says."""
    with CaptureQueriesContext(connection) as taken:
        answer = client.get(of(bundle, name, *which))
    verbs = [query["sql"].lstrip("(").partition(" ")[0] for query in taken.captured_queries]
    return verbs, text_of(answer)

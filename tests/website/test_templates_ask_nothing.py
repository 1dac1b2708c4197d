"""A page is decided by its view: its template asks the database nothing."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.template.base import Template
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.translation import override

from events.dates import Period, Precision
from tests.acting import changes
from tests.events.planned import TODAY
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
from tests.markup import page_of
from tests.plan_data.playing import undone
from tests.website.addresses import PARTS, patterns

pytestmark = pytest.mark.django_db


#: Pages with an event of 10:00 in Moscow, by each way in which a list is made.
LISTS = (
    *("", "calendar/", "calendar/2020/10/", "calendar/2020/10/29/"),
    *("calendar/by-priority/", "calendar/by-body/", "calendar/by-place/"),
    *("calendar/as-on/2020-10-28/", "events/it/steps/2/", "priorities/it/", "bodies/it/"),
    *("countries/it/", "documents/it/", "news/2020/10/20/it/", "themes/it/"),
)
#: Addresses of files, which no template makes.
FILES = (
    *("file", "photo", "share_image", "event_share_image", "changes_share_image"),
    *("theme_share_image", "styles", "static", "stylesheet"),
)


def pages() -> list[str]:
    """Return the path, in Russian, of every address outside of the administration and the API."""
    with override("ru"):
        return [
            reverse(name, kwargs=_filled(name, pattern))
            for name, pattern in patterns()
            if not name.startswith(("api:", *FILES))
        ]


def _filled(name: str, pattern: Any) -> dict[str, Any]:
    own = {"events:as_on": {"day": TODAY}}
    parts = pattern.pattern.regex.groupindex
    return {part: own.get(name, {}).get(part, PARTS.get(part, "it")) for part in parts}


@pytest.fixture(scope="module", autouse=True)
def _things(django_db_setup, django_db_blocker) -> Iterator[None]:
    """One thing of each kind, and a second of each that names it, so that no list is empty."""
    with django_db_blocker.unblock(), undone(), override_settings(PORTAL_CLOCK=TODAY):
        country = CountryFactory(slug="it", code="CN")
        city = CityFactory(slug="beijing", country=country, time_zone="Asia/Shanghai")
        body, priority = (
            BodyFactory(slug="it", published=True),
            PriorityFactory(slug="it", published=True),
        )
        BodyFactory(slug="other", parent=body, published=True)
        for slug, day in (("it", 29), ("other", 30)):
            timed = Period(
                *[date(2020, 10, day)] * 2, Precision.MINUTE, time(10), time(12), "Europe/Moscow"
            )
            event = EventFactory(
                slug=slug,
                period=Period.in_month(2020, 9),
                announced=announcement(date(2020, 1, 1)),
                cities=[city],
                chair=country,
                bodies=[body],
                priorities=[priority],
                published=True,
            )
            changes.confirm(event, announcement(date(2020, 2, 1)), changes.FactChanges(timed))
            named = {"events": [event], "bodies": [body], "priorities": [priority]}
            article = ArticleFactory(slug=slug, published=True, **named)
            document = DocumentFactory(slug=slug, published=True, **named)
            members = {"events": [event], "articles": [article], "documents": [document]}
            ThemeFactory(slug=slug, published=True, **members)
        yield


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """What templates asked of the database, each with the line that asked."""
    queries: list[str] = []
    render, depth = Template._render, []

    def note(execute, sql, *others):
        ours = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_stack()]
        queries.append(f"{[one for one in ours if 'site-packages' not in one][-2]} {sql[:200]}")
        return execute(sql, *others)

    def watched(self, context):
        if depth:
            return render(self, context)
        depth.append(self)
        try:
            with connection.execute_wrapper(note):
                return render(self, context)
        finally:
            depth.clear()

    monkeypatch.setattr(Template, "_render", watched)
    return queries


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("page", LISTS)
def test_page_that_lists_a_clock_time_is_made_for_the_reader_and_says_so(page, client, settings):
    settings.PORTAL_CLOCK = TODAY
    client.cookies["clock"] = "beijing"

    answer = client.get(f"/en/{page}", follow=True)

    (told,) = {clock.text for clock in page_of(answer).all("span", cls="second-clock")}
    assert told.startswith("· 15:00–17:00 ")
    assert "Cookie" in answer["Vary"]
    assert "private" in answer["Cache-Control"]


@pytest.mark.by_turns(4)
@pytest.mark.parametrize("path", pages())
def test_template_asks_nothing(path, asked, client: Client, settings):
    settings.PORTAL_CLOCK = TODAY
    client.cookies["clock"] = "beijing"

    answer = client.get(path, follow=True)
    answer.close()  # the icon is a file

    assert answer.status_code in (200, 404, 410)
    assert asked == []

"""The first page names what went public in a week by the moment at which it did."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.urls import reverse

from events.dates import Period
from tests.acting import changes, workflow
from tests.factories import (
    ArticleFactory,
    DocumentFactory,
    EventFactory,
    StaffFactory,
    announcement,
)

pytestmark = pytest.mark.django_db

#: In Moscow the 28th has begun: the week is that of the 22nd to the 28th.
NOW = datetime(2020, 10, 27, 21, 30, tzinfo=UTC)
FIRST, BEFORE = (
    datetime(2020, 10, 21, 21, 0, tzinfo=UTC),
    datetime(2020, 10, 21, 20, 59, tzinfo=UTC),
)
LONG_AGO = datetime(2020, 9, 1, 9, tzinfo=UTC)


def at(moment):
    return time_machine.travel(moment, tick=False)


def event(name, *, published=True):
    return EventFactory(
        title_en=name,
        short_title_en="",
        period=Period.on(date(2020, 12, 1)),
        announced=announcement(date(2020, 1, 1)),
        published=published,
    )


def moved(thing, announced, day):
    step = changes.FactChanges(period=Period.on(date(2020, 12, day)))
    changes.reschedule(thing, announcement(announced), step)


def told(client):
    with at(NOW):
        client.force_login(StaffFactory())
        public = client.get(reverse("admin:index")).context["public"]
    return [(one.day.day, str(one.title), one.what) for one in public]


def test_articles_and_papers_are_told_by_when_they_were_published_whatever_day_they_bear(client):
    for moment, name in ((LONG_AGO, "Old"), (BEFORE, "Before"), (FIRST, "First"), (NOW, "Now")):
        with at(moment):
            ArticleFactory(published=True, title_en=name, published_on=date(2020, 8, 28))
            DocumentFactory(published=True, title_en=f"{name} paper")
    with at(NOW):
        ArticleFactory(title_en="Draft")
        workflow.withdraw(ArticleFactory(published=True, title_en="Withdrawn"))

    assert sorted(told(client)) == [
        (22, "First", "Article"),
        (22, "First paper", "Document"),
        (28, "Now", "Article"),
        (28, "Now paper", "Document"),
    ]
    assert [day for day, *_rest in told(client)] == [28, 28, 22, 22]


def test_acts_are_told_by_when_they_were_recorded_whatever_day_they_name(client):
    with at(LONG_AGO):
        first, second, third = event("First"), event("Second"), event("Third")
        moved(third, date(2020, 9, 1), 4)
    with at(FIRST):
        moved(first, date(2020, 9, 2), 9)
    with at(NOW):
        moved(second, None, 10)

    assert told(client) == [
        (28, "Second", "New date; Date: 1 December 2020 → 10 December 2020"),
        (22, "First", "New date; Date: 1 December 2020 → 9 December 2020"),
    ]


def test_draft_is_told_by_its_publication_and_once(client):
    with at(LONG_AGO):
        draft, hidden = event("Draft", published=False), event("Hidden", published=False)
        moved(draft, date(2020, 9, 1), 9)
    with at(NOW):
        moved(hidden, date(2020, 9, 1), 9)
    with at(FIRST):
        workflow.publish(draft)

    assert [(day, name) for day, name, _what in told(client)] == [(22, "Draft")]


def test_each_sees_what_they_may_see(client):
    with at(NOW):
        event("Event")
        ArticleFactory(published=True, title_en="Article")
        DocumentFactory(published=True, title_en="Paper")
        user = StaffFactory(is_superuser=False)
        user.user_permissions.set(Permission.objects.filter(codename="view_article"))
        client.force_login(user)
        public = client.get(reverse("admin:index")).context["public"]

    assert [str(one.title) for one in public] == ["Article"]


def test_days_are_written_as_all_days_of_the_first_page(client):
    with at(NOW):
        ArticleFactory(published=True, title_en="Now")
        client.force_login(StaffFactory())
        shown = client.get(reverse("admin:index")).content.decode()

    assert '<span class="when">28 October 2020</span>' in shown
    assert "28/10/2020" not in shown

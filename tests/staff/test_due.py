"""The first page of the admin: what is due, counted, with links to just those."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    ArticleFactory,
    CityFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]


def due(client):
    return client.get(reverse("admin:index")).context["due"]


def row(client, name):
    return next(row for row in due(client).rows if row.name == name)


def listed(client, number):
    return client.get(number.url).context["cl"].queryset.count()


def test_nothing_is_due_in_an_empty_portal(admin_client):
    told = due(admin_client)

    assert {r.drafts.count for r in told.rows if r.drafts} == {0}
    assert {number.count for r in told.rows for number in r.lacking} == {0}


@pytest.mark.parametrize(
    ("factory", "name"),
    [
        (EventFactory, "events"),
        (ArticleFactory, "news"),
        (DocumentFactory, "documents"),
        (PriorityFactory, "priorities"),
    ],
)
def test_drafts_are_due(admin_client, factory, name):
    factory()
    factory(published=True)

    drafts = row(admin_client, name).drafts

    assert drafts.count == 1
    assert listed(admin_client, drafts) == 1


def test_published_things_without_a_translation_are_due(admin_client):
    ArticleFactory(published=True, lead_zh_hans="")
    ArticleFactory(published=True, body_ru="Текст.")
    ArticleFactory(lead_zh_hans="")

    russian, english, chinese = row(admin_client, "news").lacking

    assert [number.count for number in (russian, english, chinese)] == [0, 1, 2]
    assert [listed(admin_client, n) for n in (russian, english, chinese)] == [0, 1, 2]


def test_cities_have_no_drafts_and_may_lack_a_name(admin_client):
    CityFactory(name_ru="")

    cities = row(admin_client, "cities")

    assert cities.drafts is None
    assert [number.count for number in cities.lacking] == [1, 0, 0]
    assert listed(admin_client, cities.lacking[0]) == 1


def test_only_what_the_user_may_see_is_counted(client):
    user = get_user_model().objects.create_user("translator", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_article"))
    client.force_login(user)

    told = due(client)

    assert [r.name for r in told.rows] == ["news"]


def test_page_takes_the_same_queries_for_any_number_of_things(admin_client, db):
    def queries():
        with CaptureQueriesContext(connection) as taken:
            admin_client.get(reverse("admin:index"))
        return len(taken)

    EventFactory(published=True)
    queries()
    one = queries()
    EventFactory.create_batch(2, published=True)
    ArticleFactory.create_batch(3)

    assert queries() == one
    assert one <= 25

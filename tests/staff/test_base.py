"""Editing public things in the admin: what is saved is told, what was told stays."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from priorities.models import Priority
from publishing.models import PublicRecord
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
)
from tests.forms_sent import typed

pytestmark = pytest.mark.django_db

LISTS = [
    (EventFactory, "events_event"),
    (ArticleFactory, "news_article"),
    (DocumentFactory, "documents_document"),
    (BodyFactory, "bodies_body"),
    (PriorityFactory, "priorities_priority"),
    (CountryFactory, "places_country"),
    (CityFactory, "places_city"),
]


def page(priority, name="change"):
    return reverse(f"admin:priorities_priority_{name}", args=[priority.pk])


def fields(priority, **changed):
    return {
        "slug": priority.slug,
        "title_en": priority.title_en,
        "title_ru": priority.title_ru,
        "title_zh_hans": priority.title_zh_hans,
        "summary_en": priority.summary_en,
        "summary_ru": priority.summary_ru,
        "summary_zh_hans": priority.summary_zh_hans,
        "strand": str(priority.strand_id),
        "position": priority.position,
        **changed,
    }


def save(client, priority, **changed):
    address = page(priority)
    return client.post(address, typed(client, address, fields(priority, **changed)))


def documents():
    return [record.document for record in PublicRecord.objects.order_by("number")]


# --- saving -----------------------------------------------------------------------------


def test_saving_a_published_thing_tells_the_public(admin_client):
    priority = PriorityFactory(published=True)

    save(admin_client, priority, summary_en="Said anew.")

    assert len(documents()) == 2
    assert '"Said anew."' in documents()[-1]


def test_saving_a_draft_tells_nobody(admin_client):
    priority = PriorityFactory()

    answer = save(admin_client, priority, summary_en="Said anew.")

    assert answer.status_code == 302
    assert documents() == []


def test_published_thing_keeps_its_required_texts(admin_client):
    priority = PriorityFactory(published=True)

    answer = save(admin_client, priority, title_ru="")

    assert "is missing in: Русский" in answer.content.decode()
    priority.refresh_from_db()
    assert priority.title_ru != ""


def test_draft_may_lack_required_texts(admin_client):
    priority = PriorityFactory()

    save(admin_client, priority, title_ru="")

    priority.refresh_from_db()
    assert not priority.title_ru


def test_address_is_fixed_once_it_was_public(admin_client):
    withdrawn = PriorityFactory(slug="kept", withdrawn=True)

    save(admin_client, withdrawn, slug="another")

    withdrawn.refresh_from_db()
    assert withdrawn.slug == "kept"


def test_address_of_a_draft_can_change(admin_client):
    draft = PriorityFactory(slug="first")

    save(admin_client, draft, slug="second")

    draft.refresh_from_db()
    assert draft.slug == "second"


def test_address_of_a_city_is_fixed(admin_client):
    city = CityFactory(slug="kept")

    answer = admin_client.get(reverse("admin:places_city_change", args=[city.pk]))

    assert "slug" not in answer.context["adminform"].form.fields


# --- deleting ---------------------------------------------------------------------------


def test_what_was_public_cannot_be_deleted(admin_client):
    withdrawn = PriorityFactory(withdrawn=True)

    answer = admin_client.post(page(withdrawn, "delete"), {"post": "yes"})

    assert answer.status_code == 403
    assert Priority.objects.filter(pk=withdrawn.pk).exists()


def test_draft_can_be_deleted(admin_client):
    draft = PriorityFactory()

    admin_client.post(page(draft, "delete"), {"post": "yes"})

    assert not Priority.objects.filter(pk=draft.pk).exists()


def test_country_cannot_be_deleted(admin_client):
    country = CountryFactory()

    answer = admin_client.post(
        reverse("admin:places_country_delete", args=[country.pk]), {"post": "yes"}
    )

    assert answer.status_code == 403


def test_deletion_in_bulk_is_not_offered(admin_client):
    PriorityFactory()

    answer = admin_client.get(reverse("admin:priorities_priority_changelist"))

    offered = [name for name, _label in answer.context["action_form"].fields["action"].choices]
    assert offered == ["", "publish_selected", "withdraw_selected"]


# --- lists ---------------------------------------------------------------------------------


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(("factory", "name"), LISTS, ids=[name for _factory, name in LISTS])
def test_list_takes_the_same_queries_for_any_length(
    admin_client, django_assert_num_queries, factory, name
):
    address = reverse(f"admin:{name}_changelist")
    factory()
    admin_client.get(address)
    with CaptureQueriesContext(connection) as one:
        admin_client.get(address)
    factory.create_batch(2)

    with django_assert_num_queries(len(one)):
        admin_client.get(address)


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(("factory", "name"), LISTS, ids=[name for _factory, name in LISTS])
def test_search_ignores_case_in_cyrillic(admin_client, factory, name):
    field = "name_ru" if hasattr(factory._meta.model, "name_ru") else "title_ru"
    wanted = factory(**{field: "Встреча в Санкт-Петербурге"})
    factory()

    answer = admin_client.get(reverse(f"admin:{name}_changelist"), {"q": "санкт-ПЕТЕРБУРГ"})

    assert list(answer.context["cl"].queryset) == [wanted]


@pytest.mark.parametrize(("factory", "name"), LISTS, ids=[name for _factory, name in LISTS])
def test_filter_finds_what_lacks_a_language(admin_client, factory, name):
    field = "name_zh_hans" if hasattr(factory._meta.model, "name_ru") else "title_zh_hans"
    lacking = factory(**{field: ""})
    factory()

    answer = admin_client.get(reverse(f"admin:{name}_changelist"), {"missing": "zh-hans"})

    assert list(answer.context["cl"].queryset) == [lacking]


def test_filter_for_an_unknown_language_filters_nothing(admin_client):
    PriorityFactory()

    answer = admin_client.get(reverse("admin:priorities_priority_changelist"), {"missing": "xx"})

    assert answer.context["cl"].queryset.count() == 1


def test_list_names_the_texts_that_lack_a_language(admin_client):
    PriorityFactory(title_zh_hans="", description_en="Only here.")

    answer = admin_client.get(reverse("admin:priorities_priority_changelist"))

    assert "zh-Hans: title, description" in answer.content.decode()


def test_link_to_the_site_is_there_for_what_is_public_only(admin_client):
    public, draft = PriorityFactory(published=True), PriorityFactory()

    links = [admin_client.get(page(row)).context["absolute_url"] for row in (public, draft)]

    assert links == [public.get_absolute_url(), None]

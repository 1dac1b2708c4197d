"""Editing public things in the admin: what is saved is told, what was told stays."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from priorities.models import Priority
from publishing.models import PublicRecord
from publishing.states import Publication
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
)

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
        "strand": priority.strand,
        "position": priority.position,
        **changed,
    }


def documents():
    return [record.document for record in PublicRecord.objects.order_by("number")]


@pytest.fixture
def translator_client(client):
    """Staff who may see and change priorities, and nothing else."""
    user = get_user_model().objects.create_user("translator", is_staff=True)
    names = ["view_priority", "change_priority"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


@pytest.fixture
def reader_client(client):
    """Staff who may see priorities, and change nothing."""
    user = get_user_model().objects.create_user("reader", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_priority"))
    client.force_login(user)
    return client


# --- saving -----------------------------------------------------------------------------


def test_saving_a_published_thing_tells_the_public(admin_client):
    priority = PriorityFactory(published=True)

    admin_client.post(page(priority), fields(priority, summary_en="Said anew."))

    assert len(documents()) == 2
    assert '"Said anew."' in documents()[-1]


def test_saving_a_draft_tells_nobody(admin_client):
    priority = PriorityFactory()

    answer = admin_client.post(page(priority), fields(priority, summary_en="Said anew."))

    assert answer.status_code == 302
    assert documents() == []


def test_published_thing_keeps_its_required_texts(admin_client):
    priority = PriorityFactory(published=True)

    answer = admin_client.post(page(priority), fields(priority, title_ru=""))

    assert "is missing in: Русский" in answer.content.decode()
    priority.refresh_from_db()
    assert priority.title_ru != ""


def test_draft_may_lack_required_texts(admin_client):
    priority = PriorityFactory()

    admin_client.post(page(priority), fields(priority, title_ru=""))

    priority.refresh_from_db()
    assert not priority.title_ru


def test_address_is_fixed_once_it_was_public(admin_client):
    withdrawn = PriorityFactory(slug="kept", withdrawn=True)

    admin_client.post(page(withdrawn), fields(withdrawn, slug="another"))

    withdrawn.refresh_from_db()
    assert withdrawn.slug == "kept"


def test_address_of_a_draft_can_change(admin_client):
    draft = PriorityFactory(slug="first")

    admin_client.post(page(draft), fields(draft, slug="second"))

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


# --- publishing and withdrawing ------------------------------------------------------------


def test_page_that_asks_publishes_nothing(admin_client):
    draft = PriorityFactory()

    answer = admin_client.get(page(draft, "publish"))

    assert str(draft) in answer.content.decode()
    draft.refresh_from_db()
    assert draft.publication == Publication.DRAFT


def test_confirmed_publication_is_told_and_logged(admin_client):
    draft = PriorityFactory()

    answer = admin_client.post(page(draft, "publish"), {"confirmed": "yes"})

    assert answer.url == page(draft)
    draft.refresh_from_db()
    assert draft.is_published
    assert len(documents()) == 1
    assert [entry.change_message for entry in LogEntry.objects.all()] == ["Published."]


def test_page_that_asks_says_what_stops_publication(admin_client):
    draft = PriorityFactory(title_ru="")

    answer = admin_client.get(page(draft, "publish"))

    assert [row.problems for row in answer.context["rows"]] == [["Title is missing in: Русский."]]
    assert answer.context["possible"] is False


def test_refused_publication_is_reported(admin_client):
    draft = PriorityFactory(title_ru="")

    answer = admin_client.post(page(draft, "publish"), {"confirmed": "yes"}, follow=True)

    assert [str(m) for m in answer.context["messages"]] == [
        f"{draft}: Title is missing in: Русский."
    ]
    assert LogEntry.objects.count() == 0


def test_withdrawal_leaves_a_tombstone(admin_client):
    priority = PriorityFactory(published=True)

    admin_client.post(page(priority, "withdraw"), {"confirmed": "yes"})

    priority.refresh_from_db()
    assert priority.publication == Publication.WITHDRAWN
    assert PublicRecord.objects.get(is_latest=True).withdrawn


def test_selection_is_published_only_after_asking(admin_client):
    drafts = [PriorityFactory(), PriorityFactory()]
    selected = {"action": "publish_selected", "_selected_action": [d.pk for d in drafts]}
    address = reverse("admin:priorities_priority_changelist")

    asked = admin_client.post(address, selected)
    assert Priority.objects.published().count() == 0

    admin_client.post(address, {**selected, "confirmed": "yes"})
    assert [row.item for row in asked.context["rows"]] == drafts
    assert Priority.objects.published().count() == 2


def test_refused_items_of_a_selection_do_not_stop_the_others(admin_client):
    good, bad = PriorityFactory(), PriorityFactory(summary_ru="")
    selected = {
        "action": "publish_selected",
        "_selected_action": [bad.pk, good.pk],
        "confirmed": "yes",
    }

    answer = admin_client.post(
        reverse("admin:priorities_priority_changelist"), selected, follow=True
    )

    assert [m.level_tag for m in answer.context["messages"]] == ["success", "error"]
    assert list(Priority.objects.published()) == [good]


def test_who_may_change_may_publish(translator_client):
    draft = PriorityFactory()

    translator_client.post(page(draft, "publish"), {"confirmed": "yes"})

    assert list(Priority.objects.published()) == [draft]


def test_who_may_only_read_may_not_publish(reader_client):
    draft = PriorityFactory()

    answers = [
        reader_client.get(page(draft, "publish")),
        reader_client.post(page(draft, "publish"), {"confirmed": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Priority.objects.published().count() == 0


def test_publishing_what_is_not_there_is_a_404(admin_client):
    answer = admin_client.get(reverse("admin:priorities_priority_publish", args=[7]))

    assert answer.status_code == 404


# --- lists ---------------------------------------------------------------------------------


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

"""A theme in the admin: what is in it is chosen there, and told at once."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from tests.factories import (
    ArticleFactory,
    DocumentFactory,
    EventFactory,
    StaffFactory,
    ThemeFactory,
)
from tests.forms_sent import changed, found, messages_of, opened, page
from tests.recording import last_told

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]


def test_chosen_members_are_kept_and_told(admin_client):
    theme = ThemeFactory(slug="memory", published=True)
    event, article, document = (
        EventFactory(slug="parade", published=True),
        ArticleFactory(slug="opening", published=True),
        DocumentFactory(slug="statement", published=True),
    )
    members = {"events": event.pk, "articles": article.pk, "documents": document.pk}

    admin_client.post(page(theme), changed(opened(admin_client, page(theme)), **members))

    document = last_told("themes", "memory")
    assert (document["events"], document["news"], document["documents"]) == (
        ["parade"],
        ["opening"],
        ["statement"],
    )


def test_form_is_posted_and_opened_again_without_a_loss(admin_client):
    members = {"events": EventFactory.create_batch(2), "articles": [ArticleFactory()]}
    theme = ThemeFactory(published=True, **members)
    before = last_told("themes", theme.slug)

    answer = admin_client.post(page(theme), opened(admin_client, page(theme)), follow=True)

    assert messages_of(answer) == ["You changed nothing, so nothing was written."]
    assert (theme.events.count(), theme.articles.count()) == (2, 1)
    assert last_told("themes", theme.slug) == before


def test_members_are_looked_up_and_not_listed_whole(admin_client):
    event, other = EventFactory(title_en="Parade"), EventFactory(title_en="Forum")
    theme = ThemeFactory(events=[event])

    form = admin_client.get(page(theme)).content.decode()
    offered = admin_client.get(
        reverse("admin:autocomplete"),
        {"app_label": "themes", "model_name": "theme", "field_name": "events", "term": "Forum"},
    ).json()

    assert "Parade" in form
    assert "Forum" not in form
    assert [row["id"] for row in offered["results"]] == [str(other.pk)]


@pytest.mark.parametrize("field", ["articles", "documents"])
def test_news_and_documents_are_looked_up_too(admin_client, field):
    ArticleFactory(title_en="Zebra")
    DocumentFactory(title_en="Zebra")

    offered = admin_client.get(
        reverse("admin:autocomplete"),
        {"app_label": "themes", "model_name": "theme", "field_name": field, "term": "Zebra"},
    ).json()

    assert len(offered["results"]) == 1


def test_second_editor_keeps_the_members_that_the_first_chose(admin_client):
    theme = ThemeFactory(published=True)
    event = EventFactory(slug="parade", published=True)
    early, late = opened(admin_client, page(theme)), opened(admin_client, page(theme))
    admin_client.post(page(theme), changed(early, events=event.pk))

    admin_client.post(page(theme), changed(late, position="9"))

    assert [*theme.events.all()] == [event]
    assert found(theme).position == 9
    assert last_told("themes", theme.slug)["events"] == ["parade"]


def test_of_two_editors_who_chose_other_members_both_are_heard(admin_client):
    theme = ThemeFactory()
    parade, forum = EventFactory(title_en="Parade", slug="parade"), EventFactory()
    early, late = opened(admin_client, page(theme)), opened(admin_client, page(theme))
    admin_client.post(page(theme), changed(early, events=parade.pk))

    answer = admin_client.post(page(theme), changed(late, events=forum.pk), follow=True)

    assert {*theme.events.all()} == {parade, forum}
    assert "Events – Parade (parade)" in answer.content.decode()


def _may(*rights: str) -> Any:
    user = StaffFactory(is_superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


def test_whoever_may_edit_a_theme_chooses_what_is_in_it(client):
    client.force_login(_may("view_theme", "change_theme"))
    event = EventFactory(published=True)
    theme = ThemeFactory(published=True)

    client.post(page(theme), changed(opened(client, page(theme)), events=event.pk))

    assert [*theme.events.all()] == [event]


def test_whoever_may_only_look_chooses_nothing(client):
    client.force_login(_may("view_theme"))
    theme = ThemeFactory(published=True)

    answer = client.post(page(theme), {"events": EventFactory().pk})

    assert answer.status_code == 403
    assert theme.events.count() == 0


def test_position_that_is_taken_is_refused_in_words_and_nothing_is_lost(admin_client):
    ThemeFactory(title_en="Memory", position=1)
    theme = ThemeFactory(position=2)
    sent = changed(opened(admin_client, page(theme)), position="1", summary_en="Typed")

    answer = admin_client.post(page(theme), sent)

    form = answer.context["adminform"].form
    assert form.errors["position"] == ["“Memory” has it already: choose another."]
    assert form["summary_en"].value() == "Typed"
    assert found(theme).position == 2


@pytest.mark.parametrize("position", ["-1", "x", ""])
def test_position_that_is_none_is_refused(admin_client, position):
    theme = ThemeFactory(position=2)

    answer = admin_client.post(
        page(theme), changed(opened(admin_client, page(theme)), position=position)
    )

    assert list(answer.context["adminform"].form.errors) == ["position"]
    assert found(theme).position == 2


def test_member_that_went_meanwhile_is_no_fault_of_the_server(admin_client):
    theme, event = ThemeFactory(), EventFactory()
    sent = changed(opened(admin_client, page(theme)), events=event.pk)
    event.delete()

    answer = admin_client.post(page(theme), sent)

    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == ["events"]


def test_list_is_in_the_order_of_the_themes(admin_client):
    second, first = ThemeFactory(position=2), ThemeFactory(position=1)

    answer = admin_client.get(reverse("admin:themes_theme_changelist"))

    assert [*answer.context["cl"].result_list] == [first, second]


def test_draft_can_be_deleted_and_what_was_public_cannot(admin_client):
    draft, public = ThemeFactory(events=[EventFactory()]), ThemeFactory(withdrawn=True)
    address = "admin:themes_theme_delete"

    admin_client.post(reverse(address, args=[draft.pk]), {"post": "yes"})

    assert type(draft).objects.filter(pk=draft.pk).count() == 0
    assert admin_client.get(reverse(address, args=[public.pk])).status_code == 403

"""A translator's account writes the texts of its languages, and nothing else, whatever is sent."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from events.dates import Period
from events.models import AddedReason
from publishing.translations import state_of
from staff.roles import Role
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    announcement,
)
from tests.factories.photos import PhotoFactory
from tests.forms_sent import changed, found, opened, page
from tests.staff.of_roles import account_of, logged_in, row_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]


@pytest.fixture
def client():
    """The session of a translator into Chinese."""
    return logged_in(account_of(Role.TRANSLATOR, languages=["zh-hans"]))


def differing(before, after):
    moments = {"updated_at", "translation_states"}
    return {name for name in before if before[name] != after[name]} - moments


def test_only_the_texts_of_its_languages_can_be_written(client):
    event = EventFactory(published=True)

    form = client.get(page(event)).context["adminform"].form

    open_to = {name for name, field in form.fields.items() if not field.disabled}
    texts = ("title", "short_title", "lead", "summary", "host")
    assert open_to - {"years_are_right"} == {f"{text}_zh_hans" for text in texts}


def test_whatever_else_is_sent_changes_nothing(client):
    event = EventFactory(published=True, hosts=[HostFactory()])
    photo, body, before = PhotoFactory(event=event), BodyFactory(), row_of(event)
    sent = changed(opened(client, page(event)), title_zh_hans="另一个标题")
    forged = {
        **dict.fromkeys(("title_en", "title_ru", "slug", "sources", "lead_ru"), "forged"),
        "kind": "summit",
        "level": "heads_of_state",
        "bodies": body.pk,
        "publication": "draft",
        "photos-0-alt_zh_hans": "一座大厅",
        "photos-0-alt_en": "forged",
        "photos-0-position": "9",
        "hostings-0-DELETE": "on",
        "photos-0-DELETE": "on",
        "title_origin_zh_hans": "official",
    }

    answer = client.post(page(event), changed(sent, **forged))

    assert answer.status_code == 302
    assert differing(before, row_of(event)) == {"title_zh_hans"}
    assert found(event).title_zh_hans == "另一个标题"
    assert (event.bodies.count(), event.hostings.count(), event.photos.count()) == (0, 1, 1)
    assert (found(photo).alt_zh_hans, found(photo).alt_en) == ("一座大厅", photo.alt_en)
    assert found(photo).position == photo.position


def test_draft_and_public_texts_of_every_kind_are_open_to_it(client):
    article = ArticleFactory()

    client.post(page(article), changed(opened(client, page(article)), title_zh_hans="标题"))

    assert found(article).title_zh_hans == "标题"


@pytest.mark.parametrize(("code", "done"), [("zh-hans", True), ("en", False)])
def test_it_settles_the_translations_of_its_languages(client, code, done):
    event = EventFactory()
    address = reverse("admin:events_event_translations", args=[event.pk])

    shown = client.get(address).context["statuses"]
    client.post(address, {"deed": "draft", "language": code})

    assert {one.code for one in shown if one.deeds} == {"zh-hans"}
    assert (state_of(found(event), code) == "draft") is done


def test_it_translates_reasons_into_its_languages_alone(client):
    event = EventFactory(published=True, announced=announcement())
    address = reverse("admin:events_change_reason", args=[event.changes.get().pk])

    client.post(address, {"reason_ru": "Причина."})
    client.post(address, {"reason_zh_hans": "原因。"})

    assert [row.language for row in AddedReason.objects.all()] == ["zh-hans"]


def test_translator_without_languages_writes_nothing():
    event = EventFactory()
    client = logged_in(account_of(Role.TRANSLATOR))
    before = row_of(event)

    client.post(page(event), changed(opened(client, page(event)), title_en="Forged"))

    assert row_of(event) == before


def test_editor_who_translates_too_writes_everything():
    event = EventFactory()
    client = logged_in(account_of(Role.TRANSLATOR, Role.EDITOR, languages=["ru"]))

    client.post(page(event), changed(opened(client, page(event)), title_en="Another"))

    assert found(event).title_en == "Another"


def test_a_translator_adds_and_deletes_nothing_whatever_rights_it_was_given():
    account = account_of(Role.TRANSLATOR, languages=["ru"])
    item = ArticleFactory()
    rights = ("add_article", "delete_article")

    account.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = logged_in(account)

    addresses = [reverse("admin:news_article_add"), page(item).replace("/change/", "/delete/")]

    assert [client.post(one, {"post": "yes"}).status_code for one in addresses] == [403, 403]
    assert found(item).title_en == item.title_en


def test_a_translator_s_save_leaves_the_lists_of_a_document():
    item = DocumentFactory(languages=["ru", "zh-Hans"], sources=["https://a.example/"])
    client = logged_in(account_of(Role.TRANSLATOR, languages=["ru"]))

    client.post(page(item), changed(opened(client, page(item)), title_ru="Новое", languages="en"))

    saved = found(item)
    assert saved.title_ru == "Новое"
    assert (saved.languages, saved.sources) == (["ru", "zh-Hans"], ["https://a.example/"])


def test_its_first_page_begins_with_its_own_work(client):
    EventFactory(published=True, title_zh_hans="", period=Period.on(date(2020, 10, 28)))
    ArticleFactory(title_ru="")

    text = client.get(reverse("admin:index")).content.decode()

    own, today = text.index("Work list: 中文"), text.index('id="due-today"')
    assert own < today
    assert "Work list: Русский" not in text


def test_first_page_of_others_begins_with_the_plan(admin_client):
    EventFactory(published=True, title_zh_hans="", period=Period.on(date(2020, 10, 28)))

    text = admin_client.get(reverse("admin:index")).content.decode()

    assert text.index('id="due-today"') < text.index("Work list: 中文")

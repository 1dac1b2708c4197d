"""The log tells what it can of a thing that has no page, no model or no texts."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.test import Client

from events.models import Event
from priorities.models import Priority
from staff import history, revisions
from staff.models import Revision
from staff.revisions import FieldChange
from tests.factories import BodyFactory, EventFactory, PriorityFactory, StaffFactory
from tests.factories.photos import PhotoFactory
from tests.forms_sent import changed, opened, page
from tests.markup import page_of
from tests.staff.doors import admin_page

pytestmark = pytest.mark.django_db

LOG = "/admin/log/"


@pytest.fixture
def kind_of_old():
    return ContentType.objects.create(app_label="gone", model="gone")


def test_what_has_no_page_is_told_without_an_address(admin_client, kind_of_old):
    row = {"object_id": "7", "name": "It", "field": "told", "after": "x", "saved_by": "anna"}
    for kind in (kind_of_old, ContentType.objects.get_for_model(Session)):
        Revision.objects.create(kind=kind, **row)

    told = admin_client.get(LOG).context["week"].rows

    assert [(line.name, line.label, line.url) for line in told] == [("It", "told", "")] * 2


def test_what_no_form_wrote_is_told_in_words_and_nothing_of_an_account_comes_back():
    anna = StaffFactory()
    revisions.note(anna, FieldChange("second_factor", "", "", "Passkey"), by="anna")
    revisions.note(anna, FieldChange("first_name", "", "", "Anna"), by="anna")

    rows = history.of_item(anna, may_change=True, reader=anna)

    assert [(row.label, row.restore) for row in rows] == [
        ("first name", ""),
        ("second factor", ""),
    ]
    assert {row.url for row in rows} == {f"/admin/auth/user/{anna.pk}/change/"}
    assert history.texts_of(User) == set()


def test_what_went_and_what_came_are_told_in_words_too(admin_client):
    kind = ContentType.objects.get_for_model(User)
    row = {"kind": kind, "object_id": "7", "name": "It", "field": "told", "saved_by": "anna"}
    Revision.objects.create(**row, before="A street.", after="A square.")

    (cell,) = page_of(admin_client.get(LOG)).all("ins")

    assert cell.text == "added: square"
    assert page_of(admin_client.get(LOG)).one("del").text == "removed: street"


def log_in(client, code):
    """Return, of each line of the log, the thing, the field and what stood and stands there, as one reads it."""
    week = client.get(LOG, headers={"accept-language": code}).context["week"]
    return {
        (
            row.name.partition(" (")[0],
            row.label,
            *(part.text for part in row.parts if part.text.strip()),
        )
        for row in week.rows
    }


@pytest.fixture
def illustrated(settings, tmp_path):
    """An event of two photos, of which a form changed one and deleted the other, in Russian; and two bodies."""
    settings.MEDIA_ROOT = tmp_path
    return PhotoFactory(
        event=EventFactory(
            published=True, title_en="Forum", title_ru="Форум", title_zh_hans="论坛"
        ),
        alt_zh_hans="大厅。",
    ).event


TOLD = {
    "en": [
        ("Forum", "bodies", "Council", "Bank"),
        ("Forum", "photo 1, “A hall.”: held back", "No", "Yes"),
        ("Forum", "photo 2, deleted", "0. A hall. (A. Photographer)"),
    ],
    "ru": [
        ("Форум", "органы", "Совет", "Банк"),
        ("Форум", "фотография 1, «Зал.»: придержана", "Нет", "Да"),
        ("Форум", "фотография 2 — удалено", "0. Зал. (А. Фотограф)"),
    ],
    "zh-hans": [
        ("论坛", "机构", "理事会", "银行"),
        ("论坛", "照片 1，“大厅。”：暂缓公开", "否", "是"),
        ("论坛", "照片 2，已删除", "0. A hall. (A. Photographer)"),
    ],
}


def test_log_is_in_the_language_of_its_reader_and_names_photos_as_a_person_would(
    admin_client, illustrated
):
    council = BodyFactory(name_en="Council", name_ru="Совет", name_zh_hans="理事会")
    bank = BodyFactory(name_en="Bank", name_ru="Банк", name_zh_hans="银行")
    illustrated.bodies.set([council])
    PhotoFactory(event=illustrated)
    sent = {"photos-0-is_held_back": "on", "photos-1-DELETE": "on", "bodies": [bank.pk]}
    form = changed(opened(admin_client, page(illustrated)), **sent)

    admin_client.post(page(illustrated), form, headers={"accept-language": "ru"})

    for code, lines in TOLD.items():
        assert log_in(admin_client, code) == set(lines)
        history = admin_client.get(
            admin_page("history", illustrated), headers={"accept-language": code}
        )
        (entry,) = history.context["action_list"]
        labels = [label for _name, label, *_values in lines]
        assert all(label.casefold() in entry.change_message.casefold() for label in labels)
        assert [row.label for row in history.context["revisions"]] == labels[::-1]


def test_deeds_and_what_comes_and_goes_are_told_in_the_language_of_the_reader(admin_client):
    russian, anna = {"accept-language": "ru"}, StaffFactory(username="anna")
    Client().post("/admin/login/", {"username": "anna", "password": "password"})
    deed = {"action": "deactivate_selected", "_selected_action": [anna.pk]}
    admin_client.post("/admin/auth/user/", deed, headers=russian)
    other, add = PriorityFactory(), "/admin/priorities/priority/add/"
    sent = {"title_en": "Trade", "title_ru": "Торговля", "title_zh_hans": "贸易"}
    sent |= {"strand": other.strand_id, "position": other.position + 1, "summary_en": "Why."}
    admin_client.post(add, changed(opened(admin_client, add), **sent), headers=russian)
    body = BodyFactory(name_en="Bank", name_ru="Банк", name_zh_hans="银行")
    admin_client.post(admin_page("delete", body), {"post": "yes"}, headers=russian)

    lines = {code: log_in(admin_client, code) for code in ("en", "zh-hans")}

    assert {line for line in lines["en"] if line[0] == "anna"} == {
        ("anna", "active", "Yes", "No"),
        ("anna", "session that was ended", "unknown 127.0.0.1"),
        ("anna", "", "Deactivated."),
    }
    assert {line for line in lines["zh-hans"] if line[0] == "anna"} == {
        ("anna", "有效", "是", "否"),
        ("anna", "已结束的会话", "未知 127.0.0.1"),
        ("anna", "", "已停用。"),
    }
    assert {("Trade", "", "Added."), ("Bank", "", "Deleted.")} <= lines["en"]
    assert {("贸易", "", "已添加。"), ("银行", "", "已删除。")} <= lines["zh-hans"]

    added = Priority.objects.get(title_en="Trade")
    sent = changed(opened(admin_client, page(added)), summary_en="Why not.")
    admin_client.post(page(added), sent, headers=russian)
    first_page = admin_client.get("/admin/", headers={"accept-language": "en"})
    assert [name for _entry, name in first_page.context["recent"]] == [
        *("Trade", "Bank", "Trade", "anna")
    ]


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("photos-1-alt_en", "photo 2: what it shows (English)"),
        ("photos-1-no_more", "photo 2: no_more"),
        ("photos-17", "photo"),
        ("photos-x-alt_en", "photos-x-alt_en"),
        ("rows-1-alt_en", "rows-1-alt_en"),
    ],
)
def test_line_of_before_is_named_as_far_as_it_tells_and_stays_as_it_was_said(field, label):
    row = Revision(
        kind=ContentType.objects.get_for_model(Event), field=field, before="Нет", after="Да"
    )

    told = history.row_of(row, Event, may_change=False)

    assert (told.label, [part.text for part in told.parts]) == (label, ["Нет", "Да"])

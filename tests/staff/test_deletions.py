"""A draft that is deleted takes its photos along, says so first, and can be brought back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.forms.models import model_to_dict
from django.urls import reverse
from django.utils import timezone

from events.models import Event, Photo
from news.models import Article, ArticlePhoto
from staff import deleted
from staff.models import DeletedItem
from staff.roles import Role
from tests.factories import (
    ArticleFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    StaffFactory,
    ThemeFactory,
)
from tests.factories.photos import ArticlePhotoFactory, PhotoFactory
from tests.forms_sent import messages_of
from tests.markup import page_of
from tests.staff.doors import admin_page
from tests.staff.of_roles import account_of, logged_in
from tests.staff.photos_sent import change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
DELETED = "/admin/deleted/"


@pytest.fixture
def editor(client):
    client.force_login(account_of(Role.EDITOR))
    return client


def files(media):
    folder = media / "photos"
    return list(folder.iterdir()) if folder.is_dir() else []


def delete(client, item):
    return client.post(admin_page("delete", item), {"post": "yes"}, follow=True)


def settle(client, deed="back"):
    row = DeletedItem.objects.get()
    return client.post(DELETED, {"deleted": row.pk, deed: "yes"}, follow=True)


def columns_of(item):
    return {field.attname: getattr(item, field.attname) for field in item._meta.concrete_fields}


@pytest.mark.parametrize("make_photo", [PhotoFactory, ArticlePhotoFactory])
def test_draft_is_deleted_with_its_photos(editor, make_photo):
    item = make_photo(alt_en="A hall.").page

    asked = page_of(editor.get(admin_page("delete", item)))

    assert "Its photos are deleted with it." in asked.text
    assert "A hall." in asked.text
    told = messages_of(delete(editor, item))
    kinds = (type(item), Photo, ArticlePhoto)
    assert [kind.objects.count() for kind in kinds] == [0, 0, 0]
    assert any("For 30 days it can be brought back" in line for line in told)


def test_draft_stays_for_whoever_may_not_delete_its_photos(client):
    photo = PhotoFactory()
    account = StaffFactory(is_superuser=False)
    names = ("view_event", "change_event", "delete_event", "view_photo")
    account.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(account)

    delete(client, photo.event)

    assert Event.objects.get().photos.get() == photo


def test_draft_without_photos_says_nothing_of_them(editor):
    event = EventFactory()

    assert "Its photos" not in page_of(editor.get(admin_page("delete", event))).text


def test_event_comes_back_as_it_was(editor, media):
    host = HostFactory()
    event = EventFactory(hosts=[host], lead_en="What it is.", lead_zh_hans="什么")
    photo = PhotoFactory(event=event)
    article = ArticleFactory()
    article.events.add(event)
    before, picture = columns_of(Event.objects.get()), columns_of(Photo.objects.get())

    delete(editor, event)
    answer = settle(editor)

    event = Event.objects.get()
    assert columns_of(event) == before
    assert columns_of(Photo.objects.get()) == {**picture, "is_held_back": False}
    assert [row.host for row in event.hostings.all()] == [host]
    assert list(article.events.all()) == [event]
    assert len(files(media)) == 6
    assert answer.redirect_chain[-1][0] == admin_page("change", event)
    assert not DeletedItem.objects.exists()
    assert photo.pk == Photo.objects.get().pk
    history = editor.get(admin_page("history", event)).content.decode()
    assert "Brought back" in history


@pytest.mark.parametrize("make", [ArticleFactory, DocumentFactory, ThemeFactory])
def test_other_drafts_come_back_as_they_were(editor, make):
    item = make()
    kind = type(item)
    before, links = columns_of(kind.objects.get()), model_to_dict(kind.objects.get())

    delete(editor, item)
    assert not kind.objects.exists()
    settle(editor)

    assert columns_of(kind.objects.get()) == before
    assert model_to_dict(kind.objects.get()) == links


def test_links_to_what_is_gone_since_stay_away(editor):
    event, article = EventFactory(), ArticleFactory()
    article.events.add(event)
    delete(editor, event)
    Article.objects.all().delete()

    settle(editor)

    assert not Event.objects.get().articles.exists()


@pytest.mark.parametrize(("deed", "comes_back"), [("back", True), ("gone", False)])
def test_draft_outlives_an_update_that_removes_a_column(editor, deed, comes_back):
    article = ArticleFactory()
    delete(editor, article)
    row = DeletedItem.objects.get()
    row.rows = row.rows.replace('"fields": {', '"fields": {"no_longer": "there", ', 1)
    row.save()
    settle(editor, deed)
    assert Article.objects.filter(pk=article.pk).exists() is comes_back
    assert not DeletedItem.objects.exists()


def test_draft_whose_address_is_taken_stays_where_it_is(editor):
    delete(editor, EventFactory(slug="forum"))
    EventFactory(slug="forum")

    answer = settle(editor)

    assert "was given to another" in messages_of(answer)[0]
    assert DeletedItem.objects.exists()


def test_photo_comes_back_held_back(admin_client, media):
    event = EventFactory(published=True)
    photo = PhotoFactory(event=event, alt_en="A hall.")
    change(admin_client, event, before=1, id=photo.pk, DELETE="on")
    assert not Photo.objects.exists()
    assert admin_client.get(photo.url).status_code == 404

    settle(admin_client)

    again = Photo.objects.get()
    assert (again.pk, again.alt_en, again.is_held_back) == (photo.pk, "A hall.", True)
    assert len(files(media)) == 6


def test_what_is_deleted_for_good_takes_its_files_along(
    editor, media, django_capture_on_commit_callbacks
):
    delete(editor, PhotoFactory().event)

    with django_capture_on_commit_callbacks(execute=True):
        settle(editor, "gone")

    assert (files(media), DeletedItem.objects.exists()) == ([], False)


def test_picture_that_another_page_shows_stays(editor, media, django_capture_on_commit_callbacks):
    photo, other = PhotoFactory(), ArticlePhotoFactory()
    assert photo.digest == other.digest
    delete(editor, photo.event)

    with django_capture_on_commit_callbacks(execute=True):
        settle(editor, "gone")

    assert len(files(media)) == 6


@pytest.mark.parametrize(("deed", "is_there"), [("gone", False), ("back", True)])
def test_file_of_a_paper_goes_with_it_for_good(
    editor, media, deed, is_there, django_capture_on_commit_callbacks
):
    paper = DocumentFactory(file=ContentFile(b"%PDF-", name="paper.pdf"))
    delete(editor, paper)
    assert default_storage.exists(paper.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        settle(editor, deed)

    assert default_storage.exists(paper.file.name) is is_there


def test_files_go_with_the_period(editor, media, django_capture_on_commit_callbacks):
    delete(editor, PhotoFactory().event)
    call_command("prune")
    assert len(files(media)) == 6

    past = timezone.now() - deleted.KEPT_FOR - timedelta(minutes=1)
    DeletedItem.objects.update(deleted_at=past)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("prune")

    assert (files(media), DeletedItem.objects.exists()) == ([], False)


def test_host_brings_back_what_it_deleted_and_sees_nothing_else(editor):
    own = HostFactory()
    host = logged_in(account_of(Role.HOST, hosts=[own]))
    delete(editor, EventFactory(title_en="Foreign", hosts=[own]))
    row = DeletedItem.objects.get()

    assert "Foreign" not in host.get(DELETED).content.decode()
    host.post(DELETED, {"deleted": row.pk, "back": "yes"})
    assert not Event.objects.exists()

    row.delete()
    delete(host, EventFactory(hosts=[own]))
    settle(host)
    assert Event.objects.exists()


def test_host_brings_nothing_back_that_is_another_ministry_s_by_now(editor):
    own = HostFactory()
    account = account_of(Role.HOST, hosts=[own])
    host = logged_in(account)
    delete(host, EventFactory(hosts=[own]))
    account.assignment.hosts.set([HostFactory()])

    assert settle(host).status_code == 403

    assert not Event.objects.exists()
    assert DeletedItem.objects.exists()


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.PUBLISHER, Role.ADMINISTRATOR])
def test_who_deletes_nothing_finds_no_page_of_it(client, role):
    client.force_login(account_of(role))

    assert client.get(reverse("admin:deleted")).status_code == 403
    assert DELETED not in client.get(reverse("admin:index")).content.decode()


def test_a_second_press_is_told_so(editor):
    delete(editor, EventFactory())
    row = DeletedItem.objects.get()
    settle(editor)

    answer = editor.post(DELETED, {"deleted": row.pk, "back": "yes"}, follow=True)

    assert "no longer kept" in messages_of(answer)[0]
    assert Event.objects.count() == 1

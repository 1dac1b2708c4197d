"""A draft that is deleted takes its photos along, and says so first."""

import pytest
from django.contrib.auth.models import Permission

from events.models import Event, Photo
from news.models import ArticlePhoto
from staff.roles import Role
from tests.factories import EventFactory, StaffFactory
from tests.factories.photos import ArticlePhotoFactory, PhotoFactory
from tests.markup import page_of
from tests.staff.doors import admin_page
from tests.staff.of_roles import account_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def editor(client):
    client.force_login(account_of(Role.EDITOR))
    return client


def files(media):
    return list((media / "photos").iterdir())


@pytest.mark.parametrize("make_photo", [PhotoFactory, ArticlePhotoFactory])
def test_draft_is_deleted_with_its_photos(
    editor, media, make_photo, django_capture_on_commit_callbacks
):
    item = make_photo(alt_en="A hall.").page
    address = admin_page("delete", item)

    asked = page_of(editor.get(address))

    assert "Its photos are deleted with it." in asked.text
    assert "A hall." in asked.text
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(address, {"post": "yes"})
    kinds = (type(item), Photo, ArticlePhoto)
    assert [kind.objects.count() for kind in kinds] == [0, 0, 0]
    assert files(media) == []


def test_picture_that_another_page_shows_stays(editor, media, django_capture_on_commit_callbacks):
    photo, other = PhotoFactory(), ArticlePhotoFactory()
    assert photo.digest == other.digest

    with django_capture_on_commit_callbacks(execute=True):
        editor.post(admin_page("delete", photo.event), {"post": "yes"})

    assert ArticlePhoto.objects.get() == other
    assert len(files(media)) == 6


def test_draft_stays_for_whoever_may_not_delete_its_photos(client, media):
    photo = PhotoFactory()
    account = StaffFactory(is_superuser=False)
    names = ("view_event", "change_event", "delete_event", "view_photo")
    account.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(account)
    address = admin_page("delete", photo.event)

    client.post(address, {"post": "yes"})

    assert Event.objects.get().photos.get() == photo
    assert files(media) != []


def test_draft_without_photos_says_nothing_of_them(editor):
    event = EventFactory()

    assert "Its photos" not in page_of(editor.get(admin_page("delete", event))).text

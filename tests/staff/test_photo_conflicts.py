"""Two editors and the photos of one event: nothing is lost."""

import pytest
from django.contrib.auth.models import Permission

from events.models import Photo
from tests.factories import EventFactory, StaffFactory
from tests.factories.photos import PhotoFactory
from tests.forms_sent import changed, found, messages_of, opened, page, sent_by, told

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]


@pytest.fixture
def photo():
    return PhotoFactory(event=EventFactory(published=True))


def test_text_of_a_photo_that_somebody_changed_is_not_overwritten(admin_client, photo):
    late = opened(admin_client, page(photo.event))
    Photo.objects.update(alt_en="A square.", credit_en="Another")

    refused = admin_client.post(
        page(photo.event), changed(late, **{"photos-0-alt_en": "A street."})
    )

    assert told(refused) == [
        ("What it shows (English)", "A square.", "A street."),
        ("Credit (English)", "Another", None),
    ]
    assert found(photo).alt_en == "A square."

    admin_client.post(page(photo.event), sent_by(refused, "event_form"))

    assert (found(photo).alt_en, found(photo).credit_en) == ("A street.", "Another")


def test_photo_that_somebody_deleted_is_told_with_what_was_typed(admin_client, photo):
    other = PhotoFactory(event=photo.event)
    late = opened(admin_client, page(photo.event))
    photo.delete()
    typed = {"photos-0-alt_en": "A street.", "photos-1-alt_en": "A square."}

    refused = admin_client.post(page(other.event), changed(late, **typed))

    assert told(refused) == [("photo", "deleted", "A street.")]

    again = admin_client.post(page(other.event), sent_by(refused, "event_form"))

    assert again.status_code == 302
    assert [row.alt_en for row in Photo.objects.all()] == ["A square."]


def test_photo_that_somebody_deleted_keeps_nobody_from_saving(admin_client, photo):
    late = opened(admin_client, page(photo.event))
    photo.delete()

    answer = admin_client.post(page(photo.event), changed(late, host_en="A ministry"))

    assert answer.status_code == 302
    assert found(photo.event).host_en == "A ministry"
    assert not Photo.objects.exists()


def test_photo_that_somebody_added_stays(admin_client, photo):
    late = opened(admin_client, page(photo.event))
    added = PhotoFactory(event=photo.event, alt_en="A bridge.")

    answer = admin_client.post(
        page(photo.event), changed(late, **{"photos-0-alt_en": "A street."}), follow=True
    )

    assert f"Changed by somebody else meanwhile, and kept: photo – new: {added}" in messages_of(
        answer
    )
    assert {row.alt_en for row in Photo.objects.all()} == {"A street.", "A bridge."}


def test_each_photo_of_a_refused_form_stands_beside_its_own_text(admin_client, photo):
    later = PhotoFactory(event=photo.event, position=5, alt_en="A tower.", size=(500, 400))
    late = opened(admin_client, page(photo.event))
    PhotoFactory(event=photo.event, position=0, alt_en="A bridge.", size=(400, 320))
    Photo.objects.filter(pk=photo.pk).update(position=9)

    refused = admin_client.post(page(photo.event), changed(late, kind="nonsense"))

    _hosts, rows = refused.context["inline_admin_formsets"]
    pairs = [(row.form.instance, row.original) for row in rows if row.original]
    assert pairs == [(photo, photo), (later, later)]


def test_photo_that_may_only_be_looked_at_stays_as_it_is(client, photo):
    editor = StaffFactory(is_superuser=False)
    rights = ["view_event", "change_event", "view_photo"]
    editor.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(editor)
    sent = changed(opened(client, page(photo.event)), host_en="A ministry")

    refused = client.post(page(photo.event), {**sent, "kind": "nonsense"})
    answer = client.post(page(photo.event), sent)

    _hosts, rows = refused.context["inline_admin_formsets"]
    assert [row.original for row in rows] == [photo]
    assert answer.status_code == 302
    assert found(photo.event).host_en == "A ministry"
    assert (found(photo).alt_en, found(photo).digest) == (photo.alt_en, photo.digest)


def test_photo_whose_text_was_changed_meanwhile_is_not_deleted_unawares(admin_client, photo):
    late = opened(admin_client, page(photo.event))
    Photo.objects.update(alt_en="A square.")

    refused = admin_client.post(page(photo.event), changed(late, **{"photos-0-DELETE": "on"}))

    assert refused.status_code == 200
    assert Photo.objects.exists()

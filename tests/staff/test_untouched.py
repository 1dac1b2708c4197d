"""A form that nobody touched writes nothing, and tells nobody of a change."""

import pytest

from events.models import Event
from publishing import records
from publishing.models import PublicRecord
from tests.factories import (
    BodyFactory,
    EventFactory,
)
from tests.factories.photos import PhotoFactory
from tests.forms_sent import changed, found, messages_left, opened, page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]


@pytest.fixture
def photo():
    return PhotoFactory(event=EventFactory(published=True))


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("with_photo", [False, True], ids=["plain", "with a photo"])
def test_untouched_save_writes_nothing(admin_client, kind, with_photo):
    item, first, _second = kind
    many = {"summary_en": "One.\n\nTwo.", "lead_ru": "Раз.\n\nДва."}.get(first)
    if many:
        setattr(item, first, many)
        item.save()
        records.record(item)
    if with_photo and isinstance(item, Event):
        PhotoFactory(event=item)
        item.bodies.add(BodyFactory())
        records.record(item)
    before = type(item)._base_manager.filter(pk=item.pk).values().get()
    number = records.newest_number()

    answer = admin_client.post(page(item), opened(admin_client, page(item)))

    assert answer.status_code == 302
    assert type(item)._base_manager.filter(pk=item.pk).values().get() == before
    assert records.newest_number() == number
    history = admin_client.get(page(item).replace("change", "history"))
    assert list(history.context["action_list"]) == []
    assert messages_left(answer) == ["You changed nothing, so nothing was written."]


def test_change_of_a_photo_alone_is_a_change_of_its_event(admin_client, photo):
    before = found(photo.event).updated_at
    sent = changed(opened(admin_client, page(photo.event)), **{"photos-0-alt_en": "A street."})

    admin_client.post(page(photo.event), sent)

    assert found(photo.event).updated_at > before
    assert PublicRecord.objects.filter(kind="events", document__contains="A street.").count() == 1


def test_change_of_links_alone_is_a_change_of_the_event(admin_client):
    event, body = EventFactory(published=True), BodyFactory(published=True)
    before = found(event).updated_at

    admin_client.post(page(event), changed(opened(admin_client, page(event)), bodies=[body.pk]))

    assert found(event).updated_at > before
    assert list(event.bodies.all()) == [body]

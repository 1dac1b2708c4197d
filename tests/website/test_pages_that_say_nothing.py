"""A form that does not say what it showed, of an older page or another program, overwrites nothing."""

import pytest

from events.models import Photo
from publishing.models import PublicRecord
from tests.factories import EventFactory
from tests.factories.photos import PhotoFactory
from tests.forms_sent import changed, found, opened, page, sent_by, told
from tests.staff.test_edit_conflicts import STALE, words

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]


def silent(client, address):
    """Return what the form at `address` sends, but for what it says that it showed."""
    sent = opened(client, address)
    del sent["shown"]
    return sent


@pytest.mark.by_turns(6)
def test_what_it_would_change_is_told_and_what_was_typed_stays(admin_client, kind):
    item, first, _second = kind
    text = "SCO\nШОС" if first == "spellings" else words(first, "one")
    before = getattr(found(item), first)
    sent = changed(silent(admin_client, page(item)), **{first: text})

    for shown in ({}, *({"shown": [text]} for text in ("", "nonsense", "[]", "{}"))):
        refused = admin_client.post(page(item), sent | shown)

        assert refused.status_code == 200
        assert refused.context["adminform"].form.non_field_errors() == [STALE]
        assert [typed for _label, _stored, typed in told(refused)] == [text]
        assert getattr(found(item), first) == before

    saved = admin_client.post(page(item), sent_by(refused, f"{item._meta.model_name}_form"))
    assert saved.status_code == 302
    assert getattr(found(item), first) != before


@pytest.mark.by_turns(6)
def test_one_that_changes_nothing_is_taken(admin_client, kind):
    item, *_fields = kind
    records = PublicRecord.objects.count()

    saved = admin_client.post(page(item), silent(admin_client, page(item)), follow=True)

    assert "You changed nothing" in saved.content.decode()
    assert PublicRecord.objects.count() == records


def test_a_text_of_somebody_else_is_not_written_over(admin_client):
    event = EventFactory(published=True, summary_en="As it was.")
    sent = silent(admin_client, page(event))
    admin_client.post(page(event), changed(opened(admin_client, page(event)), summary_en="Theirs."))

    refused = admin_client.post(page(event), changed(sent, host_en="A ministry"))

    assert ("Theirs.", "As it was.") in [(stored, typed) for _l, stored, typed in told(refused)]
    assert (found(event).summary_en, found(event).host_en) == ("Theirs.", None)


@pytest.mark.parametrize(
    "typed", [{"photos-0-alt_en": "A street."}, {"photos-0-DELETE": "on"}], ids=["text", "deletion"]
)
def test_rows_below_are_kept_too(admin_client, typed):
    photo = PhotoFactory(event=EventFactory(published=True))

    refused = admin_client.post(
        page(photo.event), changed(silent(admin_client, page(photo.event)), **typed)
    )

    assert refused.status_code == 200
    assert len(told(refused)) == 1
    assert Photo.objects.get().alt_en == photo.alt_en
    assert admin_client.post(page(photo.event), sent_by(refused, "event_form")).status_code == 302

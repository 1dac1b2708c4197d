"""Forms with files, corrections, and decisions about many events wait as any other."""

import io
import re
from collections import OrderedDict
from datetime import date
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image

from documents import files
from events import images
from events.dates import Period
from events.enums import Status
from staff import photos
from staff.models import Proposal, ProposalFile, Revision
from staff.roles import Role
from tests.append_only import PROPOSALS
from tests.documents.papers import paper
from tests.factories import ArticleFactory, DocumentFactory, EventFactory, announcement
from tests.factories.photos import ArticlePhotoFactory, PhotoFactory, made, picture
from tests.forms_sent import changed, found, messages_left, messages_of, opened, page, sent_by
from tests.staff import photos_sent
from tests.staff.four_eyes.asking import (
    answers,
    decided,
    differences,
    edits,
    looked_at,
    proposal,
    sends_decision,
    settles,
)
from tests.staff.of_roles import account_of, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def worked(monkeypatch):
    """What was worked on, each with how many transactions were open: on SQLite each of them keeps all others waiting."""
    done, outside = [], len(connection.savepoint_ids)

    def note(what):
        done.append((what, len(connection.savepoint_ids) - outside))

    scrutinise = files.scrutinise
    monkeypatch.setattr(photos, "_MADE", OrderedDict())
    monkeypatch.setattr(photos, "MOST_MADE", 0)
    monkeypatch.setattr(images, "make", lambda _pixels: note("picture") or made(640, 400))
    monkeypatch.setattr(files, "scrutinise", lambda file: note("paper") or scrutinise(file))
    return done


def files_in(folder):
    return [one for one in folder.rglob("*") if one.is_file()]


def test_photo_waits_in_the_database_and_no_address_leads_to_it(event, editor, publisher, media):
    photos_sent.change(logged_in(editor), event, upload=SimpleUploadedFile("hall.jpg", picture()))

    file, one = ProposalFile.objects.get(), proposal()
    assert (str(one), str(file)) == (
        f"edit : {event}",
        f"{one.pk} photos-0-upload: hall.jpg",
    )
    assert (event.photos.count(), files_in(media)) == (0, [])

    settles(publisher, proposal(), "approve")

    assert event.photos.get().alt_en == "A hall."
    assert files_in(media) != []


@pytest.mark.parametrize("factory", [EventFactory, ArticleFactory])
def test_pictures_are_made_before_a_transaction_begins_and_once_for_each_answer(
    factory, editor, publisher, worked
):
    item = factory(published=True)
    upload = {"photos-TOTAL_FORMS": "1", "photos-0-position": "1"}
    upload |= {"photos-0-upload": SimpleUploadedFile("hall.jpg", picture())}
    texts = dict.fromkeys(("alt_en", "alt_ru", "credit_en", "credit_ru"), "Зал.")
    edits(editor, item, **upload, **{f"photos-0-{name}": text for name, text in texts.items()})
    one, client = proposal(), logged_in(publisher)
    looked_at = [
        reverse("admin:proposal", args=[one.pk]),
        reverse("admin:proposal_page", args=[one.pk, "en"]),
        reverse("admin:proposal_file", args=[one.pk, next(iter(made(640, 400).files))]),
    ]

    answered = [client.get(address).status_code for address in looked_at]
    refused = client.post(looked_at[0], {"reject": "yes"})
    shown = item.photos.count()
    client.post(looked_at[0], {"approve": "yes"})

    assert (answered, refused.status_code, shown) == ([200, 200, 200], 200, 0)
    assert item.photos.count() == 1
    # Its differences are read as they were tried when it was proposed.
    assert worked == [("picture", 0)] * len(["proposed", *looked_at[1:], "approved"])


def test_pictures_of_the_files_that_were_sent_last_are_remembered(worked, monkeypatch):
    monkeypatch.setattr(photos, "MOST_MADE", 1)
    first, second = (
        SimpleUploadedFile("a.png", picture(size=(width, 400))) for width in (640, 641)
    )

    made_of = [photos.made_of(one) for one in (first, first, second, second, first)]

    assert made_of == [made(640, 400)] * 5
    assert len(worked) == len(["first", "second", "first again"])


#: Names and kinds of files that no browser sends; PostgreSQL holds no NUL, and no more than a column's length.
ODD_PARTS = [
    'name="photos-0-upload"; filename="../зал\0.jpg"\r\nContent-Type: image/\0jpeg',
    'name="odd\0"; filename="a.jpg"\r\nContent-Type: image/jpeg',
    f'name="{"o" * 300}"; filename="a.jpg"\r\nContent-Type: {"x" * 300}',
]


def test_photos_that_change_places_are_told_in_their_order(event, editor, publisher):
    one, _two, three = (
        PhotoFactory(event=event, position=n, alt_en=alt)
        for n, alt in ((1, "A"), (2, "B"), (3, "C"))
    )

    edits(editor, event, **{"photos-0-position": "9", "photos-1-DELETE": "on"})

    assert differences(publisher, Proposal.objects.get())[-3:] == [
        ("photo 1, “A”: order", "1", "9"),
        ("photo 2, deleted", "2. B (A. Photographer)", ""),
        ("order of the photos", "1. A\n2. B\n3. C", "1. C\n2. A"),
    ]
    settles(publisher, Proposal.objects.get(), "approve")
    assert [*event.photos.order_by("position", "pk")] == [three, one]


@pytest.mark.parametrize("positions", [("1", "5"), ("2", "2")])
def test_photos_that_stay_in_their_order_are_not_said_to_move(event, editor, publisher, positions):
    for number in (1, 2):
        PhotoFactory(event=event, position=number)

    sent = {f"photos-{n}-position": position for n, position in enumerate(positions)}
    edits(editor, event, lead_en="They talk about halls.", **sent)

    labels = [label for label, *_texts in differences(publisher, Proposal.objects.get())]
    assert "order of the photos" not in labels


@pytest.mark.postgresql
def test_files_with_odd_names_wait_too(event, editor):
    client = logged_in(editor)
    fields = {**opened(client, page(event)), **photos_sent.sent(event)}
    sent = client.generic(
        "POST", page(event), odd(fields), content_type="multipart/form-data; boundary=B"
    )

    assert sent.status_code == 302
    kept = ProposalFile.objects.values_list("field", "name", "content_type")
    assert list(kept) == [("photos-0-upload", "зал.jpg", "image/jpeg")]


def odd(fields) -> bytes:
    """Return the body of a form with `fields`, and with the odd files."""
    head = "--B\r\nContent-Disposition: form-data; "
    texts = [
        f'{head}name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, values in fields.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    files = [f"{head}{part}\r\n\r\n".encode() + picture() + b"\r\n" for part in ODD_PARTS]
    return b"".join([*texts, *files, b"--B--\r\n"])


def test_correction_of_a_document_waits_with_its_file(editor, publisher, media, worked):
    document = DocumentFactory(
        external_url="https://text.example/first/", languages=["ru"], published=True
    )
    client = logged_in(editor)
    address = reverse("admin:documents_document_correct", args=[document.pk])
    sent = changed(
        sent_by(client.get(address)),
        reason_en="A page was missing.",
        reason_ru="Не было страницы.",
        file=SimpleUploadedFile("text.pdf", paper(), "application/pdf"),
    )
    client.post(address, sent)

    assert (document.versions.count(), files_in(media)) == (0, [])
    shown = logged_in(publisher).get(reverse("admin:proposal", args=[proposal().pk]))
    differences = {(one.label, one.after) for one in shown.context["outcome"].differences}
    assert ("What was wrong, English", "A page was missing.") in differences

    settles(publisher, proposal(), "approve")

    assert document.versions.get().reason_en == "A page was missing."
    assert Path(found(document).file.path).read_bytes() == paper()
    assert set(worked) == {("paper", 0)}


def test_decision_about_many_waits_and_is_carried_out_as_one(both, host, publisher):
    looked = looked_at(host, both, act="postpone")
    page_text = looked.content.decode()
    assert "once a second person has approved it" in page_text
    assert "as soon as you save it" not in page_text
    assert 'name="save" value="Propose it"' in page_text
    (said,) = map(str, get_messages(sends_decision(host, looked).wsgi_request))

    assert [one.changes.count() for one in both] == [1, 1]
    assert said.startswith(f"Proposed: “{both[0]}” and 1 other event. ")
    assert (
        "“First” and 1 other event</a>"
        in logged_in(publisher).get(reverse("admin:review")).content.decode()
    )
    done = answers(publisher, proposal(), "approve")
    assert messages_of(done) == ["Done: “First” and 1 other event."]
    assert done.context["subtitle"] == "“First” and 1 other event"

    steps = [one.changes.get(number=2) for one in both]
    assert len({step.decision_id for step in steps}) == 1
    assert {found(one).status for one in both} == {Status.POSTPONED}


def test_whoever_approves_is_told_in_their_own_language_what(event, editor, publisher):
    edits(editor, event, lead_en="They talk about halls.")
    with PROPOSALS.lifted(connection):
        Proposal.objects.update(name="Директора музеев")  # as a page in Russian called it

    assert messages_of(answers(publisher, proposal(), "approve")) == ["Done: “Museum directors”."]


def test_cancellation_of_many_waits_for_nobody(both, publisher):
    decided(publisher, both, act="cancel")

    assert {found(one).status for one in both} == {Status.CANCELLED}
    assert Proposal.objects.count() == 0


def test_decision_of_which_one_event_is_not_ones_own_is_closed(both, host, publisher):
    decided(
        publisher,
        [
            both[0],
            EventFactory(
                title_en="The Summit",
                period=Period.on(date(2020, 12, 1)),
                announced=announcement(date(2020, 1, 1)),
                published=True,
            ),
        ],
        act="postpone",
    )

    address = reverse("admin:proposal", args=[proposal().pk])
    assert logged_in(host).get(address).status_code == 403


def test_the_picture_is_seen_before_it_is_approved_and_is_stored_nowhere(
    event, editor, publisher, media
):
    photos_sent.change(logged_in(editor), event, upload=SimpleUploadedFile("hall.jpg", picture()))
    client, pk = logged_in(publisher), proposal().pk

    listed = client.get(reverse("admin:proposal", args=[pk]))
    wide = client.get(reverse("admin:proposal_page", args=[pk, "en"])).content.decode()
    (address, *_widths) = re.findall(
        rf'<img[^>]* src="(/admin/review/{pk}/page/media/[^"]+)"', wide
    )
    seen, small = client.get(address), client.get(picture_in(listed))

    for answer in (seen, small):
        assert Image.open(io.BytesIO(answer.content)).size[0] >= 480
        assert answer["Cache-Control"].startswith("private, no-store")
    public = "/media/" + address.partition("/media/")[2]
    assert (client.get(public).status_code, files_in(media)) == (404, [])
    assert logged_in(account_of(Role.ADMINISTRATOR)).get(address).status_code == 403

    settles(publisher, proposal(), "reject", "Another one.")
    assert [client.get(one).status_code for one in (address, picture_in(listed))] == [404, 404]


def picture_in(answer) -> str:
    told = answer.context["outcome"].differences
    (number,) = [number for number, one in enumerate(told) if one.picture]
    new, *said_of_it = told[number : number + 3]
    assert [one.label for one in said_of_it] == [
        f"photo 1, “A hall.”: what it shows ({name})" for name in ("Russian", "English")
    ]
    assert new.after.startswith("new picture: hall.jpg, ")
    assert f'src="{new.picture}"' in answer.content.decode()
    return new.picture


def test_files_of_what_can_no_longer_be_approved_are_not_there(event, editor, publisher):
    upload = SimpleUploadedFile("hall.jpg", picture())
    photos_sent.change(logged_in(editor), event, upload=upload)
    one, client = proposal(), logged_in(publisher)
    ProposalFile.objects.update(content=b"cut")

    statuses = [
        client.get(reverse(f"admin:{name}", args=[one.pk, what])).status_code
        for name, what in (("proposal_file", "x.jpg"), ("proposal_picture", "photos-0-upload"))
    ]
    assert statuses == [404, 404]


@pytest.mark.parametrize("factory", [PhotoFactory, ArticlePhotoFactory])
def test_holding_a_photo_back_waits_for_nobody_and_showing_it_again_does(factory, editor):
    photo = factory(**{f"{factory._meta.model.PAGE}__published": True})

    edits(editor, photo.page, **{"photos-0-is_held_back": "on"})
    assert (found(photo).is_held_back, Proposal.objects.count()) == (True, 0)
    assert Client().get(photo.url).status_code == 404

    edits(editor, photo.page, **{"photos-0-is_held_back": None})
    assert (found(photo).is_held_back, Proposal.objects.count()) == (True, 1)


def test_photo_is_held_back_at_once_and_what_else_was_written_waits(event, editor, publisher):
    photo = PhotoFactory(event=event)

    held = {"photos-0-is_held_back": "on", "photos-0-alt_en": "The hall."}
    answer = edits(editor, event, lead_en="Another lead.", **held)
    at_once = found(photo)
    settles(publisher, proposal(), "approve")

    assert f"Held back at once: “{at_once}”." in messages_left(answer)
    assert (at_once.is_held_back, at_once.alt_en) == (True, "A hall.")
    (noted,) = Revision.objects.filter(field="photos-0-is_held_back")
    assert (noted.object_id, noted.saved_by) == (str(event.pk), editor.username)
    assert (found(photo).is_held_back, found(photo).alt_en) == (True, "The hall.")
    assert found(event).lead_en == "Another lead."


def test_button_of_what_stays_held_back_does_not_say_that_it_goes_public(editor, publisher):
    photo = PhotoFactory(event__published=True, is_held_back=True)
    address = "admin:proposal"
    proposed = edits(editor, photo.page, **{"photos-0-alt_en": "The hall."})

    (said,) = map(str, get_messages(proposed.wsgi_request))
    hidden = logged_in(publisher).get(reverse(address, args=[proposal().pk])).content.decode()
    settles(publisher, proposal(), "approve")
    with PROPOSALS.lifted(connection):
        Proposal.objects.all().delete()
    edits(editor, photo.page, **{"photos-0-is_held_back": None, "photos-0-alt_en": "Hall."})
    shown = logged_in(publisher).get(reverse(address, args=[proposal().pk])).content.decode()

    assert "and stays held back; you are told" in said
    assert "Approve: the photo stays held back" in hidden
    assert "Approve, make public" not in hidden
    assert (found(photo).alt_en, found(photo).is_held_back) == ("The hall.", True)
    assert "Approve, make public" in shown

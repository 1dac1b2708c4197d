"""A file of a refused form is offered where the form is opened anew: in its field, and nothing is chosen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from lxml import html

from documents.models import Document
from events.dates import Period
from staff.models import KeptFile
from tests.acting import workflow
from tests.documents.papers import paper
from tests.factories import DocumentFactory, EventFactory, StaffFactory
from tests.forms_sent import changed, found, messages_of, opened, page, sent_by
from tests.staff.kept_files_sent import (
    CAPTIONS,
    NO_TITLE,
    act,
    digest,
    offered,
    offers,
    refused,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]

ADD_EVENT = "admin:events_event_add"
ADD_DOCUMENT = "admin:documents_document_add"


@pytest.fixture
def event():
    return EventFactory(slug="forum", period=Period.on(date(2020, 7, 22)))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "“hall.jpg”, 2.1\xa0KB: kept for you until "),
        ("ru", "«hall.jpg», 2,1\xa0КБ: хранится для вас до "),
        ("zh-hans", "“hall.jpg”，2.1\xa0KB：为您保留至"),
    ],
)
def test_after_a_change_of_language_it_is_offered_in_its_field(admin_client, event, language, told):
    refused(admin_client, page(event), "hall.jpg")
    KeptFile.objects.update(size=2150, kept_at=timezone.now() - timedelta(hours=1))

    admin_client.post(reverse("admin:language"), {"language": language, "next": page(event)})
    answer = admin_client.get(page(event))

    assert told in answer.content.decode()
    (made,) = [is_made for _words, is_made in offers(answer)["photos-0-upload-kept"] if is_made]
    assert made
    assert offers(answer)["photos-0-upload-kept"][-1][1]


def test_nothing_is_taken_unless_it_is_chosen_and_then_once(admin_client, event):
    refused(admin_client, page(event), "hall.jpg")
    answer = admin_client.get(page(event))
    assert offers(answer) == {"photos-0-upload-kept": offered("hall.jpg")}
    form = sent_by(answer, "event_form")

    admin_client.post(page(event), changed(form, lead_en="A lead.", lead_ru="Абзац."))
    assert (found(event).lead_en, event.photos.count(), KeptFile.objects.count()) == (
        "A lead.",
        0,
        1,
    )

    form = opened(admin_client, page(event))
    row = {f"photos-0-{name}": value for name, value in CAPTIONS.items()}
    chosen = changed(form, **row, **{"photos-0-upload-kept": digest("hall.jpg")})
    for _time in range(2):
        assert admin_client.post(page(event), chosen).status_code == 302
    assert (event.photos.get().width, KeptFile.objects.count()) == (640, 0)
    assert offers(admin_client.get(page(event))) == {}


def test_what_is_thrown_away_goes_and_is_named(admin_client, event):
    refused(admin_client, page(event), "hall.jpg")
    form = opened(admin_client, page(event))

    drop = f"-{digest('hall.jpg')}"
    answer = admin_client.post(
        page(event), changed(form, **{"photos-0-upload-kept": drop}), follow=True
    )

    assert "Thrown away: “hall.jpg”." in messages_of(answer)
    assert (KeptFile.objects.count(), event.photos.count()) == (0, 0)


@pytest.mark.parametrize("who", ["another editor", "no right any more", "another event", "anew"])
def test_nobody_else_no_other_form_and_nobody_without_the_right_sees_it(client, event, who):
    account = StaffFactory(is_superuser=True)
    client.force_login(account)
    refused(client, page(event), "hall.jpg")
    address = page(event)
    match who:
        case "another editor":
            client.force_login(StaffFactory(is_superuser=True))
        case "no right any more":
            account.is_superuser = False
            account.save()
            account.user_permissions.add(Permission.objects.get(codename="view_event"))
            account.user_permissions.add(Permission.objects.get(codename="view_photo"))
        case "another event":
            address = page(EventFactory(slug="other"))
        case "anew":
            address = reverse(ADD_EVENT)

    answer = client.get(address)

    assert answer.status_code == 200
    assert "hall.jpg" not in answer.content.decode()


def test_paper_of_a_new_document_is_offered_to_the_next_and_saved_with_one(admin_client):
    address = reverse(ADD_DOCUMENT)
    whole = changed(
        opened(admin_client, address),
        title_ru="Акт",
        slug="act",
        kind="agreement",
        adopted_on="2020-07-01",
    )
    admin_client.post(address, {**whole, "title_ru": [""], "file": act()})

    assert offers(admin_client.get(address)) == {"file-kept": offered("act.pdf")}
    assert offers(admin_client.get(page(DocumentFactory()))) == {}
    saved = admin_client.post(address, {**whole, "file-kept": [digest("act.pdf")]})

    assert saved.status_code == 302
    assert Document.objects.get(slug="act").file.size == len(paper())
    assert offers(admin_client.get(address)) == {}


def test_after_two_days_it_is_neither_offered_nor_taken(admin_client, event):
    form = sent_by(refused(admin_client, page(event), "hall.jpg"), "event_form")
    KeptFile.objects.update(kept_at=timezone.now() - timedelta(days=2, seconds=1))

    answer = admin_client.post(page(event), changed(form, title_ru="Форум"))

    assert "It is no longer kept here: choose it again." in answer.content.decode()
    assert offers(admin_client.get(page(event))) == {}
    assert not event.photos.exists()


def test_what_finds_no_field_any_more_is_named_above_the_form(admin_client):
    document = DocumentFactory(slug="act", external_url="https://example.org/a")
    form = changed(opened(admin_client, page(document)), **NO_TITLE)
    admin_client.post(page(document), {**form, "file": act("new.pdf")})
    document.file.save("act.pdf", act())
    workflow.publish(document)

    answer = admin_client.get(page(document))

    (line,) = html.fromstring(answer.content.decode()).xpath('//div[@class="kept-files"]//li')
    assert line.text_content().startswith("“new.pdf”, ")
    assert offers(answer) == {}
    (box,) = line.xpath(".//input")
    gone = changed(sent_by(answer, "document_form"), **{box.name: box.get("value")})
    admin_client.post(page(document), gone)
    assert not KeptFile.objects.exists()


def test_what_is_sent_into_a_field_that_was_locked_meanwhile_is_named_too(admin_client):
    document = DocumentFactory(slug="act", external_url="https://example.org/a")
    form = opened(admin_client, page(document)) | {"file": act("new.pdf")}
    document.file.save("act.pdf", act())
    workflow.publish(document)

    answer = admin_client.post(page(document), form)

    (line,) = html.fromstring(answer.content.decode()).xpath('//div[@class="kept-files"]//li')
    assert line.text_content().startswith("“new.pdf”, ")
    assert found(document).file.size == len(paper())


def test_correction_that_is_opened_anew_offers_its_file(admin_client):
    document = DocumentFactory(published=True, external_url="https://example.org/a")
    address = reverse("admin:documents_document_correct", args=[document.pk])
    admin_client.post(address, {**opened(admin_client, address), "file": act()})

    answer = admin_client.get(address)

    assert offers(answer) == {"file-kept": offered("act.pdf")}
    assert offers(admin_client.get(page(document))) == {}
    whole = changed(
        sent_by(answer),
        reason_en="A page was missing.",
        reason_ru="Нет страницы.",
        **{"file-kept": digest("act.pdf")},
    )
    assert admin_client.post(address, whole).status_code == 302
    assert Document.objects.get().file
    assert not KeptFile.objects.exists()

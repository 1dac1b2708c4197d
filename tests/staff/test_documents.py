"""Papers in the admin: an upload is a whole PDF, or it is refused."""

import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import ValidationError
from django.urls import reverse

from documents import files
from documents.files import check_pdf
from documents.models import Document
from publishing import records
from tests.acting import workflow
from tests.documents.papers import paper
from tests.factories import DocumentFactory
from tests.forms_sent import changed, opened, page, typed
from tests.full_disk import no_space_left
from tests.markup import page_of

BODY = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
TABLE = b"xref\n0 1\n0000000000 65535 f \ntrailer << /Size 1 /Root 1 0 R >>\n"
STREAM = b"2 0 obj\n<< /Type /XRef >>\nstream\nendstream\nendobj\n"


def pdf(table=TABLE, body=BODY):
    return body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)


@pytest.mark.parametrize("content", [pdf(), pdf(STREAM), pdf() + b"\r\n"])
def test_whole_pdf_is_taken(content):
    check_pdf(ContentFile(content))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.4",
        BODY + TABLE,
        pdf()[:-20],
        BODY + b"startxref\n999999999999\n%%EOF\n",
        BODY + b"startxref\n3\n%%EOF\n",
        pdf(b"nothing of the kind\n"),
        b"\x89PNG\r\n\x1a\n" + pdf(),
        b"<html>" + pdf(),
        b"PK\x03\x04",
    ],
)
def test_anything_else_is_refused(content):
    with pytest.raises(ValidationError):
        check_pdf(ContentFile(content))


def test_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 10)

    with pytest.raises(ValidationError, match="Upload one of at most 10"):
        check_pdf(ContentFile(pdf()))


def test_file_of_just_the_size_is_taken(monkeypatch):
    monkeypatch.setattr(files, "LARGEST", len(pdf()))
    check_pdf(ContentFile(pdf()))

    monkeypatch.setattr(files, "LARGEST", len(pdf()) - 1)
    with pytest.raises(ValidationError, match="Upload one of at most"):
        check_pdf(ContentFile(pdf()))


def test_file_can_be_read_from_its_beginning_afterwards():
    file = ContentFile(pdf())

    check_pdf(file)

    assert file.read(5) == b"%PDF-"


def fields(document, **changed):
    return {
        "title_en": document.title_en,
        "title_ru": document.title_ru,
        "title_origin_en": document.title_origin_en,
        "slug": document.slug,
        "kind": document.kind,
        "adopted_on": "2020-10-20",
        **changed,
    }


@pytest.fixture
def document(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return DocumentFactory(slug="declaration")


def change(client, document, **changed):
    address = page(document)
    return client.post(address, typed(client, address, fields(document, **changed)))


def test_upload_is_kept_under_the_address_of_the_document(admin_client, document):
    upload = SimpleUploadedFile("../Our Paper.exe", paper())

    change(admin_client, document, file=upload)

    document.refresh_from_db()
    assert document.file.name == "documents/declaration.pdf"
    with document.file.open() as kept:
        assert kept.read() == paper()


def test_upload_that_runs_something_is_refused_in_plain_words(admin_client, document):
    upload = SimpleUploadedFile("a.pdf", paper(catalogue="/OpenAction << /S /Launch >>"))

    answer = change(admin_client, document, file=upload)

    assert answer.context["adminform"].form.errors["file"] == [
        "The PDF holds an action that starts a program, opens another file, sends data or plays "
        "something. Print it to a new PDF and upload that."
    ]
    assert not Document.objects.get().file


def test_full_disk_is_told_and_nothing_is_lost(admin_client, document, monkeypatch, tmp_path):
    monkeypatch.setattr(os, "fsync", no_space_left)

    answer = change(
        admin_client, document, file=SimpleUploadedFile("a.pdf", paper()), title_en="Another title"
    )

    assert answer.status_code == 200
    assert "the disk of the portal is full" in answer.content.decode()
    assert "\nAnother title</textarea>" in answer.content.decode()
    assert not Document.objects.get().file
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_upload_does_not_outlive_a_save_that_fails_afterwards(
    admin_client, document, monkeypatch, tmp_path
):
    def broken(item: object) -> None:
        raise RuntimeError("It cannot be told.")

    monkeypatch.setattr(records, "record", broken)

    with pytest.raises(RuntimeError):
        change(admin_client, document, file=SimpleUploadedFile("a.pdf", paper()))

    assert not Document.objects.get().file
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_file_that_was_there_outlives_a_save_that_fails(
    admin_client, document, monkeypatch, tmp_path
):
    change(admin_client, document, file=SimpleUploadedFile("a.pdf", paper()))
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]

    monkeypatch.setattr(records, "record", lambda item: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        change(admin_client, document, file=SimpleUploadedFile("b.pdf", paper()))

    assert [path.name for path in kept] == ["declaration.pdf"]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == kept


def test_large_paper_needs_no_room_for_the_time_being(admin_client, document, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")
    large = paper(f"<< /Length 3000000 >>\nstream\n{' ' * 3_000_000}\nendstream")

    change(admin_client, document, file=SimpleUploadedFile("a.pdf", large))

    assert Document.objects.get().file.size == len(large)


def test_upload_that_is_no_pdf_is_refused_in_plain_words(admin_client, document):
    answer = change(admin_client, document, file=SimpleUploadedFile("a.pdf", b"<html></html>"))

    assert answer.context["adminform"].form.errors["file"] == [
        "This is not a PDF. Save the document as PDF and upload that."
    ]
    assert not Document.objects.get().file


def test_saving_without_an_upload_keeps_the_file(admin_client, document):
    change(admin_client, document, file=SimpleUploadedFile("a.pdf", paper()))

    change(admin_client, document, title_en="Another title")

    document.refresh_from_db()
    assert document.title_en == "Another title"
    assert document.file.name == "documents/declaration.pdf"


def test_file_of_a_draft_is_opened_from_its_form(admin_client, document):
    document.file = ContentFile(pdf(), "statement.pdf")
    document.save()
    address = page(document)

    def linked():
        return page_of(admin_client.get(address)).one("p", cls="file-upload").one("a")["href"]

    answer = admin_client.get(linked())
    assert (answer.status_code, b"".join(answer)) == (200, pdf())

    workflow.publish(document)
    assert linked() == document.file.url


def test_languages_are_written_one_a_line(admin_client, document):
    change(admin_client, document, languages="ru\nzh-Hans\n")

    document.refresh_from_db()
    assert document.languages == ["ru", "zh-Hans"]


@pytest.mark.parametrize("code", ["Russian language", "RU", "zh_hans"])
def test_language_that_is_no_code_is_refused(admin_client, document, code):
    answer = change(admin_client, document, languages=code)

    assert answer.context["adminform"].form.errors["languages"] == [
        f"“{code}”: Write a language code (BCP 47) like ru, en or zh-Hans."
    ]


def test_languages_are_shown_one_a_line(admin_client, document):
    change(admin_client, document, languages="ru\nen")

    answer = admin_client.get(page(document))

    assert answer.context["adminform"].form["languages"].value() == "ru\nen"


def test_paper_that_is_added_in_a_small_window_has_its_file(admin_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    address = reverse("admin:documents_document_add") + "?_popup=1&_to_field=id"
    filled = changed(
        opened(admin_client, address),
        title_ru="Акт",
        slug="act",
        kind="agreement",
        adopted_on="2020-07-01",
        file=SimpleUploadedFile("act.pdf", paper(), "application/pdf"),
    )

    answer = admin_client.post(address, filled)

    assert "admin/popup_response.html" in answer.templates[0].name
    assert (tmp_path / Document.objects.get().file.name).read_bytes() == paper()

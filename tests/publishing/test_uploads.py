"""Uploads lie in memory, and what one request may bring is limited: no disk is asked for them."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.documents.papers import paper
from tests.factories import DocumentFactory
from tests.forms_sent import changed, opened
from tests.markup import page_of

pytestmark = pytest.mark.django_db


#: What is typed beside the file, by the page.
FIELDS = {"change": ["summary_en"], "correct": ["reason_en", "reason_ru"]}


@pytest.fixture(autouse=True)
def little_room(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 50 * 1024


@pytest.mark.parametrize("name", FIELDS)
def test_more_than_one_request_may_bring_is_told_and_nothing_else_is_lost(
    admin_client, tmp_path: Path, name: str
):
    document = DocumentFactory(published=True)
    address = reverse(f"admin:documents_document_{name}", args=[document.pk])
    upload = SimpleUploadedFile("a.pdf", paper() + bytes(50 * 1024))

    sent = changed(
        opened(admin_client, address),
        file=upload,
        **dict.fromkeys(FIELDS[name], "As I typed it."),
    )
    answer = admin_client.post(address, sent)

    assert answer.status_code == 200
    told = page_of(answer).all("ul", cls="errorlist")
    assert [problem.text for problem in told] == [
        "What you sent has more than 50.0 KB in all: send fewer or smaller files at once."
    ]
    assert "As I typed it." in answer.content.decode()
    document.refresh_from_db()
    assert not document.file
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_one_request_may_bring_is_taken(admin_client):
    document = DocumentFactory()
    address = reverse("admin:documents_document_change", args=[document.pk])
    upload = SimpleUploadedFile("a.pdf", paper())

    admin_client.post(address, changed(opened(admin_client, address), file=upload))

    document.refresh_from_db()
    assert document.file.size == len(paper())

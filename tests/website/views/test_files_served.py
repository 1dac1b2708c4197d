"""Uploaded files: handed out while their paper is public, and only then."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from tests.acting import workflow
from tests.factories import DocumentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

PDF = b"%PDF-1.4 ..."


def paper(**state: bool) -> DocumentFactory:
    return DocumentFactory(file=ContentFile(PDF, name="Декларация 2020.pdf"), **state)


def test_the_file_of_a_published_paper_is_handed_out(client: Client):
    answer = client.get(paper(published=True).file.url)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("state", "status"), [({}, 404), ({"withdrawn": True}, 410)])
def test_the_file_of_a_paper_that_is_not_public_is_not(
    client: Client, state: dict[str, bool], status: int
):
    document = paper(**state)

    answer = client.get(document.file.url)

    assert Path(document.file.path).exists()
    assert answer.status_code == status


def test_the_file_goes_when_its_paper_is_withdrawn(client: Client):
    document = paper(published=True)

    workflow.withdraw(document)

    assert client.get(document.file.url).status_code == 410


def test_a_file_that_is_lost_is_not_found(client: Client):
    document = paper(published=True)
    Path(document.file.path).unlink()

    assert client.get(document.file.url).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/media/documents/none.pdf",
        "/media/documents/%00.pdf",
        "/media/documents/../portal.sqlite3",
        "/media/documents/%2e%2e/portal.sqlite3",
        "/media/portal.sqlite3",
    ],
)
def test_nothing_else_is_handed_out(client: Client, media: Path, address: str):
    (media / "portal.sqlite3").write_text("secret")
    paper(published=True)

    assert client.get(address).status_code == 404

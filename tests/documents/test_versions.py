"""The page of each version of a document."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from documents.models import Document
from tests.documents.corrected import corrected
from tests.documents.declaration import get, make_document, notice
from tests.markup import page_of
from tests.pages import texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def document():
    make_document()
    return Document.objects.get(slug="declaration")


def test_plain_address_shows_the_newest_version_under_a_notice(client, document):
    corrected(document, titles={"en": "Moscow Declaration"})

    response = get(client, "/en/documents/declaration/")

    assert page_of(response).one("h1").text == "Moscow Declaration"
    assert texts(response, "p", within="notice-moved") == [
        "Corrected on 3 December 2020",
        "A page was missing.",
        "Read version 1, as it was before",
    ]
    assert notice(response).one("a")["href"] == "/en/documents/declaration@1/"


def test_earlier_version_keeps_its_address_and_says_that_it_is_superseded(client, document):
    corrected(document, titles={"en": "Moscow Declaration"}, summaries={"en": "Other."})

    response = get(client, "/en/documents/declaration@1/")

    page = page_of(response)
    assert page.one("h1").text == "Declaration"
    assert page.one("p", cls="page-head-lead").text == "What was declared."
    assert page.one("title").text.startswith("Declaration (version 1)")
    assert texts(response, "p", within="notice-moved") == [
        "This is version 1, superseded on 3 December 2020",
        "A page was missing.",
        "Read the newest version",
    ]
    assert notice(response).one("a")["href"] == "/en/documents/declaration/"


def test_newest_version_has_an_address_for_ever_too(client, document):
    corrected(document, titles={"en": "Moscow Declaration"})

    page = page_of(get(client, "/en/documents/declaration@2/"))

    assert page.one("h1").text == "Moscow Declaration"


def test_versions_are_listed_with_what_was_wrong(client, document):
    corrected(document, date(2020, 12, 3))
    corrected(document, date(2020, 12, 9), {"en": "Another.", "ru": "Другое."}, languages=["ru"])

    response = get(client, "/en/documents/declaration@2/")

    assert texts(response, "li", within="version-list") == [
        "Version 3 · the newest",
        "Version 2 · until 9 December 2020 What was wrong Another.",
        "Version 1 · until 3 December 2020 What was wrong A page was missing.",
    ]
    versions = page_of(response).one("ol", cls="version-list")
    assert [link["href"] for link in versions.all("a")] == [
        "/en/documents/declaration/",
        "/en/documents/declaration@1/",
    ]


def test_reason_in_another_language_keeps_its_language(client, document):
    corrected(document)

    reason = notice(get(client, "/zh-hans/documents/declaration/")).one("span", lang="en")

    assert reason.text == "A page was missing."


def test_file_of_an_earlier_version_is_handed_out(client, document):
    corrected(document, file=ContentFile(b"first", name="declaration-2.pdf"))
    corrected(document, file=ContentFile(b"second", name="declaration-3.pdf"))

    page = page_of(get(client, "/en/documents/declaration@2/"))

    answer = client.get(page.one("a", cls="button-main")["href"])
    assert b"".join(answer.streaming_content) == b"first"


@pytest.mark.parametrize("version", ["0", "2", "01", "-1", "x", "", "99999", "1@1", "%00"])
def test_version_that_never_was_is_not_found(client, document, version):
    assert client.get(f"/en/documents/declaration@{version}/").status_code == 404

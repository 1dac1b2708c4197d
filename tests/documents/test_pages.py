"""The page of a document, and of each of its versions."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import Document
from documents.states import DocumentKind
from events.dates import Period
from publishing.languages import CODES
from tests.documents.corrected import corrected
from tests.factories import BodyFactory, DocumentFactory, EventFactory, PriorityFactory
from tests.made_once import made_once
from tests.markup import page_of
from tests.pages import terms, texts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def document():
    make_document()
    return Document.objects.get(slug="declaration")


@made_once
def make_document() -> None:
    DocumentFactory(
        slug="declaration",
        kind=DocumentKind.DECLARATION,
        title_en="Declaration",
        title_origin_en="official",
        summary_en="What was declared.",
        adopted_on=date(2020, 11, 10),
        external_url="https://www.text.example/first/",
        languages=["ru", "zh-Hans"],
        sources=["https://source.example/a"],
        events=[EventFactory(slug="summit", title_en="Summit", published=True)],
        bodies=[BodyFactory(name_en="Council", published=True), BodyFactory(name_en="Secret")],
        priorities=[PriorityFactory(title_en="Security", published=True)],
        published=True,
    )


def get(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response


def notice(response):
    return page_of(response).one("main").one("div", cls="notice-moved")


@pytest.mark.parametrize(("clock", "said"), [("2020-10-28", ["2019"]), ("2019-06-20", [])])
def test_event_of_another_year_says_it(client, document, settings, clock, said):
    settings.PORTAL_CLOCK = clock
    handover = Period.on(date(2019, 6, 13), date(2019, 6, 14))
    document.events.add(EventFactory(published=True, period=handover))

    response = get(client, "/en/documents/declaration/")

    assert texts(response, "span", "date-stamp-weekday") == said


def test_page_tells_all_that_is_known(client, document):
    response = get(client, "/en/documents/declaration/")

    assert terms(response, "fact-list") == {
        "Adopted on": "10 November 2020",
        "Kind": "Declaration",
        "Languages of the text": "Russian Chinese",
        "Body": "Council",
        "Priority": "Security",
        "Sources": "source.example (another site)",
    }
    page = page_of(response)
    assert page.one("h1").text == "Declaration"
    assert page.one("p", cls="page-head-lead").text == "What was declared."
    assert texts(response, "h3", within="event-list") == ["Summit"]
    assert page.all("div", cls="notice") == []


def test_title_of_our_own_says_whose_it_is(client):
    DocumentFactory(slug="statement", title_origin_en="ours", published=True)

    facts = terms(get(client, "/en/documents/statement/"), "fact-list")

    assert facts["Title"] == "Given by this portal"


@pytest.mark.parametrize("code", CODES)
def test_list_and_event_lead_to_the_page(client, document, code):
    address = f"/{code}/documents/declaration/"

    for page in (f"/{code}/documents/", f"/{code}/events/summit/"):
        links = page_of(get(client, page)).all("a", href=address)
        assert len(links) == 1


def test_text_on_another_site_is_marked(client, document):
    page = page_of(get(client, "/en/documents/declaration/"))

    link = page.one("section", **{"aria-labelledby": "text"}).one("a")
    assert link["href"] == "https://www.text.example/first/"
    assert link.text == "Read it on text.example (another site)"


def test_file_is_offered_with_type_and_size(client):
    file = ContentFile(b"x" * 2048, name="paper.pdf")
    DocumentFactory(slug="paper", file=file, published=True)

    response = get(client, "/en/documents/paper/")

    link = page_of(response).one("a", cls="button-main")
    assert (link["href"], link.text) == (
        "/media/documents/paper.pdf",
        "Read the file (PDF, 2.0 KB)",
    )
    assert terms(response, "fact-list")["File"] == "PDF, 2.0 KB"


def test_lost_file_does_not_take_the_page_with_it(client, media):
    document = DocumentFactory(file=ContentFile(b"x", name="paper.pdf"), published=True)
    (media / "documents/paper.pdf").unlink()

    assert terms(get(client, document.get_absolute_url()), "fact-list")["File"] == "PDF"


def test_text_that_was_not_found_is_said_to_be_missing(client):
    document = DocumentFactory(published=True)

    page = page_of(get(client, document.get_absolute_url()))

    text = page.one("section", **{"aria-labelledby": "text"})
    assert text.one("p").text == "No text of this document was found."


def test_title_in_another_language_stands_under_a_notice(client):
    document = DocumentFactory(slug="x", title_en="Charter", title_zh_hans="", published=True)

    page = page_of(get(client, "/zh-hans/documents/x/"))

    assert page.one("h1").one("span", lang="en").text == "Charter"
    tags = {
        link["hreflang"]
        for link in page.all("link", rel="alternate")
        if "hreflang" in link.attributes
    }
    assert tags == {"en", "ru", "x-default"}
    assert document.is_published


@pytest.mark.parametrize(
    ("state", "status"), [({}, 404), ({"withdrawn": True}, 410), ({"published": True}, 200)]
)
def test_only_a_public_document_has_a_page(client, state, status):
    DocumentFactory(slug="paper", **state)

    for address in ("/en/documents/paper/", "/en/documents/paper@1/"):
        assert client.get(address).status_code == status


# --- versions -------------------------------------------------------------------------


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


def test_page_asks_the_same_however_much_belongs_to_the_document(client, document):
    corrected(document)

    with CaptureQueriesContext(connection) as one:
        client.get("/en/documents/declaration/")
    for number in range(2):
        document.events.add(EventFactory(published=True))
        document.bodies.add(BodyFactory(published=True))
        document.priorities.add(PriorityFactory(published=True))
        corrected(document, external_url=f"https://text.example/{number}/")
    with CaptureQueriesContext(connection) as three:
        client.get("/en/documents/declaration/")

    assert len(three) == len(one)

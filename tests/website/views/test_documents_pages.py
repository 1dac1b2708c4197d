"""The page of a document."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import Document
from events.dates import Period
from i18n.texts import CODES
from tests.documents.corrected import corrected
from tests.documents.declaration import get, make_document
from tests.factories import BodyFactory, DocumentFactory, EventFactory, PriorityFactory
from tests.markup import Element, page_of
from tests.pages import terms, texts

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2021-01-15"),
    pytest.mark.usefixtures("media"),
]


@pytest.fixture
def document():
    make_document()
    return Document.objects.get(slug="declaration")


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


EARLIER, LATER = "https://early.example/20201028/1", "https://late.example/On-30-June/?of=20201029"


@pytest.mark.parametrize(
    ("sources", "clock", "cited"),
    [
        ([LATER, EARLIER], "2020-10-28", [EARLIER]),
        ([LATER, EARLIER], "2020-10-29", [LATER, EARLIER]),
        ([LATER], "2020-10-28", []),
    ],
)
def test_no_source_of_a_later_day_is_cited(client, settings, sources, clock, cited):
    settings.PORTAL_CLOCK = clock
    DocumentFactory(slug="report", adopted_on=date(2020, 10, 1), sources=sources, published=True)

    page, listed = (
        page_of(get(client, f"/en/documents/{path}")).one("main") for path in ("report/", "")
    )

    assert [url for url in sources if url in hrefs(page)] == cited
    assert ("Sources" in page.text) == bool(cited)
    assert [url for url in sources if url in hrefs(listed)] == cited[:1]
    assert ("Text not found." in listed.text) == (not cited)


def hrefs(page: Element) -> list[str]:
    return [link["href"] for link in page.all("a")]


def test_title_of_our_own_says_whose_it_is(client):
    DocumentFactory(slug="statement", title_origin_en="ours", published=True)

    shown = get(client, "/en/documents/statement/")

    assert "Title" not in terms(shown, "fact-list")
    assert "The title is unofficial, given by this portal." in texts(shown, "p", "small")


@pytest.mark.parametrize("code", CODES)
def test_list_and_event_lead_to_the_page(client, document, code):
    address = f"/{code}/documents/declaration/"

    for page in (f"/{code}/documents/", f"/{code}/events/summit/"):
        links = page_of(get(client, page)).all("a", href=address)
        assert len(links) == 1


def test_text_on_another_site_is_marked(client, document):
    page = page_of(get(client, "/en/documents/declaration/"))

    text = page.one("section", **{"aria-labelledby": "text"})
    assert text.one("a")["href"] == "https://www.text.example/first/"
    assert text.one("p").text == "Read the text (another site) text.example"


def test_text_on_another_site_names_its_language_and_publisher(client):
    address = "http://eng.sectsco.org/news/20200513/646389.html"
    document = DocumentFactory(external_url=address, published=True)

    page = page_of(get(client, document.get_absolute_url()))

    text = page.one("section", **{"aria-labelledby": "text"}).one("p").text
    assert text == "Read in English (another site) SCO Secretariat"


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

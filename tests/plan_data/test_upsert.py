"""What a row of a file becomes: a new thing is published, a known one keeps what its editors decided."""

import pytest

from bodies.models import Body
from documents.models import Document
from plan_data.schema import CsvRow, ParsedRow, Table, read
from plan_data.upsert import SealedError, Written
from publishing import records
from publishing.enums import Publication
from publishing.models import PublicRecord
from tests.acting import upsert, workflow
from tests.factories import DocumentFactory

pytestmark = pytest.mark.django_db

BODIES = Table(
    file="bodies.csv",
    model=Body,
    cells={"slug": "slug", "kind": "kind", "website": "website"},
    texts=("name", "short_name"),
)
DOCUMENTS = Table(
    file="documents.csv",
    model=Document,
    cells={"slug": "slug", "kind": "kind", "adopted_on": "adopted_on"},
    texts=("title",),
    sealed=("title",),
)


def body(**cells: str) -> ParsedRow:
    texts = {f"{name}_{code}": "RATS" for name in BODIES.texts for code in ("en", "ru", "zh")}
    return entry(BODIES, {"slug": "rats", "kind": "permanent_body"} | texts | cells)


def document(title: str) -> ParsedRow:
    texts = {f"title_{code}": title for code in ("en", "ru", "zh")}
    cells = {"slug": "declaration", "kind": "declaration", "adopted_on": "2020-11-10"}
    return entry(DOCUMENTS, cells | texts)


def entry(table: Table, cells: dict[str, str]) -> ParsedRow:
    row = CsvRow(table.file, 2, cells)
    found = read(table, row)
    assert found is not None, row.faults
    return found


def test_a_new_thing_is_published_and_told():
    assert upsert.write(body()) == Written.NEW

    assert Body.objects.get().publication == Publication.PUBLISHED
    assert [record.withdrawn for record in PublicRecord.objects.all()] == [False]


def test_the_same_row_again_tells_nothing():
    upsert.write(body())
    newest = records.newest_number()

    assert upsert.write(body()) == Written.SAME
    assert records.newest_number() == newest


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.WITHDRAWN])
@pytest.mark.parametrize("website", ["", "https://rats.example/"])
def test_what_editors_keep_from_the_public_no_file_publishes(state, website):
    upsert.write(body())
    row = Body.objects.get()
    workflow.withdraw(row)
    Body.objects.update(publication=state)
    newest = records.newest_number()

    written = upsert.write(body(website=website))

    row.refresh_from_db()
    assert written == (Written.CHANGED if website else Written.SAME)
    assert (row.publication, row.website) == (state, website)
    assert records.newest_number() == newest


def test_a_change_of_what_is_public_is_told():
    upsert.write(body())
    newest = records.newest_number()

    assert upsert.write(body(website="https://rats.example/")) == Written.CHANGED
    assert records.newest_number() == newest + 1


@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_the_public_has_read_is_not_replaced_by_a_file(withdrawn):
    upsert.write(document("As signed"))
    if withdrawn:
        workflow.withdraw(Document.objects.get())

    with pytest.raises(SealedError, match="has read another title_en, title_ru, title_zh_hans,"):
        upsert.write(document("As remembered"))

    assert Document.objects.get().title_en == "As signed"


def test_what_nobody_has_read_is_replaced():
    DocumentFactory(slug="declaration", title_en="A first draft")

    assert upsert.write(document("As signed")) == Written.CHANGED
    assert Document.objects.get().title_en == "As signed"

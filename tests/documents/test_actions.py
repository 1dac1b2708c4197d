"""A text that the public has read changes in the open, and what it was stays for ever."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from django.utils.timezone import now

from documents.actions import Correction, CorrectionRefusedError, Wording, correct
from documents.models import Document, DocumentVersion
from publishing.models import PublicRecord
from tests.acting import acting_on
from tests.append_only import VERSIONS, run_sql
from tests.documents.corrected import REASON, corrected
from tests.factories import DocumentFactory
from tests.recording import last_told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def document() -> Document:
    return DocumentFactory(
        slug="declaration",
        title_en="Declaration",
        title_ru="Декларация",
        summary_en="What was declared.",
        external_url="https://text.example/first/",
        languages=["ru"],
        adopted_on=date(2020, 11, 10),
        published=True,
    )


def told() -> dict:
    return last_told("documents", "declaration")


def test_earlier_version_keeps_all_that_the_public_read(document):
    earlier = corrected(
        document,
        titles={"en": "Moscow Declaration"},
        summaries={"en": "More."},
        languages=["ru", "en"],
        external_url="https://text.example/second/",
    )

    earlier.refresh_from_db()
    assert (earlier.number, earlier.superseded_on) == (1, date(2020, 12, 3))
    assert (earlier.title_en, earlier.title_ru) == ("Declaration", "Декларация")
    assert earlier.summary_en == "What was declared."
    assert earlier.languages == ["ru"]
    assert earlier.external_url == "https://text.example/first/"
    assert (earlier.reason_en, earlier.reason_ru) == (REASON["en"], REASON["ru"])


def test_document_holds_the_newest_version(document):
    corrected(document, titles={"en": "Moscow Declaration"})

    document.refresh_from_db()
    assert (document.title_en, document.title_ru) == ("Moscow Declaration", "Декларация")
    assert document.external_url == "https://text.example/first/"


def test_earlier_file_stays(document):
    corrected(document, file=ContentFile(b"first", name="declaration-2.pdf"))
    corrected(document, file=ContentFile(b"second", name="declaration-3.pdf"))

    earlier = document.versions.get(number=2)
    with earlier.file.open() as kept:
        assert kept.read() == b"first"
    with document.file.open() as newest:
        assert newest.read() == b"second"


def test_versions_are_numbered_without_gaps(document):
    for day in (3, 9, 9):
        corrected(document, date(2020, 12, day), external_url=f"https://text.example/{now()}/")

    assert list(document.versions.values_list("number", flat=True)) == [1, 2, 3]


def test_record_tells_the_version_and_every_correction(document):
    before = told()

    corrected(document)

    assert (before["version"], before["corrections"]) == (1, [])
    assert told()["version"] == 2
    assert told()["corrections"] == [
        {
            "version": 2,
            "corrected_on": "2020-12-03",
            "reason": {"en": REASON["en"], "ru": REASON["ru"], "zh-hans": None},
        }
    ]


def test_withdrawn_document_can_be_corrected_untold(document):
    withdrawn = DocumentFactory(withdrawn=True)
    number = PublicRecord.objects.count()

    corrected(withdrawn)

    assert withdrawn.versions.count() == 1
    assert PublicRecord.objects.count() == number


@pytest.mark.parametrize(
    ("attempt", "why"),
    [
        ({"reason": {"en": "Wrong."}}, "Say what was wrong in every required language"),
        ({"reason": {"en": "Wrong.", "ru": "  "}}, "Say what was wrong in every required"),
        ({"on": date(2020, 11, 9)}, "stands here since 10 November 2020"),
        ({"titles": {"en": "Declaration"}}, "Nothing is corrected"),
        ({"titles": {"ru": ""}}, "A title can change, but not go"),
    ],
)
def test_refused_correction_leaves_everything_as_it_was(document, attempt, why):
    with pytest.raises(CorrectionRefusedError, match=why):
        corrected(document, **attempt)

    assert (document.title_en, document.title_ru) == ("Declaration", "Декларация")
    assert not document.versions.exists()
    assert told()["version"] == 1


def test_correction_cannot_come_before_the_last(document):
    corrected(document, date(2020, 12, 3))

    with pytest.raises(CorrectionRefusedError, match="since 3 December 2020"):
        corrected(document, date(2020, 12, 2))


def test_draft_is_edited_not_corrected():
    with pytest.raises(CorrectionRefusedError, match="edit the draft"):
        corrected(DocumentFactory())


# --- append-only ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "attempt",
    [
        lambda version: version.save(),
        lambda version: version.delete(),
        lambda version: DocumentVersion.objects.update(number=9),
        lambda version: run_sql("DELETE FROM documents_documentversion"),
        lambda version: run_sql("UPDATE documents_documentversion SET title_en = 'x'"),
    ],
    ids=["save", "delete", "update", "DELETE", "UPDATE"],
)
def test_earlier_version_cannot_be_altered_or_deleted(document, attempt):
    version = corrected(document)
    before = DocumentVersion.objects.values().get()

    with pytest.raises(IntegrityError, match=VERSIONS.message), transaction.atomic():
        attempt(version)

    assert DocumentVersion.objects.values().get() == before


@pytest.mark.postgresql
def test_earlier_versions_cannot_be_truncated(document):
    corrected(document)
    connection.check_constraints()

    with pytest.raises(IntegrityError, match=VERSIONS.message), transaction.atomic():
        run_sql("TRUNCATE documents_documentversion")


@pytest.mark.sqlite
def test_earlier_version_cannot_be_replaced(document):
    corrected(document)
    names = ", ".join(field.column for field in DocumentVersion._meta.local_concrete_fields)

    with pytest.raises(IntegrityError, match=VERSIONS.message), transaction.atomic():
        run_sql(
            f"REPLACE INTO documents_documentversion ({names}) "  # noqa: S608 (our own columns)
            f"SELECT {names} FROM documents_documentversion"
        )


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"number": 0}, "documentversion_number_from_1"),
        ({"reason_en": "", "reason_ru": None}, "documentversion_has_reason"),
    ],
)
def test_database_refuses_a_version_without_number_or_reason(document, values, name):
    row = {"number": 1, "title_en": "T", "reason_en": "R", "superseded_on": date(2020, 12, 3)}

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DocumentVersion.objects.create(document=document, **{**row, **values})


def test_a_document_is_not_corrected_in_the_future(document):
    correction = Correction(date(2020, 12, 3), {"en": "Wrong.", "ru": "Ошибка."})
    wording = Wording(titles={"en": "Moscow Declaration"})

    with pytest.raises(CorrectionRefusedError, match=r"^A correction cannot lie in the future\.$"):
        correct(document, correction, wording, by=acting_on(date(2020, 12, 2)))
    correct(document, correction, wording, by=acting_on(date(2020, 12, 3)))

    assert document.title_en == "Moscow Declaration"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            "What is corrected stands here since 3 December 2020: it cannot be corrected before.",
        ),
        ("ru", "Исправляемый текст стоит здесь с 3 декабря 2020 г.: раньше его исправить нельзя."),
        ("zh-hans", "待更正的文本自2020年12月3日起在此发布：更正日期不能更早。"),
    ],
)
def test_refusal_says_the_day_in_the_language(document, language, told):
    corrected(document, on=date(2020, 12, 3))

    with translation.override(language), pytest.raises(CorrectionRefusedError) as refused:
        corrected(document, on=date(2020, 12, 2))

    assert str(refused.value) == told

"""The programme as a PDF, as a reader of the file finds it."""

import functools
import logging
from collections.abc import Iterator
from datetime import date

import pytest
from django.utils.translation import override
from fontTools.ttLib import TTFont
from PIL import ImageFile
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from events.models import Event
from i18n.texts import CODES, bcp47
from tests.plan_data.playing import undone
from tests.website.programme.plan import (
    NUMBER,
    ORIGIN,
    REASONS,
    pdf_of as plan_pdf_of,
    plan,
    squeezed,
    title,
    typeset_here,
)
from website.programme.pdf import static_files

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _public_plan(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), undone(), override("en"):
        plan()
        yield
    for kept in (pdf_of, pages_of):
        kept.cache_clear()


@functools.cache
def pdf_of(language: str) -> PdfReader:
    return plan_pdf_of(language)


@functools.cache
def pages_of(language: str) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in pdf_of(language).pages]


def words(language: str) -> str:
    return squeezed("".join(pages_of(language)))


@pytest.mark.parametrize("language", CODES)
def test_every_published_event_is_there_and_no_other(language: str):
    found = words(language)

    shown = {event.slug for event in Event.objects.all() if title(event, language) in found}
    assert shown == {event.slug for event in Event.objects.published()}
    assert Event.objects.count() == len(shown) + 2


def test_typesetting_keeps_its_inner_steps_to_itself(caplog):
    with caplog.at_level(logging.INFO):
        typeset_here("<html lang=en><title>A</title><p class=a>B")

    assert [record.getMessage() for record in caplog.records] == []


@pytest.mark.proof
@pytest.mark.parametrize("language", CODES)
def test_pages_are_numbered(language: str):
    pages = pages_of(language)

    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in page


@pytest.mark.by_turns(6)
@pytest.mark.parametrize(
    ("language", "day", "record"),
    [
        ("en", "As of 28 October 2020", f"Public record no. {NUMBER}"),
        ("ru", "По состоянию на 28 октября 2020 г.", f"Публичная запись № {NUMBER}"),
        ("zh-hans", "截至2020年10月28日", f"公开记录第 {NUMBER} 号"),
    ],
)
def test_first_page_says_as_on_which_day_and_every_other_repeats_it(language, day, record):
    first, *others = map(squeezed, pages_of(language))

    assert squeezed(day) in first
    assert squeezed(record) in first
    assert [number for number, page in enumerate(others) if squeezed(day) not in page] == []


@pytest.mark.parametrize(
    ("language", "old"),
    [("en", "9 May 2020"), ("ru", "9 мая 2020 г."), ("zh-hans", "2020年5月9日")],
)
def test_postponed_event_keeps_its_old_date_and_the_reason(language: str, old: str):
    found = words(language)

    assert found.count(squeezed(old)) == 1
    assert squeezed(REASONS[language]) in found


def test_slots_that_were_left_point_to_where_the_event_is_now():
    found = words("en")

    assert squeezed("22–23 July Meeting on moved") in found
    assert squeezed("Moved to 10 November 2020") in found
    assert squeezed("Postponed, new date to be confirmed") in found


@pytest.mark.parametrize("language", CODES)
def test_language_title_and_tags_are_told(language: str):
    reader = pdf_of(language)

    root = reader.trailer["/Root"]
    assert root["/Lang"] == bcp47(language)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "2019–2020" in str(reader.metadata.title)
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


@pytest.mark.parametrize("language", CODES)
def test_every_font_is_embedded(language: str):
    fonts = list(fonts_of(pdf_of(language)))

    assert fonts
    for font in fonts:
        assert {"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"]), font["/BaseFont"]


def test_heads_of_both_scripts_are_set_in_one_file_of_literata():
    """Two files under one name were taken for one font, and letters came out as others."""
    names = {str(font["/BaseFont"]) for font in fonts_of(pdf_of("ru"))}

    assert len([name for name in names if "Literata" in name]) == 1


def test_font_for_paper_has_the_letters_of_both_parts():
    latin, cyrillic, both = (
        set(TTFont(static_files() / "fonts" / f"literata-{part}.woff2").getBestCmap())
        for part in ("latin", "cyrillic", "print")
    )

    assert both == latin | cyrillic
    assert ord(" ") in both


def test_outline_names_the_months_in_their_order():
    names = [str(entry.title) for entry in pdf_of("en").outline]  # type: ignore[union-attr]

    assert names == [
        "September 2019",
        "May 2020",
        "June 2020",
        "July 2020",
        "October 2020",
        "November 2020",
        "December 2020",
        "2020",
        "Without a date",
        "By body",
    ]


def test_contents_give_the_page_on_which_a_month_begins():
    reader = pdf_of("en")

    first = squeezed(pages_of("en")[0]).replace(".", "")
    for entry in reader.outline:
        number = reader.get_destination_page_number(entry) + 1  # type: ignore[arg-type]
        assert squeezed(f"{entry.title}{number}") in first  # type: ignore[union-attr]


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("language", CODES)
def test_titles_lead_to_the_page_of_their_event(language: str):
    leads = set(addresses(pdf_of(language)))

    pages = {f"{ORIGIN}/{language}/events/{e.slug}/" for e in Event.objects.published()}
    changed = f"{ORIGIN}/{language}/calendar/changes/?from={date(2020, 10, 28)}"
    assert leads == {*pages, changed}


def fonts_of(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Each font of the pages: of a composed one, what it is composed of."""
    for page in reader.pages:
        for named in page["/Resources"]["/Font"].values():
            font = named.get_object()
            for inner in font.get("/DescendantFonts", [font]):
                yield inner.get_object()


def addresses(reader: PdfReader) -> Iterator[str]:
    """The target of every link that leads out of the file."""
    for page in reader.pages:
        for note in page.get("/Annots", []):
            action = note.get_object().get("/A", {})
            if "/URI" in action:
                yield str(action["/URI"])


def test_uploads_are_still_to_be_whole_afterwards():
    typeset_here("<html lang=en><title>B</title><p class=a>C")

    assert ImageFile.LOAD_TRUNCATED_IMAGES is False

"""Readers get one sheet of styles, made of one file a component."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from whitenoise.compress import Compressor

from tests.markup import page_of
from website import stylesheet

SHEETS = Path(settings.BASE_DIR) / "static" / "css"
#: No browser reads it: the programme is typeset with it (ADR 0009).
FOR_PAPER = "programme.css"
FOR_CHINESE_PAPER = "programme-chinese.css"
#: Bytes on the wire, compressed by brotli.
BUDGET = 12 * 1024
DECLARATION = re.compile(r"(?<=[{;\s])([a-z-]+):\s*([^;{}]+)(?=[;}])")
PHYSICAL_NAME = re.compile(
    r"(?:.+-)?(?:left|right|top|bottom)(?:-.+)?|(?:min-|max-)?(?:width|height)|(?:scroll-)?(?:left|top)"
)


@pytest.fixture
def sources(settings, tmp_path: Path) -> Iterator[Path]:
    """A folder of sheets: portal.css imports first.css, then paper.css for print."""
    css = tmp_path / "static" / "css"
    css.mkdir(parents=True)
    (css / "first.css").write_text("a { color: red; }\n")
    (css / "paper.css").write_text("a { color: black; }\n")
    (css / "portal.css").write_text('@import "first.css";\n@import "paper.css" print;\n')
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    settings.BASE_DIR = tmp_path
    yield css
    finders.get_finder.cache_clear()


def served() -> str:
    return Path(stylesheet.JoinedStylesFinder().find("css/portal.css")).read_text("utf-8")


def test_sheets_are_joined_in_the_order_of_their_imports(sources: Path):
    assert served() == "a { color: red; }@media print{a { color: black; }}"


def test_comments_and_white_space_stay_with_the_authors(sources: Path):
    (sources / "first.css").write_text(
        '/* Why: it is\n   red. */\na {\n  color: red; /* so */\n\n  content: "a  b";\n}\n'
    )

    sheet = served().partition("@media")[0]

    assert sheet == 'a{color:red;content:"a  b"}'


def test_white_space_within_a_value_or_a_selector_stays(sources: Path):
    (sources / "first.css").write_text(
        'main > p :is(a,\nb) {\n  grid-template:\n    "a" "b"\n    / 1fr 2fr;\n  margin: calc(1px + 2px) 0;\n  color: rgb(1, 2, 3);\n}\nq {\n  quotes: "a, b", "c";\n}\n'
    )

    sheet = served().partition("@media")[0]

    assert sheet == (
        'main > p :is(a,b){grid-template:\n"a" "b"\n/ 1fr 2fr;margin:calc(1px + 2px) 0;color:rgb(1,2,3)}q{quotes:"a, b","c"}'
    )


def test_edited_component_shows_at_once(sources: Path):
    served()

    (sources / "first.css").write_text("a { color: green; }\n")

    assert served().startswith("a { color: green; }")


def test_unchanged_sheet_is_not_written_again(sources: Path):
    finder = stylesheet.JoinedStylesFinder()
    first = Path(finder.find("css/portal.css")).stat()

    second = Path(finder.find("css/portal.css")).stat()

    assert (second.st_mtime_ns, second.st_ino) == (first.st_mtime_ns, first.st_ino)


def test_missing_component_is_an_error(sources: Path):
    (sources / "first.css").unlink()

    with pytest.raises(FileNotFoundError):
        served()


def test_every_sheet_belongs_to_the_joined_one():
    imported = {
        found["path"] for found in stylesheet.IMPORT.finditer(stylesheet.entry().read_text())
    }

    written = {str(path.relative_to(SHEETS)) for path in SHEETS.rglob("*.css")}

    assert imported == written - {"portal.css", FOR_PAPER, FOR_CHINESE_PAPER}


def test_components_name_no_files():
    named = {
        path.name: addresses
        for path in (SHEETS / "components").glob("*.css")
        if (addresses := re.findall(r"url\((?![\"']?(?:data:|#))[^)]*\)", path.read_text()))
    }

    assert named == {}


@pytest.mark.parametrize(
    ("declaration", "is_fault"),
    [
        ("margin-left: 1rem", True),
        ("border-top-right-radius: 0", True),
        ("padding: 0 1rem 0 2rem", True),
        ("left: 0", True),
        ("float: right", True),
        ("text-align: left", True),
        ("min-width: 1rem", True),
        ("height: 1rem", True),
        ("margin-inline-start: 1rem", False),
        ("padding: 0 1rem 0 1rem", False),
        ("border-width: 0 1px", False),
        ("stroke-width: 2", False),
        ("line-height: 1.5", False),
        ("text-align: end", False),
    ],
)
def test_physical_directions_are_told_from_logical_ones(declaration: str, is_fault: bool):
    name, _colon, value = declaration.partition(": ")

    assert is_physical(name, value) is is_fault


def test_styles_know_no_left_and_right():
    """A page from right to left is the same page: https://www.w3.org/TR/css-logical-1/."""
    faults = [
        f"{name}: {value}"
        for name, value in DECLARATION.findall(served())
        if is_physical(name, value.strip())
    ]

    assert faults == []


def is_physical(name: str, value: str) -> bool:
    """Whether a declaration names a side of the screen instead of one of the text."""
    if PHYSICAL_NAME.fullmatch(name):
        return True
    if name in ("float", "clear", "text-align"):
        return value in ("left", "right")
    sides = value.split()
    return name in ("margin", "padding", "inset") and len(sides) == 4 and sides[1] != sides[3]


def test_all_styles_keep_within_their_budget():
    assert len(brotli.compress(served().encode())) <= BUDGET


@pytest.mark.django_db
def test_page_asks_for_one_sheet(client: Client):
    page = page_of(client.get("/en/about/"))

    (sheet,) = page.all("link", rel="stylesheet")
    answer = client.get(sheet["href"])
    assert (answer.status_code, answer["Content-Type"]) == (200, 'text/css; charset="utf-8"')
    assert b"".join(answer).decode() == served()


def test_collected_sheet_has_its_digest_and_is_compressed(
    settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # How small all files of all apps become takes three seconds, and is no question here.
    compress = staticmethod(partial(brotli.compress, quality=1))
    monkeypatch.setattr(Compressor, "compress_brotli", compress)
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    names = sorted(path.name for path in (tmp_path / "css").glob("portal.*"))
    assert [re.sub(r"\.[0-9a-f]{12}\.", ".#.", name) for name in names] == [
        "portal.#.css",
        "portal.#.css.br",
        "portal.#.css.gz",
    ]
    collected = (tmp_path / "css" / names[0]).read_text("utf-8")
    assert collected.count("@font-face") == served().count("@font-face") > 0
    assert "@import" not in collected


def test_paper_has_the_green_of_the_pages():
    greens = [
        re.search(r"--accent: (#\w+);", (SHEETS / name).read_text())[1]  # type: ignore[index]
        for name in ("tokens.css", FOR_PAPER)
    ]

    assert greens == ["#0a5a4f", "#0a5a4f"]


def test_block_with_a_word_that_may_be_parted_has_its_lines_set_plainly():
    """On lines that it evens out Chromium draws no such hyphen: seen in test_browser.py."""
    sheet = served()

    assert 'u::before{content:"\\AD"}' in sheet
    assert ":has(u){text-wrap:wrap !important}" in sheet

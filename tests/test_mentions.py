"""What comments and documents name, exists: a module that was moved or renamed leaves no dead name behind."""

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = sorted(
    path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"
)
NAME = re.compile(rf"(?<![\w./%@-])(?:{'|'.join(APPS)})(?:\.[A-Za-z_]\w*)+(?![\w/(=])")
FILE = re.compile(
    rf"(?<![\w./-])(?:{'|'.join(APPS)}|tests|templates|static|docs)/[\w./-]+\.[a-z]+\b"
)
COMMENT = re.compile(r"{#(.*?)#}", re.DOTALL)
#: Ends of file names, and of Django's: an app and its model, an app and a permission.
NO_MODULE = re.compile(
    r"\.(html|csv|md|json|ics|toml|xml|svg|css|js|py|txt|atom|rss|xlsx|geojson)$"
)

#: Files of a language that nobody added yet: docs/languages.md says which they would be.
TO_BE_WRITTEN = re.compile(r"[./]ur[./]")


def mentions() -> Iterator[tuple[str, str]]:
    """Give the file and the words of each comment of a template, and of each page of the documents."""
    for path in sorted((ROOT / "templates").rglob("*.*")):
        for comment in COMMENT.findall(path.read_text("utf-8")):
            yield path.relative_to(ROOT).as_posix(), comment
    documents = sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md"))
    for path in documents:
        if path.name != "CHANGELOG.md":  # it tells of what was
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def is_there(name: str) -> bool:
    """Whether `name` is a module of ours, or something that a module of ours has."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            spec = find_spec(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        if spec is not None and length == len(parts):
            return True
        if spec is not None:
            found: object = import_module(".".join(parts[:length]))
            for part in parts[length:]:
                found = getattr(found, part, None)
            return found is not None
    return False


def named() -> list[tuple[str, str]]:
    return sorted(
        {
            (file, name)
            for file, words in mentions()
            for name in NAME.findall(words)
            if not NO_MODULE.search(name)
        }
    )


def test_templates_and_documents_name_modules_at_all() -> None:
    folders = {file.split("/")[0] for file, _name in named()}

    assert folders >= {"templates", "docs"}


def test_every_module_that_is_named_exists() -> None:
    assert [(file, name) for file, name in named() if not is_there(name)] == []


def test_every_file_that_is_named_exists() -> None:
    dead = {
        (file, name)
        for file, words in mentions()
        for name in FILE.findall(words)
        if not (ROOT / name).exists() and not TO_BE_WRITTEN.search(name)
    }

    assert dead == set()


@pytest.mark.parametrize(
    "name", ["events.rows.cards", "events.nowhere", "website.presenters.Nobody"]
)
def test_what_does_not_exist_is_found_out(name: str) -> None:
    assert not is_there(name)

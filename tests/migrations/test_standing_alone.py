"""Migrations outlive the code that they came with: they hold SQL and rows of their own."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

FILES = sorted(settings.BASE_DIR.glob("*/migrations/0*.py"))
LASTING = {"django", *sys.stdlib_module_names}
#: A migration may borrow from another of its app.
ANOTHER = re.compile(r"(\w+)\.migrations\.\d{4}_\w+")
READERS = {"open", "read_text", "read_bytes", "call_command"}


def borrowed(file: Path) -> Iterator[str]:
    """Return what is not a migration's own: modules of the portal, files, commands."""
    app = file.parent.parent.name
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Import():
                yield from (name.name for name in node.names if not lasts(name.name))
            case ast.ImportFrom(module=module) if not lasts(module or ""):
                yield module or "."
            case ast.Call(func=ast.Name(id="import_module"), args=[ast.Constant(value=str(name))]):
                found = ANOTHER.fullmatch(name)
                if not found or found[1] != app:
                    yield name
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in READERS:
                yield name


def lasts(module: str) -> bool:
    return module.partition(".")[0] in LASTING


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.parent.name}-{file.stem}")
def test_migration_stands_by_itself(file):
    assert list(borrowed(file)) == []


def test_what_is_borrowed_is_seen(tmp_path):
    file = tmp_path / "events" / "migrations" / "0001_initial.py"
    file.parent.mkdir(parents=True)
    file.write_text(
        "import django.db, events.models\n"
        "from publishing.models import random_mark\n"
        'import_module("news.migrations.0006_identity_stays")\n'
        'import_module("events.migrations.0002_append_only_changes")\n'
        "Path('data/events.csv').read_text()\n"
    )

    assert sorted(borrowed(file)) == [
        "events.models",
        "news.migrations.0006_identity_stays",
        "publishing.models",
        "read_text",
    ]


@pytest.mark.django_db
@pytest.mark.one_database
def test_models_are_as_migrations_leave_them(capsys: pytest.CaptureFixture[str]):
    call_command("makemigrations", "--check", "--dry-run")  # ends the process where one is missing

    assert capsys.readouterr().out == "No changes detected\n"

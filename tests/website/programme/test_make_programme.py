"""`manage.py make_programme`, with and without what it needs."""

import io
import subprocess
import sys
from datetime import date
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command

from publishing import etags
from tests.factories import EventFactory
from website.programme import storage

pytestmark = pytest.mark.django_db

TODAY = date(2020, 10, 28)


@pytest.fixture(autouse=True)
def _on_that_day(settings, tmp_path: Path) -> None:
    settings.PORTAL_CLOCK = TODAY.isoformat()
    settings.PROGRAMME_ROOT = tmp_path


@pytest.fixture
def typeset(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was typeset, as HTML; the files are no PDF."""
    seen: list[str] = []
    monkeypatch.setattr(storage, "typeset", lambda html, base: seen.append(html) or b"%PDF")
    return seen


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint is installed, and cannot be imported."""

    class Missing(MetaPathFinder):
        def find_spec(self, name: str, path: object, target: object = None) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("make_programme", *arguments, stdout=out)
    return out.getvalue()


def test_one_is_made_for_each_language(typeset: list[str]):
    EventFactory(published=True)

    said = run()

    number = etags.newest().number
    paths = [storage.path_of(code, number, TODAY) for code in ("ru", "en", "zh-hans")]
    assert [path.read_bytes() for path in paths] == [b"%PDF"] * 3
    assert said.splitlines() == [
        f"{code:8} {path}" for code, path in zip(("ru", "en", "zh-hans"), paths, strict=True)
    ]
    assert [html.split('lang="')[1].split('"')[0] for html in typeset] == ["ru", "en", "zh-Hans"]


def test_what_is_there_is_not_made_again(typeset: list[str]):
    EventFactory(published=True)
    run()

    run()

    assert len(typeset) == 3


def test_after_a_release_it_is_made_anew(typeset: list[str]):
    EventFactory(published=True)
    run()

    run("--anew")

    assert len(typeset) == 6


def test_next_record_or_day_asks_for_the_next_programme(typeset: list[str], settings):
    EventFactory(published=True)
    run()

    EventFactory(published=True)
    run()
    settings.PORTAL_CLOCK = "2020-10-29"
    run()

    assert len(typeset) == 9


def test_links_lead_to_the_given_address(typeset: list[str]):
    EventFactory(slug="forum", published=True)

    run("--origin", "https://portal.example/")

    assert 'href="https://portal.example/en/events/forum/"' in typeset[1]


def test_empty_portal_has_no_programme(typeset: list[str]):
    EventFactory()  # a draft

    with pytest.raises(CommandError, match="Nothing is public yet"):
        run()

    assert typeset == []


def test_second_process_leaves_it_to_the_first(typeset: list[str]):
    EventFactory(published=True)

    with storage.alone():
        said = run()

    assert (said, typeset) == ("Another process is making the programme: nothing to do.\n", [])


@pytest.mark.usefixtures("without_pango")
def test_missing_library_is_named_with_the_command_that_installs_it(tmp_path: Path):
    EventFactory(published=True)

    with pytest.raises(CommandError, match="apt-get install libpango"):
        run()

    assert list(tmp_path.glob("*/*")) == []


def test_portal_itself_never_loads_what_typesets():
    code = (
        "import django, sys; django.setup(); from django.urls import reverse; "
        "reverse('programme'); sys.exit('weasyprint' in sys.modules)"
    )

    command = [sys.executable, "-c", code]
    told = subprocess.call(command, cwd=project.BASE_DIR, timeout=300)  # noqa: S603 (our own Python)
    assert told == 0

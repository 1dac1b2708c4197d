"""The portal as files: every link leads to one, only what is new is written, drift is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import orjson
import pytest
from django.core.management import CommandError, call_command
from lxml import html

from events.dates import Period
from events.models import Event
from tests.acting import workflow
from tests.factories import CityFactory, EventFactory
from tests.presiding import alter
from website.mirror import making
from website.mirror.manifest import Manifest, digest

pytestmark = pytest.mark.django_db

ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def event() -> Event:
    return EventFactory(
        slug="forum",
        title_en="Forum of cities",
        title_ru="Форум городов",
        period=Period.on(date(2020, 7, 22)),
        cities=[CityFactory()],
        published=True,
    )


#: What most tests look at; the whole of a portal is made by one.
FEW = (
    "/robots.txt",
    "/en/",
    "/en/events/forum/",
    "/en/events/forum.ics",
    "/en/events/summit/",
    "/en/news.atom",
    "/api/v1/events/",
)


@pytest.fixture
def mirror(tmp_path: Path, event: Event, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(making, "seeds", lambda portal: FEW)
    monkeypatch.setattr(making, "follows", lambda path: False)
    folder = tmp_path / "mirror"
    run(folder)
    return folder


def run(folder: Path, *options: str) -> str:
    """Return what the command says last."""
    out = StringIO()
    call_command("mirror", str(folder), *options, stdout=out)
    return out.getvalue().splitlines()[-1]


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_mirror_of_the_whole_portal(tmp_path: Path, event: Event):
    """One test, since each whole one takes seconds: links, files, and what needs a server."""
    alter(begins=date(2020, 7, 1), ends=date(2020, 7, 31))

    run(tmp_path)

    assert set(LIES_AT) - names(tmp_path) == set()
    assert dead_links(tmp_path) == []
    page = html.fromstring((tmp_path / "en/calendar/index.html").read_bytes())
    assert page.xpath("//form | //script[not(@type='application/ld+json')]") == []
    assert "To search, to filter or to choose" in page.get_element_by_id("main").text_content()
    assert f"{ORIGIN}/en/calendar/" in page.xpath("//main//a/@href")


LIES_AT = (
    "index.html",
    "manifest.json",
    "sitemap.xml",
    "en/index.html",
    "ru/events/forum/index.html",
    "en/events/forum.ics",
    "en/events/forum.json",
    "en/calendar.ics",
    "en/calendar.csv",
    "en/calendar/2020/07/index.html",
    "en/calendar/by-place.geojson",
    "zh-hans/calendar/changes.atom",
    "en/news.rss",
    "api/v1/index.json",
    "api/v1/events/index.json",
    "api/v1/events/forum/index.json",
    "api/v1/events/forum/changes/index.json",
    "static/css/portal.css",
    "static/fonts/literata-latin.woff2",
)


def dead_links(folder: Path) -> list[str]:
    """Return the links to the mirror's own files that lead to none."""
    dead = []
    for page in folder.rglob("*.html"):
        for *_place, link, _position in html.fromstring(page.read_bytes()).iterlinks():
            target = urlsplit(link)
            if not target.scheme and target.path:
                file = page.parent / unquote(target.path)
                if target.path.startswith("/") or not file.is_file():
                    dead.append(f"{page}: {link}")
    return dead


def test_files_are_what_the_portal_answers(mirror: Path, client):
    answer = client.get("/en/events/forum.ics", headers={"Host": "127.0.0.1:8000"})

    assert (mirror / "en/events/forum.ics").read_bytes() == answer.content


def test_page_says_that_it_is_a_copy(mirror: Path):
    main = html.fromstring((mirror / "en/index.html").read_bytes()).get_element_by_id("main")

    assert main[0].text_content() == (
        "This is a copy of a page of the portal; what changed since is not on it. When it was made"
    )
    assert main[0].xpath(".//a/@href") == ["../index.html"]


def test_manifest_names_each_file_with_its_hash(mirror: Path):
    manifest = Manifest.read(mirror)

    assert manifest.files == {
        name: digest((mirror / name).read_bytes())
        for name in names(mirror) - {"manifest.json", ".lock"}
    }


def test_second_run_writes_only_what_changed(mirror: Path, event: Event):
    before = {name: (mirror / name).stat().st_mtime_ns for name in names(mirror)}
    event.title_en = "Forum of towns"
    event.save()

    run(mirror)

    changed = {name for name in before if (mirror / name).stat().st_mtime_ns != before[name]}
    assert changed - {".lock"} == {
        "index.html",
        "manifest.json",
        "en/events/forum/index.html",
        "en/events/forum.ics",
    }


def test_what_is_withdrawn_goes(mirror: Path, event: Event):
    workflow.withdraw(event)

    run(mirror)

    assert {name for name in names(mirror) if "forum" in name} == set()


def test_mirror_that_says_what_the_portal_says(mirror: Path):
    assert run(mirror, "--check") == "It says what the portal says."


def retitled(mirror: Path, event: Event) -> str:
    event.title_en = "Forum of towns"
    event.save()
    return "the portal says “Forum of towns"


def withdrawn(mirror: Path, event: Event) -> str:
    workflow.withdraw(event)
    return "/en/events/forum/: in the mirror alone"


def damaged(mirror: Path, event: Event) -> str:
    (mirror / "en/events/forum.ics").write_text("BEGIN")
    return "en/events/forum.ics: damaged, or missing"


def added(mirror: Path, event: Event) -> str:
    EventFactory(slug="summit", published=True)
    return "/en/events/summit/: on the portal alone"


@pytest.mark.parametrize("drift", [retitled, withdrawn, damaged, added])
def test_drift_fails_and_is_told(mirror: Path, event: Event, drift: Callable[[Path, Event], str]):
    expected = drift(mirror, event)
    out = StringIO()

    with pytest.raises(CommandError, match="does not say what the portal says"):
        call_command("mirror", str(mirror), "--check", stdout=out)

    assert expected in out.getvalue()


def test_old_mirror_fails(mirror: Path):
    members = orjson.loads((mirror / "manifest.json").read_bytes())
    members["made_at"] = "2020-07-22T12:00:00+00:00"
    (mirror / "manifest.json").write_bytes(orjson.dumps(members))

    with pytest.raises(CommandError, match="older than 3600 seconds"):
        run(mirror, "--check", "--max-age", "3600")


def test_folder_of_others_is_left_alone(tmp_path: Path, event: Event):
    (tmp_path / "letter.txt").write_text("Dear")

    with pytest.raises(CommandError, match="holds other things"):
        run(tmp_path)

    assert names(tmp_path) == {"letter.txt"}


def test_failure_leaves_the_mirror_as_it_was(mirror: Path, monkeypatch: pytest.MonkeyPatch):
    before = (mirror / "manifest.json").read_bytes()
    monkeypatch.setattr("website.views.home.render", None)

    with pytest.raises(CommandError, match="/en/ answers 500"):
        run(mirror)

    assert (mirror / "manifest.json").read_bytes() == before

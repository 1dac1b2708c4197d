"""The portal as files: every link leads to one, and only what is new is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import orjson
import pytest
from django.core.management import CommandError
from lxml import html

from events.actions import photos
from events.models import Event
from tests.acting import TESTS, addresses, changes, workflow
from tests.factories import EventFactory, announcement
from tests.factories.photos import ArticlePhotoFactory
from tests.presiding import alter
from tests.website.mirror.mirrors import FEW, names, run
from website.mirror import actions
from website.mirror.actions import Manifest, digest
from website.mirror.addresses import Portal

pytestmark = pytest.mark.django_db

ORIGIN = "http://127.0.0.1:8000"


def test_mirror_of_the_whole_portal(tmp_path: Path, event: Event):
    """One test, since each whole one takes seconds: links, files, and what needs a server."""
    alter(begins=date(2020, 7, 1), ends=date(2020, 7, 31))
    for slug in ("meeting", "forum"):
        addresses.move_to(event, slug)
    changes.postpone(event, announcement(date(2020, 7, 1)))

    run(tmp_path)

    assert set(LIES_AT) - names(tmp_path) == set()
    assert dead_links(tmp_path) == []
    page = html.fromstring((tmp_path / "en/calendar/index.html").read_bytes())
    assert page.xpath("//form | //script[not(@type='application/ld+json')]") == []
    assert "To search, to filter or to choose" in page.get_element_by_id("main").text_content()
    assert f"{ORIGIN}/en/calendar/" in page.xpath("//main//a/@href")
    left = html.fromstring((tmp_path / "ru/events/meeting/index.html").read_bytes())
    assert left.xpath("//meta/@content")[-1] == "0; url=../forum/index.html"
    assert left.xpath("//link[@rel='canonical']/@href") == [f"{ORIGIN}/ru/events/forum/"]
    assert left.xpath("//main/p/a[@href='../forum/index.html']/text()") == [
        f"{ORIGIN}/ru/events/forum/"
    ]
    for left_file in ("en/events/meeting.ics", "ru/events/meeting.json"):  # subscribed to
        now = tmp_path / left_file.replace("meeting", "forum")
        assert b"forum" in now.read_bytes()
        assert (tmp_path / left_file).read_bytes() == now.read_bytes()
    step = html.fromstring((tmp_path / "en/events/meeting/steps/1/index.html").read_bytes())
    assert step.xpath("//meta/@content")[-1] == "0; url=../../../forum/steps/1/index.html"


LIES_AT = (
    "index.html",
    "manifest.json",
    "sitemap.xml",
    "en/index.html",
    "ru/events/forum/index.html",
    "zh-hans/events/meeting/index.html",
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

    run(mirror, "--anew")

    changed = {name for name in before if (mirror / name).stat().st_mtime_ns != before[name]}
    assert changed - {".lock"} == {
        "index.html",
        "manifest.json",
        "en/events/forum/index.html",
        "en/events/forum.ics",
    }


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of the addresses that are asked from now on."""
    asked: list[str] = []
    whole = Portal.whole
    monkeypatch.setattr(
        Portal, "whole", lambda portal, path: asked.append(path) or whole(portal, path)
    )
    return asked


@pytest.mark.django_db(transaction=True)  # PostgreSQL writes the stamp at the commit
def test_where_nothing_can_have_changed_nothing_is_asked(
    mirror: Path, event: Event, monkeypatch: pytest.MonkeyPatch
):
    made_at, asked = Manifest.read(mirror).made_at, counted(monkeypatch)

    run(mirror)
    assert (asked, Manifest.read(mirror).made_at > made_at) == ([], True)

    run(mirror, "--anew")
    assert asked == sorted(FEW)

    event.save()
    run(mirror)
    assert asked == 2 * sorted(FEW)


def test_moment_that_changes_pages_makes_it_anew(mirror: Path, monkeypatch: pytest.MonkeyPatch):
    asked = counted(monkeypatch)
    members = orjson.loads((mirror / "manifest.json").read_bytes())
    (mirror / "manifest.json").write_bytes(orjson.dumps({**members, "until": 1.0}))

    run(mirror)

    assert asked == sorted(FEW)


def test_what_is_withdrawn_goes(mirror: Path, event: Event):
    workflow.withdraw(event)

    run(mirror, "--anew")

    assert {name for name in names(mirror) if "forum" in name} == set()


@pytest.mark.one_database
def test_photos_of_news_lie_beside_their_page_and_go_when_they_are_withdrawn(
    tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch
):
    settings.MEDIA_ROOT = tmp_path / "media"
    photo = ArticlePhotoFactory(article__published=True, size=(640, 400))
    path = photo.article.get_absolute_url()
    monkeypatch.setattr(actions, "seeds", lambda portal: [path])
    monkeypatch.setattr(actions, "follows", lambda path: "/photos/" in path)
    folder = tmp_path / "mirror"

    run(folder)
    there = {name for name in names(folder) if photo.digest in name}
    linked = linked_pictures(folder / path[1:] / "index.html", folder)
    photos.hold_back(photo, by=TESTS)
    run(folder)

    wanted = [f"{photo.digest}-{width}.{form}" for width in (480, 640) for form in ("avif", "webp")]
    assert {Path(name).name for name in there} == {*wanted, f"{photo.digest}-640.jpg"}
    assert linked == there
    assert [name for name in names(folder) if photo.digest in name] == []
    assert linked_pictures(folder / path[1:] / "index.html", folder) == set()


def linked_pictures(page: Path, folder: Path) -> set[str]:
    """Return the files of the mirror that a browser would show in the pictures of a page."""
    values = html.fromstring(page.read_bytes()).xpath("//picture//@src | //picture//@srcset")
    links = [candidate.split()[0] for value in values for candidate in value.split(",")]
    return {(page.parent / link).resolve().relative_to(folder).as_posix() for link in links}


def test_folder_of_others_is_left_alone(tmp_path: Path, event: Event):
    (tmp_path / "letter.txt").write_text("Dear")

    with pytest.raises(CommandError, match="holds other things"):
        run(tmp_path)

    assert names(tmp_path) == {"letter.txt"}


def test_failure_leaves_the_mirror_as_it_was(mirror: Path, monkeypatch: pytest.MonkeyPatch):
    before = (mirror / "manifest.json").read_bytes()
    monkeypatch.setattr("website.views.home.render", None)

    with pytest.raises(CommandError, match="/en/ answers 500"):
        run(mirror, "--anew")

    assert (mirror / "manifest.json").read_bytes() == before


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://127.0.0.1:8000"])
def test_origin_under_which_nothing_answers_empties_no_mirror(mirror: Path, settings, origin: str):
    before = names(mirror)
    settings.SECURE_SSL_REDIRECT = True

    with pytest.raises(CommandError, match="Look whether --origin"):
        run(mirror, "--anew", "--origin", origin)

    assert names(mirror) == before


def test_list_of_the_api_is_one_file(mirror: Path, monkeypatch: pytest.MonkeyPatch):
    EventFactory(slug="summit", published=True)
    monkeypatch.setattr("api.v1.pagination.DEFAULT_LIMIT", 1)

    run(mirror, "--anew")

    document = orjson.loads((mirror / "api/v1/events/index.json").read_bytes())
    slugs = [item["slug"] for item in document["results"]]
    assert (slugs, document["next"]) == (["forum", "summit"], None)

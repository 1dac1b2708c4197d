"""No link of the portal leads nowhere. Over the whole plan, from the front door of each language.

On PostgreSQL the same addresses are asked for: what is the same, byte for byte, has the same links.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpResponse
from django.test import Client

from events import plan_memory
from events.models import Change, Event
from i18n.texts import CODES
from publishing import stamp
from publishing.models import PublicRecord
from scripts import plan_rows
from tests.choosing import EVERY_COMBINATION
from tests.factories.photos import PhotoFactory, picture
from tests.journeys.crawling import names_of_pages
from tests.whole_site import both
from tests.whole_site.crawling import COMPARED, Site, content_of, digest_of, faults_of

pytestmark = pytest.mark.django_db

#: What no link leads to: nothing is corrected or decided of several events, no programme is made, other sites
#: ask for pictures to share.
UNLINKED = [
    *("changes_share_image", "documents:version", "event_share_image", "events:decision"),
    *("programme", "share_image", "theme_share_image"),
]
SOURCES = "\n".join(
    path.read_text("utf-8") for path in sorted(Path(settings.BASE_DIR, "data").glob("*.csv"))
)


def wrong(address: str) -> bool:
    """Whether an address elsewhere is malformed, or open to eavesdroppers by our own choice."""
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return True
    return not address.startswith("https://") and address not in SOURCES


class FewPages:
    """Answers like a client, with pages of one's own; there is no other."""

    def __init__(self, **pages: str) -> None:
        self.pages = {f"/en/{name}/": text for name, text in pages.items()}

    def get(self, address: str) -> HttpResponse:
        return HttpResponse(
            self.pages.get(address, ""), status=200 if address in self.pages else 404
        )


def test_crawl_notices_what_is_broken():
    about = '<p id="here"><a href="/ru/nowhere/">x</a><a href="../terms/#gone">x</a></p>'
    terms = '<a href="#too">x</a><a href="../about/#here">x</a><img src="/en/x.png" alt="">'
    site = Site(FewPages(about=about, terms=terms), "en")

    site.crawl("/en/about/")

    assert site.broken() == [
        "404 /en/nowhere/, from /en/about/",
        "404 /en/x.png, from /en/terms/",
    ]
    assert site.missing_anchors() == [
        "/en/terms/#gone, from /en/about/",
        "/en/terms/#too, from /en/terms/",
    ]


def test_picture_that_is_no_picture_is_noticed():
    assert list(faults_of("image/png", picture("PNG"))) == []
    assert len(list(faults_of("image/png", picture("PNG")[:-600]))) == 1
    assert len(list(faults_of("image/svg+xml", b"<svg>"))) == 1


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://example.org/", False),
        ("http://example.org/", True),
        ("http://www.infoshos.ru/en/print.php?idn=25836", False),
        ("https://exa mple.org/", True),
        ("javascript:alert(1)", True),
    ],
)
def test_link_to_elsewhere_that_is_wrong(address: str, fault: bool):
    assert wrong(address) is fault


@pytest.fixture
def shown(settings, tmp_path: Path, day_after: None) -> Iterator[None]:
    """The whole plan, with a photo, written at one moment whichever database holds it."""
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(plan_rows.WRITTEN, tick=False):
        PhotoFactory(event=Event.objects.get(slug="chs-20-summit-2020"))
        yield


@pytest.mark.one_database
@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize("code", CODES if EVERY_COMBINATION else [COMPARED])
def test_every_link_leads_somewhere(client: Client, code: str):
    site = Site(client, code)

    site.crawl("/", f"/{code}/", "/sitemap.xml", "/robots.txt", "/api/v1/")

    assert site.broken() == []
    assert site.missing_anchors() == []
    assert site.undecodable == []
    assert [link for link in site.external if wrong(link)] == []
    assert sorted(site.moved) == ["/", f"/{code}/calendar/as-on/"]
    met = {view for view, _names in site.kinds} | {"home"}  # where the crawl begins
    assert sorted(names_of_pages() - met) == UNLINKED
    assert len(site.digests) > 120
    if code == COMPARED:
        both.keep(code, site.digests)
    if code == CODES[0]:
        assert len(site.kinds["events:detail", ""]) == Event.objects.published().count() == 109
        steps = len(site.kinds["events:step", ""])
        assert steps == Change.objects.count() if EVERY_COMBINATION else steps > 100
    assert len(site.kinds["photo", ""]) == 5  # two widths in two forms, and JPEG


@pytest.mark.postgresql
@pytest.mark.usefixtures("shown")
def test_every_answer_is_that_of_sqlite(client: Client, monkeypatch: pytest.MonkeyPatch):
    # Nothing is written meanwhile: the plan can be kept in memory, as on SQLite, within this transaction too.
    monkeypatch.setattr(plan_memory, "_memory", plan_memory.PlanMemory())
    monkeypatch.setattr(stamp, "is_true_now", lambda: True)
    of_sqlite = both.kept(COMPARED)

    answers = {page: client.get(marked(page)) for page in of_sqlite}

    digests = {page: digest_of(answer, content_of(answer)) for page, answer in answers.items()}
    assert len(digests) > 120
    assert [page for page in digests if digests[page] != of_sqlite[page]] == []


def marked(page: str) -> str:
    """Return an address that names a record with the mark that this database gave to it."""

    def mark(found: re.Match[str]) -> str:
        return found[0] + PublicRecord.objects.get(number=found[1]).mark

    return re.sub(r"after=(\d+)&mark=", mark, page)

"""The image of an event: made once, kept, and new when the event is told otherwise."""

import logging
from datetime import date
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period
from events.models import Event
from i18n.texts import CODES
from tests.acting import changes, workflow
from tests.factories import ArticleFactory, EventFactory, announcement
from tests.factories.photos import PhotoFactory
from tests.markup import page_of
from website.share_images import drawing, text

pytestmark = pytest.mark.django_db

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER = Period.on(date(2020, 11, 10))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.SHARE_IMAGES_ROOT = tmp_path / "share"
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "share"


@pytest.fixture
def event() -> Event:
    return EventFactory(
        slug="forum", announced=announcement(date(2019, 6, 14)), period=JULY, published=True
    )


def address(client: Client, page: str) -> str:
    return page_of(client.get(page)).one("meta", property="og:image")["content"]


def image(client: Client, code: str = "en") -> HttpResponse:
    return client.get(address(client, f"/{code}/events/forum/"))


@pytest.mark.by_turns(6)
@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("code", CODES)
def test_event_has_an_image_in_each_language(client: Client, code: str):
    response = image(client, code)

    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert response.content.startswith(b"\x89PNG")
    assert response["Cache-Control"] == "public, max-age=3600"


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", CODES)
def test_other_pages_have_the_image_of_the_portal(client: Client, code: str):
    first, second = (address(client, f"/{code}/{path}") for path in ("", "about/"))

    assert first == second
    assert client.get(first)["Content-Type"] == "image/png"


def article(*events: Event, **values: object) -> str:
    """Return the path of a new article in English, without its language."""
    path = ArticleFactory(events=events, published=True, **values).get_absolute_url()
    return path.removeprefix("/en/")


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", CODES)
def test_article_has_the_card_of_its_event_and_one_of_none_that_of_the_portal(
    client: Client, event: Event, code: str
):
    told, silent = (f"/{code}/{article(*events)}" for events in ([event], []))

    assert address(client, told) == address(client, f"/{code}/events/forum/")
    assert client.get(address(client, told))["Content-Type"] == "image/png"
    assert address(client, silent) == address(client, f"/{code}/about/")


def test_article_has_the_photo_of_its_event(client: Client, event: Event):
    photo = PhotoFactory(event=event)
    told = page_of(client.get(f"/ru/{article(event)}"))

    names = ("og:image", "og:image:type", "og:image:width", "og:image:height", "og:image:alt")
    assert [told.one("meta", property=name)["content"] for name in names] == [
        f"http://testserver{photo.url}",
        "image/jpeg",
        str(photo.width),
        str(photo.height),
        photo.alt_ru,
    ]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "Date not yet confirmed"),
        ("ru", "Дата пока не подтверждена"),
        ("zh-hans", "日期尚未确认"),
    ],
)
def test_day_that_nobody_has_confirmed_says_so(client: Client, event: Event, code: str, words: str):
    def alt() -> list[str]:
        page = page_of(client.get(f"/{code}/events/forum/"))
        return page.one("meta", property="og:image:alt")["content"].split(" · ")

    planned, before = alt(), address(client, f"/{code}/events/forum/")
    changes.confirm(event, announcement(date(2020, 5, 27)))

    assert planned == [*alt(), words]
    assert address(client, f"/{code}/events/forum/") != before


@pytest.mark.usefixtures("event")
def test_image_is_drawn_once(client: Client, monkeypatch: pytest.MonkeyPatch):
    first = image(client)
    monkeypatch.setattr(drawing, "drawn", lambda poster: pytest.fail("drawn again"))

    assert image(client).content == first.content


def test_moved_event_has_a_new_image_in_the_place_of_the_old_one(
    client: Client, event: Event, folder: Path
):
    before = address(client, "/en/events/forum/")
    client.get(before)
    client.get(address(client, "/ru/events/forum/"))

    changes.reschedule(event, announcement(date(2020, 5, 27)), FactChanges(NOVEMBER))

    after = address(client, "/en/events/forum/")
    assert after != before
    assert client.get(after).status_code == 200
    assert sorted(path.name.rpartition(".")[0].rpartition(".")[0] for path in folder.iterdir()) == [
        "en.forum",
        "ru.forum",
    ]


def test_old_address_leads_to_the_present_image(client: Client, event: Event):
    before = address(client, "/en/events/forum/")
    changes.reschedule(event, announcement(date(2020, 5, 27)), FactChanges(NOVEMBER))

    response = client.get(before)

    after = address(client, "/en/events/forum/").removeprefix("http://testserver")
    assert (response.status_code, response["Location"]) == (302, after)


def test_made_up_digest_draws_nothing(client: Client, folder: Path):
    response = client.get("/en/share-0123.png")

    assert response["Location"] == address(client, "/en/").removeprefix("http://testserver")
    assert not folder.exists()


@pytest.mark.usefixtures("event")
def test_clock_changes_nothing_on_an_image(client: Client, settings):
    settings.PORTAL_CLOCK = "2020-07-22"
    during = address(client, "/en/events/forum/")
    settings.PORTAL_CLOCK = "2020-10-28"

    assert address(client, "/en/events/forum/") == during


@pytest.mark.usefixtures("event")
def test_unchanged_image_is_not_sent_again(client: Client):
    first = image(client)

    again = client.get(first.request["PATH_INFO"], headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_withdrawn_event_has_no_image(client: Client, event: Event):
    shown = address(client, "/en/events/forum/")
    client.get(shown)

    workflow.withdraw(event)

    assert client.get(shown).status_code == 410


@pytest.mark.usefixtures("event")
def test_event_without_letters_for_its_title_has_the_plain_image(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(text, "FACES", text.FACES[:1])

    with caplog.at_level(logging.CRITICAL, "sco_presidency"):
        response = image(client, "ru")

    assert (response.status_code, response["Location"]) == (302, "/static/img/share.png")
    assert b"".join(client.get(response["Location"])).startswith(b"\x89PNG")


@pytest.mark.usefixtures("event")
def test_no_font_at_all_is_no_fault_of_the_reader(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(text, "FACES", ())

    assert image(client)["Location"] == "/static/img/share.png"


@pytest.mark.usefixtures("event")
def test_image_that_cannot_be_kept_is_shown_all_the_same(
    client: Client, folder: Path, caplog: pytest.LogCaptureFixture
):
    folder.write_text("a file in the place of the folder")

    with caplog.at_level(logging.CRITICAL, "sco_presidency"):
        response = image(client)

    assert response.content.startswith(b"\x89PNG")


def test_old_date_is_said_beside_the_image(client: Client, event: Event):
    changes.reschedule(event, announcement(date(2020, 5, 27)), FactChanges(NOVEMBER))

    page = page_of(client.get("/en/events/forum/"))

    assert page.one("meta", property="og:image:alt")["content"] == (
        "Event forum · Tuesday, 10 November 2020 · Was: 22–23 July 2020 · Rescheduled"
    )
    sizes = [
        page.one("meta", property=f"og:image:{side}")["content"] for side in ("width", "height")
    ]
    assert sizes == [str(drawing.WIDTH), str(drawing.HEIGHT)]


def test_front_page_shares_the_plan_day_by_day_once_it_moved(
    client: Client, event: Event, settings
):
    settings.PORTAL_CLOCK = "2020-10-28"
    changes.reschedule(event, announcement(date(2020, 5, 27)), FactChanges(NOVEMBER))

    assert address(client, "/en/") == address(client, "/en/calendar/changes/")
    assert "/calendar/changes/share-" in address(client, "/en/")

    settings.PORTAL_CLOCK = "2019-01-01"  # before the term
    assert "/calendar/changes/" not in address(client, "/en/")

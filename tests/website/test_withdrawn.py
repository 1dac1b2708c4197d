"""What was withdrawn is gone at every address that it had; a draft never had one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils.translation import gettext, override

from events.dates import Period
from events.models import Event
from i18n.texts import CODES
from publishing.models import Publishable
from tests.acting import workflow
from tests.events.planned import TODAY
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    ThemeFactory,
    announcement,
)
from tests.factories.photos import PhotoFactory
from tests.markup import page_of

pytestmark = pytest.mark.django_db

FORMS = ("ics", "xlsx", "csv", "atom", "json")
DAY = date(2020, 10, 28)


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path: Path):
    settings.PORTAL_CLOCK = TODAY
    settings.MEDIA_ROOT, settings.SHARE_IMAGES_ROOT = tmp_path / "media", tmp_path / "share"


def event(**traits: Any) -> Event:
    made = EventFactory(
        slug="it", period=Period.on(DAY), announced=announcement(date(2020, 1, 1)), **traits
    )
    PhotoFactory(event=made)
    return made


def article(**traits: Any) -> Publishable:
    return ArticleFactory(slug="it", published_on=DAY, **traits)


#: What there is of each kind below /en/, with the heading of the page that tells of its end.
THINGS: dict[str, tuple[Callable[..., Publishable], list[str], str]] = {
    "event": (
        event,
        ["events/it/", "events/it.ics", "events/it.json", "events/it/steps/1/"],
        "This event was withdrawn",
    ),
    "article": (article, ["news/2020/10/28/it/"], "This news item was withdrawn"),
    "document": (
        lambda **traits: DocumentFactory(slug="it", **traits),
        ["documents/it/", "documents/it@1/"],
        "This document was withdrawn",
    ),
    "body": (
        lambda **traits: BodyFactory(slug="it", **traits),
        ["bodies/it/", *(f"bodies/it/calendar.{form}" for form in FORMS)],
        "This body was withdrawn",
    ),
    "priority": (
        lambda **traits: PriorityFactory(slug="it", **traits),
        ["priorities/it/", *(f"priorities/it/calendar.{form}" for form in FORMS)],
        "This priority was withdrawn",
    ),
    "theme": (
        lambda **traits: ThemeFactory(slug="it", **traits),
        [
            *("themes/it/", "themes/it.atom", "themes/it.json"),
            *(f"themes/it/calendar.{form}" for form in FORMS),
        ],
        "This theme was withdrawn",
    ),
}
KINDS = pytest.mark.parametrize("kind", THINGS)


def statuses(client: Client, addresses: list[str], **headers: str) -> dict[str, int]:
    return {
        f"/{code}/{address}": client.get(f"/{code}/{address}", headers=headers).status_code
        for code in CODES
        for address in addresses
    }


@pytest.mark.by_turns(3)
@KINDS
def test_every_address_of_what_was_withdrawn_is_gone_until_it_is_published_again(
    client: Client, kind
):
    make, addresses, _heading = THINGS[kind]
    item = make(published=True)
    assert {client.get(f"/en/{address}").status_code for address in addresses} == {200}

    workflow.withdraw(item)

    assert set(statuses(client, addresses).values()) == {410}
    assert set(statuses(client, addresses, if_none_match="*").values()) == {410}

    workflow.publish(item)

    assert set(statuses(client, addresses).values()) == {200}


#: How an address comes out wrong; the right one is /en/events/it/.
SLIPS: dict[str, Callable[[str], str]] = {
    "language in capitals": lambda address: f"/EN/{address}",
    "language of another region": lambda address: f"/en-GB/{address}",
    "language that the portal does not speak": lambda address: f"/de/{address}",
    "no language": lambda address: f"/{address}",
    "all in capitals": lambda address: f"/en/{address}".upper(),
    "a capital letter": lambda address: f"/en/{address}".replace("it", "It"),
    "two slashes": lambda address: f"/en//{address}",
    "short Chinese": lambda address: f"/zh/{address}",
    "no slash at the end": lambda address: f"/ru/{address}".rstrip("/"),
    "a parameter": lambda address: f"/en/{address}?page=2&x=1",
    "language in capitals, no slash": lambda address: f"/RU/{address}".rstrip("/"),
}


def slipped(client: Client, addresses: list[str]) -> dict[tuple[str, str], int]:
    """Return how each address is answered in the end, by each slip."""
    return {
        (slip, address): client.get(wrong(address), follow=True).status_code
        for slip, wrong in SLIPS.items()
        for address in addresses
    }


@pytest.mark.by_turns(6)
@KINDS
def test_a_slip_in_an_address_of_what_was_withdrawn_is_gone_too(client: Client, kind):
    make, addresses, _heading = THINGS[kind]
    workflow.withdraw(make(published=True))

    answers = slipped(client, addresses)

    assert answers == dict.fromkeys(product(SLIPS, addresses), 410)


@pytest.mark.by_turns(6)
@KINDS
def test_a_slip_in_an_address_of_a_draft_is_not_found(client: Client, kind):
    make, addresses, _heading = THINGS[kind]
    make()

    answers = slipped(client, addresses)

    assert set(answers) == set(product(SLIPS, addresses))
    assert [slip for slip, status in answers.items() if status in (200, 410)] == []


@KINDS
def test_addresses_of_a_draft_are_not_found(client: Client, kind):
    make, addresses, _heading = THINGS[kind]
    make()

    assert set(statuses(client, addresses).values()) == {404}


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", CODES)
@KINDS
def test_reader_is_told_what_was_withdrawn(client: Client, kind, code):
    make, addresses, heading = THINGS[kind]
    workflow.withdraw(make(published=True))

    page = page_of(client.get(f"/{code}/{addresses[0]}"))

    with override(code):
        told = gettext(heading)
    assert page.one("h1").text == told
    assert page.one("meta", name="robots")["content"] == "noindex"
    leads = page.one("main").one("a", cls="button-main")["href"]
    assert leads == f"/{code}/{'calendar' if kind == 'event' else addresses[0].split('/')[0]}/"


@pytest.mark.parametrize("code", CODES)
def test_programs_are_told_in_a_form_of_theirs(client: Client, code):
    workflow.withdraw(event(published=True))

    data, file = (client.get(f"/{code}/events/it.{form}") for form in ("json", "ics"))

    with override(code):
        told = gettext("This event was withdrawn")
    assert data["Content-Type"] == "application/problem+json"
    assert (data.json()["status"], file["Content-Type"]) == (410, "text/plain; charset=utf-8")
    assert file.content.decode().splitlines()[0] == told


def test_pictures_of_a_withdrawn_event_are_gone(client: Client):
    item = event(published=True)
    page = client.get("/en/events/it/").content.decode()
    photos = sorted(set(re.findall(r"/media/photos/[\w.-]+", page)))
    shared = re.findall(r"/en/events/it/share-\w+\.png", page)[:1]
    pictures = [*photos, *shared]
    assert photos
    assert [client.get(address).status_code for address in pictures] == [200] * len(pictures)

    workflow.withdraw(item)

    assert [client.get(address).status_code for address in pictures] == [410] * len(pictures)
    assert client.get("/ru/events/it/share-0123.png").status_code == 410


def test_pictures_of_a_draft_are_not_found(client: Client):
    photo = event().photos.get()

    assert client.get(photo.url).status_code == 404
    assert client.get("/en/events/it/share-0123.png").status_code == 404


def test_paper_of_a_withdrawn_document_is_gone(client: Client):
    item = DocumentFactory(file=ContentFile(b"%PDF-1.4", name="paper.pdf"), published=True)
    assert b"".join(client.get(item.file.url).streaming_content) == b"%PDF-1.4"

    workflow.withdraw(item)

    assert client.get(item.file.url).status_code == 410


@pytest.mark.parametrize(
    ("kind", "plural"),
    [
        ("event", "events"),
        ("article", "news"),
        ("document", "documents"),
        ("body", "bodies"),
        ("priority", "priorities"),
        ("theme", "themes"),
    ],
)
def test_api_says_gone_of_what_was_withdrawn_and_not_found_of_a_draft(client: Client, kind, plural):
    item = THINGS[kind][0]()
    parts = ["", "changes/"] if kind == "event" else [""]
    addresses = [f"/api/v1/{plural}/it/{part}" for part in parts]
    before = [client.get(address).status_code for address in addresses]

    workflow.publish(item)
    workflow.withdraw(item)

    assert before == [404] * len(addresses)
    assert [client.get(address).status_code for address in addresses] == [410] * len(addresses)

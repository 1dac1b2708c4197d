"""What the press may take along: the mark, the drawn map, photos with credit and licence."""

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings as portal
from django.test import Client

from events.dates import Period
from events.enums import Format, Status
from i18n.texts import CODES
from tests.asked import queries_of
from tests.factories import CityFactory, EventFactory
from tests.factories.photos import PhotoFactory
from tests.markup import Element, page_of
from website.presenters import pictures

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]

SVG = "{http://www.w3.org/2000/svg}"


def contact(client: Client) -> Element:
    return page_of(client.get("/en/contact/")).one("main")


def meeting(day: int, **values: object):
    period = Period.on(date(2020, 7, day))
    return EventFactory(title_en=f"On {day}", period=period, published=True, **values)


def test_every_download_is_there_and_says_its_licence(client: Client):
    items = contact(client).one("ul", cls="download-list").all("li")

    links = [link for item in items for link in item.all("a")]
    assert [link.text for link in links] == ["SVG", "PNG", "SVG"]
    assert ["Licence: CC BY 4.0" in item.text for item in items] == [True, True]
    for link in links:
        answer = client.get(link["href"])
        answer.close()
        assert (answer.status_code, answer["Content-Type"]) == (200, link["type"])


def test_photos_stand_with_credit_licence_and_event_the_newest_first(client: Client):
    PhotoFactory(event=meeting(1), credit_en="Agency", licence="CC BY 4.0")
    newest = PhotoFactory(event=meeting(2), credit_en="Ministry")

    photos = contact(client).one("ul", cls="download-photos").all("li")

    assert [(item.one("figcaption").text, item.all("a")[0].text) for item in photos] == [
        ("Photo: Ministry", "On 2"),
        ("Photo: Agency · CC BY 4.0", "On 1"),
    ]
    assert ["Licence not stated" in item.text for item in photos] == [True, False]
    assert photos[0].all("a")[1]["href"] == newest.url
    assert photos[0].all("a")[1].text == "JPEG, 640 × 400"


def test_photo_of_a_draft_is_nobodys(client: Client):
    PhotoFactory(event=EventFactory())

    page = contact(client)

    assert page.all("figure") == []
    assert "There are no photos here yet." in page.text


def test_more_photos_than_fit_are_said_to_be_elsewhere(client: Client, monkeypatch):
    monkeypatch.setattr(pictures, "PHOTOS", 1)
    event = meeting(1)
    PhotoFactory(event=event)
    assert "Older photos" not in contact(client).text

    PhotoFactory(event=event)

    page = contact(client)
    assert len(page.all("figure")) == 1
    assert "Older photos stand on the pages of their events and news." in page.text


def test_page_asks_the_same_for_one_photo_and_for_three(client: Client):
    PhotoFactory(event=meeting(1))
    client.get("/en/contact/")
    for_one = queries_of(lambda: client.get("/en/contact/"))
    for day in (2, 3):
        PhotoFactory(event=meeting(day))
    client.get("/en/contact/")

    assert queries_of(lambda: client.get("/en/contact/")) == for_one


@pytest.mark.parametrize("code", CODES)
def test_map_is_a_whole_drawing_in_the_language_of_its_address(client: Client, code: str):
    city = CityFactory(
        name_en="Omsk", name_ru="Омск", name_zh_hans="鄂木斯克", latitude=55, longitude=73
    )
    meeting(1, cities=[city], status=Status.HELD, format=Format.IN_PERSON)

    answer = client.get(f"/{code}/map.svg")

    drawing = ET.fromstring(answer.content)  # noqa: S314 (our own)
    name = {"en": "Omsk", "ru": "Омск", "zh-hans": "鄂木斯克"}[code]
    assert answer["Content-Type"] == "image/svg+xml"
    assert drawing.tag == f"{SVG}svg"
    assert name in "".join(drawing.itertext())
    assert "CC BY 4.0" in "".join(drawing.itertext())
    assert [text.text for text in drawing.iter(f"{SVG}text")].count(name) == 1
    assert len(list(drawing.iter(f"{SVG}circle"))) == 1


def test_map_is_sent_again_only_when_it_is_another(client: Client, settings):
    meeting(30, cities=[CityFactory(latitude=55, longitude=73)], format=Format.IN_PERSON)
    settings.PORTAL_CLOCK = "2020-07-29"
    etag = client.get("/en/map.svg")["ETag"]

    def again() -> int:
        return client.get("/en/map.svg", headers={"if-none-match": etag}).status_code

    assert again() == 304
    settings.PORTAL_CLOCK = "2020-08-01"
    assert again() == 200


def test_map_may_use_its_own_styles(client: Client):
    policy = client.get("/en/map.svg")["Content-Security-Policy"]

    (styles,) = [part for part in policy.split("; ") if part.startswith("style-src ")]
    assert "'unsafe-inline'" in styles
    assert "nonce" not in styles


def test_map_has_the_colours_of_the_pages():
    css = Path(portal.BASE_DIR, "static", "css", "tokens.css").read_text("utf-8")
    drawing = Path(portal.BASE_DIR, "templates", "sco_presidency", "map.svg").read_text("utf-8")

    tokens = set(re.findall(r"#[0-9a-f]{6}", css.partition("prefers-color-scheme")[0]))
    assert set(re.findall(r"#[0-9a-f]{6}", drawing)) - tokens == set()

"""Photos of an event: on its page, as files and in the record."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from events.dates import Period
from events.enums import Format
from i18n.texts import CODES
from publishing import records
from tests.acting import workflow
from tests.factories import EventFactory
from tests.factories.photos import PhotoFactory
from tests.markup import page_of
from tests.pages import jsonld
from tests.recording import last_told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def event():
    return EventFactory(
        slug="forum",
        period=Period.on(date(2020, 7, 22)),
        format=Format.ONLINE,
        published=True,
    )


# --- the page ---------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_photo_keeps_its_place_until_it_is_there(client, event, code):
    photo = PhotoFactory(event=event)

    figure = page_of(client.get(f"/{code}/events/forum/")).one("figure", cls="photo")

    image = figure.one("img")
    assert (image["width"], image["height"]) == ("640", "400")
    assert image["loading"] == "lazy"
    assert image["src"] == f"/media/photos/{photo.digest}-640.jpg"
    assert [source["type"] for source in figure.all("source")] == ["image/avif", "image/webp"]


def test_photo_is_described_and_credited(client, event):
    PhotoFactory(event=event, credit_zh_hans="摄影师", licence="CC BY 4.0")

    english = page_of(client.get("/en/events/forum/")).one("figure")
    chinese = page_of(client.get("/zh-hans/events/forum/")).one("figure")

    assert english.one("img")["alt"] == "A hall."
    assert english.one("figcaption").text == "Photo: A. Photographer · CC BY 4.0"
    assert (chinese.one("img")["alt"], chinese.one("img")["lang"]) == ("A hall.", "en")
    assert chinese.one("figcaption").text.endswith("摄影师 · CC BY 4.0")


def test_search_engines_are_told_of_photos(client, event):
    photo = PhotoFactory(event=event, credit_ru="Фотограф")

    told = jsonld(client.get("/ru/events/forum/"))["image"]

    assert told == [
        {
            "@type": "ImageObject",
            "contentUrl": f"http://testserver{photo.url}",
            "caption": photo.alt_ru,
            "creditText": "Фотограф",
            "width": 640,
            "height": 400,
        }
    ]


def test_photos_stand_in_their_order(client, event):
    for position in (2, 1):
        PhotoFactory(event=event, position=position, alt_en=f"No {position}")

    images = page_of(client.get("/en/events/forum/")).one("main").all("img")

    assert [image["alt"] for image in images] == ["No 1", "No 2"]


def test_event_without_photos_has_no_such_part(client, event):
    response = client.get("/en/events/forum/")

    assert page_of(response).all("h2", id="photos") == []
    assert "/events/forum/share-" in jsonld(response)["image"]


def test_page_asks_the_same_for_one_photo_and_for_three(client, event):
    PhotoFactory(event=event)
    client.get("/en/events/forum/")  # the first page reads the plan
    PhotoFactory(event=event)
    with CaptureQueriesContext(connection) as one:
        client.get("/en/events/forum/")
    PhotoFactory(event=event)
    PhotoFactory(event=event)

    with CaptureQueriesContext(connection) as three:
        client.get("/en/events/forum/")

    assert len(three) == len(one)


# --- the files --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "kind"), [("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")]
)
def test_file_of_a_public_photo_is_handed_out(client, event, media, ending, kind):
    name = f"photos/{PhotoFactory(event=event).digest}-480.{ending}"

    answer = client.get(f"/media/{name}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    assert answer.content == (media / name).read_bytes()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    again = client.get(f"/media/{name}", headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_file_is_as_public_as_its_event(client, admin_client, event):
    url = PhotoFactory(event=event).url

    workflow.withdraw(event)

    assert client.get(url).status_code == 410
    seen = admin_client.get(url)
    assert (seen.status_code, seen.headers["Cache-Control"]) == (200, "private, no-store")


def test_photo_of_a_draft_is_nobodys(client):
    assert client.get(PhotoFactory().url).status_code == 404


@pytest.mark.parametrize("is_deleted", [False, True])
def test_photo_that_was_public_is_gone_once_it_is_held_back_or_deleted(client, event, is_deleted):
    photo = PhotoFactory(event=event)
    records.record(event)
    never_told = PhotoFactory(event=event, size=(705, 400), is_held_back=True)

    if is_deleted:
        photo.delete()
    else:
        photo.is_held_back = True
        photo.save()
    records.record(event)

    answer = client.get(photo.url)
    assert answer.status_code == 410
    assert "This photo was withdrawn" in answer.content.decode()
    assert client.get(never_told.url).status_code == 404


def test_address_that_no_photo_ever_had_is_not_looked_for_among_all_that_was_told(client, event):
    records.record(event)

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/media/photos/{'0' * 24}-480.jpg")

    assert answer.status_code == 404
    asked = [query["sql"] for query in queries if "/media/" not in query["sql"]]
    assert [sql for sql in asked if "publishing_publicrecord" in sql] == []
    assert len([sql for sql in asked if "publishing_toldphoto" in sql]) == 1


@pytest.mark.parametrize("rest", ["-481.jpg", "-480.png", "-0.jpg", "-480.jpg/", "-480.jpg%00", ""])
def test_width_or_format_that_was_not_made_is_not_found(client, event, rest):
    digest = PhotoFactory(event=event).digest

    assert client.get(f"/media/photos/{digest}{rest}").status_code == 404


def test_lost_file_is_not_found(client, event, media):
    photo = PhotoFactory(event=event)
    (media / f"photos/{photo.digest}-640.jpg").unlink()

    assert client.get(photo.url).status_code == 404


# --- what is stored ---------------------------------------------------------------------


def test_record_tells_of_photos_in_all_languages(event):
    photo = PhotoFactory(event=event, licence="CC BY 4.0")

    records.record(event)

    assert last_told("events", "forum")["photos"] == [
        {
            "url": photo.url,
            "width": 640,
            "height": 400,
            "alt": {"en": "A hall.", "ru": "Зал.", "zh-hans": None},
            "credit": {"en": "A. Photographer", "ru": "А. Фотограф", "zh-hans": None},
            "licence": "CC BY 4.0",
        }
    ]


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"alt_en": "", "alt_ru": None}, "photo_has_alt"),
        ({"credit_en": "", "credit_ru": ""}, "photo_has_credit"),
    ],
)
def test_database_refuses_a_photo_without_description_or_credit(event, values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        PhotoFactory(event=event, **values)

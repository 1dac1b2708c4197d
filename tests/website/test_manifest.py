"""How a phone shows the portal among its programs."""

import io

import pytest
from django.test import Client
from PIL import Image

from i18n.texts import CODES
from tests.markup import page_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("code", "tag"), [("en", "en"), ("ru", "ru"), ("zh-hans", "zh-Hans")])
def test_page_links_the_manifest_of_its_language(client: Client, code: str, tag: str):
    link = page_of(client.get(f"/{code}/about/")).one("link", rel="manifest")

    response = client.get(link["href"])

    assert response["Content-Type"] == "application/manifest+json"
    told = response.json()
    assert (told["lang"], told["dir"], told["start_url"]) == (tag, "ltr", f"/{code}/")
    assert all(told[name] for name in ("name", "short_name", "description"))


def test_icons_have_the_sizes_that_are_named(client: Client):
    icons = client.get("/en/manifest.webmanifest").json()["icons"]

    for icon in icons:
        answer = b"".join(client.get(icon["src"]))
        image = Image.open(io.BytesIO(answer))
        assert "{}x{}".format(*image.size) == icon["sizes"]
    assert [icon["purpose"] for icon in icons] == ["any", "any", "maskable"]


def test_maskable_icon_keeps_its_emblem_where_no_mask_cuts(client: Client):
    (icon,) = [
        icon
        for icon in client.get("/en/manifest.webmanifest").json()["icons"]
        if icon["purpose"] == "maskable"
    ]
    image = Image.open(io.BytesIO(b"".join(client.get(icon["src"])))).convert("L")

    ground = image.getpixel((0, 0))
    left, top, right, bottom = image.point(lambda light: 255 * (light != ground)).getbbox()

    # A circle of 80 % stays whatever the mask; the corners of the emblem's box lie outside it.
    radius = max(256 - left, 256 - top, right - 256, bottom - 256)
    assert radius <= 0.4 * 512


@pytest.mark.parametrize("code", CODES)
def test_manifest_may_be_kept_for_a_day(client: Client, code: str):
    response = client.get(f"/{code}/manifest.webmanifest")

    assert response["Cache-Control"] == "public, max-age=86400"


def test_apple_icon_and_colours_are_named(client: Client):
    page = page_of(client.get("/en/"))

    assert b"".join(client.get(page.one("link", rel="apple-touch-icon")["href"]))[:4] == b"\x89PNG"
    colours = [(meta["media"], meta["content"]) for meta in page.all("meta", name="theme-color")]
    assert colours == [
        ("(prefers-color-scheme: light)", "#fff"),
        ("(prefers-color-scheme: dark)", "#13201d"),
    ]

"""The image that other sites show of a theme."""

import pytest

from tests.pages import attributes
from tests.themes.full import full_theme

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]


@pytest.mark.parametrize(("code", "title"), [("en", "Memory"), ("ru", "Тема memory")])
def test_image_of_a_theme_is_its_own_and_drawn(client, settings, tmp_path, code, title):
    settings.SHARE_IMAGES_ROOT = tmp_path
    full_theme()

    page = client.get(f"/{code}/themes/memory/")

    named = {
        link.get("property"): link["content"]
        for link in attributes(page, "meta")
        if "content" in link
    }
    assert named["og:image"].startswith(f"http://testserver/{code}/themes/memory/share-")
    assert named["og:image:alt"].startswith(f"{title} · ")
    image = client.get(named["og:image"].removeprefix("http://testserver"))
    assert (image.status_code, image["Content-Type"]) == (200, "image/png")


def test_old_image_of_a_theme_leads_to_the_new_one(client, settings, tmp_path):
    settings.SHARE_IMAGES_ROOT = tmp_path
    full_theme()

    answer = client.get("/en/themes/memory/share-0123.png", follow=True)

    assert (len(answer.redirect_chain), answer["Content-Type"]) == (1, "image/png")


@pytest.mark.parametrize(
    ("traits", "status"), [({"withdrawn": True}, 410), ({"published": False}, 404)]
)
def test_image_of_a_theme_that_is_not_public_is_nobodys(client, traits, status):
    full_theme(**traits)

    assert client.get("/en/themes/memory/share-0123.png").status_code == status

"""Where search engines may go."""

from datetime import date

import pytest
from django.test import Client

from publishing import clock

pytestmark = pytest.mark.django_db


def test_public_site_is_open_and_names_its_sitemap(client: Client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "User-agent: *\nDisallow:\n\nSitemap: http://testserver/sitemap.xml\n"
    )


def test_demonstration_is_closed_to_search_engines(client: Client, settings):
    settings.PORTAL_CLOCK = "demo"
    clock.stand_at(date(2020, 10, 28))

    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_demonstration_without_a_day_runs_with_the_real_clock(client: Client, settings):
    settings.PORTAL_CLOCK = "demo"

    assert b"Sitemap:" in client.get("/robots.txt").content

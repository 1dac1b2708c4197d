import pytest
from django.test import Client

from tests.markup import Element, page_of


@pytest.fixture
def front_page(settings, client: Client):
    """The front page on a day: `front_page("2020-10-28")`."""

    def on(day: str, code: str = "en") -> Element:
        settings.PORTAL_CLOCK = day
        response = client.get(f"/{code}/")
        assert response.status_code == 200
        return page_of(response)

    return on

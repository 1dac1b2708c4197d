"""What stands in a list of news or papers."""

from django.test import Client

from tests.markup import Element, page_of


def get(client: Client, address: str) -> Element:
    response = client.get(address)
    assert response.status_code == 200
    return page_of(response)


def titles(page: Element) -> list[str]:
    return [heading.text for heading in page.one("main").all("h3")]

"""What stands in a list of news or papers."""

from django.test import Client

from tests.markup import Element, page_of


def get(client: Client, address: str) -> Element:
    response = client.get(address)
    assert response.status_code == 200
    return page_of(response)


def titles(page: Element) -> list[str]:
    """Those of the list, whatever groups it."""
    main = page.one("main")
    meetings = {heading.text for heading in main.all("h3", cls="document-meeting")}
    headings = [*main.all("h3"), *main.all("h4")]
    return [heading.text for heading in headings if heading.text not in meetings]

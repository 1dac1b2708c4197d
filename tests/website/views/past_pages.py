"""Pages about the past of the plan, as a filter narrows them."""

from django.test import Client

from tests.markup import Element, page_of

JUNE_1 = "as-on/2020-06-01/"

MAY = "changes/?from=2020-05-01&to=2020-05-31"


def page(client: Client, address: str, language: str = "en") -> Element:
    response = client.get(f"/{language}/calendar/{address}")
    assert response.status_code == 200, response.content[:500]
    return page_of(response).one("main")


def slugs(main: Element) -> set[str]:
    links = [a["href"] for a in main.all("a") if "href" in a.attributes]
    return {link.split("/")[3] for link in links if link.startswith("/en/events/")}

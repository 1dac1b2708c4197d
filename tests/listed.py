"""What stands in a list of news or papers."""

from tests.markup import Element


def titles(page: Element) -> list[str]:
    """Those of the list, whatever groups it."""
    main = page.one("main")
    meetings = {heading.text for heading in main.all("h3", cls="document-meeting")}
    headings = [*main.all("h3"), *main.all("h4")]
    return [heading.text for heading in headings if heading.text not in meetings]

"""The tiny plan of the files, with its hosts."""

from plan_data.hosts import EVENT_HOSTS
from tests.plan_data.plan_files import URL, Cells, spoken, tiny_plan

HOSTS = "hosts.csv"


def hosting(event: str, host: str, position: int, role: str = "host") -> Cells:
    return {"event_slug": event, "host_slug": host, "position": str(position), "role": role}


def hosted_plan() -> dict[str, list[Cells]]:
    """Return the rows of every file: the department stands above the ministry that it is part of."""
    return {
        **tiny_plan(),
        HOSTS: [
            {"slug": "department", "kind": "federal_executive_body", "parent_slug": "ministry"}
            | spoken(name="The department"),
            {"slug": "ministry", "kind": "federal_executive_body", "country": "RU", "url": URL}
            | spoken(name="The ministry", short="Ministry"),
            {"slug": "russia", "kind": "state", "country": "RU"} | spoken(name="Russia"),
            {"slug": "council", "kind": "sco_body", "body_slug": "council"}
            | spoken(name="The council"),
        ],
        EVENT_HOSTS: [
            hosting("forum", "ministry", 2, "co_host"),
            hosting("forum", "department", 1),
            hosting("visit", "russia", 1),
        ],
    }

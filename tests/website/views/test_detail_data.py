from datetime import date

import pytest

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Status
from events.models import Event
from publishing.models import PublicRecord
from tests.acting import changes, workflow
from tests.asked import queries_of
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    announcement,
)
from tests.pages import attributes, jsonld, text
from tests.website.event_pages import JULY, page, summit

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]


def test_page_carries_schema_org_that_cannot_leave_its_script(client):
    event = summit(title_en="</script><b>Summit", cities=[CityFactory()])

    response = page(client, event)

    document = jsonld(response)
    assert document["name"] == "</script><b>Summit"
    assert document["url"] == f"http://testserver/en/events/{event.slug}/"
    assert b"<b>Summit" not in response.content


def test_page_links_the_event_as_a_calendar_entry_and_as_data(client):
    event = summit()

    response = page(client, event)
    links = (attributes(response, "a", within=css) for css in ("side-actions", "more-link"))

    assert [link["href"] for group in links for link in group] == [
        f"/en/events/{event.slug}.ics",
        f"/en/events/{event.slug}.json",
    ]


def test_data_are_the_public_record(client):
    event = summit(title_en="Summit")

    response = client.get(f"/en/events/{event.slug}.json")

    record = PublicRecord.objects.latest_of("events").get(key=event.slug)
    assert response.headers["Content-Type"] == "application/json"
    assert response.content.decode() == record.document
    assert response.json()["title"]["en"] == "Summit"


def test_data_are_fetched_again_only_when_they_changed(client):
    event = summit()
    address = f"/en/events/{event.slug}.json"
    etag = client.get(address).headers["ETag"]
    unchanged = client.get(address, headers={"If-None-Match": etag})

    changes.cancel(event, announcement(date(2020, 10, 1)))

    changed = client.get(address, headers={"If-None-Match": etag})
    assert (unchanged.status_code, changed.status_code) == (304, 200)
    assert changed.json()["status"] == Status.CANCELLED


def test_withdrawn_event_is_gone_and_told_no_longer(client):
    event = summit(title_en="Summit")
    workflow.withdraw(event)

    response, told = page(client, event), client.get(f"/en/events/{event.slug}.json")

    assert response.status_code == 410
    assert text(response, "h1") == "This event was withdrawn"
    assert "Summit" not in response.content.decode()
    assert (told.status_code, told.json()["title"]) == (410, "Gone")
    assert "Summit" not in told.content.decode()


@pytest.mark.parametrize("ending", ["/", ".json"])
def test_draft_is_found_by_nobody(client, ending):
    event = EventFactory()

    assert client.get(f"/en/events/{event.slug}{ending}").status_code == 404


@pytest.mark.parametrize("slug", ["nothing", "x%00y", "a" * 5000])
@pytest.mark.parametrize("ending", ["/", ".json"])
def test_unknown_address_is_not_found(client, slug, ending):
    assert client.get(f"/en/events/{slug}{ending}").status_code == 404


def test_page_takes_as_many_queries_for_three_of_everything_as_for_one(client):
    body = BodyFactory(published=True)
    events = [_with(1, body), _with(3, body)]
    counts = []
    for event in events:
        CityFactory()  # all is read anew
        page(client, event)
        CityFactory()
        counts.append(queries_of(lambda event=event: page(client, event)))

    assert counts[0] == counts[1]


def _with(number: int, body) -> Event:
    """Return an event with so many cities, priorities, papers, articles and moves."""
    event = summit(
        period=JULY,
        bodies=[body],
        cities=[CityFactory() for _ in range(number)],
        priorities=[PriorityFactory(published=True) for _ in range(number)],
    )
    for day in range(1, number + 1):
        changes.reschedule(
            event, announcement(None), FactChanges(period=Period.on(date(2020, 11, day)))
        )
        DocumentFactory(events=[event], published=True)
        ArticleFactory(events=[event], published=True)
    return event

"""A list that a client holds is known before it is made; what was made is told again while nothing is written."""

from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from django.test import Client

from api.v1 import pagination
from api.v1.pagination import Page, PageMemory
from events.models import Event
from publishing import etags, stamp
from publishing.models import PublicRecord
from tests.acting import workflow
from tests.append_only import RECORDS
from tests.asked import queries_of
from tests.factories import BodyFactory, CityFactory, EventFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagination, "_memory", PageMemory())


def again(client: Client, path: str, tag: str, **headers: str):
    return client.get(f"/api/v1/{path}", headers={"If-None-Match": tag, **headers})


@pytest.fixture
def _plan() -> None:
    for number in range(3):
        EventFactory(slug=f"event-{number}", published=True)


@pytest.mark.usefixtures("_plan")
@pytest.mark.parametrize("path", ["events/", "events/?limit=2", "bodies/", "cities/?after=1"])
def test_an_unchanged_list_is_told_so_after_one_query(client: Client, path: str):
    tag = client.get(f"/api/v1/{path}").headers["ETag"]
    answers = []

    assert queries_of(lambda: answers.append(again(client, path, tag))) == 1

    (answer,) = answers
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)


@pytest.mark.usefixtures("_plan")
def test_a_thing_that_a_client_holds_takes_one_query(client: Client):
    tag = client.get("/api/v1/events/event-1/").headers["ETag"]

    assert queries_of(lambda: again(client, "events/event-1/", tag)) == 1
    assert again(client, "events/event-1/", tag).status_code == 304


@pytest.mark.usefixtures("_plan")
def test_what_is_wrong_with_a_request_is_said_to_those_who_hold_a_list_too(client: Client):
    tag = client.get("/api/v1/events/?limit=2").headers["ETag"]

    assert again(client, "events/?limit=2", tag, Accept="text/csv").status_code == 406
    assert again(client, "events/?limit=0", tag).status_code == 400
    assert again(client, "bodies/?limit=2", tag).status_code == 200
    assert again(client, "nothing/?limit=2", tag).status_code == 404
    assert again(client, "events/?limit=2", "*").status_code == 304  # by its view


@pytest.mark.usefixtures("_plan")
def test_a_list_stays_while_only_drafts_are_written_and_goes_when_the_public_is_told(
    client: Client,
):
    tag = client.get("/api/v1/events/").headers["ETag"]
    draft = EventFactory(slug="draft")
    assert again(client, "events/", tag).status_code == 304

    workflow.publish(draft)

    answer = again(client, "events/", tag)
    assert (answer.status_code, len(answer.json()["results"])) == (200, 4)


@pytest.mark.usefixtures("_plan")
def test_a_database_that_fails_is_told_of_by_the_view(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    tag = client.get("/api/v1/events/").headers["ETag"]

    def fail() -> etags.Edition:
        raise OperationalError("gone")

    monkeypatch.setattr(etags, "newest", fail)
    client.raise_request_exception = False

    assert again(client, "events/", tag).status_code == 503


# --- what was made is told again -----------------------------------------------------------


@pytest.mark.usefixtures("_plan")
def test_a_list_that_was_made_takes_one_query(client: Client):
    first = client.get("/api/v1/events/?limit=2").content
    answers = []

    assert queries_of(lambda: answers.append(client.get("/api/v1/events/?limit=2").content)) == 1
    assert answers == [first]


@pytest.mark.usefixtures("_plan")
@pytest.mark.parametrize(
    "write",
    [
        lambda: PublicRecord.objects.filter(key="event-1").update(document='{"slug":"other"}'),
        lambda: PublicRecord.objects.filter(key="event-1").delete(),
        lambda: EventFactory(slug="another", published=True),
        lambda: workflow.withdraw(Event.objects.get(slug="event-1")),
    ],
)
def test_whatever_is_written_a_list_is_made_anew(
    client: Client, monkeypatch: pytest.MonkeyPatch, write: Callable[[], object]
):
    before = client.get("/api/v1/events/").content

    with RECORDS.lifted(connection):
        write()

    after = client.get("/api/v1/events/").content
    monkeypatch.setattr(pagination, "_memory", PageMemory())
    assert after == client.get("/api/v1/events/").content != before


def page(*items: bytes) -> Callable[[], Page]:
    return lambda: Page(items, None)


def test_pages_that_have_no_room_go():
    CityFactory()
    memory = PageMemory(room=5)

    assert memory.page("a", page(b"12", b"3")).items == (b"12", b"3")
    assert memory.page("a", page(b"other")).items == (b"12", b"3")
    assert memory.page("b", page(b"456")).items == (b"456",)
    assert memory.page("a", page(b"new")).items == (b"new",)
    assert memory.page("large", page(b"123456")).items == (b"123456",)
    assert memory.page("large", page(b"7")).items == (b"7",)


def test_before_the_first_write_nothing_is_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stamp, "_ask", lambda database: "")
    memory = PageMemory()

    assert memory.page("a", page(b"1")).items == (b"1",)
    assert memory.page("a", page(b"2")).items == (b"2",)


@pytest.mark.usefixtures("_plan")
def test_what_a_query_means_is_read_anew_where_rows_say_it(client: Client):
    assert client.get("/api/v1/events/?body=council").status_code == 400

    BodyFactory(slug="council", published=True)

    assert client.get("/api/v1/events/?body=council").status_code == 200

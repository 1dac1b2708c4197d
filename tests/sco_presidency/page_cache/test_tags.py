"""A page is known by its tag before it is made: nothing changed costs one question, and nothing old holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from django.http import HttpResponse
from django.test import Client

from events import plan_memory
from events.dates import Period, Precision
from publishing import etags, records, stamp
from sco_presidency.page_cache import tags
from search import index
from tests.acting import workflow
from tests.asked import queries_of
from tests.events.planned import event
from tests.factories import ArticleFactory, CityFactory, StaffFactory

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = (
    "/en/",
    "/ru/calendar/",
    "/en/calendar/2020/10/",
    "/zh-hans/events/forum/",
    "/en/privacy/",
)
SEARCH = pytest.param("/en/search/?q=forum", marks=pytest.mark.indexed)
#: By its stamp; of a page that follows a reader's clock too.
TAG = re.compile(r'W/"[0-9a-f]{20}(-[0-9a-f]{8})?"')


@pytest.fixture(autouse=True)
def _plan(settings) -> None:
    settings.PORTAL_CLOCK = "2020-10-28"
    event("Forum", Period.on(date(2020, 10, 29)), slug="forum")
    timed = Period(
        date(2020, 11, 10),
        date(2020, 11, 10),
        Precision.MINUTE,
        opens=time(14),
        zone="Asia/Shanghai",
    )
    event(
        "Timed",
        timed,
        slug="timed",
        cities=[CityFactory(slug="beijing", time_zone="Asia/Shanghai")],
    )
    CityFactory(slug="moscow", name_en="Moscow", time_zone="Europe/Moscow")


def again(client: Client, path: str, tag: str) -> HttpResponse:
    return client.get(path, headers={"If-None-Match": tag})  # type: ignore[return-value]


@pytest.mark.parametrize("path", [*PAGES, SEARCH])
def test_an_unchanged_page_is_told_so_after_one_query(client: Client, path: str):
    page = client.get(path)
    tag = page["ETag"]

    answers: list[HttpResponse] = []
    assert queries_of(lambda: answers.append(again(client, path, tag))) == 1

    (answer,) = answers
    assert TAG.fullmatch(tag)
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    for header in ("Cache-Control", "Vary"):
        assert set(answer[header].split(", ")) == set(page[header].split(", "))


def test_another_process_gives_a_page_the_same_tag(client: Client, monkeypatch: pytest.MonkeyPatch):
    told = [client.get(path)["ETag"] for path in PAGES]
    monkeypatch.setattr(tags, "_known", (None, 0.0))
    monkeypatch.setattr(plan_memory, "_memory", plan_memory.PlanMemory())

    assert [Client().get(path)["ETag"] for path in PAGES] == told


@pytest.mark.parametrize(
    "write",
    [
        lambda: workflow.withdraw(ArticleFactory(published=True)),
        lambda: records.renew_epoch(),
        lambda: event("Another"),
        lambda: CityFactory(),
    ],
)
def test_whatever_is_written_a_page_has_another_tag(client: Client, write: Callable[[], object]):
    before = client.get("/en/calendar/")["ETag"]

    write()

    answer = again(client, "/en/calendar/", before)
    assert answer.status_code == 200
    assert answer["ETag"] != before


def test_a_withdrawn_page_is_gone_for_those_who_hold_it_too(client: Client):
    other = event("Other", slug="other")
    tag = client.get("/en/events/other/")["ETag"]

    workflow.withdraw(other)

    assert again(client, "/en/events/other/", tag).status_code == 410
    assert again(client, "/en/events/nowhere/", "*").status_code == 404


def test_a_page_has_another_tag_at_its_next_moment_and_until_then_the_same(
    client: Client, settings, monkeypatch: pytest.MonkeyPatch
):
    settings.PORTAL_CLOCK = None
    now = datetime(2026, 3, 1, 20, 59, tzinfo=UTC)
    monkeypatch.setattr(tags.timezone, "now", lambda: now)

    first = client.get("/en/")["ETag"]
    now = datetime(2026, 3, 1, 20, 59, 59, tzinfo=UTC)
    assert client.get("/en/")["ETag"] == first
    assert again(client, "/en/", first).status_code == 304
    now = datetime(2026, 3, 1, 21, 0, 0, tzinfo=UTC)  # midnight in Moscow

    assert again(client, "/en/", first).status_code == 200


def test_no_two_addresses_hosts_releases_or_settings_share_a_tag(
    client: Client, settings, monkeypatch: pytest.MonkeyPatch
):
    settings.ALLOWED_HOSTS = ["*"]
    told = [client.get(path)["ETag"] for path in ("/en/", "/ru/", "/en/calendar/")]
    told.append(client.get("/en/calendar/?status=held")["ETag"])
    told.append(client.get("/en/", headers={"host": "other.example"})["ETag"])
    told.append(client.get("/en/", secure=True)["ETag"])
    settings.PORTAL_CLOCK = "2020-10-29"
    told.append(client.get("/en/")["ETag"])
    settings.OUTCOME_GRACE_DAYS = 9
    told.append(client.get("/en/")["ETag"])
    monkeypatch.setattr(etags, "release", lambda: "other")
    told.append(client.get("/en/")["ETag"])

    assert len(set(told)) == len(told) == 9


# --- what is for one reader -------------------------------------------------------------


def test_a_readers_clock_counts_only_where_a_page_shows_a_time(client: Client):
    addresses = ("/en/events/forum/", "/en/events/timed/")
    plain = [client.get(path)["ETag"] for path in addresses]

    client.cookies["clock"] = "moscow"
    chosen = [client.get(path)["ETag"] for path in addresses]

    assert chosen[0] == plain[0]
    assert chosen[1] != plain[1]
    assert [
        again(client, path, tag).status_code for path, tag in zip(addresses, chosen, strict=True)
    ] == [304, 304]
    assert again(client, addresses[0], plain[0]).status_code == 304
    assert again(client, addresses[1], plain[1]).status_code == 200
    del client.cookies["clock"]
    assert again(client, addresses[1], chosen[1]).status_code == 200
    unchanged = again(client, addresses[1], plain[1])
    assert unchanged.status_code == 304
    assert "Cookie" in unchanged["Vary"]
    assert "private" in unchanged["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    ["/admin/login/", "/en/events/timed/?clock=moscow", "/en/nowhere/"],
)
def test_what_holds_a_token_or_a_choice_is_not_known_by_a_stamp(client: Client, path: str):
    assert not TAG.fullmatch(client.get(path).get("ETag", ""))


@pytest.mark.indexed
def test_an_answer_of_the_search_is_old_when_the_index_follows(client: Client):
    path = "/en/search/?q=zebra"
    tag_before = client.get(path)["ETag"]
    article = ArticleFactory(title_en="Zebra", published=True)

    page = again(client, path, tag_before)
    index.follow([records.thing_of(article)])

    assert (page.status_code, b"<mark>Zebra</mark>" in page.content) == (200, True)
    assert again(client, path, page["ETag"]).status_code == 200


def test_a_page_of_one_who_is_signed_in_is_not_known_by_a_stamp(client: Client):
    client.force_login(StaffFactory())

    assert not TAG.fullmatch(client.get("/en/").get("ETag", ""))
    assert TAG.fullmatch(Client().get("/en/")["ETag"])


def test_before_the_first_write_there_is_no_tag(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stamp, "_ask", lambda database: "")

    assert not TAG.fullmatch(client.get("/en/").get("ETag", ""))

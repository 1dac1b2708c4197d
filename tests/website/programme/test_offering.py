"""Which programme the portal hands out, and what it says of it."""

import os
import time
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from i18n.texts import CODES
from publishing import etags
from publishing.models import PublicRecord
from tests.acting import workflow
from tests.factories import EventFactory
from tests.markup import page_of
from website.programme import storage

pytestmark = pytest.mark.django_db

TODAY = date(2020, 10, 28)
ADDRESS = "/en/calendar/programme.pdf"


@pytest.fixture(autouse=True)
def _on_that_day(settings, tmp_path: Path) -> None:
    settings.PORTAL_CLOCK = TODAY.isoformat()
    settings.PROGRAMME_ROOT = tmp_path


def kept(day: date = TODAY, language: str = "en", pdf: bytes = b"%PDF-1.7") -> Path:
    """A programme of the newest record, made on `day`, after it by the clock that the record has."""
    path = storage.keep(pdf, language, etags.newest().number, day)
    os.utime(path, ns=(time.time_ns(),) * 2)
    return path


def link(client: Client, code: str = "en") -> list[tuple[str, str]]:
    found = page_of(client.get(f"/{code}/calendar/")).all("a", type="application/pdf")
    return [(a["href"], a.text) for a in found]


def test_nothing_is_offered_before_it_is_made(client: Client):
    EventFactory(published=True)

    assert link(client) == []
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.one_database  # within a transaction PostgreSQL's tag is of what the page says
def test_the_page_of_the_plan_is_another_whenever_a_programme_came_or_went(client: Client):
    EventFactory(published=True)
    tags = [client.get("/en/calendar/")["ETag"]]

    kept(language="ru")
    tags.append(client.get("/en/calendar/")["ETag"])
    path = kept()
    tags.append(client.get("/en/calendar/")["ETag"])
    kept(pdf=b"%PDF-1.7 made anew")
    tags.append(client.get("/en/calendar/")["ETag"])
    path.unlink()
    tags.append(client.get("/en/calendar/")["ETag"])

    assert len(set(tags)) == 5
    assert client.get("/en/calendar/", headers={"If-None-Match": tags[-1]}).status_code == 304


def test_file_is_shown_under_a_name_that_says_what_it_is(client: Client):
    EventFactory(published=True)
    kept(pdf=b"%PDF-1.7 of the day")

    response = client.get(ADDRESS)

    assert (response.status_code, response.content) == (200, b"%PDF-1.7 of the day")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Language"] == "en"
    assert response["Content-Disposition"] == (
        'inline; filename="sco-presidency-programme-en-2020-10-28.pdf"'
    )


@pytest.mark.parametrize("code", CODES)
def test_each_language_has_its_own(client: Client, code: str):
    EventFactory(published=True)
    kept(language=code)

    (shown,) = link(client, code)

    assert shown[0] == f"/{code}/calendar/programme.pdf"
    others = [client.get(f"/{other}/calendar/programme.pdf") for other in CODES if other != code]
    assert [response.status_code for response in others] == [404, 404]


def test_link_says_the_day_and_the_size(client: Client):
    EventFactory(published=True)
    kept(date(2020, 10, 27), pdf=b"x" * 2048)

    assert link(client) == [(ADDRESS, "The programme to print, as of 27 October 2020 (PDF, 2 KB)")]


def test_unchanged_programme_is_not_sent_again(client: Client):
    EventFactory(published=True)
    kept()
    first = client.get(ADDRESS)

    again = client.get(ADDRESS, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_programme_that_is_made_anew_is_sent_again(client: Client):
    EventFactory(published=True)
    kept(pdf=b"%PDF one release")
    first = client.get(ADDRESS)
    path = kept(pdf=b"%PDF another")
    os.utime(path, ns=(path.stat().st_mtime_ns + 1,) * 2)

    again = client.get(ADDRESS, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (200, b"%PDF another")


def test_programme_from_before_a_restore_is_not_offered(client: Client):
    EventFactory(published=True)
    path = kept()
    named = PublicRecord.objects.get(number=etags.newest().number)

    # Its number was given again, by an older copy of the database that was restored.
    made = int(named.recorded_at.timestamp()) - 60
    os.utime(path, (made, made))

    assert client.get(ADDRESS).status_code == 404


def test_older_programme_is_offered_until_the_next_is_made(client: Client):
    EventFactory(published=True)
    kept(pdf=b"%PDF older")
    EventFactory(published=True)

    older = client.get(ADDRESS)
    kept(pdf=b"%PDF newer")

    assert (older.content, client.get(ADDRESS).content) == (b"%PDF older", b"%PDF newer")


def test_programme_with_a_withdrawn_event_is_offered_no_more(client: Client):
    event = EventFactory(published=True)
    kept()

    workflow.withdraw(event)

    assert link(client) == []
    assert client.get(ADDRESS).status_code == 404


def test_programme_made_after_a_withdrawal_is_offered(client: Client):
    EventFactory(withdrawn=True)
    kept()

    assert client.get(ADDRESS).status_code == 200


def test_programme_of_the_future_is_not_offered(client: Client):
    EventFactory(published=True)
    kept(date(2020, 10, 29))
    storage.keep(b"%PDF", "en", etags.newest().number + 1, TODAY)

    assert client.get(ADDRESS).status_code == 404


def test_of_the_older_programmes_the_last_stays():
    paths = [storage.keep(b"%PDF", "en", number, TODAY) for number in (1, 2, 3)]

    assert [path.exists() for path in paths] == [False, True, True]


def test_page_without_a_programme_asks_the_database_nothing_for_it(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert storage.offered("en", TODAY) is None


def test_only_one_makes_programmes_at_a_time():
    with storage.alone() as first, storage.alone() as second:
        assert (first, second) == (True, False)
    with storage.alone() as again:
        assert again

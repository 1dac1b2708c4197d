from datetime import UTC, datetime

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from publishing import editions
from publishing.editions import Edition, Validators
from publishing.models import PublicRecord
from tests.factories import CityFactory

MOMENT = datetime(2020, 5, 26, 12, 0, 0, 500_000, tzinfo=UTC)
VALIDATORS = Validators('"7"', MOMENT)


def asked(**headers: str) -> HttpRequest:
    return RequestFactory().get(
        "/", headers={name.replace("_", "-"): v for name, v in headers.items()}
    )


def answered(request: HttpRequest, status: int = 200) -> HttpResponse:
    return editions.answer(
        request, VALIDATORS, lambda: HttpResponse("new", status=status), max_age=60
    )


@pytest.mark.django_db
def test_first_edition_of_an_empty_record_is_nought():
    assert editions.newest() == Edition(0, None)


@pytest.mark.django_db
def test_newest_edition_is_that_of_the_last_record_of_all():
    CityFactory.create_batch(2)

    record = PublicRecord.objects.get(number=PublicRecord.objects.count())

    assert editions.newest() == Edition(record.number, record.recorded_at)


def test_answer_carries_what_the_client_may_send_back():
    answer = answered(asked())

    assert answer.content == b"new"
    assert answer.headers["ETag"] == '"7"'
    assert answer.headers["Last-Modified"] == "Tue, 26 May 2020 12:00:00 GMT"
    assert answer.headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("sent", ['"7"', 'W/"7"', '"6", "7"'])
def test_same_edition_is_not_sent_again(sent: str):
    answer = answered(asked(If_None_Match=sent))

    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["ETag"] == '"7"'
    assert answer.headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize(
    ("since", "status"),
    [("Tue, 26 May 2020 12:00:00 GMT", 304), ("Tue, 26 May 2020 11:59:59 GMT", 200)],
)
def test_second_of_the_last_change_counts(since: str, status: int):
    assert answered(asked(If_Modified_Since=since)).status_code == status


def test_other_edition_is_sent_whatever_its_time():
    request = asked(If_None_Match='"6"', If_Modified_Since="Tue, 26 May 2020 12:00:00 GMT")

    assert answered(request).status_code == 200


def test_error_gets_no_validators():
    answer = answered(asked(), status=404)

    assert "ETag" not in answer.headers
    assert "Cache-Control" not in answer.headers


def test_answer_without_any_record_has_no_modification():
    answer = editions.answer(
        asked(), Validators('W/"0"', None), lambda: HttpResponse("empty"), max_age=60
    )

    assert "Last-Modified" not in answer.headers
    assert answer.headers["ETag"] == 'W/"0"'

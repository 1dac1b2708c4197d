"""Times in an address: taken as documented, and told what makes them right."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


LIKE_THIS = "Write a time as 2020-10-28T09:00:00Z."
PLUS = "Write + as %2B: in an address it means a space."
ZONE = "Add Z, or the difference to UTC (write + as %2B)."


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("2020-05-26T12:00:00", ZONE),
        ("2020-05-26T12:00:00.5", ZONE),
        ("2020-05-26T12:00:00+03:00", PLUS),
        ("2020-05-26T12:00:00.123456+05:30", PLUS),
        ("2020-05-26T12:00:00+0300", PLUS),
        ("2020-05-26", "Add the time: 2020-05-26T00:00:00Z."),
        ("2020-02-30", LIKE_THIS),
        ("20200526", LIKE_THIS),
        ("2020-W22-2", LIKE_THIS),
        ("2020-05-26T12", LIKE_THIS),
        ("2020-05-26T12:00", LIKE_THIS),
        ("2020-05-26T24:00:00Z", LIKE_THIS),
        ("2020-05-26T12:00:00-25:00", LIKE_THIS),
        ("2020-05-26T12:00:00%2B0300", LIKE_THIS),
        ("1899-12-31", "Write a year from 1900 to 2199."),
        ("2200-01-01T00:00:00+03:00", "Write a year from 1900 to 2199."),
        ("2200-01-01T00:00:00Z", "Write a year from 1900 to 2199."),
    ],
)
def test_a_wrong_time_is_told_what_makes_it_right(client: Client, value: str, advice: str):
    answer = client.get(f"/api/v1/events/?updated_since={value}")

    assert answer.status_code == 400
    assert answer.json()["parameters"] == [{"name": "updated_since", "detail": advice}]


@pytest.mark.parametrize(
    "value",
    ["2020-05-26T00:00:00Z", "2020-05-26T12:00:00%2B03:00", "2020-05-26T12:00:00-05:30"],
)
def test_a_time_written_as_advised_is_taken(client: Client, value: str):
    assert client.get(f"/api/v1/events/?updated_since={value}").status_code == 200

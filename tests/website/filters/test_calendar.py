import pytest
from django.urls import reverse
from django.utils import translation

from tests.markup import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    with translation.override("en"):
        return reverse("events:plan")


def test_a_month_leads_to_its_page_and_keeps_the_filter(client, plan):
    answer = client.get(plan, {"month": "2020-10", "status": "held"})

    assert answer.status_code == 302
    assert answer["Location"] == "/en/calendar/2020/10/?status=held"


@pytest.mark.parametrize(
    "value", ["2020-13", "2020-1", "2019-05", "2020-12", "0001-01", "9999-12", "\0", "a" * 9_000]
)
def test_what_is_no_month_is_refused_by_name(client, plan, value):
    answer = client.get(plan, {"month": value})

    assert answer.status_code == 400
    told = page_of(answer).one("dl", cls="fact-list").text
    assert "“month” in the address" in told
    assert told.endswith("Give a month from June 2019 to November 2020, written as 2020-10.")


def test_no_month_shows_the_plan(client, plan):
    answer = client.get(plan, {"month": ""})

    assert answer.status_code == 200
    assert answer.templates[0].name == "events/plan.html"

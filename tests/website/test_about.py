"""The page about the portal."""

import pytest
from django.test import Client

from tests.markup import page_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2019-06-13", "the Presidency is held"),
        ("2020-11-10", "the Presidency is held"),
        ("2020-11-11", "the Presidency was held"),
    ],
)
def test_lead_knows_whether_the_term_is_over(client: Client, settings, day: str, said: str):
    settings.PORTAL_CLOCK = day

    lead = page_of(client.get("/en/about/")).one("p", cls="page-head-lead").text

    assert lead.startswith(f"From 14 June 2019 to 10 November 2020 {said}")


def test_one_cookie_is_owned_up_to_as_on_the_page_on_privacy(client: Client):
    promise = "no cookie unless they ask to see a capital’s time"

    pages = [page_of(client.get(f"/en/{name}/")).one("main").text for name in ("about", "privacy")]

    assert [promise in page for page in pages] == [True, True]

"""Where a long word may be parted in a narrow column; and that only the eye is told."""

import re

import pytest
from django.conf import settings
from django.test import Client

from i18n.line_breaks import HYPHEN
from i18n.typography import SOFT_HYPHEN, UNSEEN
from presidencies.models import StandingPage
from tests.events.planned import OCTOBER_29
from tests.factories import EventFactory
from tests.markup import page_of

TITLE = "Совещание глав антинаркотических ведомств"
#: What other programs, and readers' own files, take.
PLAIN = (
    "/ru/search/?q=антинаркотических",
    "/ru/calendar.ics",
    "/ru/calendar/changes.atom",
    "/ru/calendar/2020/W44.csv",
    "/ru/calendar/2020/W44.json",
    "/api/v1/events/",
)


@pytest.fixture
def event():
    return EventFactory(
        slug="forum", title_ru=TITLE, short_title_ru=TITLE, period=OCTOBER_29, published=True
    )


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["calendar/", "calendar/2020/W44/", "calendar/2020/10/"])
@pytest.mark.usefixtures("event")
def test_long_word_of_a_list_may_be_parted_and_only_the_eye_is_told(client: Client, path: str):
    response = client.get(f"/ru/{path}")
    page = response.content.decode()

    assert f"антинарко{HYPHEN}тических" in page
    assert "антинаркотических" in page_of(response).one("main").text
    assert UNSEEN.search(page) is None


@pytest.mark.django_db
@pytest.mark.usefixtures("event")
def test_titles_that_are_copied_hold_no_soft_hyphen(client: Client):
    page = client.get("/ru/events/forum/").content.decode()

    assert re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL) == [TITLE]


@pytest.mark.django_db
@pytest.mark.indexed
@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("path", PLAIN)
def test_what_is_taken_along_holds_no_soft_hyphen(client: Client, path: str):
    taken = client.get(path)

    assert taken.status_code == 200
    assert SOFT_HYPHEN.encode() not in taken.content


def test_texts_of_the_plan_hold_no_sign_that_nobody_sees():
    files = (settings.BASE_DIR / "data").glob("*.csv")

    assert [file.name for file in files if UNSEEN.search(file.read_text("utf-8"))] == []


@pytest.mark.django_db
def test_long_head_of_a_standing_page_may_be_parted(client: Client):
    StandingPage.objects.filter(slug="privacy").update(title_ru="Конфиденциальность")

    page = client.get("/ru/privacy/").content.decode()

    assert f"<h1>Конфиден{HYPHEN}циальность</h1>" in page
    assert "<title>Конфиденциальность" in page

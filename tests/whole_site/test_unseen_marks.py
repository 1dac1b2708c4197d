"""No page says by characters that nobody sees where its lines end: they would be copied and read along."""

import re

import pytest
from django.test import Client

from i18n.texts import CODES
from i18n.typography import UNSEEN
from scripts.lighthouse import PAGES
from tests.choosing import EVERY_COMBINATION

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

#: Longer than any word of the plan.
UNPARTED = re.compile(r"[\u4e00-\u9fff]{9,}")
#: A dot between two facts that would stand at the end of a line.
FREE_DOT = re.compile(r"(?<!<i>)·\s[^<]*")
#: Dates, titles, compounds and terms of every kind.
PATHS = [*PAGES.values()] if EVERY_COMBINATION else ["", "calendar/2020/11/", "calendar/changes/"]
#: Made of the plan for other programs, and for readers' own files.
FILES = (
    "calendar/2020/10.ics",
    "calendar/2020/10.csv",
    "calendar/2020/10.json",
    "calendar/changes.atom",
    "news.rss",
    "calendar/by-place.geojson",
)


@pytest.mark.by_turns(3)
@pytest.mark.usefixtures("day_after")
@pytest.mark.parametrize("code", CODES)
def test_page_says_where_lines_end_in_markup_alone(client: Client, code: str):
    for path in PATHS:
        page = client.get(f"/{code}/{path}").content.decode()

        assert UNSEEN.search(page) is None
        # The first is for paper alone.
        assert FREE_DOT.findall(page.partition("</head>")[2])[1:] == []


@pytest.mark.usefixtures("day_after")
def test_head_of_a_page_whose_description_is_a_date_has_none(client: Client):
    page = client.get("/zh-hans/documents/moscow-declaration-2020/").content.decode()
    head = page.partition("</head>")[0]

    assert 'property="og:description"' in head
    assert UNSEEN.search(head) is None


@pytest.mark.usefixtures("day_after")
@pytest.mark.parametrize("path", FILES)
def test_files_have_no_breaks_for_the_eye(client: Client, path: str):
    for code in CODES:
        taken = client.get(f"/{code}/{path}")

        assert taken.status_code == 200
        assert UNSEEN.search(taken.content.decode()) is None
        assert b"wbr" not in taken.content


@pytest.mark.usefixtures("day_after")
def test_chinese_page_parts_its_words(client: Client):
    page = client.get("/zh-hans/calendar/").content.decode()
    main = re.sub(r"<select.*?</select>", "", page.partition("<main")[2], flags=re.DOTALL)

    assert main.count("<wbr>") > 500
    assert [text for text in re.findall(r">([^<]+)<", main) if UNPARTED.search(text)] == []

"""What tables and maps of the plan hold."""

import io
import json
import re
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from hypothesis import given, strategies as st

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format, Kind, Membership
from tests.acting import changes
from tests.events.planned import OCTOBER_29, TODAY, event
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    HostFactory,
    PriorityFactory,
    announcement,
)
from tests.tables import read_csv, read_csv_strictly, read_xlsx, read_xlsx_by_calamine
from tests.website.taking import take
from website.exports.tables import COLUMNS, safe

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

FIELDS = "?header=fields"
NOVEMBER_10 = Period.on(date(2020, 11, 10))


# --- what a table holds ---------------------------------------------------------------


def test_table_tells_all_of_an_event_in_the_language_of_its_address(client: Client):
    china = CountryFactory(name_ru="Китай")
    moved = event(
        "Forum",
        Period.on(date(2020, 10, 7), date(2020, 10, 9)),
        slug="forum",
        title_ru="Форум, «первый»",
        short_title_ru="Первый форум",
        kind=Kind.FORUM,
        membership=Membership.SCO_CALENDAR,
        format=Format.IN_PERSON,
        cities=[
            CityFactory(slug="beijing", name_ru="Пекин", country=china),
            CityFactory(slug="wuhan", name_ru="Ухань", country=china),
        ],
        hosts=[HostFactory(name_ru="Министерство"), HostFactory(name_ru="Область")],
        bodies=[BodyFactory(name_ru="Совет", published=True), BodyFactory(name_ru="Черновик")],
        priorities=[PriorityFactory(title_ru="Безопасность", published=True)],
    )
    changes.reschedule(moved, announcement(), FactChanges(OCTOBER_29))

    (row,) = read_csv_strictly(take(client, "", "csv", FIELDS, "ru"))

    assert tuple(row) == COLUMNS
    assert row == {
        "slug": "forum",
        "title": "Форум, «первый»",
        "language": "ru",
        "first_day": "2020-10-29",
        "last_day": "2020-10-29",
        "precision": "day",
        "date": "29 октября 2020 г.",
        "status": "запланировано",
        "format": "очно",
        "cities": "Пекин; Ухань",
        "country": "Китай",
        "bodies": "Совет",
        "priorities": "Безопасность",
        "level": "министры",
        "kind": "форум",
        "was": "Было: 7–9 октября 2020 г.",
        "url": "http://testserver/ru/events/forum/",
        "opens": "",
        "closes": "",
        "time_zone": "",
        "plan": "календарь организации",
        "hosts": "Министерство; Область",
        "short_title": "Первый форум",
    }


def test_both_tables_hold_the_same(client: Client):
    event("Forum", cities=[CityFactory()])
    event("Undated", Period.undated())

    expected = read_csv(take(client, "", "csv"))

    assert read_xlsx(take(client, "", "xlsx")) == expected
    assert read_xlsx_by_calamine(take(client, "", "xlsx")) == expected


def test_days_of_a_workbook_are_days(client: Client):
    event("Forum")

    sheet = openpyxl.load_workbook(io.BytesIO(take(client, "", "xlsx"))).active

    assert [cell.value.date() for cell in sheet[2][3:5]] == [date(2020, 10, 29)] * 2


def test_title_of_another_language_admits_it(client: Client):
    event("Forum", title_zh_hans="")

    (row,) = read_csv(take(client, "", "csv", FIELDS, "zh-hans"))

    assert (row["title"], row["language"]) == ("Forum", "en")


#: OWASP's list, the same signs wide and small, behind blanks, and behind an apostrophe.
FORMULAS = [
    *(f"{sign}HYPERLINK(1)" for sign in "=+-@＝＋－＠﹦﹢﹣﹫"),
    *(
        f"{before}=1+1"
        for before in (" ", "\t", "\r", "\n", "\r\n", "\u3000", "\u00a0", "'", "''", "' ")
    ),
    "\tcmd",
    "\rcmd",
    "\ncmd",
]
TEXTS = ["Forum", "'Forum' of youth", "'", "''", "A = B", "22-23", "—", "−5", "", "'Forum='"]


def read_back(cell: str) -> str:
    """Do as docs/api.md says."""
    return cell[1:] if re.match(r"'+(\s*[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n])", cell) else cell


@pytest.mark.parametrize("formula", FORMULAS, ids=ascii)
def test_text_is_never_a_formula_and_comes_back(formula: str):
    assert safe(formula) == f"'{formula}"
    assert read_back(safe(formula)) == formula


@pytest.mark.parametrize("text", TEXTS)
def test_text_that_is_no_formula_stays_as_it_is(text: str):
    assert safe(text) == text
    assert read_back(text) == text


@given(st.text("'=+-@＝ \t\r\nA"))
def test_any_text_comes_back_from_its_cell(text: str):
    assert read_back(safe(text)) == text


def test_formula_is_a_text_in_csv_and_needs_no_mark_in_a_workbook(client: Client):
    event("=HYPERLINK(1)", slug="one")
    event("'=HYPERLINK(1)", slug="two")

    told = {row["slug"]: row["title"] for row in read_csv(take(client, "", "csv", FIELDS))}
    assert told == {"one": "'=HYPERLINK(1)", "two": "''=HYPERLINK(1)"}
    for read in (read_xlsx, read_xlsx_by_calamine):
        told = {row["slug"]: row["title"] for row in read(take(client, "", "xlsx", FIELDS))}
        assert told == {"one": "=HYPERLINK(1)", "two": "'=HYPERLINK(1)"}


def test_quotes_and_commas_come_back(client: Client):
    event('A "forum", so called')

    for read in (read_csv, read_csv_strictly):
        rows = read(take(client, "", "csv", FIELDS))
        assert rows[0]["title"] == 'A "forum", so called'


# --- what a map holds ------------------------------------------------------------------


def test_feature_lies_east_before_north_and_one_without_a_city_nowhere(client: Client):
    moscow = CityFactory(latitude=Decimal("55.75"), longitude=Decimal("37.61"))
    delhi = CityFactory(latitude=Decimal("28.61"), longitude=Decimal("77.21"))
    event("One", slug="one", cities=[moscow])
    event("Two", slug="two", cities=[moscow, delhi])
    event("None", slug="none")

    told = json.loads(take(client, "/by-place", "geojson"))

    geometries = {feature["id"]: feature["geometry"] for feature in told["features"]}
    assert geometries["one"] == {"type": "Point", "coordinates": [37.61, 55.75]}
    assert geometries["two"]["type"] == "MultiPoint"
    assert sorted(geometries["two"]["coordinates"]) == [[37.61, 55.75], [77.21, 28.61]]
    assert geometries["none"] is None

"""What tables and maps of the plan hold."""

import io
import json
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client

from events import changes
from events.changes import Moves
from events.dates import Period
from events.renditions.table import COLUMNS, safe
from events.states import Format, Kind
from tests.events.planned import OCTOBER_29, TODAY, event
from tests.events.taking import take
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    PriorityFactory,
    announcement,
)
from tests.tables import read_csv, read_csv_strictly, read_xlsx, read_xlsx_by_calamine

pytestmark = pytest.mark.django_db

NOVEMBER_10 = Period.on(date(2020, 11, 10))


@pytest.fixture(autouse=True)
def _in_the_term(settings):
    settings.PORTAL_CLOCK = TODAY


# --- what a table holds ---------------------------------------------------------------


def test_table_tells_all_of_an_event_in_the_language_of_its_address(client: Client):
    china = CountryFactory(name_ru="Китай")
    moved = event(
        "Forum",
        Period.on(date(2020, 10, 7), date(2020, 10, 9)),
        slug="forum",
        title_ru="Форум, «первый»",
        kind=Kind.FORUM,
        format=Format.IN_PERSON,
        cities=[
            CityFactory(name_ru="Пекин", country=china),
            CityFactory(name_ru="Ухань", country=china),
        ],
        bodies=[BodyFactory(name_ru="Совет", published=True), BodyFactory(name_ru="Черновик")],
        priorities=[PriorityFactory(title_ru="Безопасность", published=True)],
    )
    changes.reschedule(moved, announcement(), Moves(OCTOBER_29))

    (row,) = read_csv_strictly(take(client, "", "csv", language="ru"))

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

    (row,) = read_csv(take(client, "", "csv", language="zh-hans"))

    assert (row["title"], row["language"]) == ("Forum", "en")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_text_is_never_a_formula(client: Client, sign):
    title = f"{sign}HYPERLINK(1)"
    event(title)

    assert safe(title) == f"'{title}"
    if sign not in "\t\r":  # XML turns these into spaces at the edges
        assert read_csv(take(client, "", "csv"))[0]["title"] == f"'{title}"
        assert read_xlsx(take(client, "", "xlsx"))[0]["title"] == f"'{title}"


def test_quotes_and_commas_come_back(client: Client):
    event('A "forum", so called')

    for rows in (read_csv(take(client, "", "csv")), read_csv_strictly(take(client, "", "csv"))):
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

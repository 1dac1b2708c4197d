"""What the columns of a table are called: in words for readers, as fields for programs."""

import pytest
from django.test import Client
from django.utils.translation import override

from i18n.texts import CODES
from tests.events.planned import TODAY, event
from tests.tables import read_csv, read_xlsx
from tests.website.taking import take
from website.exports import tables
from website.exports.tables import COLUMNS

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

FIELDS = "?header=fields"


HEADINGS = {
    "en": (
        "Name in the address",
        "Title",
        "First day",
        "Cities",
        "Earlier date and place",
        "Hosts",
    ),
    "ru": (
        "Имя в адресе",
        "Название",
        "Первый день",
        "Города",
        "Прежние дата и место",
        "Кто проводит",
    ),
    "zh-hans": ("网址名称", "标题", "开始日期", "城市", "原定日期和地点", "主办方"),
}


PRECISE = {"en": "exact day", "ru": "точная дата", "zh-hans": "具体日期"}


@pytest.mark.parametrize("language", HEADINGS)
def test_columns_are_called_in_the_language_of_the_address(client: Client, language: str):
    event("Forum")

    for rows in (
        read_csv(take(client, "", "csv", language=language)),
        read_xlsx(take(client, "", "xlsx", language=language)),
    ):
        told = dict(zip(COLUMNS, rows[0], strict=True))
        asked = ("slug", "title", "first_day", "cities", "was", "hosts")
        assert tuple(told[column] for column in asked) == HEADINGS[language]


@pytest.mark.parametrize("language", CODES)
def test_no_two_columns_are_called_alike(language: str):
    with override(language):
        assert len({str(words) for words in tables.HEADINGS.values()}) == len(COLUMNS)


@pytest.mark.parametrize("language", CODES)
def test_programs_may_ask_for_the_names_of_fields_in_any_language(client: Client, language: str):
    event("Forum")

    words, fields = (
        [read(take(client, "", ending, query, language)) for query in ("", FIELDS)]
        for read, ending in ((read_csv, "csv"), (read_xlsx, "xlsx"))
    )

    for in_words, in_fields in (words, fields):
        assert tuple(in_fields[0]) == COLUMNS
        precision = COLUMNS.index("precision")
        told, shown = list(in_fields[0].values()), list(in_words[0].values())
        assert (told.pop(precision), shown.pop(precision)) == ("day", PRECISE[language])
        assert told == shown


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_readers_see_the_marks_of_print_and_programs_the_text_itself(client: Client, ending: str):
    event('The ministers\' "forum"', short_title_en="Ministers' forum")
    read = {"csv": read_csv, "xlsx": read_xlsx}[ending]

    (in_words,) = read(take(client, "", ending))
    (in_fields,) = read(take(client, "", ending, FIELDS))

    assert in_words["Title"] == "The ministers’ “forum”"
    assert in_words["Short title"] == "Ministers’ forum"
    assert in_fields["title"] == 'The ministers\' "forum"'


@pytest.mark.parametrize("query", ["?header=field", "?header=", "?heading=fields"])
def test_header_takes_one_value(client: Client, query: str):
    status = 200 if query == "?header=" else 400

    assert client.get(f"/en/calendar.csv{query}").status_code == status


def test_nearest_address_is_offered_for_a_wrong_header(client: Client):
    response = client.get("/en/calendar.csv?header=field&format=online")

    assert "/en/calendar.csv?header=fields&format=online" in response.content.decode()


@pytest.mark.parametrize("ending", ["ics", "atom", "json"])
def test_what_has_no_columns_takes_no_header(client: Client, ending: str):
    assert client.get(f"/en/calendar.{ending}{FIELDS}").status_code == 400


@pytest.mark.parametrize(("asked", "language"), [("ru", "ru"), ("zh-CN", "zh-hans"), ("", "en")])
def test_table_without_a_language_is_that_of_the_reader(client: Client, asked: str, language: str):
    response = client.get(f"/calendar.csv{FIELDS}", headers={"accept-language": asked})

    assert response.status_code == 302
    assert response.headers["Location"] == f"/{language}/calendar.csv{FIELDS}"

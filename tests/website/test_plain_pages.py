"""The pages of plain text, in every language."""

import csv
import re
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from bodies.models import Body, BodyKind
from events.dates import Period
from i18n.texts import CODES
from i18n.typography import bound_markup
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    PriorityFactory,
)
from tests.made_once import made_once
from tests.markup import Element, page_at, page_of
from website.views import pages

pytestmark = pytest.mark.django_db

#: Those of the code have a template in each language, the others a row that staff edit.
TEMPLATES = ("subscribe", "developers")
NAMES = (*TEMPLATES, "accessibility", "privacy", "terms", "contact")
TEXTS = Path(settings.BASE_DIR) / "templates" / "sco_presidency" / "plain"


def get(client: Client, name: str, code: str = "en") -> Element:
    return page_at(client, f"/{code}/{name}/")


@pytest.mark.parametrize("name", NAMES)
def test_no_russian_line_ends_in_a_short_word(client: Client, name: str):
    _head, _tag, rest = client.get(f"/ru/{name}/").content.decode().partition("<main")
    main, _tag, _foot = rest.partition("</main>")

    assert "\u00a0" in main
    assert bound_markup(main) == main


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", NAMES)
def test_page_is_written_in_every_language(client: Client, name: str, code: str):
    with override(code):
        assert reverse(name) == f"/{code}/{name}/"

    page = get(client, name, code)

    heading = page.one("h1").text.replace("\u00ad", "")
    assert page.one("title").text.startswith(heading)
    assert page.one("p", cls="page-head-lead").text
    assert page.all("p", cls="notice") == []
    links = [link for link in page.all("link", rel="alternate") if "hreflang" in link.attributes]
    assert {link["hreflang"] for link in links} == {"en", "ru", "zh-Hans", "x-default"}


@pytest.mark.parametrize("name", NAMES)
def test_translations_have_the_same_parts(client: Client, name: str):
    def parts(code: str) -> list[str]:
        main = get(client, name, code).one("main")
        return [section["aria-labelledby"] for section in main.all("section")]

    assert parts("ru") == parts("zh-hans") == parts("en")


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_text_is_left_over_from_another_language(name: str):
    chinese = (TEXTS / f"{name}.zh-hans.html").read_text("utf-8")
    english = (TEXTS / f"{name}.en.html").read_text("utf-8")

    assert re.findall("[а-яА-Я]", chinese + english) == []
    assert re.findall("[\u4e00-\u9fff]", english) == []


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", NAMES)
def test_links_of_the_text_lead_somewhere(client: Client, name: str, code: str):
    EventFactory(period=Period.on(date(2020, 10, 29)), published=True)
    links = {a["href"] for a in get(client, name, code).one("main").all("a")}

    ours = [link for link in links if link.startswith("/")]

    answers = {link: client.get(link) for link in ours}
    for answer in answers.values():
        answer.close()  # a file that is sent is open until then
    assert {link: answers[link].status_code for link in ours} == dict.fromkeys(ours, 200)


def test_language_without_the_text_shows_it_in_another(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pages, "_is_written", lambda name, code: code == "en")

    page = get(client, "developers", "ru")

    assert page.one("p", cls="notice").text
    assert page.one("div", cls="stack")["lang"] == "en"
    assert page.one("link", rel="canonical")["href"] == "http://testserver/en/developers/"


@pytest.mark.parametrize("code", CODES)
def test_every_page_links_them_in_its_footer(client: Client, code: str):
    links = {a["href"] for a in page_of(client.get(f"/{code}/about/")).one("footer").all("a")}

    assert {f"/{code}/{name}/" for name in NAMES} - links == set()


# --- subscribe ------------------------------------------------------------------------


@pytest.fixture
@made_once
def parts():
    russia = CountryFactory(slug="russia", name_en="Russia")
    CountryFactory(slug="idle")
    council = BodyFactory(slug="council", published=True)
    rats = BodyFactory(slug="rats", parent=council, published=True)
    BodyFactory(slug="idle", published=True)
    EventFactory(
        bodies=[rats],
        priorities=[PriorityFactory(slug="security", published=True)],
        cities=[CityFactory(country=russia)],
        published=True,
    )


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize("code", CODES)
def test_each_part_of_the_plan_has_its_calendar(client: Client, code: str):
    links = [a["href"] for a in get(client, "subscribe", code).one("main").all("a")]

    files = {link for link in links if link.startswith("http://") and link.endswith(".ics")}

    assert files == {
        f"http://testserver/{code}/calendar.ics",
        f"http://testserver/{code}/priorities/security/calendar.ics",
        f"http://testserver/{code}/bodies/council/calendar.ics",
        f"http://testserver/{code}/bodies/rats/calendar.ics",
        f"http://testserver/{code}/countries/russia/calendar.ics",
    }
    assert {client.get(file)["Content-Type"] for file in files} == {"text/calendar; charset=utf-8"}


@pytest.mark.usefixtures("parts")
def test_bodies_stand_in_the_order_of_their_tree_and_say_where_nothing_is_to_come(
    client: Client, settings
):
    settings.PORTAL_CLOCK = "2020-10-28"
    council = Body.objects.get(slug="council")
    Body.objects.filter(slug="council").update(short_name_en="Heads of State")
    ministers = BodyFactory(
        slug="ministers",
        short_name_en="Agriculture",
        parent=council,
        kind=BodyKind.MINISTERIAL_MECHANISM,
        published=True,
    )
    rats = Body.objects.get(slug="rats")
    Body.objects.filter(slug="rats").update(
        short_name_en="RATS", kind=BodyKind.PERMANENT_BODY, position=9
    )
    beside = BodyFactory(slug="alone", short_name_en="Alone", published=True)
    for body, day in ((ministers, 27), (rats, 29), (beside, 27)):
        EventFactory(bodies=[body], period=Period.on(date(2020, 10, day)), published=True)

    main = get(client, "subscribe").one("main")
    lists = {group.one("summary").text: group for group in main.all("details", cls="more-rows")}
    names = [li.all("p")[0].text for li in lists["By body, with the bodies below it"].all("li")]

    assert names == [
        "Heads of State",
        "RATS",
        "Agriculture no upcoming events yet",
        "Alone no upcoming events yet",
    ]


def test_programs_are_given_the_address_in_their_own_way(client: Client):
    links = [a["href"] for a in get(client, "subscribe").one("p", cls="subscribe-links").all("a")]

    webcal, google, outlook_com, office, file = links
    assert webcal == "webcal://testserver/en/calendar.ics"
    # Google answers every link that hands over a foreign address with an error.
    assert google == "https://calendar.google.com/calendar/r/settings/addbyurl"
    assert [urlsplit(link).netloc for link in (outlook_com, office)] == [
        "outlook.live.com",
        "outlook.office.com",
    ]
    for outlook in (outlook_com, office):
        asked = parse_qs(urlsplit(outlook).query)
        assert asked == {"url": [file], "name": ["Russia’s SCO Presidency"]}


@pytest.mark.parametrize("code", CODES)
def test_address_to_copy_is_shown(client: Client, code: str):
    shown = [told.text for told in get(client, "subscribe", code).one("main").all("code")]

    assert shown == [f"http://testserver/{code}/calendar.ics"]


@pytest.mark.parametrize(
    ("code", "said"), [("en", "demonstration"), ("ru", "демонстрация"), ("zh-hans", "演示")]
)
def test_only_a_demonstration_says_that_services_cannot_subscribe(
    client: Client, settings, code: str, said: str
):
    settings.PORTAL_CLOCK = "2020-10-28"
    demonstration = get(client, "subscribe", code).one("main").text
    settings.PORTAL_CLOCK = "off"
    real = get(client, "subscribe", code).one("main").text

    assert (said in demonstration, said in real) == (True, False)


@pytest.mark.usefixtures("parts")
def test_link_says_which_calendar_it_adds(client: Client):
    labels = [
        a["aria-label"]
        for a in get(client, "subscribe").one("main").all("a")
        if "aria-label" in a.attributes
    ]

    assert len(labels) == len(set(labels)) == 16


@pytest.mark.usefixtures("parts")
def test_number_of_queries_does_not_grow(client: Client):
    with CaptureQueriesContext(connection) as one:
        get(client, "subscribe")
    for _number in range(2):
        EventFactory(bodies=[BodyFactory(published=True)], chair=CountryFactory(), published=True)
        PriorityFactory(published=True)

    with CaptureQueriesContext(connection) as three:
        get(client, "subscribe")

    assert len(three) == len(one)
    assert Body.objects.count() == 5


# --- what the texts promise -----------------------------------------------------------


@pytest.mark.parametrize("path", ["", "calendar/", "news/", "subscribe/", "search/?q=x"])
def test_reader_is_given_no_cookie(client: Client, path: str):
    client.get(f"/en/{path}")
    client.get("/")

    assert dict(client.cookies) == {}


def test_examples_name_the_host_of_the_page(client: Client):
    examples = [code.text for code in get(client, "developers").all("code") if "curl" in code.text]

    assert len(examples) == 6
    assert all("http://testserver/" in example for example in examples)


@pytest.mark.parametrize(("code", "tag"), [("en", "en"), ("ru", "ru"), ("zh-hans", "zh-Hans")])
def test_example_of_a_calendar_is_in_the_language_of_the_page(client: Client, code: str, tag: str):
    example = get(client, "developers", code).all("pre")[-1].text

    assert f"http://testserver/{code}/events/" in example
    assert f"SUMMARY;LANGUAGE={tag}:" in example


def test_fields_of_the_examples_are_those_of_the_api(client: Client):
    EventFactory(slug="forum", period=Period.on(date(2020, 10, 29)), published=True)
    answers = [
        client.get(address).content.decode()
        for address in ("/api/v1/events/", "/api/v1/events/?status=done")
    ]
    shown = " ".join(
        (TEXTS / f"example_{name}.html").read_text("utf-8") for name in ("list", "error")
    )

    named = set(re.findall(r'"([a-z_]+)":', shown))

    assert named - set(re.findall(r'"([a-z_]+)":', " ".join(answers))) == set()


@pytest.mark.parametrize("code", CODES)
def test_developers_are_told_of_every_door(client: Client, code: str):
    doors = set(client.get("/api/v1/").json()) - {"schema"}

    start, *_rest = get(client, "developers", code).one("main").all("section")

    assert {name.text for name in start.all("code")} - {"/api/v1/events/"} == doors


@pytest.mark.parametrize(
    ("example", "table", "columns"),
    [
        ("list", "event_texts.csv", ("short_title_en", "short_title_ru", "short_title_zh")),
        ("changes", "event_changes.csv", ("note_en", "note_ru", "note_zh", "source_url")),
    ],
)
def test_examples_quote_the_plan(example: str, table: str, columns: tuple[str, ...]):
    shown = (TEXTS / f"example_{example}.html").read_text("utf-8")
    quoted = re.findall(r'"(?:en|ru|zh-hans|source)": "([^"]+)"', shown)[: len(columns)]

    with (settings.BASE_DIR / "data" / table).open(encoding="utf-8", newline="") as file:
        rows = [[row[column] for column in columns] for row in csv.DictReader(file)]

    assert quoted in rows

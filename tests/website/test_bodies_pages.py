import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bodies.models import Body, BodyKind
from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format, Status
from tests.acting import changes
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    announcement,
)
from tests.markup import page_of
from tests.pages import attributes, terms, text, texts
from website.views.bodies import founded

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER = Period.on(date(2020, 11, 10))


def names_by_level(response) -> list[tuple[str, str]]:
    """Return the headings below that of the page, with their level."""
    inside = page_of(response).one("main").walk()
    return [(one.tag, one.text) for one in inside if re.fullmatch("h[2-6]", one.tag)]


@pytest.mark.parametrize(("day", "cited"), [("20201028", 1), ("20201029", 0)])
def test_body_cites_no_source_of_a_later_day(client, day, cited):
    body = BodyFactory(source_url=f"https://news.example/{day}/1.html", published=True)

    response = client.get(body.get_absolute_url())

    assert ("Source" in terms(response, "fact-list")) == bool(cited)


def test_bodies_are_a_tree_whose_levels_are_headings(client):
    council = BodyFactory(short_name_en="Council", kind=BodyKind.SUPREME_BODY, published=True)
    ministers = BodyFactory(
        short_name_en="Ministers", kind=BodyKind.MAIN_BODY, parent=council, published=True
    )
    group = BodyFactory(short_name_en="Group", parent=ministers, published=True)
    lowest = BodyFactory(short_name_en="Experts", parent=group, published=True)
    for name in ("Sixth", "Seventh"):
        lowest = BodyFactory(short_name_en=name, parent=lowest, published=True)
    BodyFactory(short_name_en="Chiefs", parent=council, published=True)
    BodyFactory(short_name_en="Draft", parent=council)

    assert names_by_level(client.get("/en/bodies/")) == [
        ("h2", "Council"),
        ("h3", "Ministers"),
        ("h4", "Group"),
        ("h5", "Experts"),
        ("h6", "Sixth"),
        ("h6", "Seventh"),
        ("h3", "Other bodies of this level"),
        ("h4", "Chiefs"),
    ]


def test_those_in_no_tree_and_those_outside_the_organisation_stand_apart(client):
    BodyFactory(short_name_en="Partners", kind=BodyKind.PARTNER, published=True)
    BodyFactory(short_name_en="Club", kind=BodyKind.NON_GOVERNMENTAL, published=True)
    council = BodyFactory(short_name_en="Council", published=True)
    BodyFactory(short_name_en="Group", parent=council, published=True)

    assert names_by_level(client.get("/en/bodies/")) == [
        ("h2", "Council"),
        ("h4", "Group"),
        ("h2", "Outside this hierarchy"),
        ("h3", "Club"),
        ("h2", "Other organisers"),
        ("h3", "Partners"),
    ]


def test_official_name_stands_only_where_it_differs(client):
    council = BodyFactory(name_en="Council", short_name_en="Council", published=True)
    BodyFactory(name_en="Forum of Heads", short_name_en="Forum", parent=council, published=True)

    assert texts(client.get("/en/bodies/"), "p", "body-official") == ["Forum of Heads"]


def test_marks_of_a_body_are_its_events_and_words_count_them(client):
    council = BodyFactory(short_name_en="Council", published=True)
    group = BodyFactory(short_name_en="Group", parent=council, published=True)
    BodyFactory(short_name_en="Idle", parent=council, published=True)
    EventFactory(period=JULY, status=Status.HELD, bodies=[council], published=True)
    EventFactory(period=NOVEMBER, bodies=[council, group], published=True)
    EventFactory(period=NOVEMBER, bodies=[group], published=True)
    EventFactory(bodies=[group])

    page = page_of(client.get("/en/bodies/")).one("main")

    rows = page.all("p", cls="body-marks")
    assert [row.text for row in rows] == [
        "2 events, 1 to come · 3 with all below",
        "2 events, 2 to come",
    ]
    assert [[mark["class"].endswith("is-over") for mark in row.all("svg")] for row in rows] == [
        [True, False],
        [False, False],
    ]


def test_body_that_meets_only_through_those_below_it_says_so(client):
    council = BodyFactory(short_name_en="Council", published=True)
    EventFactory(
        period=JULY,
        status=Status.HELD,
        bodies=[BodyFactory(parent=council, published=True)],
        published=True,
    )

    assert texts(client.get("/en/bodies/"), "p", "body-marks") == [
        "no events · 1 with all below",
        "1 event",
    ]


def test_list_without_bodies_says_so(client):
    assert texts(client.get("/en/bodies/"), "p", "soft") == ["No body is recorded here yet."]


def test_list_takes_as_many_queries_for_three_as_for_one(client):
    body = _busy()
    client.get("/en/bodies/")
    with CaptureQueriesContext(connection) as for_one:
        client.get("/en/bodies/")
    _busy(body)
    _busy(body)
    client.get("/en/bodies/")  # the plan is read anew

    with CaptureQueriesContext(connection) as for_three:
        client.get("/en/bodies/")

    assert len(for_three) == len(for_one)


def test_sessions_are_those_of_the_body_and_then_those_below_it(client):
    council = BodyFactory(published=True)
    group = BodyFactory(parent=council, published=True)
    EventFactory(title_en="Summit", period=NOVEMBER, bodies=[council], published=True)
    EventFactory(
        title_en="Earlier", period=JULY, status=Status.HELD, bodies=[council], published=True
    )
    EventFactory(title_en="Talks", period=NOVEMBER, bodies=[group], published=True)
    EventFactory(title_en="Elsewhere", period=NOVEMBER, published=True)

    response = client.get(f"/en/bodies/{council.slug}/")

    assert texts(response, "h2", within="section-head") == [
        "Coming up",
        "Past and moved events",
        "Meetings of its subordinate bodies",
    ]
    assert texts(response, "h3", within="event-list") == ["Summit", "Earlier", "Talks"]


def test_sessions_are_listed_newest_first_with_the_slots_left(client):
    body = BodyFactory(published=True)
    event = EventFactory(
        title_en="Forum",
        announced=announcement(date(2019, 6, 14)),
        period=Period.in_month(2020, 5),
        bodies=[body],
        published=True,
    )
    changes.reschedule(event, announcement(date(2020, 3, 1)), FactChanges(period=JULY))
    changes.reschedule(event, announcement(date(2020, 5, 27)), FactChanges(period=NOVEMBER))

    response = client.get(f"/en/bodies/{body.slug}/")

    slots = texts(response, "li", "event-ghost")
    assert [slot.partition(" Forum")[0] for slot in slots] == [
        "22–23 July 2020 No longer on this date:",
        "May 2020 No longer on this date:",
    ]


def test_place_of_a_slot_left_stands_behind_one_gap(client):
    body = BodyFactory(published=True)
    event = EventFactory(
        announced=announcement(date(2019, 6, 14)), period=JULY, bodies=[body], published=True
    )
    moved = FactChanges(period=NOVEMBER, format=Format.ONLINE)
    changes.reschedule(event, announcement(date(2020, 5, 27)), moved)

    html = client.get(f"/en/bodies/{body.slug}/").content.decode().replace("&nbsp;", "\u00a0")

    assert re.findall(r"</a>(\s*<i>·\s*</i>\s*)Video", html) == ["\u00a0<i>· </i>"]


def test_facts_stand_beside_the_page(client):
    city = CityFactory(name_en="Tashkent", country=CountryFactory(name_en="Uzbekistan"))
    council = BodyFactory(short_name_en="Council", published=True)
    body = BodyFactory(
        name_en="Structure",
        short_name_en="RATS",
        parent=council,
        seat=city,
        founded_on="2004-06",
        website="https://www.rats.example/",
        published=True,
    )
    BodyFactory(short_name_en="Below", parent=body, published=True)
    BodyFactory(name_en="Draft below", parent=body)

    response = client.get(f"/en/bodies/{body.slug}/")

    assert terms(response, "fact-list") == {
        "Short name": "RATS",
        "Reports to": "Council",
        "Established": "June 2004",
        "Seat": "Tashkent, Uzbekistan",
        "Website": "rats.example (another site)",
    }
    assert texts(response, "li", within="name-list") == ["Below"]


@pytest.mark.parametrize(
    ("purpose", "description", "head", "below"),
    [
        ("It decides.", "It met in 2001.", ["It decides."], ["It met in 2001."]),
        ("It decides.", "", ["It decides."], []),
        ("", "It met in 2001.", ["It met in 2001."], []),
        ("", "", [], []),
    ],
)
def test_a_body_says_what_it_does_before_all_else(client, purpose, description, head, below):
    body = BodyFactory(purpose_en=purpose, description_en=description, published=True)

    response = client.get(f"/en/bodies/{body.slug}/")

    assert texts(response, "p", "page-head-lead") == head
    assert texts(response, "p", within="prose") == below


def test_a_purpose_in_another_language_says_so(client):
    body = BodyFactory(purpose_ru="Он решает.", published=True)

    response = client.get(f"/en/bodies/{body.slug}/")

    assert attributes(response, "span", within="page-head-lead") == [{"lang": "ru"}]


def test_parent_that_is_no_longer_public_is_not_named(client):
    body = BodyFactory(parent=BodyFactory(name_en="Draft"), published=True)

    assert "Reports to" not in terms(client.get(f"/en/bodies/{body.slug}/"), "fact-list")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2004-06-17", "17 June 2004"),
        ("2004-06", "June 2004"),
        ("2004", "2004"),
        ("", "date to be confirmed"),
    ],
)
def test_foundation_is_told_as_exactly_as_it_is_known(text, said):
    assert founded(text).say("en") == said


def test_documents_and_news_of_the_body_are_linked(client):
    body = BodyFactory(published=True)
    DocumentFactory(title_en="Charter", adopted_on=date(2002, 6, 7), bodies=[body], published=True)
    DocumentFactory(title_en="Draft paper", bodies=[body])
    ArticleFactory(title_en="It met", bodies=[body], published=True)

    response = client.get(f"/en/bodies/{body.slug}/")

    assert texts(response, "li", within="name-list") == ["Charter · 2002"]
    assert texts(response, "h3", within="news-list") == ["It met"]
    assert texts(response, "p", "more-link") == []


def test_more_documents_than_fit_are_behind_a_link(client):
    body = BodyFactory(published=True)
    for _number in range(9):
        DocumentFactory(bodies=[body], published=True)

    response = client.get(f"/en/bodies/{body.slug}/")

    assert len(texts(response, "li", within="name-list")) == 8
    (link,) = attributes(response, "a", within="more-link")
    assert link["href"] == f"/en/documents/?body={body.slug}"


def test_body_without_events_says_so(client):
    body = BodyFactory(published=True)

    response = client.get(f"/en/bodies/{body.slug}/")

    assert text(response, "p", "soft", within="stack").startswith("No event of the plan")


@pytest.mark.parametrize(
    ("period", "told"), [(NOVEMBER, []), (JULY, ["No upcoming events are known."])]
)
def test_body_of_which_nothing_is_coming_says_so(client, period, told):
    body = BodyFactory(published=True)
    EventFactory(bodies=[body], period=period, published=True)

    response = client.get(f"/en/bodies/{body.slug}/")

    assert [
        words for words in texts(response, "p", "soft") if "upcoming events are" in words
    ] == told


def test_draft_is_found_by_nobody(client):
    assert client.get(f"/en/bodies/{BodyFactory().slug}/").status_code == 404


def test_page_takes_as_many_queries_for_three_of_everything_as_for_one(client):
    body = _busy()
    address = f"/en/bodies/{body.slug}/"
    client.get(address)
    with CaptureQueriesContext(connection) as for_one:
        client.get(address)
    _busy(body)
    _busy(body)
    client.get(address)  # the plan is read anew

    with CaptureQueriesContext(connection) as for_three:
        client.get(address)

    assert len(for_three) == len(for_one)


def _busy(body: Body | None = None) -> Body:
    """Return `body`, or a new one, with one more child, session, paper and article."""
    body = body or BodyFactory(published=True)
    child = BodyFactory(parent=body, published=True)
    for host in (body, child):
        event = EventFactory(
            announced=announcement(None), period=JULY, bodies=[host], published=True
        )
        changes.reschedule(event, announcement(None), FactChanges(period=NOVEMBER))
    DocumentFactory(bodies=[body], published=True)
    ArticleFactory(bodies=[body], published=True)
    return body

"""The meetings of the same body before and after an event, in the facts of its page."""

from datetime import date

import pytest

from bodies.models import BodyKind
from events.dates import Period, Precision
from events.enums import Kind, Level
from events.models import Event
from places.models import PlaceNames
from publishing import clock
from tests.acting import changes
from tests.factories import BodyFactory, announcement
from tests.markup import page_of
from tests.pages import terms
from tests.website.event_pages import JULY, page, summit
from website.presenters.event import Neighbours, meetings_beside, neighbours

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]


def neighbour_lines(client, event: Event, code: str) -> list[str]:
    """Return what the page of `event` says of the meetings before and after."""
    facts = page_of(client.get(f"/{code}/events/{event.slug}/")).one("dl", cls="fact-list")
    titles = {other.slug for other in Event.objects.all()} - {event.slug}
    lines = [fact for fact in facts.all("dd") if fact.all("a")]
    return [fact.text for fact in lines if fact.one("a")["href"].split("/")[-2] in titles]


def test_meetings_of_the_same_body_before_and_after_are_linked(client):
    body = BodyFactory(published=True)
    meeting = {"bodies": [body], "kind": Kind.SESSION}
    summit(title_en="Earlier", period=JULY, **meeting)
    event = summit(title_en="This one", **meeting)
    summit(title_en="Later", period=Period.in_month(2020, 12), **meeting)
    summit(title_en="A seminar", period=JULY, bodies=[body], kind=Kind.SEMINAR)

    facts = terms(page(client, event), "fact-list")

    assert facts["Previous meeting"] == "Earlier 22–23 July 2020"
    assert facts["Next meeting"] == "Later December 2020"


@pytest.mark.parametrize(
    ("code", "word"), [("en", "planned"), ("ru", "по плану"), ("zh-hans", "计划")]
)
def test_day_of_another_meeting_that_nobody_has_confirmed_is_called_planned(client, code, word):
    body = BodyFactory(published=True)
    summit(title_en="Over", period=JULY, bodies=[body])
    confirmed = summit(title_en="Sure", period=Period.on(date(2020, 12, 1)), bodies=[body])
    changes.confirm(confirmed, announcement(None))
    event = summit(bodies=[body])
    before, after = neighbour_lines(client, event, code)
    planned = summit(title_en="Sooner", period=Period.on(date(2020, 11, 30)), bodies=[body])

    assert [line.endswith(word) for line in (before, after)] == [False, False]
    assert neighbour_lines(client, event, code)[1].endswith(f" · {word}")
    assert neighbour_lines(client, planned, code)[1] == after


def test_cancelled_meeting_and_one_of_another_level_are_passed_over(client):
    body = BodyFactory(published=True)
    summit(title_en="Ministers", period=Period.on(date(2020, 6, 1)), bodies=[body])
    cancelled = summit(title_en="Cancelled", period=JULY, bodies=[body])
    changes.cancel(cancelled, announcement(None))
    summit(title_en="Experts", period=JULY, bodies=[body], level=Level.EXPERTS)
    event = summit(bodies=[body])

    assert terms(page(client, event), "fact-list")["Previous meeting"] == "Ministers 1 June 2020"


@pytest.mark.parametrize(
    ("other", "is_before"),
    [
        (Period.in_month(2020, 10), True),  # October, and a day of November
        (Period.in_month(2020, 11), False),
        (Period(date(2020, 5, 1), date(2020, 12, 31), Precision.MONTH), False),
        (Period.on(date(2020, 11, 10)), True),  # of two exact days the order of the plan holds
    ],
)
def test_of_meetings_at_overlapping_vague_times_neither_is_the_previous_one(
    client, other: Period, is_before: bool
):
    body = BodyFactory(published=True)
    summit(title_en="The other", period=other, bodies=[body])
    event = summit(bodies=[body])

    assert ("Previous meeting" in terms(page(client, event), "fact-list")) is is_before
    assert "Next meeting" not in terms(page(client, event), "fact-list")


@pytest.mark.parametrize(
    ("kind", "of"),
    [
        (Kind.MEETING, BodyKind.PARTNER),
        (Kind.MEETING, BodyKind.PERMANENT_BODY),
        (Kind.EXERCISE, BodyKind.MINISTERIAL_MECHANISM),
    ],
)
def test_what_a_body_only_holds_is_no_meeting_of_it(client, kind, of):
    body = BodyFactory(kind=of, published=True)
    summit(period=JULY, bodies=[body], kind=kind)
    event = summit(bodies=[body], kind=kind)

    assert "Previous meeting" not in terms(page(client, event), "fact-list")


def test_event_of_two_bodies_is_a_meeting_of_neither(client):
    one, other = BodyFactory(published=True), BodyFactory(published=True)
    summit(period=JULY, bodies=[one])
    event = summit(bodies=[one, other])

    assert "Previous meeting" not in terms(page(client, event), "fact-list")


def test_meetings_of_a_draft_body_are_not_told():
    secret = BodyFactory()
    summit(period=JULY, bodies=[secret])
    event = summit(bodies=[secret])

    assert (
        neighbours(
            meetings_beside(Event.objects.for_cards().get(pk=event.pk)), PlaceNames(), clock.now()
        )
        == Neighbours()
    )


def test_draft_body_does_not_hide_the_meetings_of_the_public_one(client):
    body, secret = BodyFactory(published=True), BodyFactory()
    summit(title_en="Earlier", period=JULY, bodies=[body])
    event = summit(bodies=[body, secret])

    facts = terms(page(client, event), "fact-list")

    assert facts["Previous meeting"] == "Earlier 22–23 July 2020"


def test_draft_has_no_place_among_the_meetings_of_its_body():
    body = BodyFactory(published=True)
    summit(bodies=[body])
    draft = summit(period=JULY, bodies=[body], published=False)

    assert (
        neighbours(
            meetings_beside(Event.objects.for_cards().get(pk=draft.pk)), PlaceNames(), clock.now()
        )
        == Neighbours()
    )

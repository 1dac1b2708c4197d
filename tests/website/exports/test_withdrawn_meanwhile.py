"""An editor withdraws an event, or what it names, while a list that holds it is being written."""

from __future__ import annotations

from functools import cached_property

import pytest
from django.test import Client

from events.state import EventState
from places.models import City
from publishing import forms
from tests.acting import workflow
from tests.factories import ArticleFactory, BodyFactory, CityFactory, EventFactory, PriorityFactory
from website.exports.base import EventExport
from website.exports.formats import EVERYWHERE, GEO

pytestmark = pytest.mark.django_db


@pytest.fixture
def _withdrawn_after_the_first_read(monkeypatch: pytest.MonkeyPatch) -> None:
    body, goal = BodyFactory(published=True), PriorityFactory(published=True)
    links = {"bodies": [body], "priorities": [goal], "cities": [CityFactory(slug="astana")]}
    EventFactory(slug="stays", published=True, **links)
    goes = EventFactory(slug="goes", published=True)
    read = EventExport.__dict__["events"].func

    def read_and_withdraw(taken: EventExport) -> list[EventState]:
        found: list[EventState] = read(taken)
        for one in (goes, body, goal):
            workflow.withdraw(one)
        City.objects.filter(slug="astana").update(slug="nur-sultan")
        return found

    events = cached_property(read_and_withdraw)
    events.__set_name__(EventExport, "events")
    monkeypatch.setattr(EventExport, "events", events)


@pytest.mark.by_turns(4)
@pytest.mark.usefixtures("_withdrawn_after_the_first_read")
@pytest.mark.parametrize("ending", [*(one.ending for one in EVERYWHERE), GEO.ending])
def test_list_is_written_all_the_same(client: Client, ending: str):
    assert client.get(f"/en/calendar/by-place.{ending}").status_code == 200


@pytest.mark.usefixtures("_withdrawn_after_the_first_read")
def test_data_hold_and_count_what_is_left(client: Client):
    told = client.get("/en/calendar.json").json()

    assert [event["slug"] for event in told["results"]] == ["stays"]
    assert told["count"] == 1


def test_article_withdrawn_while_the_nearest_is_looked_for(client: Client, monkeypatch):
    ArticleFactory(slug="forum", published=True)
    monkeypatch.setattr(forms, "closest", lambda value, right: "news" if value == "news" else "x")

    response = client.get("/en/news/2020/10/28/frum/")

    assert response.status_code == 404

"""The first page of the administration: what the plan asks of the desk today."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.dates import Period
from events.models import Event, EventHost
from staff.models import Cover, Proposal
from staff.roles import Role
from tests.acting import changes
from tests.factories import (
    ArticleFactory,
    EventFactory,
    HostFactory,
    StaffFactory,
    announcement,
)
from tests.markup import page_of
from tests.staff.of_roles import account_of, logged_in

INDEX = reverse("admin:index")
TODAY = date(2020, 10, 28)
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def made(name, period, status="planned", **more):
    event = EventFactory(
        **{"title_en": name, "short_title_en": "", "published": True, **more},
        period=period,
        announced=announcement(date(2020, 1, 1)),
    )
    Event.objects.filter(pk=event.pk).update(status=status)
    return event


def agenda(client):
    """Return by group the names of the events that the page shows."""
    return {
        group.code: [str(event.title) for event in group.events]
        for group in client.get(INDEX).context["agenda"]
    }


def test_each_event_stands_under_the_first_thing_that_it_asks_for(admin_client):
    made("today", Period.on(TODAY))
    made("going on", Period.on(date(2020, 10, 26), date(2020, 10, 28)))
    made("tomorrow", Period.on(date(2020, 10, 29), date(2020, 10, 31)))
    made("last day", Period.on(date(2020, 11, 11)))
    made("too far", Period.on(date(2020, 11, 12)))
    made("a month", Period.in_month(2020, 11))
    made("yesterday", Period.on(date(2020, 10, 27)))
    made("no date", Period.undated())
    made("no new date", Period.undated(), status="postponed")
    made("held", Period.on(TODAY), status="held")
    made("draft", Period.on(TODAY), published=False)

    assert agenda(admin_client) == {
        "today": ["going on", "today"],
        "tomorrow": ["tomorrow"],
        "unconfirmed": ["last day", "a month"],
        "overdue": ["yesterday"],
        "postponed": ["no new date"],
    }


def test_event_says_how_far_off_it_is_where_its_day_is_known(admin_client):
    made("today", Period.on(date(2020, 10, 26), TODAY))
    made("tomorrow", Period.on(date(2020, 10, 29)))
    made("last day", Period.on(date(2020, 11, 11), date(2020, 11, 13)))
    made("a month", Period.in_month(2020, 11))
    made("yesterday", Period.on(date(2020, 10, 14), date(2020, 10, 27)))

    groups = admin_client.get(INDEX).context["agenda"]

    assert {str(event.title): event.how_far for group in groups for event in group.events} == {
        "today": "",
        "tomorrow": "",
        "last day": "in 14 days",
        "a month": "",
        "yesterday": "1 day ago",
    }


def test_head_names_the_day_and_leads_to_what_is_begun_most(admin_client):
    shown = page_of(admin_client.get(INDEX))
    reader = page_of(logged_in(account_of(Role.TRANSLATOR, languages=["ru"])).get(INDEX))

    assert shown.one("h1").text == "Wednesday, 28 October 2020"
    links = [link["href"] for link in shown.one("ul", cls="object-tools").all("a")]
    assert links == ["/admin/events/event/add/", "/admin/news/article/add/"]
    assert reader.one("ul", cls="object-tools").all("a") == []


def test_confirmed_event_is_named_on_its_day_alone(admin_client):
    made("today", Period.on(TODAY), status="confirmed")
    made("next week", Period.on(date(2020, 11, 4)), status="confirmed")

    assert agenda(admin_client) == {"today": ["today"]}
    (line,) = page_of(admin_client.get(INDEX)).one("ul", cls="agenda").all("li")
    assert "unconfirmed" not in line.text


def test_nothing_due_is_one_sentence_and_no_row_of_zeros(admin_client):
    shown = page_of(admin_client.get(INDEX))

    assert agenda(admin_client) == {}
    assert "Nothing in the plan is due" in shown.text
    assert shown.all("div", cls="due-table") == []
    assert shown.all("span", cls="count") == []


def test_row_says_when_where_and_who(admin_client):
    event = made("council", Period.on(date(2020, 10, 29), date(2020, 10, 31)), format="online")
    EventHost.objects.create(event=event, host=HostFactory(short_name_en="Youth Agency"))

    (line,) = page_of(admin_client.get(INDEX)).one("ul", cls="agenda").all("li")

    assert line.one("div", cls="when").text == "29–31 October 2020"
    assert line.one("p", cls="sub").text == "Videoconference · Youth Agency"
    assert line.one("span", cls="tag").text == "unconfirmed"
    links = [(link.text, link["href"]) for link in line.one("div", cls="act").all("a")]
    assert links == [
        ("Confirm…", f"/admin/events/event/{event.pk}/act/confirm/"),
        ("Move…", f"/admin/events/event/{event.pk}/act/move/"),
        ("Postpone…", f"/admin/events/event/{event.pk}/act/postpone/"),
    ]


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (TODAY, ["Confirm…", "Mark as held…", "Move…"]),
        (date(2020, 10, 27), ["Mark as held…", "Close without outcome…", "Move…"]),
    ],
)
def test_actions_are_those_that_the_day_allows(admin_client, day, names):
    made("event", Period.on(day))

    acts = page_of(admin_client.get(INDEX)).one("ul", cls="agenda").one("div", cls="act")

    assert [link.text for link in acts.all("a")] == names
    assert [admin_client.get(link["href"]).status_code for link in acts.all("a")] == [200] * 3


def test_of_many_without_outcome_the_last_are_named_and_the_rest_counted(admin_client):
    for day in range(1, 10):
        made(f"{day}", Period.on(date(2020, 9, day)))

    (group,) = admin_client.get(INDEX).context["agenda"]

    assert [str(event.title) for event in group.events] == ["9", "8", "7", "6", "5", "4"]
    assert (group.count, group.rest) == (9, 3)
    assert len(admin_client.get(group.url).context["cl"].result_list) == 9


@pytest.mark.parametrize(
    ("rights", "sees", "acts"),
    [
        (["view_event"], True, False),
        (["view_event", "record_event"], True, True),
        (["view_article"], False, False),
    ],
)
def test_who_sees_events_sees_them_and_who_records_acts(client, rights, sees, acts):
    made("event", Period.on(TODAY))
    user = StaffFactory(is_superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)

    shown = page_of(client.get(INDEX))

    assert bool(shown.all("ul", cls="agenda")) == sees
    assert bool(shown.all("div", cls="act")) == acts
    assert ("nothing is due" in shown.text) is False


def on_the_desk(name):
    """Return an account that sees all sections: an administrator, or an editor for whom a publisher's rights are lent."""
    if name == "administrator":
        return StaffFactory()
    editor = account_of(Role.EDITOR)
    Cover.objects.create(
        lender=account_of(Role.PUBLISHER),
        stand_in=editor,
        roles=[Role.PUBLISHER.value],
        until=date(2999, 1, 1),
    )
    return editor


@pytest.mark.parametrize("name", ["administrator", "editor"])
def test_page_takes_the_same_few_queries_for_any_number_of_events(name, settings):
    settings.FOUR_EYES = True
    client, other = logged_in(on_the_desk(name)), StaffFactory()

    def queries():
        with CaptureQueriesContext(connection) as taken:
            client.get(INDEX)
        return len(taken)

    def day(number):
        event = made(f"event-{number}", Period.on(date(2020, 10, 20 + number)))
        EventHost.objects.create(event=event, host=HostFactory())
        changes.rename(
            event, announcement(date(2020, 10, 27)), {"en": f"N{number}", "ru": f"Н{number}"}
        )
        kind = ContentType.objects.get_for_model(Event)
        Proposal.objects.create(
            kind=kind, object_id=event.pk, name="N", deed="edit", sent={}, proposer=other
        )

    day(7)
    day(8)
    ArticleFactory(published=True, published_on=TODAY)
    queries()
    few = queries()
    for number in (1, 2, 3, 9, 10, 11):
        day(number)
    ArticleFactory.create_batch(5, published=True, published_on=TODAY)

    assert queries() == few
    assert len(client.get(INDEX).context["review"].rows) == 8
    assert few <= 25


def test_under_four_eyes_whoever_may_propose_an_act_is_offered_it_there(client, settings):
    made("Forum", Period.on(TODAY))
    client.force_login(account_of(Role.EDITOR))
    shown = []
    for settings.FOUR_EYES in (False, True):
        found = page_of(client.get(INDEX)).one("ul", cls="agenda").all("div", cls="act")
        shown.append([link.text for acts in found for link in acts.all("a")])

    assert shown[0] == []
    assert shown[1]
    link = page_of(client.get(INDEX)).one("ul", cls="agenda").all("div", cls="act")[0].all("a")[0]
    assert client.get(link["href"]).status_code == 200

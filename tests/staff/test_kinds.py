"""Where the desk has a thing; and things of several kinds, read together: the first page costs the same whatever waits."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from events.dates import Period
from events.models import Change
from publishing.models import ScheduledAction, ScheduledPublication
from staff import kinds
from staff.models import Bundle, Proposal
from staff.models.proposals import REASON
from staff.proposals.doors import EDIT
from staff.roles import Role
from tests.append_only import PROPOSALS
from tests.asked import queries_of
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    StaffFactory,
    ThemeFactory,
    announcement,
)
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db

INDEX = "/admin/"
TEN = datetime(2020, 10, 29, 10, tzinfo=ZoneInfo("Europe/Moscow"))
DAY = date(2020, 10, 27)


@pytest.fixture(autouse=True)
def desk_of_two(settings):
    settings.PORTAL_CLOCK, settings.FOUR_EYES = "2020-10-28", True


@pytest.fixture
def ministry():
    return HostFactory(name_en="Ministry of Culture", name_ru="Министерство культуры")


@pytest.fixture
def event(ministry):
    period, told = Period.on(date(2020, 12, 1)), announcement(DAY)
    texts = {"title_en": "Museum directors", "title_ru": "Директора музеев", "slug": "museums"}
    return EventFactory(hosts=[ministry], period=period, announced=told, published=True, **texts)


@pytest.fixture
def things(ministry, event):
    """One of each kind, in the order in which something is proposed of it, and set for a moment."""
    return [
        event,
        Change.objects.filter(event=event).get(),
        ArticleFactory(title_en="Ours", events=[event], published_on=DAY),
        ArticleFactory(title_en="Theirs", title_ru="", events=[EventFactory()], published_on=DAY),
        DocumentFactory(title_en="A paper", adopted_on=DAY),
        ThemeFactory(title_en="Victory"),
        PriorityFactory(title_en="Trade"),
        BodyFactory(name_en="Council"),
        CityFactory(name_en="Kazan"),
        ministry,
    ]


@pytest.fixture
def waiting(things):
    """Something is proposed of each thing, and a moment set for each that can be published, and for a bundle."""
    other = StaffFactory(username="other")
    bundle = Bundle.objects.create(
        name="Evening", made_by=other, problems={"en": ["No photo."], "ru": ["Нет фото."]}
    )
    for item in things:
        deed = REASON if isinstance(item, Change) else EDIT
        facts = {"deed": deed, "sent": {}, "proposer": other, "name": str(item)}
        Proposal.objects.create(item=item, **facts)
    for item in (*(one for one in things if hasattr(one, "publication")), bundle):
        set_by = {"account": other, "action": ScheduledAction.PUBLISH, "due_at": TEN}
        ScheduledPublication.objects.create(item=item, **set_by)


def told(answer):
    """Return what the page names as proposed, and by the clock."""
    review = answer.context["review"]
    proposed = [str(row.name) for row in (*review.for_you, *review.of_others)]
    return proposed, [(str(one.item), one.url) for one in answer.context["by_the_clock"]]


@pytest.mark.usefixtures("waiting")
def test_first_page_takes_the_same_few_queries_with_every_kind_waiting(things):
    publisher, whole = logged_in(account_of(Role.PUBLISHER)), logged_in(StaffFactory())
    for client in (publisher, whole):
        client.get(INDEX)

    assert queries_of(lambda: publisher.get(INDEX)) <= 25

    answer = whole.get(INDEX)
    named = [getattr(one, "title", "") or getattr(one, "name", "") or str(one) for one in things]
    moments = [
        (str(row.item), reverse(admin_urlname(row.item._meta, "change"), args=[row.object_id]))
        for row in ScheduledPublication.objects.order_by("pk")
    ]
    for one in (answer, publisher.get(INDEX)):
        proposed, by_the_clock = told(one)
        assert (sorted(proposed), by_the_clock) == (sorted(named), moments)
    assert "No photo." in answer.content.decode()


@pytest.mark.usefixtures("waiting")
def test_first_page_names_what_waits_in_the_language_of_the_reader():
    client = logged_in(account_of(Role.PUBLISHER))
    client.cookies["language"] = "ru"

    with override("ru"):
        proposed, _moments = told(client.get(INDEX))

    assert (proposed[0], proposed[-1]) == ("Директора музеев", "Министерство культуры")


@pytest.mark.usefixtures("waiting")
def test_host_is_told_of_its_own_alone_and_pays_as_little(ministry, event):
    client = logged_in(account_of(Role.HOST, hosts=[ministry]))
    client.get(INDEX)

    assert queries_of(lambda: client.get(INDEX)) <= 25

    answer = client.get(INDEX)
    proposed, moments = told(answer)
    assert ("Museum directors" in proposed, "Theirs" in answer.content.decode()) == (True, False)
    assert [name for name, _url in moments] == [str(event)]


@pytest.mark.usefixtures("waiting")
def test_what_is_gone_is_left_out(things):
    gone = ContentType.objects.create(app_label="gone", model="gone")
    with PROPOSALS.lifted(connection):
        Proposal.objects.filter(name=str(things[-1])).update(kind=gone)
    ScheduledPublication.objects.filter(object_id=things[2].pk).update(object_id=10**6)

    proposed, moments = told(logged_in(account_of(Role.PUBLISHER)).get(INDEX))

    assert "Ministry of Culture" not in proposed
    assert f"{DAY} Ours" not in [name for name, _url in moments]


def test_each_page_of_a_thing_has_its_address():
    event = EventFactory()

    addresses = [
        kinds.address_of(event),
        kinds.address_of(event, "preview_page", "ru"),
        kinds.address_of_key(Change, 7, "reason"),
        kinds.address_of_kind(Bundle),
        kinds.address_of_kind(Change, "add"),
    ]

    assert addresses == [
        f"/admin/events/event/{event.pk}/change/",
        f"/admin/events/event/{event.pk}/preview/ru/",
        "/admin/events/change/7/reason/",
        "/admin/staff/bundle/",
        "/admin/events/change/add/",
    ]


def test_key_that_an_address_cannot_hold_is_quoted():
    assert kinds.address_of_key(Change, "a/b") == "/admin/events/change/a_2Fb/change/"

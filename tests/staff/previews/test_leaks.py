"""What a preview looks at stays in it: not in the plan in memory, not in a cache, not in another thread."""

from contextlib import suppress
from datetime import date
from threading import Thread

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from events import plan_memory
from events.dates import Period
from events.models import Event
from publishing import stamp
from publishing.querysets import looked_at
from sco_presidency.page_cache import tags
from staff.models import KeptForm
from staff.previews import links
from tests.acting import workflow
from tests.factories import EventFactory, PriorityFactory, StaffFactory
from tests.threads import at_once
from website import previews

pytestmark = pytest.mark.clock("2020-10-28")

TITLE = "Secret gathering"
DOORS = (
    *("/en/", "/en/calendar/", "/en/calendar/2020/12/", "/en/calendar.ics", "/en/priorities/goal/"),
    *("/en/calendar.json", "/en/calendar/changes.atom", "/en/news.rss", "/sitemap-events-1.xml"),
    *("/api/v1/events/", "/en/search/?q=Secret", "/en/events/known.ics", "/en/events/known/"),
)


@pytest.fixture
def draft():
    goal = PriorityFactory(slug="goal", published=True)
    for slug, options in (
        ("known", {"published": True, "title_en": "Known gathering"}),
        ("secret", {"title_en": TITLE}),
    ):
        event = EventFactory(slug=slug, period=Period.on(date(2020, 12, 3)), **options)
        event.priorities.add(goal)
    return event


def told(client):
    """Return what each door tells, without what is another each time."""
    return {
        door: (a.status_code, TITLE in a.content.decode())
        for door in DOORS
        for a in [client.get(door)]
    }


@pytest.mark.django_db
def test_no_door_tells_of_a_draft_after_its_preview(client, admin_client, admin_user, draft):
    before = told(client)
    assert [door for door, (status, secret) in before.items() if status != 200 or secret] == []
    remembered = plan_memory.all_states()
    form = f"/admin/events/event/{draft.pk}/change/"
    KeptForm.objects.create(user=admin_user, address=form, values={"title_en": TITLE + "!"})
    link = links.make(draft, by=StaffFactory(), now=timezone.now(), days=1).token

    pages = [
        f"/admin/events/event/{draft.pk}/preview/en/",
        f"/admin/events/event/{draft.pk}/preview/en/?typed=1",
        f"/preview/{link}/en/",
    ]
    for page in pages:
        assert TITLE in admin_client.get(page).content.decode()
        assert told(client) == before

    assert [state.slug for state in plan_memory.all_states()] == ["known"]
    assert [state.slug for state in remembered] == ["known"]
    assert client.get("/en/events/secret/").status_code == 404
    assert "secret" not in client.get("/sitemap-events-1.xml").content.decode()


@pytest.mark.django_db
def test_it_looks_at_a_list_too_and_keeps_nothing(draft):
    with previews.as_if_public(draft):
        assert {state.slug for state in plan_memory.all_states()} == {"known", "secret"}
        assert (draft.is_published, stamp.is_true_now()) == (True, False)

    assert {state.slug for state in plan_memory.all_states()} == {"known"}
    assert draft.is_published is False


@pytest.mark.django_db
def test_it_ends_with_a_failure(draft):
    with suppress(ValueError), previews.as_if_public(draft):
        raise ValueError

    assert list(Event.objects.published().values_list("slug", flat=True)) == ["known"]


def test_another_thread_sees_nothing_of_it():
    seen = []
    with previews.as_if_public(Event(pk=7)):
        thread = Thread(target=lambda: seen.append(looked_at(Event)))
        thread.start()
        thread.join()
        assert looked_at(Event) == [7]

    assert seen == [[]]


def test_no_cache_takes_it():
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/preview/a.b/en/", "wsgi.url_scheme": "http"}

    assert tags.rules().asked(asked) is None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_readers_at_the_same_time_see_nothing_of_it(draft):
    editor = StaffFactory()
    workflow.publish(EventFactory(slug="other"))
    pages: dict[str, list[bool]] = {"preview": [], "public": []}

    def look():
        client = Client()
        client.force_login(editor)
        for _time in range(8):
            answer = client.get(f"/admin/events/event/{draft.pk}/preview/en/")
            pages["preview"].append(TITLE in answer.content.decode())

    def read():
        client = Client()
        for _time in range(8):
            for door in ("/en/calendar/2020/12/", "/api/v1/events/", "/en/priorities/goal/"):
                pages["public"].append(TITLE in client.get(door).content.decode())
            with transaction.atomic():
                Event.objects.filter(slug="other").update(level="experts")

    assert at_once(look, read, look, read) == []
    assert (set(pages["preview"]), set(pages["public"])) == ({True}, {False})
    assert connection.vendor == "postgresql"

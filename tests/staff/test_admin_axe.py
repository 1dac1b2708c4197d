"""The pages of the admin, looked at by axe: everything has a name, is reached, and is what it says.

None breaks the policy of contents either: the fixture `browser_page` sees to that.
"""

from datetime import date

import pytest

from events.dates import Period
from staff.bundles.items import new_item
from staff.models import Bundle, Deed
from tests.browser.axe import faults
from tests.choosing import EVERY_COMBINATION
from tests.driving import beside_answers
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    StaffFactory,
    announcement,
)
from tests.factories.photos import PhotoFactory
from tests.forms_sent import page
from tests.staff.four_eyes.asking import edits, proposal

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]

ADDED = (
    "events/event",
    "news/article",
    "documents/document",
    "bodies/body",
    "priorities/priority",
    "places/city",
    "places/country",
    "search/synonymgroup",
    "auth/user",
    "auth/group",
)

#: Screens that see the pages of the desk by turns; in the proof, each sees all.
WIDTHS = (1280, 380)


@pytest.fixture
def seen_in(drawn):
    def faults_at(tab, address):
        assert tab.goto(address).status == 200, address
        return [f"{address}: {fault}" for fault in faults(tab, drawn)]

    return faults_at


@pytest.fixture
def event():
    made = EventFactory(
        period=Period.on(date(2020, 7, 22)),
        cities=[CityFactory()],
        announced=announcement(date(2020, 1, 1)),
        bodies=[BodyFactory(published=True)],
        priorities=[PriorityFactory(published=True)],
        published=True,
    )
    PhotoFactory(event=made)
    return made


def test_forms_for_something_new_have_no_fault(staff_page, seen_in):
    seen = ADDED if EVERY_COMBINATION else ADDED[2::3]
    found = [fault for name in seen for fault in seen_in(staff_page, f"/admin/{name}/add/")]

    assert found == []


@pytest.mark.by_turns(4)
@pytest.mark.parametrize("called", ["Kazan", "Nowhere"])
def test_form_that_asks_for_a_city_has_no_fault(staff_page, called, drawn):
    """Which one is meant, and what a new one is called; or that no city is called so."""
    CountryFactory(code="RU", name_en="Russia")
    staff_page.goto("/admin/events/event/add/")

    staff_page.fill("#id_title_en", "Forum")
    staff_page.fill("#id_city", called)
    staff_page.click("[name=_save]")
    staff_page.wait_for_selector(".errornote")

    assert faults(staff_page, drawn) == []
    assert staff_page.locator("#id_which_city input").count() == (called == "Kazan")


def test_forms_of_what_is_there_have_no_fault(staff_page, event, seen_in):
    things = [
        event,
        ArticleFactory(events=[event]),
        DocumentFactory(published=True, events=[event]),
        event.bodies.get(),
        event.priorities.get(),
        event.cities.get(),
        event.cities.get().country,
        StaffFactory(),
    ]

    seen = things if EVERY_COMBINATION else things[::2]
    assert [fault for thing in seen for fault in seen_in(staff_page, page(thing))] == []


def test_login_has_no_fault(browser_page, seen_in):
    addresses = ("/admin/login/", "/admin/password/", "/admin/password/MQ/gone/")

    assert [fault for one in addresses for fault in seen_in(browser_page, one)] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_other_pages_of_the_desk_have_no_fault(staff_page, event, width, settings, seen_in):
    staff_page.set_viewport_size({"width": width, "height": 800})
    goal, bundle = event.priorities.get(), Bundle.objects.create(name="All", made_by=StaffFactory())
    for thing in (ArticleFactory(title_zh_hans=""), DocumentFactory()):
        bundle.items.add(new_item(thing, Deed.PUBLISH), bulk=False)
    settings.FOUR_EYES = True
    edits(StaffFactory(), event, lead_en="Another.")
    addresses = [
        "/admin/",
        "/admin/review/",
        f"/admin/review/{proposal().pk}/",
        "/admin/events/event/",
        "/admin/events/event/?q=zzzz",
        "/admin/password_change/",
        "/admin/password_change/done/",
        "/admin/account/",
        "/admin/second-factor/add/",
        "/admin/log/",
        *(f"/admin/auth/user/{bundle.made_by_id}/{one}/" for one in ("link", "sessions")),
        f"/admin/events/event/{event.pk}/act/correct/",
        f"/admin/events/event/{event.pk}/address/",
        f"/admin/events/event/{event.pk}/history/",
        f"/admin/priorities/priority/{goal.pk}/withdraw/",
        f"/admin/priorities/priority/{goal.pk}/translations/",
        "/admin/translations/en/",
        *(f"/admin/staff/bundle/{bundle.pk}/{one}/" for one in ("change", "release", "preview")),
    ]

    seen = addresses if EVERY_COMBINATION else addresses[WIDTHS.index(width) :: len(WIDTHS)]
    assert [fault for address in seen for fault in seen_in(staff_page, address)] == []


def test_refusal_of_a_stale_form_has_no_fault(staff_page, event, drawn):
    goal = event.priorities.get()
    staff_page.goto(page(goal))
    goal.summary_en = "Another."
    beside_answers(goal.save)

    staff_page.fill("#id_summary_en", "Mine.")
    staff_page.click("[name=_save]")
    staff_page.wait_for_selector(".conflicts")

    assert faults(staff_page, drawn) == []
    assert staff_page.input_value("#id_summary_en") == "Mine."

"""The story of five postponed events in a real browser: in at most thirteen steps, on four pages."""

from datetime import date
from typing import Any

import pytest

from events.dates import Period
from events.models import Decision, Event
from tests.browser.axe import faults
from tests.factories import EventFactory, announcement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: What design/desk counts for it: clicks and fields.
MOST_STEPS = 13


@pytest.fixture(autouse=True)
def standing(settings):
    settings.PORTAL_CLOCK = "2020-05-27"


class Counted:
    """A tab whose clicks and fields are counted."""

    def __init__(self, tab: Any) -> None:
        self.tab, self.steps = tab, 0

    def __getattr__(self, name: str) -> Any:
        self.steps += name in ("click", "check", "fill", "select_option")
        return getattr(self.tab, name)


def planned(slug: str, period: Period) -> Event:
    return EventFactory(
        slug=slug, period=period, announced=announcement(date(2020, 1, 20)), published=True
    )


def test_five_events_are_postponed_by_one_decision(staff_page):
    june, july = Period.in_month(2020, 6), Period.on(date(2020, 7, 22))
    events = [planned("summit", july), *(planned(f"forum-{number}", june) for number in range(4))]
    editor = Counted(staff_page)
    staff_page.goto("/admin/events/event/")

    for event in events:
        editor.check(f'[name=_selected_action][value="{event.pk}"]')
    editor.select_option("[name=action]", "decide_selected")
    editor.click("[name=index]")
    staff_page.wait_for_selector("[name=preview]")
    on_the_form = faults(staff_page)
    editor.fill("#id_reason_ru", "Из-за пандемии.")
    editor.fill("#id_source_url", "https://source.example/")
    editor.click("[name=preview]")
    staff_page.wait_for_selector("[name=save]")
    on_the_preview, seen = faults(staff_page), staff_page.inner_text("#content")
    editor.click("[name=save]")
    staff_page.wait_for_selector(".messagelist .success")
    staff_page.goto(f"/admin/events/change/{Decision.objects.get().changes.first().pk}/reason/")

    assert (on_the_form, on_the_preview, faults(staff_page)) == ([], [], [])
    assert seen.count("Postponed together with 4 other events") == 5
    assert {event.status for event in Event.objects.all()} == {"postponed"}
    assert editor.steps <= MOST_STEPS
    staff_page.goto("/en/decisions/postponed-2020-05-27/")
    assert faults(staff_page) == []
    assert staff_page.locator(".difference-list > li").count() == 5

"""A preview as an editor, and then a guest without an account, sees it in a browser."""

from datetime import date

import pytest

from events.dates import Period
from tests.browser.axe import faults
from tests.factories import EventFactory, announcement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_form_to_a_link_for_a_guest(staff_page, settings, drawn):
    settings.PORTAL_CLOCK = "2020-10-28"
    event = EventFactory(
        period=Period.on(date(2020, 12, 1)), announced=announcement(date(2020, 1, 1))
    )
    found = {}
    staff_page.goto(f"/admin/events/event/{event.pk}/change/")
    staff_page.click("text=Preview…")
    staff_page.click("text=Make a link")
    link = staff_page.input_value("#preview-link")
    found["desk"] = faults(staff_page, drawn)
    staff_page.click("td a >> nth=0")
    staff_page.click(".preview-banner >> text=English")
    found["page"] = faults(staff_page, drawn)
    staff_page.click("text=On a telephone")
    found["telephone"] = faults(staff_page, drawn)
    frame = staff_page.frame_locator("iframe")
    assert frame.locator("html").evaluate("() => innerWidth") == 390
    assert frame.locator(".preview-banner strong").inner_text().startswith("Preview: not public.")

    staff_page.context.clear_cookies()
    staff_page.goto(link)
    assert staff_page.locator("h1").inner_text() == event.title_en
    assert "Made by editor, until" in staff_page.locator(".preview-banner").inner_text()
    staff_page.click(".site-header >> text=Русский")
    assert staff_page.locator("h1").inner_text() == event.title_ru

    assert found == {"desk": [], "page": [], "telephone": []}

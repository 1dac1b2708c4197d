"""Unsaved captions and restored texts in a real browser: each comes back where it was typed, and nothing replaces it unasked."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from events.dates import Period
from events.enums import Format
from staff.models import KeptForm
from tests.driving import beside_answers
from tests.factories import CityFactory, EventFactory, PriorityFactory
from tests.factories.photos import PhotoFactory
from tests.forms_sent import changed, found, opened, page
from tests.staff.test_kept_browser import line

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFER = "#kept-beside > p"


def caption(tab, number, words=None):
    field = tab.locator(f"#id_photos-{number}-alt_en")
    return field.input_value() if words is None else field.fill(words)


def test_captions_come_back_to_their_photos_when_another_is_deleted(staff_page):
    event = EventFactory()
    first, second, third = (PhotoFactory(event=event, alt_en=alt) for alt in ("A", "B", "C"))
    staff_page.goto(page(event))
    caption(staff_page, 1, "Second")
    caption(staff_page, 2, "Third")
    staff_page.click("#photos-group .add-row a")
    with staff_page.expect_response(lambda answer: "Not yet" in (answer.request.post_data or "")):
        caption(staff_page, 3, "Not yet sent")
    line(staff_page, "not saved yet")
    beside_answers(first.delete)
    beside_answers(third.delete)

    staff_page.reload()
    staff_page.wait_for_selector("#kept-beside:not([hidden])")

    assert [caption(staff_page, 0), caption(staff_page, 1)] == ["Second", "Not yet sent"]
    assert staff_page.locator(".kept-left li").all_text_contents() == ["Third"]
    line(staff_page, "in the form again")
    assert found(second).alt_en == "B"


def test_what_another_tab_typed_is_offered_and_a_restored_text_replaces_nothing(
    staff_page, live_server, admin_client
):
    item = PriorityFactory(summary_en="First.")
    admin_client.post(page(item), changed(opened(admin_client, page(item)), summary_en="Second."))
    staff_page.goto(page(item))
    staff_page.fill("#id_title_en", "Of the one tab")
    line(staff_page, "not saved yet")
    other = staff_page.context.new_page()
    other.goto(f"{live_server.url}{page(item)}")
    assert other.input_value("#id_title_en") == item.title_en
    other.fill("#id_summary_en", "Of the other tab")
    line(other, "not saved yet")
    assert KeptForm.objects.count() == 2

    other.goto(f"{live_server.url}{reverse('admin:priorities_priority_history', args=[item.pk])}")
    other.click("a.restore")
    line(other, "so is what you had typed")
    assert other.input_value("#id_summary_en") == "First."
    assert other.locator(".kept-left li").all_text_contents() == ["Of the other tab"]

    assert "“Title, English: Of the one tab”" in other.text_content(OFFER)
    other.click(f"{OFFER} button >> nth=0")
    other.wait_for_selector(OFFER, state="detached")
    assert other.input_value("#id_title_en") == "Of the one tab"
    other.click("[name=_continue]")
    other.wait_for_selector(".messagelist .success")
    now = found(item)
    assert (now.summary_en, now.title_en) == ("First.", "Of the one tab")
    assert not KeptForm.objects.exists()


def test_a_text_that_was_emptied_is_offered_by_its_name_and_of_a_new_thing_nothing_is(
    staff_page, live_server
):
    item, add = PriorityFactory(summary_en="Stored."), reverse("admin:priorities_priority_add")
    editor = User.objects.get()
    for address, name in ((page(item), "summary_en"), (add, "title_en")):
        KeptForm.objects.create(user=editor, address=address, tab="other", values={name: ""})

    staff_page.goto(f"{live_server.url}{page(item)}")
    offered = staff_page.text_content(OFFER)
    staff_page.goto(f"{live_server.url}{add}")
    staff_page.fill("#id_title_en", "New")
    staff_page.click("[name=_continue]")
    line(staff_page, "not saved yet")

    assert "“Summary, English: –”" in offered
    assert not staff_page.locator(OFFER).count()


def test_what_was_ticked_before_a_preview_is_ticked_again(staff_page, live_server, settings):
    settings.PORTAL_CLOCK = "2020-10-28"
    stays, goes, _other = (CityFactory(name_en=name) for name in ("Stays", "Goes", "Other"))
    event = EventFactory(
        period=Period.on(date(2020, 12, 1)), published=True, cities=[goes], format=Format.IN_PERSON
    )
    comes = CityFactory(name_en="Comes")
    address = reverse("admin:events_event_act", args=[event.pk, "place"])
    staff_page.goto(address)
    staff_page.fill("[name=reason_en]", "The hall is small.")
    for city, is_there in ((stays, True), (comes, True), (goes, False)):
        staff_page.set_checked(f"[name=cities][value='{city.slug}']", is_there)
    # The form keeps what was typed before the ticks too, maybe just now.
    with staff_page.expect_response(
        lambda told: (
            told.url.endswith("/admin/keep/") and comes.slug in (told.request.post_data or "")
        )
    ):
        staff_page.click("[name=preview]")

    other = staff_page.context.new_page()
    other.goto(f"{live_server.url}{address}")
    offered = other.text_content(OFFER)
    assert "“Reason, English: The hall is small. · Comes (Country" in offered
    staff_page.goto(address)
    line(staff_page, "in the form again")

    ticked = staff_page.locator("[name=cities]:checked").evaluate_all(
        "all => all.map(one => one.value)"
    )
    assert set(ticked) == {stays.slug, comes.slug}
    assert staff_page.input_value("[name=reason_en]") == "The hall is small."

"""The desk on a screen of 390 pixels: nothing is cut off, and what is pressed has room for a finger."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from publishing import schedule
from publishing.models import ScheduledAction
from publishing.permissions import Actor
from staff import deleted
from staff.models import Bundle
from tests.browser.axe import faults
from tests.driving import log_in
from tests.factories import EventFactory, HostFactory, PriorityFactory, StaffFactory
from tests.factories.photos import PhotoFactory
from tests.forms_sent import page
from tests.staff.four_eyes.asking import edits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: Whatever is asked for, and lies beyond the right edge of what holds it.
CUT = """([what, holder]) => [...document.querySelectorAll(what)].filter((one) => one.offsetWidth).filter((one) =>
    one.getBoundingClientRect().right > one.closest(holder).getBoundingClientRect().right + 1).map((one) => one.outerHTML.slice(0, 90))"""
PADDING = "(one) => Math.min(...['Left', 'Right'].map((side) => parseFloat(getComputedStyle(one)[`padding${side}`])))"


@pytest.fixture
def telephone(browser_page, live_server):
    log_in(browser_page.context, StaffFactory(username="chief"), live_server.url)
    browser_page.set_viewport_size({"width": 390, "height": 844})
    return browser_page


def test_rows_and_sections_are_not_cut_off(telephone, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    event = EventFactory(hosts=[HostFactory()])
    PhotoFactory(event=event)

    telephone.goto(page(event))

    fields = ".inline-related :is(input:not([type=hidden]), select, textarea, .help)"
    assert telephone.locator(fields).count() > 5
    assert telephone.evaluate(CUT, [fields, ".inline-related"]) == []
    assert telephone.evaluate(CUT, [".deskbar li", "body"]) == []


def test_what_is_pressed_has_room(telephone):
    event = EventFactory(published=True, title_en="Museums")
    EventFactory(published=False)
    bundle = Bundle.objects.create(name="B", made_by=StaffFactory())
    deleted.keep(event, by="chief")
    asked = [
        (reverse("admin:deleted"), ".deleted button"),
        (reverse("admin:events_event_act", args=[event.pk, "rename"]), ".closelink"),
        (bundle.get_absolute_url(), ".bundle-rows button"),
    ]

    for address, button in asked:
        telephone.goto(address)
        assert telephone.locator(button).first.evaluate(PADDING) >= 8, button


def test_log_of_the_week_stands_in_cards(telephone, live_server):
    event = EventFactory(published=True)
    edits(
        StaffFactory(),
        event,
        lead_en="Heads of railways of the member states meet, and speak about tariffs.",
    )

    for code in ("en", "ru"):
        cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": code, "url": live_server.url}
        telephone.context.add_cookies([cookie])
        telephone.goto(reverse("admin:log"))

        assert telephone.locator(".revisions .difference").count() > 0
        assert telephone.evaluate(CUT, [".revisions td", "body"]) == []
        assert telephone.evaluate("document.documentElement.scrollWidth") == 390


def test_languages_of_a_page_with_a_proposal_have_room_for_a_finger(telephone, monkeypatch, drawn):
    monkeypatch.setattr(settings, "FOUR_EYES", True)
    event = EventFactory(published=True)
    edits(StaffFactory(), event, lead_en="Another.")

    telephone.goto(page(event))

    assert telephone.locator(".proposals-here a").count()
    assert faults(telephone, drawn) == []


def test_first_page_with_a_moment_has_no_fault(telephone, drawn):
    now = timezone.now()
    by = Actor.of(StaffFactory(), now)
    schedule.set_moment(PriorityFactory(), ScheduledAction.PUBLISH, now + timedelta(days=1), by=by)

    telephone.goto(reverse("admin:index"))

    assert telephone.locator(".moments > li > a").count() == 1
    assert faults(telephone, drawn) == []


def test_names_of_the_sections_stand_in_one_line(telephone, live_server):
    lines = "(one) => one.getClientRects().length"

    for code in ("en", "ru"):
        cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": code, "url": live_server.url}
        telephone.context.add_cookies([cookie])
        telephone.goto(reverse("admin:index"))

        names = telephone.locator(".app-events tbody th a, .app-documents tbody th a")
        assert names.count() >= 3
        assert [name for name in names.all() if name.evaluate(lines) > 1] == []

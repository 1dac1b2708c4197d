"""Unsaved text in a real browser: it outlives a change of language, a reload and the session."""

from contextlib import suppress

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Error

from priorities.models import Priority
from staff.comments import ItemComment
from staff.models import KeptForm
from tests.browser.axe import faults
from tests.driving import end_sessions, settle
from tests.factories import EventFactory, PriorityFactory, announcement
from tests.forms_sent import page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIELD = "#id_summary_en"
LINE = "#kept output"
DIALOG = "dialog.log-in-here"
IN_SIGHT = """() => {
    scrollTo(0, document.querySelector("#id_summary_en").offsetTop + 200);
    const line = document.querySelector("#kept").getBoundingClientRect();
    return line.top >= 0 && line.bottom <= innerHeight && line.height > 0;
}"""


def line(tab, words):
    tab.wait_for_function(
        "([at, words]) => document.querySelector(at)?.textContent.includes(words)",
        arg=[LINE, words],
    )


def test_unsaved_text_outlives_language_reload_and_session(staff_page, drawn):
    item = PriorityFactory()
    staff_page.goto(page(item))

    staff_page.fill(FIELD, "Half a sentence")
    line(staff_page, "not saved yet")
    assert KeptForm.objects.get().values["summary_en"] == "Half a sentence"
    assert staff_page.evaluate(IN_SIGHT)

    staff_page.click(".language-form [value=ru]")
    line(staff_page, "Набранное")
    assert staff_page.input_value(FIELD) == "Half a sentence"
    staff_page.click(".language-form [value=en]")
    line(staff_page, "in the form again")

    settle(staff_page)
    device = TOTPDevice.objects.create(user=User.objects.get(username="editor"))
    end_sessions()
    staff_page.fill(FIELD, "Half a sentence and more")
    line(staff_page, "in this tab only")
    assert KeptForm.objects.get().values["summary_en"] == "Half a sentence"

    staff_page.click("#kept .log-in")
    staff_page.fill(f"{DIALOG} [name=password]", "wrong")
    staff_page.click(f"{DIALOG} [type=submit]")
    staff_page.wait_for_selector(f"{DIALOG} [role=alert]")
    assert staff_page.input_value(f"{DIALOG} [name=username]") == "editor"
    assert faults(staff_page, drawn) == []
    staff_page.keyboard.press("Escape")
    staff_page.click("[name=_continue]")
    staff_page.fill(f"{DIALOG} [name=password]", "password")
    staff_page.keyboard.press("Enter")
    staff_page.fill(f"{DIALOG} [name=code]", f"{totp(device.bin_key):06}")
    staff_page.keyboard.press("Enter")
    staff_page.wait_for_selector(".messagelist .success")
    assert Priority.objects.get().summary_en == "Half a sentence and more"
    assert not KeptForm.objects.exists()
    assert staff_page.text_content(LINE) == ""


def test_what_was_sent_and_nobody_answered_is_in_the_form_again(staff_page):
    item = PriorityFactory()
    staff_page.goto(page(item))
    staff_page.context.set_offline(True)
    staff_page.fill(FIELD, "Written in a train")
    line(staff_page, "in this tab only")
    with suppress(Error):
        staff_page.click("[name=_continue]")
    staff_page.wait_for_url("chrome-error://**")

    staff_page.context.set_offline(False)
    staff_page.goto(page(item))
    line(staff_page, "not saved yet")
    assert staff_page.input_value(FIELD) == "Written in a train"

    staff_page.click("[name=_save]")
    staff_page.wait_for_selector(".messagelist .success")
    Priority.objects.update(summary_en="Of somebody else, later")
    staff_page.goto(page(item))
    assert staff_page.input_value(FIELD) == "Of somebody else, later"


def test_what_is_typed_into_a_form_that_was_refused_outlives_a_reload(staff_page):
    staff_page.goto(page(PriorityFactory()))
    staff_page.fill("#id_slug", "Форум")
    staff_page.fill(FIELD, "Sent")
    staff_page.click("[name=_continue]")
    staff_page.wait_for_selector(".errornote")
    line(staff_page, "not saved yet")

    # The form keeps what it opened with too, maybe just now.
    with staff_page.expect_response(lambda told: "Typed since" in (told.request.post_data or "")):
        staff_page.fill(FIELD, "Typed since")
    staff_page.reload()

    line(staff_page, "in the form again")
    assert staff_page.input_value(FIELD) == "Typed since"
    assert KeptForm.objects.get().values["summary_en"] == "Typed since"


def test_whoever_stops_a_form_and_writes_on_keeps_half_a_sign_too_and_can_throw_it_away(staff_page):
    item = PriorityFactory(summary_en="As stored.")
    staff_page.goto(page(item))
    staff_page.evaluate("""document.getElementById("kept").closest("form").addEventListener(
        "submit", (event) => event.preventDefault())""")
    staff_page.click("[name=_continue]")
    staff_page.evaluate(
        """([at]) => {
        const field = document.querySelector(at);
        field.value = "A flag, cut: \\ud83c.";
        field.dispatchEvent(new Event("input", { bubbles: true }));
    }""",
        [FIELD],
    )
    line(staff_page, "not saved yet")
    assert KeptForm.objects.get().values["summary_en"] == "A flag, cut: \ufffd."
    staff_page.reload()
    line(staff_page, "in the form again")

    with staff_page.expect_navigation():
        staff_page.click("#kept button")

    assert staff_page.input_value(FIELD) == "As stored."
    assert not KeptForm.objects.exists()


def test_comment_that_is_typed_outlives_a_save_of_the_form_and_goes_with_its_own(staff_page):
    event = EventFactory()
    staff_page.goto(page(event))

    staff_page.fill("#comment-text", "Is the hall free?")
    staff_page.fill("#id_host_en", "A ministry")
    staff_page.click("[name=_continue]")
    staff_page.wait_for_selector(".messagelist .success")
    assert staff_page.input_value("#comment-text") == "Is the hall free?"

    staff_page.click("button[form=comment]")
    staff_page.wait_for_selector(".comments .review-talk")
    assert staff_page.input_value("#comment-text") == ""
    assert ItemComment.objects.get().text == "Is the hall free?"


def test_reason_of_an_act_outlives_a_change_of_language_from_its_preview(staff_page):
    """It is looked at within the half second after which it would have been kept."""
    event = EventFactory(published=True, announced=announcement())
    staff_page.goto(reverse("admin:events_event_act", args=[event.pk, "cancel"]))
    staff_page.fill("#id_reason_en", "The halls are closed.")
    staff_page.fill("#id_source_url", "https://source.example/")
    staff_page.click("[name=preview]")
    staff_page.wait_for_selector("[name=save]")
    line(staff_page, "not saved yet")

    staff_page.click(".language-form [value=ru]")
    staff_page.wait_for_selector("html[lang=ru] [name=save]")
    assert "The halls are closed." in staff_page.inner_text(".previews")
    assert not staff_page.is_visible("#kept-beside")

    staff_page.click("[name=back]")
    staff_page.wait_for_selector("[name=preview]")
    assert staff_page.input_value("#id_reason_en") == "The halls are closed."
    # The form keeps what it opened with too, maybe just now.
    with staff_page.expect_response(
        lambda told: "halls are full" in (told.request.post_data or "")
    ):
        staff_page.fill("#id_reason_en", "The halls are full.")
    staff_page.reload()
    line(staff_page, "Набранное")
    assert staff_page.input_value("#id_reason_en") == "The halls are full."

"""Two people at one form, in two real browsers' tabs: each is told of the other, and one takes it over."""

import pytest

from staff.models import KeptForm
from tests.driving import log_in
from tests.factories import PriorityFactory, StaffFactory
from tests.forms_sent import page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LINE = "#presence output"
FIELD = "#id_summary_en"


@pytest.fixture
def other_page(browser, live_server):
    """The tab of somebody else, in a browser of her own."""
    context = browser.new_context(base_url=live_server.url, reduced_motion="reduce")
    log_in(context, StaffFactory(username="vera", first_name="Vera"), live_server.url)
    yield context.new_page()
    context.close()


def says(tab, words):
    tab.wait_for_function(
        "([at, words]) => document.querySelector(at)?.textContent.includes(words)",
        arg=[LINE, words],
    )


def look_again(tab):
    """What the page asks every ten seconds, now."""
    tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_one_takes_the_form_over_and_the_text_of_the_other_is_kept(staff_page, other_page):
    address = page(PriorityFactory())
    staff_page.goto(address)
    staff_page.fill(FIELD, "Half a sentence")
    staff_page.wait_for_function(
        "() => document.querySelector('#kept output').textContent.includes('not saved yet')"
    )
    assert not staff_page.is_visible("#presence")

    other_page.goto(address)
    says(other_page, "Also open: editor, since")
    look_again(staff_page)
    says(staff_page, "Also open: Vera, since")

    other_page.click("#presence button")
    says(other_page, "You work on this form alone")
    look_again(staff_page)
    says(staff_page, "Vera took this form over")
    assert not staff_page.is_editable(FIELD)
    assert staff_page.is_disabled("[name=_save]")
    assert KeptForm.objects.get().values["summary_en"] == "Half a sentence"
    assert other_page.is_editable(FIELD)

    other_page.goto("/admin/")
    look_again(staff_page)
    staff_page.wait_for_selector("#presence", state="hidden")
    assert staff_page.is_editable(FIELD)
    staff_page.click("[name=_continue]")
    staff_page.wait_for_selector(".messagelist .success")

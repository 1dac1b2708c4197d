"""A session that ends while somebody writes takes nothing along."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from tests.factories import DocumentFactory, EventFactory, PriorityFactory, StaffFactory
from tests.forms_sent import changed, found, opened, page, sent_by
from tests.staff.kept_files_sent import act

pytestmark = pytest.mark.django_db

LONG = "First.\r\n\r\n" + "Word “and” <word> & more. " * 300
ORIGIN = {"Origin": "http://testserver"}


@pytest.fixture
def editor():
    return StaffFactory(username="editor")


@pytest.fixture
def browser(editor):
    """A browser that checks forms as the portal does, with an editor logged in."""
    made = Client(enforce_csrf_checks=True)
    made.force_login(editor)
    return made


def test_what_was_typed_is_sent_again_after_another_login(browser, editor):
    goal = PriorityFactory()
    sent = changed(opened(browser, page(goal)), description_en=LONG)
    del browser.cookies["sessionid"]

    kept = browser.post(page(goal), sent, headers=ORIGIN)
    assert kept.status_code == 403
    assert "Your session has ended" in kept.content.decode()
    assert kept["Cache-Control"].startswith("max-age=0")

    browser.force_login(editor)
    answer = browser.post(page(goal), sent_by(kept), headers=ORIGIN)

    assert answer.status_code == 302
    assert found(goal).description_en == LONG.replace("\r\n", "\n").strip()


def test_login_on_another_tab_renews_the_token_and_loses_nothing(browser, editor):
    editor.set_password("right")
    editor.save()
    browser.force_login(editor)
    goal = PriorityFactory()
    sent = changed(opened(browser, page(goal)), description_en=LONG)
    browser.cookies.clear()
    form = browser.get(reverse("admin:login"))
    token = str(form.context["csrf_token"])
    entered = {"username": "editor", "password": "right", "csrfmiddlewaretoken": token}
    assert browser.post(reverse("admin:login"), entered, headers=ORIGIN).status_code == 302

    kept = browser.post(page(goal), sent, headers=ORIGIN)
    assert "You are logged in" in kept.content.decode()
    answer = browser.post(page(goal), sent_by(kept), headers=ORIGIN)

    assert answer.status_code == 302
    assert found(goal).description_en == LONG.replace("\r\n", "\n").strip()


def test_links_of_several_are_kept(browser, editor):
    event = EventFactory(priorities=PriorityFactory.create_batch(2))
    sent = opened(browser, page(event))
    del browser.cookies["sessionid"]

    kept = browser.post(page(event), sent, headers=ORIGIN)

    assert sent_by(kept)["priorities"] == sent["priorities"]


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_form_from_elsewhere_is_not_shown_again(browser, headers):
    goal = PriorityFactory()

    answer = browser.post(page(goal), {"summary_en": "Trust me."}, headers=headers)

    assert answer.status_code == 403
    assert "Trust me." not in answer.content.decode()
    assert "This page is closed to you" in answer.content.decode()


def test_password_is_never_written_into_a_page(browser):
    address = reverse("admin:password_change")
    sent = opened(browser, address)
    secret = {"old_password": "old", "new_password1": "secret-1", "new_password2": "secret-1"}
    del browser.cookies["sessionid"]

    answer = browser.post(address, {**sent, **secret}, headers=ORIGIN)

    assert answer.status_code == 302
    assert "secret-1" not in answer.content.decode()


def test_login_form_with_an_old_token_opens_anew(browser):
    sent = {"username": "editor", "password": "right", "csrfmiddlewaretoken": "x" * 64}

    answer = browser.post(reverse("admin:login") + "?next=/admin/", sent, headers=ORIGIN)

    assert (answer.status_code, answer.url) == (302, "/admin/login/?next=/admin/")


def test_another_account_neither_sees_nor_sends_what_was_typed(browser):
    goal = PriorityFactory()
    sent = changed(opened(browser, page(goal)), description_en=LONG)
    browser.force_login(StaffFactory(username="another"))

    for token in (browser.get(page(goal)).context["csrf_token"], "x" * 64):
        typed = {**sent, "csrfmiddlewaretoken": str(token)}
        answer = browser.post(page(goal), typed, headers=ORIGIN)

        assert answer.status_code == 403
        assert "editor typed this, and you are logged in as another" in answer.content.decode()
        assert "Word" not in answer.content.decode()
    assert found(goal).description_en != LONG


def test_file_is_chosen_again_where_the_form_is_sent_again(browser, editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    document = DocumentFactory(external_url="https://example.org/a")
    sent = opened(browser, page(document)) | {"file-kept": ["of an earlier one"]}
    del browser.cookies["sessionid"]
    kept = browser.post(page(document), {**sent, "file": act()}, headers=ORIGIN)

    form = html.fromstring(kept.content.decode()).get_element_by_id("unsent")
    label = form.xpath('.//label[input[@type="file" and @name="file"]]')[0]
    assert (label.text_content().strip(), form.get("enctype")) == ("act.pdf", "multipart/form-data")
    browser.force_login(editor)
    again = {**sent_by(kept, "unsent"), "file": act()}
    assert "file-kept" not in again
    assert browser.post(page(document), again, headers=ORIGIN).status_code == 302
    assert found(document).file


@pytest.mark.parametrize("address", ["/", "/en/", "/ru/calendar/2020/11/", "/en/calendar.ics"])
def test_public_page_takes_no_form_with_a_token_or_without(address):
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post(address, {"name": "value"})

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert Client().post(address).status_code == 405

"""A photo of a refused form in a real browser: after a change of language its row, its captions and its file are there."""

from datetime import date

import pytest

from events.dates import Period
from staff.models import KeptFile
from tests.browser.axe import faults
from tests.driving import settle
from tests.factories import EventFactory
from tests.factories.photos import picture
from tests.forms_sent import found, page
from tests.staff.test_kept_browser import line

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = "#photos-group .add-row a"
TAKE = "[name=photos-0-upload-kept]:not([value^='-'], [value=later])"
UNSENT = ".kept-unsent li"
CAPTIONS = ("alt_en", "alt_ru", "credit_en", "credit_ru")
TITLES = ("title_en", "title_ru", "title_zh_hans")


@pytest.fixture
def form(staff_page, settings, tmp_path):
    """A form of an event with a new photo, which is described and not sent yet."""
    settings.MEDIA_ROOT = tmp_path
    event = EventFactory(period=Period.on(date(2020, 7, 22)))
    staff_page.goto(page(event))
    staff_page.click(ADD)
    choose(staff_page)
    for name in CAPTIONS:
        staff_page.fill(f"[name=photos-0-{name}]", f"Typed: {name}")
    return staff_page, event


def choose(tab, number=0, name="hall.jpg"):
    file = {"name": name, "mimeType": "image/jpeg", "buffer": picture(size=(640, 400 + number))}
    tab.set_input_files(f"[name=photos-{number}-upload]", file)


def is_refused(tab):
    for name in TITLES:
        tab.fill(f"#id_{name}", "")
    tab.click("[name=_continue]")
    tab.wait_for_selector(f"{TAKE}:checked")
    settle(tab)


def comes_back_in(tab, language):
    tab.click(f".language-form [value={language}]")
    tab.wait_for_function(
        "() => document.querySelector('[name=photos-0-alt_ru]')?.value === 'Typed: alt_ru'"
    )


def test_photo_that_was_chosen_and_not_sent_is_named_until_it_is_chosen_again(form):
    tab, _event = form
    line(tab, "a file that you chose is not kept before it is sent")

    comes_back_in(tab, "ru")

    assert tab.locator(UNSENT).all_text_contents() == ["hall.jpg"]
    assert tab.is_visible(UNSENT)
    choose(tab)
    assert tab.locator(UNSENT).count() == 0
    assert not tab.is_visible("#kept-beside")


def test_photo_of_a_refused_form_outlives_a_change_of_language(form, drawn):
    tab, event = form
    is_refused(tab)

    comes_back_in(tab, "ru")
    tab.wait_for_selector(f"{TAKE}:not(:checked)")
    assert tab.locator(UNSENT).count() == 0
    assert "хранится для вас до" in tab.text_content(".help .kept-files")
    assert faults(tab, drawn) == []
    tab.click("p.kept-files a")
    assert tab.evaluate("document.activeElement.name") == "photos-0-upload"

    tab.check(TAKE)
    for name in TITLES[:2]:
        tab.fill(f"#id_{name}", "Forum")
    tab.click("[name=_continue]")
    tab.wait_for_selector(".messagelist .success")
    settle(tab)
    assert found(event).photos.get().alt_ru == "Typed: alt_ru"
    assert not KeptFile.objects.exists()
    assert tab.locator(TAKE).count() == 0


def test_file_follows_the_row_of_its_captions_when_the_row_before_is_taken_out(form):
    tab, _event = form
    tab.click(ADD)
    choose(tab, 1, "street.jpg")
    tab.fill("[name=photos-1-alt_en]", "A street.")
    is_refused(tab)

    with tab.expect_response(lambda answer: '"files"' in (answer.request.post_data or "")):
        tab.click("#photos-0 .inline-deletelink")
    tab.click(".language-form [value=ru]")
    tab.wait_for_function(
        "() => document.querySelector('[name=photos-0-alt_en]')?.value === 'A street.'"
    )

    assert "street.jpg" in tab.text_content("#photos-0 .kept-files")
    assert "hall.jpg" in tab.text_content("#photos-1 .kept-files")

"""A photo of a refused form in a real browser: after a change of language its row, its captions and its file are there."""

from datetime import date

import pytest

from events.dates import Period
from staff.models import KeptFile
from tests.browser.axe import faults
from tests.factories import EventFactory
from tests.factories.photos import picture
from tests.forms_sent import found, page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = "#photos-group .add-row a"
FILE = {"name": "hall.jpg", "mimeType": "image/jpeg"}
TAKE = "[name=photos-0-upload-kept]:not([value^='-'], [value=later])"


def test_photo_of_a_refused_form_outlives_a_change_of_language(
    staff_page, drawn, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    event = EventFactory(period=Period.on(date(2020, 7, 22)))
    staff_page.goto(page(event))
    staff_page.click(ADD)
    staff_page.set_input_files("[name=photos-0-upload]", {**FILE, "buffer": picture()})
    for name in ("alt_en", "alt_ru", "credit_en", "credit_ru"):
        staff_page.fill(f"[name=photos-0-{name}]", f"Typed: {name}")
    for name in ("title_en", "title_ru", "title_zh_hans"):
        staff_page.fill(f"#id_{name}", "")
    staff_page.click("[name=_continue]")
    staff_page.wait_for_selector(f"{TAKE}:checked")
    staff_page.wait_for_load_state("networkidle")

    staff_page.click(".language-form [value=ru]")
    staff_page.wait_for_selector(f"{TAKE}:not(:checked)")
    staff_page.wait_for_function(
        "document.querySelector('[name=photos-0-alt_ru]').value === 'Typed: alt_ru'"
    )
    assert "хранится для вас до" in staff_page.text_content(".help .kept-files")
    assert faults(staff_page, drawn) == []
    staff_page.click("p.kept-files a")
    assert staff_page.evaluate("document.activeElement.name") == "photos-0-upload"

    staff_page.check(TAKE)
    for name in ("title_en", "title_ru"):
        staff_page.fill(f"#id_{name}", "Forum")
    staff_page.click("[name=_continue]")
    staff_page.wait_for_selector(".messagelist .success")
    staff_page.wait_for_load_state("networkidle")  # the page has said that it is open
    assert found(event).photos.get().alt_ru == "Typed: alt_ru"
    assert not KeptFile.objects.exists()
    assert staff_page.locator(TAKE).count() == 0

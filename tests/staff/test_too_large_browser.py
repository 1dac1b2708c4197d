"""A form that is too large to be read says which limit it is over, and what was typed stays in the tab."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.models import Event
from tests.factories import EventFactory
from tests.factories.photos import picture
from tests.forms_sent import changed, found, opened, page
from tests.markup import page_of
from tests.staff.test_kept_browser import line

pytestmark = pytest.mark.django_db

TEXT = "An hour of writing. " * 8_000


def told(answer) -> str:
    return page_of(answer).one("main").text


@pytest.mark.parametrize("has_file", [True, False])
def test_texts_over_the_limit_are_told_the_limit(admin_client, settings, has_file):
    event = EventFactory(lead_en="Before.")
    sent = changed(opened(admin_client, page(event)), summary_en=TEXT)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    file = {"photos-0-upload": SimpleUploadedFile("hall.jpg", picture())} if has_file else {}

    answer = admin_client.post(page(event), {**sent, **file})

    assert answer.status_code == 413
    assert "The texts of a form may take 97.7 KB in all, and these take more." in told(answer)
    assert "Nothing of it was saved." in told(answer)
    assert page_of(answer).one("a", id="to-form")["href"] == page(event)
    assert found(event).summary_en == event.summary_en


def test_form_that_is_no_multipart_is_told_the_limit_too(admin_client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    address = reverse("admin:staff_bundle_add")
    kind = "application/x-www-form-urlencoded"

    answer = admin_client.post(address, "name=" + "a" * 2_000, content_type=kind)

    assert answer.status_code == 413
    assert "The texts of a form may take 1000 bytes in all" in told(answer)


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", "A form may have 3 fields, and this one has more."),
        ("DATA_UPLOAD_MAX_NUMBER_FILES", "A form may bring 3 files, and this one brings more."),
    ],
)
def test_too_many_are_told_how_many_may_be(admin_client, settings, setting, sentence):
    setattr(settings, setting, 3)
    files = {f"photos-{n}-upload": SimpleUploadedFile("hall.jpg", b"x") for n in range(5)}

    answer = admin_client.post(
        reverse("admin:events_event_add"), {**files, **dict.fromkeys("abcd", "e")}
    )

    assert (answer.status_code, sentence in told(answer)) == (413, True)
    assert not Event.objects.exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_was_typed_stands_in_the_form_again(staff_page, settings):
    event = EventFactory(summary_en="Before.")
    staff_page.goto(page(event))
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    staff_page.fill("#id_summary_en", TEXT)
    line(staff_page, "it is too long to be kept elsewhere")

    staff_page.click("[name=_continue]")
    staff_page.wait_for_selector("#kept-here:not([hidden])")
    staff_page.click("#to-form")
    line(staff_page, "in the form again")

    assert staff_page.input_value("#id_summary_en") == TEXT
    staff_page.fill("#id_summary_en", "Shorter.")
    staff_page.click("[name=_continue]")
    staff_page.wait_for_selector(".messagelist .success")
    assert found(event).summary_en == "Shorter."
    kept = "Object.keys(sessionStorage).filter((key) => /^kept:.*change/.test(key))"
    assert staff_page.evaluate(kept) == []

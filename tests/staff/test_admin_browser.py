"""The admin in a real browser, under the strict policy: nothing is stopped, nothing comes from
elsewhere (the fixture `browser_page` sees to both), and the scripts do their work."""

from datetime import date

import pytest

from events.dates import Period
from tests.choosing import EVERY_COMBINATION
from tests.driving import opened
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    EventFactory,
    PriorityFactory,
    announcement,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]


@pytest.fixture
def event(browser_page):
    return EventFactory(
        slug="council",
        period=Period.on(date(2020, 12, 1)),
        cities=[CityFactory(slug="chelyabinsk", name_en="Chelyabinsk")],
        format="in_person",
        announced=announcement(date(2020, 1, 1)),
        bodies=[BodyFactory(published=True)],
        priorities=[PriorityFactory(published=True)],
        published=True,
    )


def test_no_page_breaks_the_policy(staff_page, event):
    """Of those that axe does not see: what it sees is loaded under the same policy."""
    article = ArticleFactory(events=[event])

    addresses = (
        *(f"events/event/{event.pk}/act/{code}/" for code in ("move", "place")),
        f"events/event/{event.pk}/withdraw/",
        "events/change/",
        f"news/article/{article.pk}/change/",
        f"news/article/{article.pk}/delete/",
        "bodies/body/add/",
        "places/city/add/",
    )
    for address in addresses if EVERY_COMBINATION else addresses[::3]:
        answer = opened(staff_page, f"/admin/{address}")
        assert answer.status == 200, address


def test_languages_stand_beside_each_other_or_one_is_chosen_and_kept(staff_page):
    def seen():
        fields = [staff_page.locator(f"#id_title_{code}") for code in ("ru", "en", "zh_hans")]
        return [field.is_visible() for field in fields]

    staff_page.goto("/admin/priorities/priority/add/")
    assert seen() == [True, True, True]

    staff_page.check("[name=languages-shown][value=ru]")
    assert seen() == [True, False, False]

    staff_page.set_viewport_size({"width": 390, "height": 844})
    staff_page.reload()
    assert seen() == [True, False, False]
    staff_page.evaluate("localStorage.clear()")
    staff_page.reload()
    assert seen() == [False, True, False]


def test_text_of_one_line_takes_no_second_and_the_address_is_written_from_the_english_title(
    staff_page,
):
    staff_page.goto("/admin/events/event/add/")

    staff_page.locator("#id_title_en").press_sequentially("Council\n of Heads")

    assert staff_page.input_value("#id_title_en") == "Council of Heads"
    assert staff_page.input_value("#id_slug") == "council-of-heads"


def test_related_things_are_ticked_and_what_is_ticked_comes_first(staff_page, event):
    last, another = BodyFactory(name_en="Last body"), BodyFactory(name_en="Another body")
    event.bodies.set([last])
    staff_page.goto(f"/admin/events/event/{event.pk}/change/")
    assert staff_page.locator("#id_bodies input").first.get_attribute("value") == str(last.pk)

    staff_page.check(f"#id_bodies [value='{another.pk}']")
    staff_page.click("[name=_save]")
    staff_page.wait_for_url("**/admin/events/event/")

    assert another in event.bodies.all()


@pytest.mark.proof  # a preview that is saved: tests/staff/stories/test_plan_browser.py
def test_event_moves_after_its_preview(staff_page, event):
    staff_page.goto(f"/admin/events/event/{event.pk}/change/")
    staff_page.click("text=Change place or format…")
    staff_page.select_option("#id_format", "online")
    staff_page.uncheck("[name=cities][value=chelyabinsk]")
    staff_page.fill("#id_first_day", "2020-12-10")
    staff_page.fill("#id_last_day", "2020-12-10")
    staff_page.fill("#id_reason_en", "The pandemic.")
    staff_page.click("[name=preview]")

    shown = staff_page.inner_text(".preview[lang=en]")
    assert "Moved online" in shown
    assert "Was 1 December 2020 in Chelyabinsk" in shown
    staff_page.click("[name=save]")
    staff_page.wait_for_url(f"**/admin/events/event/{event.pk}/change/")

    event.refresh_from_db()
    assert (event.format, event.starts_on) == ("online", date(2020, 12, 10))


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("address", ["", "events/event/1/act/correct/", "events/event/1/change/"])
def test_pages_fit_a_phone(staff_page, event, address):
    staff_page.set_viewport_size({"width": 390, "height": 844})

    staff_page.goto("/admin/" + address.replace("/1/", f"/{event.pk}/"))

    assert staff_page.evaluate("document.documentElement.scrollWidth") == 390

"""The desk on a telephone, in the dark, in Russian and Chinese, by keyboard alone, and twice as large."""

from __future__ import annotations

from datetime import date

import pytest

from events.dates import Period
from staff.roles import Role
from tests.browser.axe import faults
from tests.factories import EventFactory, announcement
from tests.forms_sent import found
from tests.staff.of_roles import account_of
from tests.staff.stories.person import DONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FITS = "document.documentElement.scrollWidth <= innerWidth"
FIRST_ROW = """() => [...document.querySelectorAll("#result_list tbody tr:first-child > *")]
  .filter((cell) => cell.getBoundingClientRect().right <= innerWidth).map((cell) => cell.innerText.trim().replace(/\\s/g, " "))"""


def test_event_is_confirmed_on_a_phone_in_the_dark_by_keyboard_and_read_at_twice_the_size(
    somebody, drawn
):
    event = EventFactory(
        title_ru="Форум регионов",
        period=Period.on(date(2020, 10, 29)),
        announced=announcement(date(2020, 1, 20)),
        published=True,
    )
    person = somebody(account_of(Role.EDITOR, Role.PUBLISHER))
    tab, seen = person.tab, []
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.emulate_media(color_scheme="dark")
    tab.goto("/admin/")
    person.go(".language-form [value=ru]", then=".desk")
    seen += [tab.evaluate(FITS)]

    with person.at_most(steps=4, pages=3):
        person.tab_to(".act a[href$='/confirm/']", most=25)
        person.enter(then="[name=preview]")
        seen += [tab.evaluate(FITS)]
        person.tab_to("#id_source_url", most=40)
        person.type("https://source.example/")
        person.tab_to("[name=preview]", most=20)
        person.enter(then="[name=save]")
        seen += [tab.evaluate(FITS)]
        person.tab_to("[name=save]", most=40)
        person.enter(then=DONE)
    assert found(event).status == "confirmed"

    tab.goto("/admin/events/event/")
    seen += [tab.evaluate(FITS), faults(tab, drawn)]
    _tick, title, day, _place, status, *_others = tab.evaluate(FIRST_ROW)
    assert (title, day, status) == ("Форум регионов", "29 октября 2020 г.", "подтверждено")
    person.tab_to("#result_list tbody th a", most=40)
    tab.set_viewport_size({"width": 640, "height": 450})  # 1280 by 900 at 200 %
    person.go(".language-form [value=zh-hans]")
    assert "活动" in tab.inner_text("#content")
    assert [*seen, tab.evaluate(FITS)] == [True, True, True, True, [], True]

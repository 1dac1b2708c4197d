"""The plan, as its editors keep it: what is due, a new event and its acts, one decision about five, what is looked for."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from events.dates import Period
from events.models import Decision, Event
from places.models import City
from staff.roles import Role
from tests.acting import changes
from tests.browser.axe import faults
from tests.factories import (
    CityFactory,
    CountryFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    StaffFactory,
    announcement,
)
from tests.forms_sent import found
from tests.staff.of_roles import account_of
from tests.staff.stories.person import DONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def planned(name, period, **more):
    return EventFactory(
        **{"title_en": name, "short_title_en": "", "published": True, **more},
        period=period,
        announced=announcement(date(2020, 1, 20)),
    )


def listed(tab):
    return tab.locator("#result_list tbody th").all_inner_texts()


def act(person, label, **fields):
    """Do something to the event whose form is open, by its button: the form, the preview, and the event again."""
    with person.at_most(steps=9, pages=3):
        person.go(f".acts >> text={label}", then="[name=preview]")
        for name, value in fields.items():
            person.write(f"#id_{name}", value)
        person.write("#id_source_url", "https://source.example/")
        person.go("[name=preview]", then="[name=save]")
        person.go("[name=save]", then=DONE)


def test_first_page_after_login_says_what_is_due(browser_page):
    ministers = planned("Trade ministers", Period.on(date(2020, 10, 28)))
    planned("Forum of regions", Period.on(date(2020, 10, 29)))
    planned("Museum night", Period.on(date(2020, 11, 4)))
    planned("Book fair", Period.on(date(2020, 10, 20)))
    StaffFactory(username="editor")
    browser_page.goto("/admin/")
    person = Person(browser_page)

    with person.at_most(steps=3, pages=1):
        person.write("#id_username", "editor")
        person.write("#id_password", "password")
        person.go("#login-form [type=submit]", then=".desk")
    assert "editor" in browser_page.inner_text("#user-tools")

    due = {
        code: browser_page.locator(f"[aria-labelledby=due-{code}] .what > a").all_inner_texts()
        for code in ("today", "tomorrow", "unconfirmed", "overdue")
    }
    assert due == {
        "today": ["Trade ministers"],
        "tomorrow": ["Forum of regions"],
        "unconfirmed": ["Museum night"],
        "overdue": ["Book fair"],
    }
    assert "0" not in browser_page.locator(".due-table td, .count").all_inner_texts()
    person.go("[aria-labelledby=due-today] .act >> text=Confirm…", then="[name=preview]")
    assert browser_page.url.endswith(f"/events/event/{ministers.pk}/act/confirm/")


def test_conference_of_museum_directors_from_one_form_to_its_cancellation_and_back(somebody):
    CountryFactory(code="RU", name_en="Russia", name_ru="Россия")
    ministry, priority = HostFactory(), PriorityFactory(published=True)
    person = somebody(account_of(Role.EDITOR, Role.PUBLISHER))
    person.tab.goto("/admin/")

    with person.at_most(steps=20, pages=3):
        person.go("#content-main .model-event .addlink")
        person.write("#id_title_en", "Museum directors")
        person.write("#id_title_ru", "Конференция директоров музеев")
        person.choose("#id_kind", "conference")
        person.choose("#id_level", "heads_of_agency")
        person.choose("#id_exactness", "part_of_month")
        person.write("#id_first_day", "2020-11-16")
        person.write("#id_last_day", "2020-11-30")
        person.choose("#id_meeting_format", "in_person")
        person.write("#id_city", "Казань")
        person.check(f"#id_priorities [value='{priority.pk}']")
        person.write("#id_source_url", "https://source.example/plan")
        person.choose("#id_hostings-0-host", str(ministry.pk))
        person.go("[name=_publish]", then="#id_which_city")
        person.go("[name=_publish]", then=".consequences")
    event, city = Event.objects.get(), City.objects.get()
    assert (city.name_en, city.time_zone) == ("Kazan", "Europe/Moscow")
    linked = [*event.cities.all(), *event.priorities.all(), *event.hosts.all()]
    assert linked == [city, priority, ministry]

    person.go("[type=submit].default", then=DONE)
    act(person, "Cancel…", reason_ru="Зал занят.")
    act(person, "Takes place after all…", reason_ru="Зал нашёлся.")
    kinds = ["announced", "cancelled", "reinstated"]
    assert [step.kind for step in event.changes.order_by("number")] == kinds
    assert (found(event).publication, found(event).status) == ("published", "planned")


def test_five_events_are_postponed_by_one_decision(somebody, settings, drawn):
    settings.PORTAL_CLOCK = "2020-05-27"
    june, july = Period.in_month(2020, 6), Period.on(date(2020, 7, 22))
    events = [planned("Summit", july), *(planned(f"Forum {n}", june) for n in range(4))]
    person = somebody(account_of(Role.PUBLISHER))
    tab = person.tab
    tab.goto("/admin/events/event/")

    with person.at_most(steps=13, pages=6, fields=4):
        for event in events:
            person.check(f'[name=_selected_action][value="{event.pk}"]')
        person.choose("[name=action]", "decide_selected")
        person.go("[name=index]", then="[name=preview]")
        on_the_form = faults(tab, drawn)
        person.write("#id_reason_ru", "Из-за пандемии.")
        person.write("#id_source_url", "https://source.example/")
        person.go("[name=preview]", then="[name=save]")
        on_the_preview, seen = faults(tab, drawn), tab.inner_text("#content")
        person.go("[name=save]", then=DONE)
    tab.goto(f"/admin/events/change/{Decision.objects.get().changes.first().pk}/reason/")

    assert (on_the_form, on_the_preview, faults(tab, drawn)) == ([], [], [])
    assert seen.count("Postponed together with 4 other events") == 5
    assert {event.status for event in Event.objects.all()} == {"postponed"}
    tab.goto("/en/decisions/postponed-2020-05-27/")
    assert faults(tab) == []
    assert tab.locator(".difference-list > li").count() == 5


def test_what_is_looked_for_is_found_narrowed_and_taken_along(somebody):
    kazan = CityFactory(name_en="Kazan", name_ru="Казань", name_zh_hans="喀山")
    november = Period.in_month(2020, 11)
    planned("Directors", november, title_ru="Встреча директоров музеев", cities=[kazan])
    left = planned("Left November", Period.on(date(2020, 11, 4)))
    changes.postpone(left, announcement(date(2020, 10, 1)), Period.undated())
    planned("December", Period.on(date(2020, 12, 1)), hosts=[HostFactory(name_en="Railways")])
    person = somebody(account_of(Role.EDITOR))
    tab = person.tab
    tab.goto("/admin/events/event/")

    def found_by(words):
        with person.at_most(steps=2, pages=1):
            person.write("#searchbar", words)
            person.go("#changelist-search [type=submit]")
        return listed(tab)

    assert found_by("музей") == found_by("Казань") == ["Directors"]
    assert found_by("Railways") == ["December"]
    tab.goto("/admin/events/event/")
    with person.at_most(steps=3, pages=1):
        person.click("[data-filter-title=month] summary")
        person.choose("[name=in_month]", "2020-11")
        person.go("[name=in_month] ~ [type=submit]")
    rows = listed(tab)
    with person.at_most(steps=1, pages=0), tab.expect_download() as taken:
        person.click("a[download] >> text=Excel")

    sheet = openpyxl.load_workbook(io.BytesIO(taken.value.path().read_bytes())).active
    assert rows == ["Directors", "Left November"]
    assert [title for title, *_others in sheet.values] == ["Title", *rows]

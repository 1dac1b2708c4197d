"""People at the desk: two at one event, a new colleague, a session that ends, a telephone that is lost."""

from __future__ import annotations

import re
from base64 import b32decode
from datetime import date
from unittest.mock import Mock

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from events.dates import Period
from operations.management.commands import prune
from staff.models import Revision
from staff.roles import Role
from tests.acting import changes
from tests.driving import end_sessions
from tests.factories import EventFactory, HostFactory, PriorityFactory, announcement
from tests.forms_sent import found, page
from tests.staff.doors import admin_page
from tests.staff.of_hosts.test_scope import addresses_of
from tests.staff.of_roles import account_of
from tests.staff.stories.person import DONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-new-Pass-2020"
LONG = "Слово " * 300
HOSTILE = f"<script>ran=1</script> 🤝 one line\vanother {LONG}end"


def planned(name, **more):
    return EventFactory(
        title_en=name,
        period=Period.on(date(2020, 12, 1)),
        announced=announcement(date(2020, 1, 20)),
        **more,
    )


def code_of(letters):
    """Return what an app shows that was told these letters."""
    return f"{totp(b32decode(letters.replace(' ', ''))):06}"


def log_in_by_form(person, name, password):
    person.write("#id_username", name)
    person.write("#id_password", password)
    person.go("#login-form [type=submit]")


def test_two_people_at_one_event_lose_nothing(somebody, somebody_else):
    event = planned("Council", published=True, lead_en="Old.")
    anna = somebody(account_of(Role.EDITOR, Role.PUBLISHER))
    vera = somebody_else(account_of(Role.EDITOR, Role.PUBLISHER))
    for person in (anna, vera):
        person.tab.goto(page(event))

    anna.write("#id_lead_en", "By Anna.")
    anna.go("[name=_continue]", then=DONE)
    vera.write("#id_host_en", "By Vera.")
    vera.go("[name=_continue]", then=DONE)
    assert "Lead (English) – By Anna." in vera.tab.inner_text(".messagelist")
    assert (found(event).lead_en, found(event).host_en) == ("By Anna.", "By Vera.")

    anna.write("#id_host_en", "By Anna.")
    anna.go("[name=_continue]", then=".conflicts")
    versions = anna.tab.locator(".collision .version").all_text_contents()
    assert [*map(str.strip, versions)] == ["added: By Anna.", "added: By Vera."]
    assert found(event).host_en == "By Vera."
    with anna.at_most(steps=2, pages=1):
        anna.click("text=Put yours into the form")
        anna.go("[name=_continue]", then=DONE)
    assert found(event).host_en == "By Anna."

    vera.tab.goto(reverse("admin:events_event_act", args=[event.pk, "postpone"]))
    vera.write("#id_reason_en", "The hall is taken.")
    vera.write("#id_source_url", "https://source.example/")
    vera.go("[name=preview]", then="[name=save]")
    changes.postpone(event, announcement(date(2020, 10, 27)), Period.undated())
    vera.go("[name=save]", then=".errornote")
    assert vera.tab.input_value("#id_reason_en") == "The hall is taken."
    assert event.changes.filter(kind="postponed").count() == 1


def test_colleague_of_a_ministry_is_invited_limited_and_written_down(somebody, somebody_else):
    ministry = HostFactory(name_en="Ministry of Culture")
    whole = "A night at the museums. Every second sentence matters."
    own = EventFactory(title_en="Museum night", lead_en=whole, hosts=[ministry])
    summit = planned("The Summit", published=True, hosts=[HostFactory()])
    keeper = somebody(account_of(Role.ADMINISTRATOR, Role.EDITOR))
    keeper.tab.goto(reverse("admin:auth_user_add"))

    with keeper.at_most(steps=12, pages=2):
        keeper.write("#id_username", "anna")
        keeper.write("#id_email", "anna@example.org")
        keeper.check("#id_groups >> text=Host")
        keeper.choose("#id_hosts_from", str(ministry.pk))
        keeper.click("#id_hosts_add")
        keeper.go("[name=_save]", then=DONE)
    (invitation,) = mail.outbox
    anna = somebody_else(None)
    anna.tab.goto(re.search(r"http://127\.0\.0\.1:8000(\S+)", invitation.body)[1])
    with anna.at_most(steps=6, pages=2):
        anna.write("#id_new_password1", PASSWORD)
        anna.write("#id_new_password2", PASSWORD)
        anna.go("#content [type=submit]")
        log_in_by_form(anna, "anna", PASSWORD)

    assert {*anna.asks(addresses_of(summit)[::4])} == {403}
    anna.tab.goto(page(own))
    anna.write("#id_lead_en", "A night at the museums.")
    anna.go("[name=_continue]", then=DONE)

    keeper.tab.goto("/admin/log/?who=anna")
    first = keeper.tab.inner_text(".revisions tbody tr >> nth=0")
    assert "Museum night" in first
    assert "Every second sentence matters." in first
    keeper.go("td a >> text=Museum night")
    with keeper.at_most(steps=3, pages=3):
        keeper.go(".historylink")
        keeper.go(".restore")
        keeper.go("[name=_continue]", then=DONE)
    assert found(own).lead_en == whole
    assert keeper.asks([admin_page("delete", User.objects.get(username="anna"))]) == [403]


def test_text_outlives_a_session_that_ends_and_is_saved_once(somebody):
    goal, account = PriorityFactory(published=True), account_of(Role.EDITOR)
    person = somebody(account)
    tab = person.tab
    tab.goto(page(goal))

    person.write("#id_summary_en", HOSTILE)
    end_sessions()
    person.go("[name=_continue]", then="text=Send it now")
    assert LONG in tab.text_content(".unsent")
    tab.wait_for_function("() => document.activeElement.name === 'password'")
    with person.at_most(steps=2, pages=1):
        person.type("password")
        person.enter(then=DONE)
    assert found(goal).summary_en == HOSTILE.replace("\v", "\n")

    tab.fill("#id_summary_en", "Short.")
    tab.dblclick("[name=_continue]")
    tab.wait_for_selector(DONE)
    assert Revision.objects.filter(field="summary_en").count() == 2
    assert person.asks([admin_page("delete", goal)]) == [403]


def test_operator_lets_in_whoever_lost_the_telephone_and_the_desk_says_what_fails(
    browser_page, settings, monkeypatch
):
    settings.SECOND_FACTOR_REQUIRED = True
    account = account_of(Role.PUBLISHER)
    TOTPDevice.objects.create(user=account)
    fails = Mock(side_effect=CommandError("The disk is full."))
    with monkeypatch.context() as broken:
        broken.setattr(prune.Command, "handle", fails)
        with pytest.raises(CommandError):
            call_command("prune")
    tab, person = browser_page, Person(browser_page)
    tab.goto("/admin/")
    log_in_by_form(person, account.username, "password")
    tab.wait_for_selector("#id_code")

    call_command("reset_second_factor", account.username, verbosity=0)
    tab.goto("/admin/")
    with person.at_most(steps=7, pages=5):
        log_in_by_form(person, account.username, "password")
        person.write("#id_code", code_of(tab.inner_text(".factor-letters")))
        person.go(".factor [type=submit].default", then=".submit-row")
        person.go("#content [type=submit]", then=".factor-codes")
        person.go("text=I have them: go on", then=".desk")

    assert "The disk is full." in tab.inner_text("[aria-labelledby=due-failing]")
    call_command("prune", verbosity=0)
    tab.reload()
    assert tab.locator("[aria-labelledby=due-failing]").count() == 0

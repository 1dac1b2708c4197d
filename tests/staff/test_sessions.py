"""Where an account is logged in, and who ends that."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from staff import sessions
from staff.models import Revision
from staff.roles import Role
from tests.factories import StaffFactory
from tests.forms_sent import changed, opened, page
from tests.staff.of_roles import account_of, logged_in
from tests.staff.test_second_factor import add_app

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ACCOUNT, END = "/admin/account/", "/admin/account/sessions/"


def is_in(client):
    return client.get("/admin/").status_code == 200


def log_in(account, **headers):
    client = Client(headers=headers)
    client.post("/admin/login/", {"username": account.username, "password": "password"})
    return client


def test_a_session_says_where_and_with_what_it_began():
    anna = account_of(Role.EDITOR)
    client = log_in(anna, user_agent=FIREFOX)

    (shown,) = client.get(ACCOUNT).context["sessions"]

    assert (shown.browser, shown.address, shown.is_this) == ("Firefox, Linux", "127.0.0.1", True)
    assert client.session.session_key not in client.get(ACCOUNT).content.decode()


def test_one_ends_a_session_of_ones_own_and_no_other():
    anna, boris = account_of(Role.EDITOR), account_of(Role.EDITOR)
    here, there, third, stranger = map(logged_in, (anna, anna, anna, boris))
    names = {one.row.session_key: one.name for one in sessions.of_account(anna)}
    foreign = sessions.of_account(boris)[0].name

    here.post(END, {"name": names[there.session.session_key]})
    here.post(END, {"name": foreign})

    assert [is_in(one) for one in (here, there, third, stranger)] == [True, False, True, True]
    here.post(END)
    assert [is_in(one) for one in (here, third, stranger)] == [True, False, True]
    assert [row.field for row in Revision.objects.all()] == ["sessions", "sessions"]


def test_an_administrator_ends_those_of_others():
    keeper, anna = logged_in(account_of(Role.ADMINISTRATOR)), account_of(Role.EDITOR)
    first, second = logged_in(anna), logged_in(anna)

    address = reverse("admin:auth_user_sessions", args=[anna.pk])
    told = [keeper.post(address, follow=True).content.decode() for _time in range(2)]

    assert "2 sessions were ended." in told[0]
    assert "No session was ended" in told[1]
    assert [is_in(one) for one in (first, second, keeper)] == [False, False, True]


def test_nobody_looks_at_the_sessions_of_a_stronger_account():
    keeper, boss = logged_in(account_of(Role.ADMINISTRATOR)), StaffFactory()

    assert keeper.get(reverse("admin:auth_user_sessions", args=[boss.pk])).status_code == 403


@pytest.mark.parametrize("by", ["form", "list"])
def test_a_closed_account_has_no_session_to_come_back_to(by):
    keeper, anna = logged_in(account_of(Role.ADMINISTRATOR)), account_of(Role.EDITOR)
    client = logged_in(anna)
    if by == "form":
        keeper.post(page(anna), changed(opened(keeper, page(anna)), is_active=None))
    else:
        sent = {"action": "deactivate_selected", "_selected_action": [anna.pk]}
        keeper.post(reverse("admin:auth_user_changelist"), sent)
    User.objects.filter(pk=anna.pk).update(is_active=True)

    assert not is_in(client)
    assert Session.objects.count() == 1


def test_a_second_factor_ends_the_sessions_that_have_none():
    anna = account_of(Role.EDITOR)
    here, there = logged_in(anna), logged_in(anna)

    add_app(here)

    assert [is_in(one) for one in (here, there)] == [True, False]

"""What the desk refuses is said in its own frame, to whoever is at it."""

import pytest
from django.test import Client

from staff.roles import Role
from tests.factories import PriorityFactory, StaffFactory
from tests.forms_sent import page
from tests.staff.doors import admin_page
from tests.staff.of_roles import account_of, logged_in
from tests.staff.test_second_factor import with_app

pytestmark = pytest.mark.django_db

FRAME = 'id="logout-form"'


@pytest.fixture
def editor():
    return logged_in(account_of(Role.EDITOR))


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_account_that_is_not_deleted_is_to_be_closed(admin_client, language):
    admin_client.cookies["language"] = language

    answer = admin_client.get(admin_page("delete", StaffFactory()))

    text = answer.content.decode()
    words = {"en": "Accounts are closed", "ru": "закрывают", "zh-hans": "关闭"}
    assert (answer.status_code, FRAME in text, words[language] in text) == (403, True, True)
    assert 'href="/admin/auth/user/"' in text


def test_what_was_public_is_withdrawn_instead(admin_client):
    answer = admin_client.get(admin_page("delete", PriorityFactory(published=True)))

    assert answer.status_code == 403
    assert "What was public is withdrawn instead" in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/admin/auth/user/", 403, "does not have the right"),
        ("/admin/translations/xx/", 404, "Nothing stands at this address"),
        ("/admin/events/event/?q=%00", 400, "characters that cannot be read"),
        ("/admin/nowhere/", 404, "Nothing stands"),
    ],
)
def test_refusal_stands_in_the_frame_of_the_desk(editor, address, status, told):
    answer = editor.get(address)

    assert answer.status_code == status
    assert FRAME in answer.content.decode()
    assert told in answer.content.decode()
    assert 'href="/admin/auth/user/"' not in answer.content.decode()


def test_nobody_and_half_a_login_see_the_public_page():
    account, _device = with_app(Role.EDITOR)
    half = logged_in(account)
    asked = [
        half.get("/admin/second-factor/add/"),
        Client().get("/admin/events/event/?q=%00"),
        half.post("/admin/events/event/?q=%00"),
        Client().get("/admin/second-factor/remove/x/1/"),
    ]

    assert [answer.status_code for answer in asked] == [403, 400, 400, 403]
    assert not any("admin-theme" in answer.content.decode() for answer in asked)


def test_address_of_another_host_name_is_refused_as_ever(admin_client):
    answer = admin_client.get(page(PriorityFactory()), headers={"Host": "elsewhere.example"})

    assert answer.status_code == 400
    assert "under that host name" in answer.content.decode()

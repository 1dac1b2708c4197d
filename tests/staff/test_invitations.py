"""An account begins by a mail: its person sets the password, by a link that holds for a time and once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from staff.accounts import actions
from staff.models import Assignment, Revision
from staff.roles import Role
from tests.factories import HostFactory, StaffFactory
from tests.forms_sent import changed, found, messages_of, opened, page
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db

NEW = "a-new-Pass-2020"
ADD = "/admin/auth/user/add/"


@pytest.fixture
def administrator():
    return logged_in(account_of(Role.ADMINISTRATOR))


def invite(client, capture, **fields):
    sent = changed(
        opened(client, ADD), **{"username": "anna", "email": "anna@example.org", **fields}
    )
    with capture(execute=True):
        return client.post(ADD, sent)


def link_in(message):
    return re.search(r"http://127\.0\.0\.1:8000(/admin/password/\S+)", message.body)[1]


def set_password(link, client=None):
    """Open a link as its reader does; return the page, and the answer to a new password."""
    client = client or Client()
    shown = client.get(link, follow=True)
    where = shown.redirect_chain[-1][0] if shown.redirect_chain else link
    return shown, client.post(where, {"new_password1": NEW, "new_password2": NEW})


def test_whoever_is_invited_sets_the_password_and_logs_in(
    administrator, django_capture_on_commit_callbacks
):
    host = HostFactory()
    roles = [Group.objects.get(name=Role.HOST).pk]
    scope = {"hosts": [host.pk], "mail_language": "ru", "first_name": "Анна"}

    answer = invite(administrator, django_capture_on_commit_callbacks, groups=roles, **scope)

    anna = User.objects.get(username="anna")
    assert answer.url == page(anna)
    assert (anna.is_staff, anna.has_usable_password()) == (True, False)
    assert [group.name for group in anna.groups.all()] == [Role.HOST]
    assert list(Assignment.objects.get(user=anna).hosts.all()) == [host]
    (message,) = mail.outbox
    assert message.to == ["anna@example.org"]
    assert message.subject == "Ваша учётная запись на портале председательства"
    assert message.body.startswith("Здравствуйте, Анна!")

    browser = Client()
    shown, set_ = set_password(link_in(message), browser)

    assert "Укажите пароль" in shown.content.decode()
    assert set_.url == reverse("admin:login")
    assert browser.login(username="anna", password=NEW)


def test_a_link_sets_one_password(administrator, django_capture_on_commit_callbacks):
    invite(administrator, django_capture_on_commit_callbacks)
    link = link_in(mail.outbox[0])
    set_password(link)

    shown, _answer = set_password(link)

    assert "This link is no longer valid" in shown.content.decode()


@pytest.mark.parametrize(
    "ended",
    [
        {"is_active": False},
        {"email": "other@example.org"},
        {"last_login": timezone.now()},
    ],
    ids=["closed", "other address", "used"],
)
def test_a_link_ends(ended):
    anna = StaffFactory(email="anna@example.org")
    link = link_in(actions.compose(anna, by="keeper"))
    User.objects.filter(pk=anna.pk).update(**ended)

    _shown, answer = set_password(link)

    assert answer.status_code == 200
    assert found(anna).check_password("password")


def test_a_link_holds_for_three_days(time_machine):
    time_machine.move_to("2026-11-27T12:00:00+00:00")
    anna = StaffFactory(email="anna@example.org")
    link = link_in(actions.compose(anna, by="keeper"))

    time_machine.shift(timedelta(hours=72, seconds=2))
    _shown, late = set_password(link)
    time_machine.shift(timedelta(seconds=-5))
    _shown, in_time = set_password(link)

    assert (late.status_code, in_time.status_code) == (200, 302)


def test_an_invitation_is_sent_again(administrator, django_capture_on_commit_callbacks):
    invite(administrator, django_capture_on_commit_callbacks)
    anna = User.objects.get(username="anna")
    address = reverse("admin:auth_user_link", args=[anna.pk])
    assert "the invitation is sent again" in administrator.get(address).content.decode()

    sent = opened(administrator, address)
    with django_capture_on_commit_callbacks(execute=True):
        administrator.post(address, sent)
        administrator.post(address, sent)

    assert len(mail.outbox) == 2
    _shown, answer = set_password(link_in(mail.outbox[1]))
    assert answer.status_code == 302


def test_a_mail_server_that_is_gone_loses_no_account(
    administrator, django_capture_on_commit_callbacks, settings
):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 9
    settings.EMAIL_HOST = "127.0.0.1"

    invite(administrator, django_capture_on_commit_callbacks)

    assert User.objects.filter(username="anna").exists()


@pytest.mark.parametrize("email", ["Anna@Example.ORG", ""])
def test_each_account_has_an_address_of_its_own(
    administrator, django_capture_on_commit_callbacks, email
):
    StaffFactory(email="anna@example.org")

    answer = invite(administrator, django_capture_on_commit_callbacks, email=email)

    assert list(answer.context["adminform"].form.errors) == ["email"]
    assert not User.objects.filter(username="anna").exists()


def forget(email):
    answer = Client().post(reverse("admin:password_forgotten"), {"email": email}, follow=True)
    return messages_of(answer)


@pytest.fixture
def at_once(monkeypatch):
    """Mails go out before the answer."""
    monkeypatch.setattr(actions.Thread, "start", lambda thread: thread._target())


def test_whoever_forgot_a_password_gets_a_link_and_nobody_else_learns_of_it(at_once):
    StaffFactory(email="anna@example.org", username="anna")
    StaffFactory(email="closed@example.org", is_active=False)

    said = [
        forget(address)
        for address in (
            "ANNA@example.org",
            "nobody@example.org",
            "closed@example.org",
            "аnna@example.org",
        )
    ]

    assert [message.to for message in mail.outbox] == [["anna@example.org"]]
    assert said.count(said[0]) == 3
    assert mail.outbox[0].subject == "Set a new password at the Presidency portal"
    assert Revision.objects.get().saved_by == "anna"


def test_nobody_floods_a_mailbox(at_once):
    StaffFactory(email="anna@example.org")

    for _time in range(5):
        forget("anna@example.org")

    assert len(mail.outbox) == 3


def test_a_page_says_why_no_account_is_deleted(administrator):
    anna = StaffFactory(is_superuser=False)

    answer = administrator.get(reverse("admin:auth_user_delete", args=[anna.pk]))

    assert answer.status_code == 403
    assert "Accounts are closed, never deleted" in answer.content.decode()


def test_a_closed_account_is_out_at_the_next_click():
    anna = account_of(Role.EDITOR)
    client = logged_in(anna)
    assert client.get("/admin/").status_code == 200

    User.objects.filter(pk=anna.pk).update(is_active=False)

    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    ("fields", "sender", "said"),
    [
        ({"is_active": False}, "desk@example.org", "The account is closed: tick “Active” first."),
        ({"email": ""}, "desk@example.org", "The account has no e-mail address"),
        ({}, "", "This portal sends no mail: set a password on the page of the account"),
    ],
    ids=["closed", "no address", "no mail"],
)
def test_a_page_says_why_no_link_is_sent(administrator, settings, fields, sender, said):
    settings.DEFAULT_FROM_EMAIL = sender
    anna = StaffFactory(is_superuser=False, **{"email": "anna@example.org", **fields})

    answer = administrator.post(reverse("admin:auth_user_link", args=[anna.pk]))

    assert said in answer.content.decode()
    assert (mail.outbox, Revision.objects.count()) == ([], 0)


def test_an_account_is_made_and_its_page_tells_that_no_mail_goes_out(administrator, settings):
    settings.DEFAULT_FROM_EMAIL = ""

    answer = administrator.post(
        ADD,
        changed(opened(administrator, ADD), username="anna", email="a@example.org"),
        follow=True,
    )

    assert User.objects.filter(username="anna").exists()
    assert "This portal sends no mail" in " ".join(map(str, answer.context["messages"]))

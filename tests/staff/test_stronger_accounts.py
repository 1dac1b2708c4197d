"""Who keeps accounts, without being an administrator, takes none over and acts under no other name."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from tests.factories import StaffFactory
from tests.forms_sent import changed, found, opened, page

PASSWORD = "a-new-Pass-2020"


def granted(user, *codenames):
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


@pytest.fixture
def keeper(client):
    keeper = granted(
        StaffFactory(username="keeper", is_superuser=False), "view_user", "change_user"
    )
    client.force_login(keeper)
    return keeper


@pytest.fixture(params=["by a permission", "by a group"])
def editor(request):
    """An editor with a right that who keeps accounts lacks."""
    editor = StaffFactory(username="anna", email="anna@example.org", is_superuser=False)
    if request.param == "by a group":
        group = Group.objects.create(name="Editors")
        group.permissions.set(Permission.objects.filter(codename="record_event"))
        editor.groups.add(group)
        return editor
    return granted(editor, "record_event")


def facts(account):
    kept = found(account)
    return kept.username, kept.email, kept.is_active, kept.check_password(PASSWORD)


def password_set(client, account):
    address = reverse("admin:auth_user_password_change", args=[account.pk])
    sent = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    asked, answered = client.get(address), client.post(address, {**sent, "set-password": "Save"})
    return asked.status_code, answered.status_code


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("active", [True, False])
def test_stronger_account_is_out_of_reach_whether_it_is_active_or_not(
    client, keeper, editor, active
):
    editor.is_active = active
    editor.save()
    sent = {"username": "mine", "email": "mine@example.org", **({} if active else {"is_active": 1})}

    passwords = password_set(client, editor)
    answer = client.post(page(editor), sent)
    client.post(
        reverse("admin:auth_user_changelist"),
        {"action": "deactivate_selected", "_selected_action": [editor.pk]},
    )

    assert (passwords, answer.status_code) == ((403, 403), 403)
    assert facts(editor) == ("anna", "anna@example.org", active, False)


@pytest.mark.django_db
def test_inactive_administrator_is_out_of_reach(client, keeper):
    chief = StaffFactory(username="chief", is_superuser=True, is_active=False)

    assert password_set(client, chief) == (403, 403)
    assert client.post(page(chief), {"username": "chief", "is_active": 1}).status_code == 403
    assert facts(chief) == ("chief", chief.email, False, False)


@pytest.mark.django_db
def test_stronger_account_may_be_looked_at(client, keeper, editor):
    answer = client.get(page(editor))

    assert answer.status_code == 200
    assert answer.context["has_change_permission"] is False
    assert editor.password not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("own", [True, False])
def test_name_by_which_an_account_acts_is_given_once(client, keeper, own):
    account = keeper if own else StaffFactory(username="boris", is_superuser=False)
    name = account.username

    client.post(
        page(account),
        changed(opened(client, page(account)), username="minister", email="k@example.org"),
    )

    kept = found(account)
    assert (kept.username, kept.email) == (name, "k@example.org")


@pytest.mark.django_db
def test_administrator_renames_an_account(admin_client):
    account = StaffFactory(username="boris", is_superuser=False)

    admin_client.post(page(account), changed(opened(admin_client, page(account)), username="b"))

    assert found(account).username == "b"


@pytest.mark.django_db
def test_new_account_is_given_its_name(client, keeper):
    granted(keeper, "view_user", "change_user", "add_user")
    address = reverse("admin:auth_user_add")

    client.post(address, {"username": "new", "email": "new@example.org", "mail_language": "ru"})

    assert type(keeper).objects.filter(username="new", is_staff=False).count() == 1

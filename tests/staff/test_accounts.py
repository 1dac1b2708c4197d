"""Accounts are deactivated, the log outlives them, and nobody takes more rights than given."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from staff.log import sentence_of
from tests.factories import BodyFactory, StaffFactory
from tests.forms_sent import changed, found, opened, page

pytestmark = pytest.mark.django_db

LIST = "admin:auth_user_changelist"


@pytest.fixture
def anna(client):
    """An editor who did something."""
    editor = StaffFactory(username="anna")
    client.force_login(editor)
    body = BodyFactory()
    client.post(page(body), changed(opened(client, page(body)), name_en="Council"))
    client.logout()
    assert LogEntry.objects.filter(user=editor).count() == 1
    return editor


@pytest.fixture
def manager(client):
    """Staff who may keep accounts, and is no administrator."""
    keeper = StaffFactory(username="keeper", is_superuser=False)
    names = ["view_user", "change_user", "delete_user", "add_user"]
    keeper.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(keeper)
    return keeper


def offered(answer):
    return [name for name, _label in answer.context["action_form"].fields["action"].choices]


def test_account_cannot_be_deleted_in_the_admin(admin_client, anna):
    address = reverse("admin:auth_user_delete", args=[anna.pk])

    assert admin_client.get(address).status_code == 403
    assert admin_client.post(address, {"post": "yes"}).status_code == 403
    assert offered(admin_client.get(reverse(LIST))) == ["", "deactivate_selected"]


def test_deletion_of_many_is_refused_when_it_is_posted(admin_client, anna):
    sent = {"action": "delete_selected", "_selected_action": [anna.pk], "post": "yes"}

    admin_client.post(reverse(LIST), sent)

    assert User.objects.filter(pk=anna.pk).exists()


def in_sql(user):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM auth_user WHERE id = %s", [user.pk])
    connection.check_constraints()


@pytest.mark.parametrize(
    ("delete", "refusal"),
    [
        (lambda user: user.delete(), ProtectedError),
        (lambda user: User.objects.filter(pk=user.pk).delete(), ProtectedError),
        (in_sql, DatabaseError),
    ],
    ids=["one", "many", "in SQL"],
)
def test_log_outlives_its_user_by_whatever_door(anna, delete, refusal):
    with pytest.raises(refusal), transaction.atomic():
        delete(anna)

    assert LogEntry.objects.get().user == anna


def test_account_that_did_nothing_may_go():
    StaffFactory(username="typo").delete()

    assert not User.objects.exists()


def test_deactivated_account_is_out_at_once_and_the_log_says_who_did_it(
    admin_client, admin_user, client, anna
):
    client.force_login(anna)
    sent = {"action": "deactivate_selected", "_selected_action": [anna.pk]}

    admin_client.post(reverse(LIST), sent)

    assert not found(anna).is_active
    assert client.get("/admin/").status_code == 302
    entry = LogEntry.objects.get(user=admin_user)
    assert (entry.object_repr, sentence_of(entry)) == ("anna", "Deactivated.")


def test_nobody_closes_the_own_account(admin_client, admin_user):
    sent = {"action": "deactivate_selected", "_selected_action": [admin_user.pk]}

    admin_client.post(reverse(LIST), sent)

    assert found(admin_user).is_active


def test_who_keeps_accounts_takes_no_rights(client, manager):
    group = Group.objects.create(name="Editors")
    sent = opened(client, page(manager))
    rights = {"is_superuser": "on", "is_staff": "on", "groups": [group.pk]}

    client.post(page(manager), changed(sent, first_name="Kim", **rights))

    kept = found(manager)
    assert (kept.first_name, kept.is_superuser, kept.groups.count()) == ("Kim", False, 0)


def test_who_keeps_accounts_cannot_touch_an_administrator(client, manager, anna):
    client.force_login(manager)
    sent = {"action": "deactivate_selected", "_selected_action": [anna.pk]}

    client.post(reverse(LIST), sent)
    password = client.post(reverse("admin:auth_user_password_change", args=[anna.pk]))

    assert client.post(page(anna), {"username": "anna"}).status_code == 403
    assert password.status_code == 403
    assert found(anna).is_active


PASSWORD = {"password1": "a-new-Pass-2020", "password2": "a-new-Pass-2020"}


def sets_password(client, account):
    address = reverse("admin:auth_user_password_change", args=[account.pk])
    answer = client.post(address, {**PASSWORD, "usable_password": "true", "set-password": "Save"})
    return answer.status_code, found(account).check_password(PASSWORD["password1"])


@pytest.mark.django_db(transaction=True)
def test_administrator_sets_a_password(admin_client):
    assert sets_password(admin_client, StaffFactory(is_superuser=False)) == (302, True)


@pytest.mark.django_db(transaction=True)
def test_what_is_posted_to_a_history_is_answered_like_a_question(admin_client):
    body = BodyFactory()
    address = reverse("admin:bodies_body_history", args=[body.pk])

    assert admin_client.post(address).status_code == 200


def test_who_keeps_accounts_sets_no_password_of_whoever_may_do_more(client, manager):
    editor, newcomer = StaffFactory(is_superuser=False), StaffFactory(is_superuser=False)
    editor.user_permissions.set(Permission.objects.filter(codename="change_event"))

    assert sets_password(client, editor) == (403, False)
    assert sets_password(client, newcomer) == (302, True)


def test_nobody_but_an_administrator_widens_a_group(client, manager):
    group = Group.objects.create(name="Keepers")
    manager.groups.add(group)
    manager.user_permissions.add(*Permission.objects.filter(codename__endswith="_group"))
    rights = [Permission.objects.get(codename="change_event").pk]

    answers = [
        client.post(reverse("admin:auth_group_add"), {"name": "New", "permissions": rights}),
        client.post(page(group), {"name": "Keepers", "permissions": rights}),
        client.post(reverse("admin:auth_group_delete", args=[group.pk]), {"post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert [kept.permissions.count() for kept in Group.objects.filter(pk=group.pk)] == [0]
    assert not Group.objects.filter(name="New").exists()


def test_rights_that_somebody_gave_meanwhile_stay(admin_client):
    group = Group.objects.create(name="Editors")
    first, second, third = Permission.objects.all()[:3]
    group.permissions.set([first])
    late = opened(admin_client, page(group))
    group.permissions.add(second)

    admin_client.post(page(group), changed(late, name="Desk"))

    assert found(group).name == "Desk"
    assert set(group.permissions.all()) == {first, second}
    assert third not in group.permissions.all()


def test_account_that_somebody_closed_meanwhile_stays_closed(admin_client, anna):
    late = opened(admin_client, page(anna))
    User.objects.filter(pk=anna.pk).update(is_active=False)

    admin_client.post(page(anna), changed(late, first_name="Anna"))

    assert (found(anna).is_active, found(anna).first_name) == (False, "Anna")


def test_password_is_no_part_of_what_the_form_carries(admin_client, anna):
    answer = admin_client.get(page(anna))

    assert anna.password not in answer.content.decode()


def test_account_that_is_none_is_told_to_whoever_keeps_accounts_alone(admin_client, client):
    address = reverse("admin:auth_user_link", args=["999999"])
    client.force_login(StaffFactory(is_superuser=False))

    assert [asking.get(address).status_code for asking in (admin_client, client)] == [404, 403]


@pytest.mark.parametrize("name", ["index", "password_change", "password_change_done"])
def test_head_of_every_page_leads_to_the_account_and_has_no_switch_of_the_scheme(
    admin_client, name: str
):
    head = admin_client.get(reverse(f"admin:{name}")).content.decode().split("</header>")[0]

    assert f'href="{reverse("admin:account")}"' in head
    assert "theme-toggle" not in head

"""The roles, and the page on which an administrator gives them."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS
from django.urls import reverse

from staff import roles
from staff.roles import Role
from tests.factories import BodyFactory, HostFactory, StaffFactory
from tests.forms_sent import changed, found, opened, page
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db


def rights(role):
    return set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))


def keys(*names):
    return list(Group.objects.filter(name__in=names).values_list("pk", flat=True))


@pytest.fixture
def administrator(client):
    account = account_of(Role.ADMINISTRATOR)
    client.force_login(account)
    return account


@pytest.fixture
def anna():
    return StaffFactory(username="anna", is_superuser=False)


def test_migration_makes_the_roles_and_mends_them():
    group = Group.objects.get(name=Role.HOST)
    before = {role: rights(role) for role in Role}
    group.permissions.set(Permission.objects.filter(codename="publish_event"))
    Group.objects.get(name=Role.EDITOR).delete()

    for _again in range(2):
        roles.settle(DEFAULT_DB_ALIAS)

    assert {role: rights(role) for role in Role} == before
    assert Group.objects.count() == len(Role)


def test_a_database_without_accounts_keeps_its_roles():
    """A migration that goes back far enough leaves no table to write to."""
    Group.objects.get(name=Role.EDITOR).delete()

    roles.settle(DEFAULT_DB_ALIAS, Apps())

    assert Group.objects.count() == len(Role) - 1


def test_roles_follow_the_models():
    publishing = {name for name in rights(Role.PUBLISHER) if name.startswith("publish_")}
    kinds = {f"publish_{model._meta.model_name}" for model in apps.get_models()
             if "publish" in model._meta.default_permissions}  # fmt: skip

    assert publishing == kinds - {"publish_presidency"}
    assert "prepare_event" in rights(Role.EDITOR) & rights(Role.HOST)
    assert "record_event" not in rights(Role.EDITOR) | rights(Role.HOST)
    assert not rights(Role.EDITOR) & {"change_change", "add_documentversion", "change_user"}


def test_nobody_edits_a_role(admin_client):
    group = Group.objects.get(name=Role.HOST)

    assert admin_client.post(page(group), {"name": "host"}).status_code == 403
    assert admin_client.get(page(group).replace("change", "delete")).status_code == 403
    assert rights(Role.HOST) != set()


def test_administrator_gives_a_role_with_its_scope(client, administrator, anna):
    host, body = HostFactory(), BodyFactory()

    answer = client.post(
        page(anna),
        changed(opened(client, page(anna)), groups=keys("host"), hosts=[host.pk], bodies=[body.pk]),
    )

    assert answer.status_code == 302
    assert [group.name for group in anna.groups.all()] == ["host"]
    assert ([*anna.assignment.hosts.all()], [*anna.assignment.bodies.all()]) == ([host], [body])
    sent = opened(client, page(anna))
    assert (sent["hosts"], sent["bodies"]) == ([str(host.pk)], [str(body.pk)])


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"groups": ["host"]}, "hosts"),
        ({"groups": ["host", "editor"], "hosts": "one"}, "groups"),
        ({"groups": ["editor"], "hosts": "one"}, "hosts"),
        ({"groups": ["translator"]}, "languages"),
        ({"groups": ["editor"], "languages": ["ru"]}, "languages"),
        ({"groups": ["editor"], "is_staff": None}, "is_staff"),
    ],
)
def test_scope_that_fits_no_role_is_refused(client, administrator, anna, fields, fault):
    known = {"groups": keys(*fields["groups"])}
    if "hosts" in fields:
        known["hosts"] = [HostFactory().pk]

    answer = client.post(page(anna), changed(opened(client, page(anna)), **{**fields, **known}))

    assert list(answer.context["adminform"].form.errors) == [fault]
    assert anna.groups.count() == 0


def test_administrator_gives_no_more_than_roles(client, administrator, anna):
    other = Group.objects.create(name="Other")
    right = Permission.objects.get(codename="delete_event")
    sent = opened(client, page(anna))

    client.post(page(anna), changed(sent, groups=[*keys("editor"), other.pk]))
    client.post(
        page(anna),
        changed(sent, groups=keys("editor"), is_superuser="on", user_permissions=[right.pk]),
    )

    assert [group.name for group in anna.groups.all()] == ["editor"]
    assert (found(anna).is_superuser, anna.user_permissions.count()) == (False, 0)


def test_administrator_gives_itself_no_role(client, administrator):
    own = page(administrator)

    client.post(own, changed(opened(client, own), groups=keys("publisher"), first_name="Kim"))

    assert found(administrator).first_name == "Kim"
    assert [group.name for group in administrator.groups.all()] == ["administrator"]


def test_administrator_keeps_accounts_in_roles_and_no_stronger_ones(client, administrator):
    editor, chief = account_of(Role.EDITOR), StaffFactory()
    special = StaffFactory(is_superuser=False)
    special.user_permissions.set(Permission.objects.filter(codename="delete_logentry"))

    answers = [client.post(page(one), {"username": "x"}).status_code for one in (chief, special)]

    assert answers == [403, 403]
    assert client.get(page(editor)).context["has_change_permission"] is True


def test_account_that_may_not_be_changed_tells_its_role_and_scope_in_words(client):
    keeper = StaffFactory(is_superuser=False)
    keeper.user_permissions.set(Permission.objects.filter(codename="view_user"))
    host = HostFactory(name_en="Ministry of Culture")
    told = logged_in(keeper).get(page(account_of(Role.HOST, hosts=[host]))).content.decode()

    assert "Ministry of Culture" in told
    assert "<select" not in told.partition("Role and scope")[2].partition("Important dates")[0]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "Publisher: publishes and withdraws"),
        ("ru", "Выпускающий: публикует"),
        ("zh-hans", "发布人：发布和撤回"),
    ],
)
def test_roles_are_named_in_the_language_of_the_reader(admin_client, anna, code, words):
    answer = admin_client.get(page(anna), headers={"accept-language": code})

    told = answer.content.decode()

    assert words in told


def test_list_of_accounts_names_the_roles(admin_client):
    account_of(Role.EDITOR)
    told = admin_client.get(reverse("admin:auth_user_changelist")).content.decode()

    assert "Editor" in told

"""Accounts in the roles of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.test import Client

from bodies.models import Body
from hosts.models import Host
from staff.models import Assignment
from staff.roles import Role
from tests.factories import StaffFactory
from tests.forms_sent import found


def account_of(
    *roles: Role,
    hosts: Iterable[Host] = (),
    bodies: Iterable[Body] = (),
    languages: Iterable[str] = (),
) -> User:
    """Return an account with these roles, limited to what is named."""
    account = StaffFactory(is_superuser=False)
    account.groups.set(Group.objects.filter(name__in=roles))
    assignment = Assignment.objects.create(user=account, languages=list(languages))
    assignment.hosts.set(hosts)
    assignment.bodies.set(bodies)
    return account


def logged_in(account: User) -> Client:
    client = Client()
    client.force_login(account)
    return client


def row_of(item: Model) -> dict[str, Any]:
    """Return what the database holds of `item`, every language by itself."""
    return {name: value for name, value in vars(found(item)).items() if name != "_state"}

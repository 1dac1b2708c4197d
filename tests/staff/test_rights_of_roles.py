"""Each role at each door of the desk and of the API, by the table that stands beside this file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import RequestFactory
from django.urls import URLPattern, resolve, reverse

from events.models import Event
from publishing import records
from staff.roles import Role
from tests.plan_data.playing import undone
from tests.staff.desk import Desk
from tests.staff.undrawn import asked

pytestmark = pytest.mark.django_db

#: By the end of the name of an address: its letter, how it is asked, and what is sent.
DOORS: dict[str, list[tuple[str, str, dict[str, str]]]] = {
    "changelist": [("l", "get", {})],
    "export_csv": [("l", "get", {})],
    "export_xlsx": [("l", "get", {})],
    "add": [("a", "get", {}), ("a", "post", {})],
    "change": [("v", "get", {}), ("c", "post", {})],
    "history": [("v", "get", {})],
    "delete": [("d", "get", {}), ("d", "post", {"post": "yes"})],
    "translations": [("v", "get", {}), ("t", "post", {"deed": "draft", "language": "zh-hans"})],
    "publish": [("p", "get", {}), ("p", "post", {"confirmed": "yes"})],
    "withdraw": [("p", "post", {"confirmed": "yes"})],
    "clone": [("k", "post", {})],
    "comment": [("v", "post", {"comment": "Look at this."})],
    "address": [("p", "get", {}), ("p", "post", {"slug": "elsewhere"})],
    "unschedule": [("p", "post", {"confirmed": "yes"})],
    "act": [("r", "get", {}), ("r", "post", {"save": "yes"})],
    "correct": [("r", "get", {}), ("r", "post", {"save": "yes"})],
    "release": [("p", "get", {}), ("p", "post", {"confirmed": "yes"})],
    "rollback": [("p", "get", {}), ("p", "post", {"reason_en": "Wrong."})],
    "decide": [("m", "get", {}), ("m", "post", {"save": "yes"})],
    "reason": [("v", "get", {}), ("t", "post", {"reason_ru": "Причина."})],
    "preview": [("v", "get", {}), ("c", "post", {"days": "3"})],
    "preview_page": [("v", "get", {})],
    "preview_phone": [("v", "get", {})],
    "preview_file": [("v", "get", {})],
    "password_change": [("c", "get", {})],
    "link": [("c", "get", {}), ("c", "post", {})],
    "sessions": [("c", "get", {}), ("c", "post", {})],
}
#: What lists offer beside it.
LIST_ACTIONS = {
    "publish_selected": "p",
    "withdraw_selected": "p",
    "move_selected": "p",
    "make_current": "p",
    "decide_selected": "m",
    "deactivate_selected": "c",
    "delete_selected": "d",
    "cleanup_expired_attempts": "d",
}


@dataclass(frozen=True)
class Row:
    kind: str
    which: str
    letters: dict[str, str]


def table() -> list[Row]:
    lines = Path(__file__).with_name("rights_of_roles.txt").read_text("utf-8").splitlines()
    head, *rows = [line for line in lines if line and not line.startswith("#")]
    kind, at, roles = head.index("which"), head.index("host"), head.split()[2:]
    return [
        Row(
            row[:kind].strip(),
            row[kind:at].strip(),
            dict(zip(roles, row[at:].split(), strict=True)),
        )
        for row in rows
    ]


ROWS = table()
ROLES = (*Role.values, "nobody")


@pytest.fixture(scope="module", autouse=True)
def desk(django_db_setup, django_db_blocker) -> Iterator[Desk]:
    with django_db_blocker.unblock(), undone():
        yield Desk()


def pages_of(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    return [one for one in model_admin.get_urls() if isinstance(one, URLPattern) and one.name]


def door_of(name: str, model_admin: admin.ModelAdmin) -> str:
    opts = model_admin.opts
    return name.removeprefix(f"{opts.app_label}_{opts.model_name}_")


def tries(model_admin: admin.ModelAdmin, item: Any) -> Iterator[tuple[str, str, str, dict]]:
    """Yield each way to ask about `item`: its letter, the method, the address and what is sent."""
    code = "cancel" if getattr(item, "publication", "") == "published" else "announce"
    for pattern in pages_of(model_admin):
        # In a language that there is not: whoever is let in finds no page, and none is drawn.
        which = "xx" if "_preview_" in str(pattern.name) else code
        values = {"object_id": item.pk, "id": item.pk, "code": which, "name": "none.jpg"}
        taken = {name: values[name] for name in pattern.pattern.converters}
        address = reverse(f"admin:{pattern.name}", kwargs=taken)
        for letter, method, sent in DOORS[door_of(pattern.name, model_admin)]:
            chosen = {"event": item.pk} if letter == "m" else {}
            yield letter, method, address, {**sent, **chosen}


def is_let_in(account: User, method: str, address: str, sent: dict[str, Any]) -> bool:
    """Whether `account` gets further than the door; nothing stays written."""
    with transaction.atomic():
        try:
            asked(account, method, address, sent)
        except PermissionDenied:
            return False
        except Http404:
            return True
        finally:
            transaction.set_rollback(True)
    return True


def held_at_the_desk(
    account: User, row: Row, item: Any, known: dict[tuple[str, str, str], bool]
) -> tuple[set[str], list[str]]:
    """Return the letters that `account` has, and the addresses at which one letter says two things.

    `known` is what the same request was answered before: rows of one kind share their list and their empty form.
    """
    (model,) = [one for one in admin.site._registry if one._meta.label_lower == row.kind]
    model_admin = admin.site.get_model_admin(model)
    answers: dict[str, set[bool]] = {}
    torn = []
    for letter, method, address, sent in tries(model_admin, item):
        request_made = (method, address, repr(sent))
        if request_made not in known:
            known[request_made] = is_let_in(account, method, address, sent)
        let_in = known[request_made]
        if answers.setdefault(letter, {let_in}) != {let_in}:
            torn.append(f"{method} {address}")
    request = RequestFactory().get("/")
    request.user = account
    offered = {LIST_ACTIONS[name] for name in model_admin.get_actions(request)}
    for letter in offered - answers.keys():
        answers[letter] = {True}
    return {letter for letter, said in answers.items() if True in said}, torn


#: Pages of no kind of thing, each with its files.
PAGES = {"log": ("admin:log", "admin:log_export_csv", "admin:log_export_xlsx")}


def held_at_a_page(account: User, row: Row) -> tuple[set[str], list[str]]:
    """Return whether `account` is let in at the page of `row`, and where one of its files says otherwise."""
    asked = {name: is_let_in(account, "get", reverse(name), {}) for name in PAGES[row.kind]}
    page, *_files = PAGES[row.kind]
    torn = [name for name, let_in in asked.items() if let_in != asked[page]]
    return ({"l"} if asked[page] else set()), torn


def held_at_the_api(account: User, row: Row, item: Event) -> set[str]:
    address = f"/{row.kind}/{item.slug}/"
    letters = set()
    for letter, method in (("v", "get"), ("c", "put"), ("c", "patch"), ("d", "delete")):
        request = getattr(RequestFactory(), method)(address)
        request.user, request.session = account, {}
        view, args, values = resolve(address)
        try:
            answer = view(request, *args, **values)
        except Http404:
            continue
        if answer.status_code < 400:
            letters.add(letter)
    return letters


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_at_each_door_what_the_table_says(desk, role, settings):
    settings.PORTAL_CLOCK = "2020-10-28"
    number, account, wrong = records.newest_number(), desk.accounts[role], {}
    known: dict[tuple[str, str, str], bool] = {}

    for row in ROWS:
        item, torn = desk.things.get((row.kind, row.which)), []
        if row.kind in PAGES:
            held, torn = held_at_a_page(account, row)
        elif row.kind.startswith("api/"):
            held = held_at_the_api(account, row, item)
        else:
            held, torn = held_at_the_desk(account, row, item, known)
        if held != set(row.letters[role]) - {"-"} or torn:
            wrong[row.kind, row.which] = "".join(sorted(held)), torn

    assert wrong == {}
    assert records.newest_number() == number


def test_every_kind_of_the_desk_has_a_row():
    kinds = {model._meta.label_lower for model in admin.site._registry}

    others = {row.kind for row in ROWS if row.kind.startswith("api/")} | PAGES.keys()
    assert {row.kind for row in ROWS} - others == kinds


def test_every_address_and_action_of_the_desk_has_a_letter():
    admins = list(admin.site._registry.values())
    doors = {door_of(page.name, one) for one in admins for page in pages_of(one)}
    actions = {
        name if isinstance(name, str) else name.__name__
        for one in admins
        for name in one.actions or ()
    } | {"delete_selected"}

    assert doors == set(DOORS)
    assert actions == set(LIST_ACTIONS)

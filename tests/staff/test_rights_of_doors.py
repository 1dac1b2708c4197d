"""Each right by itself, at every page behind which more than a text is changed: what it does is done.

The roles at every door, by whether they are let in: test_rights_of_roles.
"""

from collections.abc import Iterator
from contextlib import suppress
from itertools import product

import pytest
from django.conf import settings as base
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.test import Client

from documents.models import DocumentVersion
from events.models import Change
from publishing import records
from publishing.models import ScheduledPublication
from tests.factories import StaffFactory
from tests.forms_sent import changed, messages_of, of_nobody, opened, page
from tests.plan_data.playing import undone
from tests.staff.doors import Door, changelist
from tests.staff.publication_doors import PUBLISHED
from tests.staff.staff_doors import DOORS
from tests.staff.undrawn import asked

pytestmark = [pytest.mark.django_db, pytest.mark.recorded, pytest.mark.clock("2020-10-28")]

#: What each holds for the kind of thing that the door is about.
ROLES = {
    # and every right to other kinds
    "editor": ["view", "add", "change", "delete"],
    "publisher": ["view", "publish"],
    "translator": ["change", "translate"],
    "recorder": ["view", "record"],
    "who may not see it": ["add", "delete", "publish", "translate", "record"],
}
#: Of each right, whom it lets through.
HOLDERS = {
    "publish": {"publisher"},
    "translate": {"translator"},
    "record": {"recorder"},
}


@pytest.fixture(params=DOORS)
def door(request):
    return DOORS[request.param]


#: By kind of thing and role, somebody who may do it, and the session of their browser.
PEOPLE: dict[tuple[str, str], tuple[User, str]] = {}


@pytest.fixture(scope="module", autouse=True)
def _people(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), undone():
        for name, role in product([*PUBLISHED, "country", "city", "host"], ROLES):
            client, account = Client(), somebody(role, name)
            client.force_login(account)
            PEOPLE[name, role] = account, client.cookies[base.SESSION_COOKIE_NAME].value
        yield


def rights(role: str, name: str):
    own = Permission.objects.filter(codename__in=[f"{right}_{name}" for right in ROLES[role]])
    if role == "editor":
        return own | Permission.objects.exclude(content_type__model=name)
    return own


def somebody(role: str, name: str):
    user = StaffFactory(is_superuser=False)
    user.user_permissions.set(rights(role, name))
    return user


def member_of_a_group(role: str, name: str):
    user = StaffFactory(is_superuser=False)
    group = Group.objects.create(name=f"Every {role}")
    group.permissions.set(rights(role, name))
    user.groups.add(group)
    return user


def client_of(role, item):
    client, (_account, session) = Client(), PEOPLE[item._meta.model_name, role]
    client.cookies[base.SESSION_COOKIE_NAME] = session
    return client


def traces(item):
    """Return all that a deed would leave behind."""
    return (
        type(item)._base_manager.filter(pk=item.pk).values().get(),
        records.newest_number(),
        list(LogEntry.objects.values_list("pk")),
        list(Change.objects.values_list("pk")),
        list(DocumentVersion.objects.values_list("pk")),
        list(ScheduledPublication.objects.values_list("pk", "state")),
    )


def does(client: Client, door: Door, item, sent) -> bool:
    """Whether the person of `client` does the deed."""
    answer = client.post(door.address(item), sent)

    if door.done(item):
        assert LogEntry.objects.filter(user_id=client.session["_auth_user_id"]).count() == 1
        return True
    assert answer.status_code == 403 or not door.button
    return False


def is_let_do(account: User, door: Door, item, sent) -> bool:
    """Whether `account` does the deed. Nothing is drawn: the page of a refusal takes longer than to refuse."""
    try:
        asked(account, "post", door.address(item), sent)
    except PermissionDenied:
        is_refused = True
    else:
        is_refused = False
    # A list that may be seen comes again; without the right its action is no choice.
    assert is_refused or not door.button or door.done(item)
    return bool(door.done(item))


def those_who_do(door: Door, accounts: dict[str, User], client: Client, item) -> set[str]:
    """Return the roles that do the deed. All try it on one thing, in a browser the one that should do it, as the last.

    Of the tries of the others no trace is left: rows of what was done never go.
    """
    (holder,) = HOLDERS[door.right]
    sent, before = of_nobody(door.sent(item)), traces(item)
    assert not door.done(item)

    others = [role for role in ROLES if role != holder]
    doing = {role for role in others if is_let_do(accounts[role], door, item, sent)}
    assert traces(item) == before
    if does(client, door, item, sent):
        doing.add(holder)
    return doing


def test_deed_is_done_by_those_who_hold_its_right(door):
    item = door.make()
    (holder,) = HOLDERS[door.right]
    accounts = {role: PEOPLE[item._meta.model_name, role][0] for role in ROLES}

    doing = those_who_do(door, accounts, client_of(holder, item), item)

    assert doing == HOLDERS[door.right]


@pytest.mark.parametrize("right", HOLDERS)
def test_right_of_a_group_is_the_right_of_its_members(right):
    door = DOORS[
        {"publish": "publish body", "translate": "draft of body", "record": "cancel"}[right]
    ]
    item, client = door.make(), Client()
    accounts = {role: member_of_a_group(role, item._meta.model_name) for role in ROLES}
    (holder,) = HOLDERS[right]
    client.force_login(accounts[holder])

    assert those_who_do(door, accounts, client, item) == HOLDERS[right]


def offers() -> list[list[str]]:
    """Return the names of the doors with a button, together those of one page of one item.

    What a list offers, test_list_offers_its_actions_to_those_who_may_do_them sees.
    """
    beside: dict[str, list[str]] = {}
    for name, door in DOORS.items():
        if door.button:
            beside.setdefault(door.beside or name, []).append(name)
    return list(beside.values())


def offer(door: Door, item) -> tuple[str, str]:
    """Return the page on which a deed is offered, and what stands there."""
    if door.right == "translate":
        return door.address(item), f'value="{door.sent(item)["deed"]}"'
    return page(item), f'href="{door.address(item)}"'


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("names", offers(), ids=" ".join)
def test_deeds_are_offered_to_those_who_may_do_them(names):
    item = DOORS[names[0]].make()
    (shown_on,) = {offer(DOORS[name], item)[0] for name in names}
    marks = {name: offer(DOORS[name], item)[1] for name in names}

    offered = {name: set() for name in names}
    for role in ROLES:
        shown = client_of(role, item).get(shown_on).content.decode()
        for name in names:
            if marks[name] in shown:
                offered[name].add(role)

    assert offered == {name: HOLDERS[DOORS[name].right] for name in names}


@pytest.mark.by_turns(6)
def test_page_of_a_deed_that_is_looked_at_does_nothing(door):
    item = door.make()
    sent = {"confirmed": "yes", "save": "yes", "deed": "draft", "language": "zh-hans"}
    before, let_in = traces(item), set()

    for role in ROLES:
        with suppress(PermissionDenied):
            asked(PEOPLE[item._meta.model_name, role][0], "get", door.address(item), sent)
            let_in.add(role)
    (holder,) = HOLDERS[door.right]
    client_of(holder, item).head(door.address(item), sent)

    assert traces(item) == before
    # Whoever sees a thing sees its list, and how its translations stand.
    seen_by_all = door.right == "translate" or not door.button
    blind = "who may not see it"
    assert let_in == (ROLES.keys() - {blind} if seen_by_all else HOLDERS[door.right])


@pytest.mark.parametrize("kind", PUBLISHED)
def test_list_offers_its_actions_to_those_who_may_do_them(kind):
    item = PUBLISHED[kind](published=True)

    offered = {}
    for role in ROLES:
        answer = client_of(role, item).get(changelist(item))
        form = answer.context.get("action_form") if answer.status_code == 200 else None
        offered[role] = [value for value, _label in form.fields["action"].choices] if form else []

    rights = {"publish_selected": "publish", "withdraw_selected": "publish"}
    if kind == "event":
        rights["decide_selected"] = "record"
    actions = {
        role: [name for name, right in rights.items() if role in HOLDERS[right]] for role in ROLES
    }
    assert offered == {role: ["", *names] if names else [] for role, names in actions.items()}


@pytest.mark.parametrize("kind", PUBLISHED)
def test_editor_without_further_rights_still_edits(kind):
    item = PUBLISHED[kind](published=True)
    client = client_of("editor", item)

    shown = client.get(page(item))

    assert shown.status_code == 200
    assert shown.context["has_change_permission"] is True


@pytest.mark.parametrize(
    ("role", "advice"),
    [
        ("editor", "Out of date: English, 中文. A translator compares and confirms them."),
        (
            "translator",
            "Out of date: English, 中文. Compare and confirm them under “Translations…”.",
        ),
    ],
)
def test_editor_is_told_who_confirms(role, advice):
    item = PUBLISHED["priority"](published=True)
    client = client_of(role, item)

    answer = client.post(
        page(item), changed(opened(client, page(item)), title_ru="Другое"), follow=True
    )

    assert advice in messages_of(answer)

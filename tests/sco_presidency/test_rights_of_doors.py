"""Who may do what: each right by itself, at every page behind which more than a text is changed."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.test import Client

from documents.models import DocumentVersion
from events.models import Change
from publishing import records
from tests.factories import StaffFactory
from tests.forms_sent import changed, opened, page
from tests.sco_presidency.staff_doors import DOORS, PUBLISHED, Door, changelist

pytestmark = pytest.mark.django_db

#: What each holds for the kind of thing that the door is about.
ROLES = {
    "nobody": [],
    "reader": ["view"],
    "editor": ["view", "add", "change", "delete"],
    "publisher": ["view", "publish"],
    "translator": ["change", "translate"],
    "recorder": ["view", "record"],
    "who may not see it": ["add", "delete", "publish", "translate", "record"],
    "who may do it to other kinds": ["view", "change"],
    "superuser": [],
}
#: Of each right, whom it lets through.
HOLDERS = {
    "publish": {"publisher", "superuser"},
    "translate": {"translator", "superuser"},
    "record": {"recorder", "superuser"},
}


@pytest.fixture(autouse=True)
def standing(settings):
    settings.PORTAL_CLOCK = "2020-10-28"


@pytest.fixture(params=DOORS)
def door(request):
    return DOORS[request.param]


def rights(role, item):
    name = item._meta.model_name
    own = Permission.objects.filter(codename__in=[f"{right}_{name}" for right in ROLES[role]])
    if role == "who may do it to other kinds":
        return own | Permission.objects.exclude(content_type__model=name)
    return own


def client_of(role, item, *, by_group=False):
    user = StaffFactory(is_superuser=role == "superuser")
    if by_group:
        group = Group.objects.create(name=role)
        group.permissions.set(rights(role, item))
        user.groups.add(group)
    else:
        user.user_permissions.set(rights(role, item))
    client = Client()
    client.force_login(user)
    return client


def traces(item):
    """Return all that a deed would leave behind."""
    return (
        type(item)._base_manager.filter(pk=item.pk).values().get(),
        records.newest_number(),
        list(LogEntry.objects.values_list("pk")),
        list(Change.objects.values_list("pk")),
        list(DocumentVersion.objects.values_list("pk")),
    )


def does(role: str, door: Door, item, sent, *, by_group: bool = False) -> bool:
    """Whether somebody in `role` does the deed; who does not leaves no trace of the try."""
    client, before = client_of(role, item, by_group=by_group), traces(item)

    answer = client.post(door.address(item), sent)

    if door.done(item):
        assert LogEntry.objects.filter(user_id=client.session["_auth_user_id"]).count() == 1
        return True
    # A list that may be seen comes again; without the right its action is no choice.
    assert answer.status_code == 403 or not door.button
    assert traces(item) == before
    return False


def those_who_do(door: Door, *, by_group: bool = False) -> set[str]:
    """Return the roles that do the deed: all try it on one thing, until somebody does it."""
    doing: set[str] = set()
    item = sent = None
    for role in ROLES:
        if item is None:
            item = door.make()
            sent = door.sent(item)
            assert not door.done(item)
        if does(role, door, item, sent, by_group=by_group):
            doing.add(role)
            item = None
    return doing


def test_deed_is_done_by_those_who_hold_its_right(door):
    assert those_who_do(door) == HOLDERS[door.right]


@pytest.mark.parametrize("right", HOLDERS)
def test_right_of_a_group_is_the_right_of_its_members(right):
    door = DOORS[
        {"publish": "publish body", "translate": "draft of body", "record": "cancel"}[right]
    ]

    assert those_who_do(door, by_group=True) == HOLDERS[right]


def test_deed_is_offered_to_those_who_may_do_it(door):
    item = door.make()
    if door.right == "translate":
        shown_on, mark = door.address(item), f'value="{door.sent(item)["deed"]}"'
    elif door.button:
        shown_on, mark = page(item), f'href="{door.address(item)}"'
    else:
        shown_on, mark = door.address(item), door.sent(item)["action"]

    offered = {
        role for role in ROLES if mark in client_of(role, item).get(shown_on).content.decode()
    }

    assert offered == HOLDERS[door.right]


def test_page_of_a_deed_that_is_looked_at_does_nothing(door):
    item = door.make()
    sent = {"confirmed": "yes", "save": "yes", "deed": "draft", "language": "zh-hans"}
    before, let_in = traces(item), set()

    for role in ROLES:
        if client_of(role, item).get(door.address(item), sent).status_code != 403:
            let_in.add(role)
    client_of("superuser", item).head(door.address(item), sent)

    assert traces(item) == before
    # Whoever sees a thing sees its list, and how its translations stand.
    seen_by_all = door.right == "translate" or not door.button
    blind = {"nobody", "who may not see it"}
    assert let_in == (set(ROLES) - blind if seen_by_all else HOLDERS[door.right])


@pytest.mark.parametrize("kind", PUBLISHED)
def test_list_offers_its_actions_to_publishers(kind):
    item = PUBLISHED[kind](published=True)

    offered = {}
    for role in ROLES:
        answer = client_of(role, item).get(changelist(item))
        form = answer.context.get("action_form") if answer.status_code == 200 else None
        offered[role] = [value for value, _label in form.fields["action"].choices] if form else []

    actions = ["", "publish_selected", "withdraw_selected"]
    assert offered == {role: actions if role in HOLDERS["publish"] else [] for role in ROLES}


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

    assert advice in [str(message) for message in answer.context["messages"]]

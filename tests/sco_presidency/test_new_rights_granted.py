"""Who could change a kind of thing before there were further rights loses none of them."""

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = [
    ("places", "0003_years"),
    ("priorities", "0002_translation_states"),
    ("bodies", "0003_years"),
    ("events", "0005_change_recorded_by"),
    ("news", "0003_years"),
    ("documents", "0004_years"),
]
NEW = r"^(publish|translate|record)_"
ALL = {
    *(
        f"translate_{n}"
        for n in [
            "country",
            "city",
            "host",
            "presidency",
            "standingpage",
            "strand",
            "priority",
            "body",
            "event",
            "article",
            "document",
        ]
    ),
    *(f"publish_{n}" for n in ["presidency", "priority", "body", "event", "article", "document"]),
    "record_event",
    "record_document",
}


@pytest.fixture
def before() -> Iterator[None]:
    """Leave the portal as it was before the rights were told apart."""
    MigrationExecutor(connection).migrate([("sco_presidency", None), *BEFORE])
    Permission.objects.filter(codename__regex=NEW).delete()
    yield
    call_command("migrate", verbosity=0)


def named(*names: str) -> list[Permission]:
    found = list(Permission.objects.filter(codename__in=names))
    assert len(found) == len(names)
    return found


def holding(*names: str):
    user = get_user_model().objects.create_user("-".join(names) or "nobody", is_staff=True)
    user.user_permissions.set(named(*names))
    return user


def codes(permissions) -> set[str]:
    return set(permissions.values_list("codename", flat=True))


def test_new_rights_go_to_those_who_hold_change_of_that_kind(before):
    editor = holding("view_event", "change_event")
    keeper = holding("change_city", "view_body")
    reader, adder = holding("view_event"), holding("add_article")
    secretariat = Group.objects.create(name="Secretariat")
    secretariat.permissions.set(named("change_document", "change_article"))
    readers = Group.objects.create(name="Readers")
    readers.permissions.set(named("view_document"))

    call_command("migrate", verbosity=0)

    event = {"translate_event", "publish_event", "record_event"}
    document = {"translate_document", "publish_document", "record_document"}
    article = {"translate_article", "publish_article"}
    assert codes(editor.user_permissions) == {"view_event", "change_event", *event}
    assert codes(keeper.user_permissions) == {"change_city", "view_body", "translate_city"}
    assert codes(reader.user_permissions) == {"view_event"}
    assert codes(adder.user_permissions) == {"add_article"}
    assert codes(secretariat.permissions) == {
        *("change_document", "change_article"),
        *document,
        *article,
    }
    assert codes(readers.permissions) == {"view_document"}
    made = Permission.objects.filter(codename__regex=NEW)
    assert sorted(made.values_list("codename", flat=True)) == sorted(ALL)
    assert made.get(codename="record_event").name == "Can record changes of event"


def test_granting_can_be_done_twice_and_taken_back(before):
    editor = holding("change_priority")
    call_command("migrate", verbosity=0)
    once = codes(editor.user_permissions)

    call_command("migrate", "sco_presidency", "zero", verbosity=0)
    back = codes(editor.user_permissions)
    call_command("migrate", "sco_presidency", verbosity=0)

    assert once == back == codes(editor.user_permissions)
    assert once == {"change_priority", "translate_priority", "publish_priority"}
    assert Permission.objects.filter(codename__regex=NEW).count() == len(ALL)


def test_new_portal_has_the_rights_and_gives_them_to_nobody(before):
    Permission.objects.all().delete()
    somebody = holding()

    call_command("migrate", verbosity=0)

    assert codes(somebody.user_permissions) == set()
    assert codes(Permission.objects.filter(codename__regex=NEW)) == ALL

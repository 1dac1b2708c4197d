"""A database that has some of the steps that were squashed goes the others, and loses nothing.

It is of the days when a plan named no presidency, strands were words, identities had no column, and whoever could
change a thing could publish it. The old steps stay one release: after that, this goes with them.
"""

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor
from pytest_django.plugin import DjangoDbBlocker

from documents.models import Document
from events.models import Change, Event
from news.models import Article
from presidencies.models import Presidency
from priorities.models import Priority, Strand
from publishing.models import OutboxMessage
from staff.roles import Role
from tests.append_only import CHANGES
from tests.migrations.another_database import ALIAS, another_database, migrate_by_old_steps
from tests.migrations.schema import schema

pytestmark = pytest.mark.django_db

OLD = [
    ("auth", "0012_alter_user_first_name_max_length"),
    ("contenttypes", "0002_remove_content_type_name"),
    ("places", "0003_years"),
    ("priorities", "0002_translation_states"),
    ("bodies", "0003_years"),
    ("events", "0004_translation_states"),
    ("news", "0003_years"),
    ("documents", "0004_years"),
    ("publishing", "0003_sent_forms"),
    ("search", "0004_due"),
]
#: What each of them could do then.
HELD = {
    "editor": ["view_event", "change_event"],
    "keeper": ["change_city", "view_body"],
    "reader": ["view_event"],
    "adder": ["add_article"],
    "nobody": [],
}
OF_GROUPS = {"Secretariat": ["change_document", "change_article"], "Readers": ["view_document"]}
NEW = r"^(publish|translate|record)_"
TRANSLATED = ("country", "city", "host", "presidency", "standingpage", "strand")
PUBLISHED = ("presidency", "priority", "theme", "body", "event", "article", "document")
ALL = {
    *(f"translate_{name}" for name in {*TRANSLATED, *PUBLISHED}),
    *(f"publish_{name}" for name in PUBLISHED),
    "publish_bundle",
    "record_event",
    "record_document",
}


@pytest.fixture(scope="module")
def upgraded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
    """An old database, filled in its day and brought to this one."""
    with django_db_blocker.unblock(), another_database() as another:
        fill(migrate_by_old_steps(another, OLD).get_model)
        call_command("migrate", database=ALIAS, verbosity=0)
        yield another


def fill(model: Any) -> None:
    fill_plan(model)
    for key in ("forum", "forum", "visit"):
        rows(model, "search.Due").create(kind="events", key=key)
    for name, held in HELD.items():
        user = rows(model, "auth.User").create(username=name)
        user.user_permissions.set(rights(model, held))
    for name, held in OF_GROUPS.items():
        rows(model, "auth.Group").create(name=name).permissions.set(rights(model, held))


def fill_plan(model: Any) -> None:
    russia = rows(model, "places.Country").create(slug="russia", code="RU", role="member")
    rows(model, "places.City").create(
        slug="moscow", country=russia, latitude=55, longitude=37, time_zone="Europe/Moscow"
    )
    for position, strand in enumerate(("security", "economy"), start=1):
        rows(model, "priorities.Priority").create(slug=strand, strand=strand, position=position)
    event = rows(model, "events.Event").create(slug="summit", kind="meeting", level="ministers")
    rows(model, "events.Change").create(
        event=event,
        number=1,
        kind="announced",
        new_status="planned",
        announced_on=date(2020, 1, 20),
    )
    rows(model, "news.Article").create(
        slug="moved", section="announcement", published_on=date(2020, 4, 1)
    )
    rows(model, "documents.Document").create(
        slug="declaration", kind="declaration", adopted_on=date(2020, 11, 10)
    )


def rows(model: Any, name: str) -> Any:
    return model(name).objects.using(ALIAS)


def rights(model: Any, codenames: list[str]) -> list[Any]:
    """Django made them after all migrations: so here by hand."""
    kinds = rows(model, "contenttypes.ContentType")
    app_of = {"event": "events", "city": "places", "body": "bodies", "article": "news"}
    return [
        rows(model, "auth.Permission").get_or_create(
            codename=codename,
            content_type=kinds.get_or_create(app_label=app_of.get(name, f"{name}s"), model=name)[0],
        )[0]
        for codename in codenames
        for name in [codename.partition("_")[2]]
    ]


def codes(permissions: Any) -> set[str]:
    return set(permissions.values_list("codename", flat=True))


def rights_now() -> dict[str, set[str]]:
    people = {user.username: user.user_permissions for user in User.objects.using(ALIAS)}
    of_people = Group.objects.using(ALIAS).exclude(name__in=Role.values)
    groups = {group.name: group.permissions for group in of_people}
    return {name: codes(held) for name, held in {**people, **groups}.items()}


RIGHTS_NOW = {
    "editor": {"view_event", "change_event", "translate_event", "publish_event", "record_event"},
    "keeper": {"change_city", "view_body", "translate_city"},
    "reader": {"view_event"},
    "adder": {"add_article"},
    "nobody": set(),
    "Secretariat": {
        *("change_document", "translate_document", "publish_document", "record_document"),
        *("change_article", "translate_article", "publish_article"),
    },
    "Readers": {"view_document"},
}


def test_old_steps_and_those_that_replace_them_make_the_same_tables(upgraded):
    assert schema(upgraded) == schema(connection)
    assert len(schema(upgraded)) > 600


def test_nothing_is_left_to_migrate(upgraded):
    executor = MigrationExecutor(upgraded)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert set(executor.loader.replacements) <= set(executor.loader.applied_migrations)


def test_new_rights_go_to_those_who_hold_change_of_that_kind(upgraded):
    made = Permission.objects.using(ALIAS).filter(codename__regex=NEW)

    assert rights_now() == RIGHTS_NOW
    assert codes(made) == ALL
    assert made.get(codename="record_event").name == "Can record changes of event"


def test_granting_can_be_done_twice(upgraded):
    grant = import_module("sco_presidency.migrations.0001_grant_new_rights").grant

    grant(apps, SimpleNamespace(connection=upgraded))

    assert rights_now() == RIGHTS_NOW
    assert codes(Permission.objects.using(ALIAS).filter(codename__regex=NEW)) == ALL


def test_new_portal_has_the_rights_and_gives_them_to_nobody():
    made = Permission.objects.filter(codename__regex=NEW)

    assert codes(made) == ALL
    assert not made.exclude(user=None, group=None).exclude(group__name__in=Role.values).exists()


def test_plan_that_named_no_presidency_belongs_to_the_first(upgraded):
    presidency = Presidency.objects.using(ALIAS).get()

    assert (presidency.slug, presidency.state) == ("russia-2019-2020", "current")
    assert (presidency.country.code, presidency.capital.slug) == ("RU", "moscow")
    for model in (Event, Article, Document, Priority):
        assert set(model.objects.using(ALIAS).values_list("presidency", flat=True)) == {
            presidency.pk
        }


def test_words_of_strands_become_rows_and_priorities_keep_theirs(upgraded):
    priorities = Priority.objects.using(ALIAS).select_related("strand__presidency")

    assert {row.slug: (row.strand.slug, row.strand.presidency.slug) for row in priorities} == {
        "security": ("security", "russia-2019-2020"),
        "economy": ("economy", "russia-2019-2020"),
    }
    assert set(Strand.objects.using(ALIAS).values_list("name_ru", "source_language")) == {
        ("Безопасность и право", "ru"),
        ("Экономика и регионы", "ru"),
    }


def test_identities_are_what_subscribers_were_told(upgraded):
    events, articles = Event.objects.using(ALIAS), Article.objects.using(ALIAS)

    assert events.values_list("slug", "uid", "feed_id", "sequence").get() == (
        "summit",
        "summit@sco-presidency-2020",
        "tag:sco-presidency-2020,2020:events/summit",
        0,
    )
    assert articles.get().feed_id == "tag:sco-presidency-2020,2020:news/moved"
    for refused in (events, articles):
        with pytest.raises(IntegrityError, match="an identity stays as it is"):
            refused.update(feed_id="another")


def test_steps_of_a_history_are_there_and_stay(upgraded):
    steps = Change.objects.using(ALIAS)

    assert steps.values_list("event__slug", "number", "kind", "recorded_by").get() == (
        "summit",
        1,
        "announced",
        "",
    )
    for alter in (lambda: steps.update(kind="held"), lambda: steps.all().delete()):
        with pytest.raises(IntegrityError, match=CHANGES.message):
            alter()


def test_what_the_search_had_yet_to_follow_is_noted_once(upgraded):
    noted = OutboxMessage.objects.using(ALIAS).filter(listener="search")

    assert list(noted.values_list("kind", "key", "tries")) == [
        ("events", "forum", 0),
        ("events", "visit", 0),
    ]

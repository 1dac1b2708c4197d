"""Every writer refuses whoever lacks its right, in words, and has written nothing then."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import product
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.db.models import Model
from django.utils import translation

from bodies.models import Body
from documents import actions as document_actions
from documents.actions import Correction, Wording
from documents.models import Document, DocumentVersion
from events.actions import changes
from events.actions.changes import Announcement, FactChanges
from events.dates import Period
from events.enums import Format, Status
from events.models import Change, Event
from events.timeline import Facts
from news.models import Article
from plan_data import upsert
from plan_data.events import EVENTS
from plan_data.schema import CsvRow, ParsedRow
from presidencies import actions as presidency_actions
from presidencies.models import Presidency
from priorities.models import Priority
from publishing import records, translations, workflow
from publishing.permissions import Actor, NotAllowedError, may
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    StaffFactory,
    announcement,
)
from tests.plan_data.playing import undone

pytestmark = [pytest.mark.django_db, pytest.mark.recorded]

TODAY = date(2020, 10, 28)
NOW = datetime(2020, 10, 28, 23, tzinfo=ZoneInfo("Europe/Moscow"))
SAID = Announcement(TODAY, reason={"en": "A reason."}, source_url="https://source.example/")
JULY, AUGUST = Period.on(date(2020, 7, 22)), Period.on(date(2020, 8, 5))


class Writer(NamedTuple):
    """A writer with what it writes to: the right it takes."""

    right: str
    make: Callable[[], Any]
    write: Callable[..., object]


def event() -> Any:
    return EventFactory(period=JULY, announced=announcement(date(2020, 1, 1)), published=True)


def article() -> Any:
    return ArticleFactory(published=True)


def outdated() -> Any:
    item = article()
    translations.confirm_all(item)
    item.title_ru = "Другое"
    translations.follow(item, TODAY)
    item.save()
    return item


def kept_back() -> Any:
    item = article()
    workflow.keep_draft(item, "zh-hans", by=Actor.system("tests"))
    return item


def entry(item: Any) -> ParsedRow:
    return ParsedRow(
        EVENTS, CsvRow("events.csv", 2, {}), {"slug": item.slug, "kind": "forum"}, {}, {}
    )


def correct(document: Any, *, by: Actor) -> object:
    wrong = Correction(TODAY, {"en": "Wrong.", "ru": "Ошибка."})
    return document_actions.correct(document, wrong, Wording(titles={"en": "Right"}), by=by)


def hand_over(presidency: Any, *, by: Actor) -> None:
    presidency_actions.make_current(presidency, by=by)


def movable() -> Any:
    other_presidency()
    return article()


def move(item: Any, *, by: Actor) -> None:
    presidency_actions.move(item, Presidency.objects.latest("pk"), by=by)


def other_presidency() -> Presidency:
    slug = f"other-{Presidency.objects.count()}"
    term = {"begins": date(2030, 1, 1), "ends": date(2030, 12, 31)}
    return Presidency.objects.create(slug=slug, title="Other", organisation="O", **term)


def act(name: str, *others: Any, make: Callable[[], Any] = event) -> Writer:
    """Return the writer of events.actions.changes that is called so, with what it is told."""
    return Writer("record", make, lambda item, by: getattr(changes, name)(item, *others, by=by))


def state(deed: str, code: str, make: Callable[[], Any]) -> Writer:
    return Writer(
        "translate", make, lambda item, by: workflow.TRANSLATION_ACTIONS[deed](item, code, by=by)
    )


WRITERS = {
    "publish an event": Writer("publish", EventFactory, workflow.publish),
    "publish a body": Writer("publish", BodyFactory, workflow.publish),
    "withdraw an event": Writer("publish", event, workflow.withdraw),
    "withdraw a priority": Writer(
        "publish", lambda: PriorityFactory(published=True), workflow.withdraw
    ),
    "hand over": Writer("publish", other_presidency, hand_over),
    "move an article": Writer("publish", movable, move),
    "confirm a translation": state("confirm", "en", outdated),
    "keep a draft": state("draft", "zh-hans", article),
    "make public": state("public", "zh-hans", kept_back),
    "make the source": state("source", "en", article),
    "announce": act("announce", SAID, FactChanges(JULY), make=EventFactory),
    "confirm": act("confirm", SAID),
    "reaffirm": act("reaffirm", SAID),
    "reschedule": act("reschedule", SAID, FactChanges(AUGUST)),
    "postpone": act("postpone", SAID),
    "cancel": act("cancel", SAID),
    "relocate": act("relocate", SAID, FactChanges(venue={"en": "A hall"})),
    "change the format": act("change_format", SAID, FactChanges(format=Format.ONLINE)),
    "rename": act("rename", SAID, {"en": "Another name"}),
    "hold": act("hold", SAID),
    "correct": act("correct", SAID, FactChanges(AUGUST)),
    "close": act("close_without_outcome"),
    "establish": act("establish", Facts(Status.PLANNED, JULY), make=EventFactory),
    "correct a document": Writer("record", lambda: DocumentFactory(published=True), correct),
    "import": Writer("change", event, lambda item, by: upsert.write(entry(item), by=by)),
}

#: Of each person the rights that they hold for the kind of thing.
PEOPLE: dict[str, list[str]] = {
    "superuser": [],
    "editor": ["view", "add", "change", "delete"],
    "publisher": ["view", "publish"],
    "translator": ["view", "translate"],
    "recorder": ["view", "record"],
    "reader": ["view"],
    "who may not see it": ["publish", "translate", "record"],
    "inactive": ["view", "change", "publish", "translate", "record"],
    "inactive superuser": [],
}
#: Of each right, who writes. Nobody else does, nor whoever is not logged in, nor None.
ALLOWED = {
    "publish": {"superuser", "system", "publisher"},
    "translate": {"superuser", "system", "translator"},
    "record": {"superuser", "system", "recorder"},
    "change": {"superuser", "system", "editor"},
}


#: By kind of thing and role, somebody in it.
USERS: dict[tuple[type[Model], str], User] = {}


@pytest.fixture(scope="module", autouse=True)
def _people(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), undone():
        for kind, role in product((Event, Article, Body, Document, Presidency, Priority), PEOPLE):
            USERS[kind, role] = person(role, kind)
        yield


def person(role: str, kind: type[Model]) -> User:
    user: User = StaffFactory(is_superuser="superuser" in role, is_active="inactive" not in role)
    codes = [f"{right}_{kind._meta.model_name}" for right in PEOPLE[role]]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return user


def actors(item: Model) -> dict[str, Actor | None]:
    return {
        **{role: Actor.of(USERS[type(item), role], NOW) for role in PEOPLE},
        "visitor": Actor.of(AnonymousUser(), NOW),
        "nobody": None,
        "system": Actor.system("loader", NOW),
    }


def traces(item: Model) -> tuple[Any, ...]:
    """Return all that a writer would leave behind."""
    others = (Presidency, Change, DocumentVersion, LogEntry)
    return (
        type(item)._base_manager.filter(pk=item.pk).values().get(),
        records.newest_number(),
        [list(model._base_manager.order_by("pk").values()) for model in others],
    )


@pytest.mark.parametrize("name", WRITERS)
def test_writer_refuses_by_the_right_and_has_written_nothing(name):
    right, make, write = WRITERS[name]
    item = make()
    before, done = traces(item), set()

    # Whoever is refused leaves no trace; whoever writes is the last to be given the thing.
    for role, by in sorted(actors(item).items(), key=lambda actor: actor[0] in ALLOWED[right]):
        if may(by, right, item):
            if done:
                item = make()
                before = traces(item)
            write(item, by=by)
            assert traces(item) != before, role
            done.add(role)
            continue
        with pytest.raises(NotAllowedError):
            write(item, by=by)
        assert traces(item) == before, role

    assert done == ALLOWED[right]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            "“anna” may not decide whether the public sees “Council”: ask an administrator for the right to publish it.",
        ),
        (
            "ru",
            "У «anna» нет права решать, увидят ли посетители «Совет»: попросите у администратора право на публикацию.",
        ),
        ("zh-hans", "“anna”无权决定公众能否看到“理事会”：请向管理员申请发布权限。"),
    ],
)
def test_refusal_says_whom_to_ask(language, told):
    body = BodyFactory(name_en="Council", name_ru="Совет", name_zh_hans="理事会")
    anna = Actor.of(StaffFactory(username="anna", is_superuser=False), NOW)

    with translation.override(language), pytest.raises(NotAllowedError) as refused:
        workflow.publish(body, by=anna)

    assert str(refused.value) == told


def test_a_step_bears_the_name_of_the_system_actor_that_recorded_it():
    item = event()

    changes.cancel(item, SAID, by=Actor.system("loader", NOW))

    assert item.changes.latest("number").recorded_by == "loader"

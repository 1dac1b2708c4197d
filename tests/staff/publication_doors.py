"""The pages by which things are published and withdrawn, at once or at a moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from publishing import schedule
from publishing.models import ScheduledAction
from publishing.permissions import Actor
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    StaffFactory,
    ThemeFactory,
)
from tests.forms_sent import found
from tests.staff.doors import Door, admin_page, changelist

PUBLISHED = {
    "event": EventFactory,
    "article": ArticleFactory,
    "document": DocumentFactory,
    "body": BodyFactory,
    "priority": PriorityFactory,
    "theme": ThemeFactory,
}


def _is(publication: str) -> Callable[[Any], bool]:
    return lambda item: bool(found(item).publication == publication)


def _selected(action: str) -> Callable[[Any], dict[str, Any]]:
    return lambda item: {"action": action, "_selected_action": [item.pk], "confirmed": "yes"}


def publishing() -> dict[str, Door]:
    doors = {}
    for kind, factory in PUBLISHED.items():
        for deed, state, make in (
            ("publish", "published", factory),
            ("withdraw", "withdrawn", partial(factory, published=True)),
        ):
            confirmed = {"confirmed": "yes"}
            doors[f"{deed} {kind}"] = Door(
                "publish",
                make,
                partial(admin_page, deed),
                lambda _item, s=confirmed: s,
                _is(state),
                beside=f"{deed} {kind}",
            )
            doors[f"{deed} {kind} of a list"] = Door(
                "publish", make, changelist, _selected(f"{deed}_selected"), _is(state), button=False
            )
        doors |= _at_a_moment(kind, factory)
    return doors


def _at_a_moment(kind: str, factory: Callable[[], Any]) -> dict[str, Door]:
    moment = {"confirmed": "yes", "day": "2020-12-05", "time": "10:00"}

    def waits(item: Any) -> bool:
        return schedule.waiting(item).exists()

    def waiting() -> Any:
        by = Actor.of(StaffFactory(), datetime(2020, 10, 28, tzinfo=UTC))
        due_at = datetime(2020, 12, 5, 7, tzinfo=UTC)
        return schedule.set_moment(factory(), ScheduledAction.PUBLISH, due_at, by=by).item

    return {
        f"moment of {kind}": Door(
            "publish",
            factory,
            partial(admin_page, "publish"),
            lambda _item: moment,
            waits,
            beside=f"publish {kind}",
        ),
        f"moment of {kind} taken back": Door(
            "publish",
            waiting,
            partial(admin_page, "unschedule"),
            lambda _item: {"confirmed": "yes"},
            lambda item: not waits(item),
        ),
    }

"""The writers of the portal, as tests call them: the tests themselves write, unless they say who does."""

from __future__ import annotations

import inspect
from datetime import date
from functools import partial
from types import ModuleType
from typing import Any

import documents.actions
import events.actions.addresses
import events.actions.changes
import events.actions.decisions
import events.actions.reasons
import events.actions.undoing
import plan_data.event_replay
import plan_data.upsert
import presidencies.actions
import publishing.workflow
from publishing import clock
from publishing.permissions import Actor

TESTS = Actor.system("tests")


def acting_on(day: date) -> Actor:
    """Return the tests themselves, at the end of that day."""
    return Actor.system("tests", clock.end_of(day))


class WritersOf:
    """A module of writers, of which each is called by an actor, unless another is named."""

    def __init__(self, module: ModuleType, by: Actor = TESTS) -> None:
        self.module, self.by = module, by

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.module, name)
        is_writer = inspect.isfunction(value) and "by" in inspect.signature(value).parameters
        called = partial(value, by=self.by) if is_writer else value
        setattr(self, name, called)  # the same one each time
        return called


addresses = WritersOf(events.actions.addresses)
changes = WritersOf(events.actions.changes)
decisions = WritersOf(events.actions.decisions)
reasons = WritersOf(events.actions.reasons)
reinstatement = WritersOf(events.actions.undoing)
corrections = WritersOf(documents.actions)
event_replay = WritersOf(plan_data.event_replay)
presidency_actions = WritersOf(presidencies.actions)
upsert = WritersOf(plan_data.upsert)
workflow = WritersOf(publishing.workflow)

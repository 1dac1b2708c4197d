"""The writers of the portal, as tests call them: the tests themselves write, unless they say who does."""

from __future__ import annotations

import inspect
from datetime import date
from functools import partial
from types import ModuleType
from typing import Any

import documents.corrections
import events.changes
import events.retelling
import presidencies.handover
import presidencies.moving
import publishing.importing
import publishing.translating
import publishing.workflow
from publishing import clock
from publishing.rights import Actor

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


changes = WritersOf(events.changes)
corrections = WritersOf(documents.corrections)
handover = WritersOf(presidencies.handover)
importing = WritersOf(publishing.importing)
moving = WritersOf(presidencies.moving)
retelling = WritersOf(events.retelling)
translating = WritersOf(publishing.translating)
workflow = WritersOf(publishing.workflow)

"""The columns of a translated thing that say how its languages stand.

They are read as languages and states of today, whatever was written past the portal, or while it had another language:
such a row stops no page.
"""

from datetime import date
from typing import Any

from django.db import models

from i18n.fields import MadeField, PlainInMigrations
from i18n.texts import CODES


class SourceLanguageField(MadeField):
    """A language of the content; another is read as the one that texts are written in first."""

    def to_python(self, value: Any) -> Any:
        return value if value in CODES else self.get_default()

    def from_db_value(self, value: Any, *others: Any) -> Any:
        return self.to_python(value)


class StatesField(PlainInMigrations, models.JSONField):
    """By language how its translation stands, as Translated.translation_states tells; what is no state is read as none."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        states = super().from_db_value(value, expression, connection)
        if not isinstance(states, dict):
            return {}
        read = {code: _state(state) for code, state in states.items() if code in CODES}
        return {code: state for code, state in read.items() if state}


def _state(state: Any) -> dict[str, Any]:
    if not isinstance(state, dict):
        return {}
    return {name: value for name, value in state.items() if _is_read(name, value)}


def _is_read(name: str, value: Any) -> bool:
    if name == "confirmed":
        return isinstance(value, dict) and all(isinstance(was, str) for was in value.values())
    if name == "since":
        return isinstance(value, str) and _is_day(value)
    return True


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

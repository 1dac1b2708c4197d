"""Reads a query string through a form, and says what is wrong with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from api.fields import Several, Value
from api.problems import InvalidParametersError, WrongParameter

#: A longer name is cut before it is shown.
SHOWN = 60


class NoParameters(forms.Form):
    """Of an answer that cannot be narrowed."""


def validated(parameters: type[forms.Form], query: QueryDict) -> dict[str, Any]:
    """Return the values of `query`, None or [] where it is silent.

    Raises InvalidParametersError, which names each parameter that is unknown, empty,
    repeated or wrong.
    """
    form = parameters(query)
    wrong = [*_misplaced(form, query)]
    if not wrong and not form.is_valid():
        wrong = [
            WrongParameter(name, " ".join(map(str, errors)), _allowed(form.fields[name]))
            for name, errors in form.errors.items()
        ]
    if wrong:
        raise InvalidParametersError(wrong)
    return form.cleaned_data


def _misplaced(form: forms.Form, query: QueryDict) -> list[WrongParameter]:
    wrong = []
    for name, values in query.lists():
        field = form.fields.get(name)
        if field is None:
            detail = "There is no such parameter here."
            wrong.append(WrongParameter(name[:SHOWN], detail, sorted(form.fields)))
        elif "" in values:
            wrong.append(WrongParameter(name, "It is empty.", _allowed(field)))
        elif len(values) > 1 and not isinstance(field, Several):
            wrong.append(WrongParameter(name, "Give it once."))
    return wrong


def _allowed(field: forms.Field) -> list[str] | None:
    return field.allowed() if isinstance(field, Value) else None

"""Which texts lack a translation, asked of one item or of the database, by one rule.

A text lacks a language when it is empty there although it is required, or filled in another
language. Texts that the writers of facts set are left out: no form can fill them.
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from modeltranslation.translator import translator

from i18n.texts import CODES, column, written_texts
from publishing.enums import Publication
from publishing.models import Publishable


@functools.cache
def editable_texts(model: type[models.Model]) -> tuple[models.Field, ...]:
    """Return the translated fields of `model`, by its translation.py, that a person fills in."""
    translated = translator.get_options_for_model(model).all_fields
    return tuple(
        field for field in model._meta.fields if field.name in translated and field.editable
    )


@functools.cache
def free_texts(model: type[models.Model]) -> tuple[models.Field, ...]:
    """Return those of them that are written, and not chosen from a list."""
    return tuple(field for field in editable_texts(model) if not field.choices)


def is_required(field: models.Field) -> bool:
    return field.name in getattr(field.model, "REQUIRED_TEXTS", ()) or not field.blank


def gaps(item: models.Model) -> dict[str, list[models.Field]]:
    """Return for each language the fields of `item` that lack it. No query."""
    lacking: dict[str, list[models.Field]] = {code: [] for code in CODES}
    for field in free_texts(type(item)):
        texts = written_texts(item, field.name)
        if not any(texts.values()) and not is_required(field):
            continue
        for code, text in texts.items():
            if not text:
                lacking[code].append(field)
    return lacking


def lacking(model: type[models.Model], code: str) -> models.Q:
    """Return the condition that some text of a row lacks the language `code`."""
    condition = models.Q()
    for field in free_texts(model):
        absent = _empty(field.name, code)
        if not is_required(field):
            others = [~_empty(field.name, other) for other in CODES if other != code]
            absent &= _any(others)
        condition |= absent
    return condition


def _empty(name: str, code: str) -> models.Q:
    text = column(name, code)
    return models.Q(**{text: ""}) | models.Q(**{f"{text}__isnull": True})


def _any(conditions: list[models.Q]) -> models.Q:
    either = models.Q()
    for condition in conditions:
        either |= condition
    return either


#: Leaves of the rows of a kind those that somebody may see.
Narrow = Callable[[models.QuerySet], models.QuerySet]


def unchanged(rows: models.QuerySet) -> models.QuerySet:
    return rows


@dataclass(frozen=True)
class CompletenessCount:
    """How many rows are drafts (None where nothing is drafted), and lack each language in public."""

    drafts: int | None
    lacking: dict[str, int]


def tallies(
    model_classes: Sequence[type[models.Model]], narrow: Narrow = unchanged
) -> dict[type[models.Model], CompletenessCount]:
    """Count what is unfinished of each kind, of the rows that `narrow` leaves. One query for all."""
    if not model_classes:
        return {}
    first, *others = [
        _totals(narrow(model._default_manager.order_by()), number)
        for number, model in enumerate(model_classes)
    ]
    rows = {number: counts for number, *counts in first.union(*others, all=True)}
    nothing = [0] * (1 + len(CODES))  # of a kind of which the database is not even asked
    return {
        model: _count(model, rows.get(number, nothing))
        for number, model in enumerate(model_classes)
    }


def _totals(rows: models.QuerySet, number: int) -> Any:
    """Return a query of one row: `number`, the drafts, and for each language what lacks it in public."""
    model = rows.model
    drafted = issubclass(model, Publishable)
    public = models.Q(publication=Publication.PUBLISHED) if drafted else models.Q()
    is_draft = models.Q(publication=Publication.DRAFT) if drafted else models.Q(pk=None)
    conditions = [is_draft, *(public & lacking(model, code) for code in CODES)]
    counts = {
        f"count_{place}": models.Count("pk", filter=condition)
        for place, condition in enumerate(conditions)
    }
    rows = rows.annotate(place=models.Value(number))
    return rows.values("place").annotate(**counts).values_list("place", *counts)


def _count(model: type[models.Model], counts: list[int]) -> CompletenessCount:
    drafts, *lacking = counts
    return CompletenessCount(
        drafts if issubclass(model, Publishable) else None, dict(zip(CODES, lacking, strict=True))
    )

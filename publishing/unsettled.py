"""The work that waits for translators: what is out of date, and what is kept as a draft, of many kinds at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models
from django.db.models.functions import JSONObject

from i18n.texts import CODES, column
from publishing.enums import TranslationState
from publishing.models import Translated
from publishing.translations import Narrow, free_texts, outdated_texts, state_of, unchanged

#: Primary keys by state and language.
Unsettled = defaultdict[tuple[TranslationState, str], list[int]]


def unsettled(model: type[Translated], narrow: Narrow = unchanged) -> Unsettled:
    """Return what `unsettled_of` does of one kind."""
    return unsettled_of([model], narrow)[model]


def unsettled_of(
    model_classes: Sequence[type[Translated]], narrow: Narrow = unchanged
) -> dict[type[Translated], Unsettled]:
    """Return the primary keys of what is out of date, and of what is a draft, by language, for each kind.

    Of the rows that `narrow` leaves. One query for all, for the texts alone, of rows that are not plain. A text that
    was seen before is not digested again.
    """
    keys: dict[type[Translated], Unsettled] = {model: defaultdict(list) for model in model_classes}
    for item in _with_states(model_classes, narrow):
        found = keys[type(item)]
        for code in CODES:
            if state_of(item, code) == TranslationState.DRAFT:
                found[TranslationState.DRAFT, code].append(item.pk)
            if outdated_texts(item, code):
                found[TranslationState.OUT_OF_DATE, code].append(item.pk)
    return keys


def _with_states(model_classes: Sequence[type[Translated]], narrow: Narrow) -> Iterator[Translated]:
    """Yield the rows whose translations have a state, with their texts alone."""
    if not model_classes:
        return
    first, *others = [
        _texts_of(narrow(model._default_manager.exclude(translation_states={}).order_by()), number)
        for number, model in enumerate(model_classes)
    ]
    for number, key, texts, source, states in first.union(*others, all=True):
        model = model_classes[number]
        values = {"source_language": source, "translation_states": states, **texts}
        values[model._meta.pk.attname] = key
        # Django reads the values in the order of its fields, whatever the order of their names.
        names = [one.attname for one in model._meta.concrete_fields if one.attname in values]
        yield model.from_db(first.db, names, [values[name] for name in names])


def _texts_of(rows: models.QuerySet, number: int) -> Any:
    """Return a query whose columns are the same for each kind: the texts by their names in one of them."""
    model: type[models.Model] = rows.model
    names = [column(field.name, code) for field in free_texts(model) for code in CODES]
    rows = rows.annotate(
        place=models.Value(number), texts=JSONObject(**{name: models.F(name) for name in names})
    )
    return rows.values_list("place", "pk", "texts", "source_language", "translation_states")

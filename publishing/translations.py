"""How the translations of an item stand: computed from its texts, never stored. ADR 0010. And which texts lack one.

A translation is out of date while the source text differs from the one that it was last confirmed
against. Every writer of texts calls `follow` before and after it sets them, on the row in memory.

A text lacks a language when it is empty there although it is required, or filled in another
language: asked of one item or of the database, by one rule. Texts that the writers of facts set are left out: no form
can fill them.
"""

import dataclasses
import functools
import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from django.db import models
from django.db.models.functions import JSONObject
from modeltranslation.translator import translator

from i18n.characters import cleaned
from i18n.texts import (
    CODES,
    Text,
    Worded,
    column,
    current_language,
    first_texts,
    in_reading,
    is_draft_in,
    set_texts,
    text_of,
    written_texts,
)
from publishing.enums import Publication, TranslationState
from publishing.models import Publishable, Translated
from publishing.querysets import is_published


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


#: Primary keys by state and language.
Unsettled = defaultdict[tuple[TranslationState, str], list[int]]


@dataclass(frozen=True)
class CompletenessCount:
    """How many rows are drafts (None where nothing is drafted), and lack each language in public."""

    drafts: int | None
    lacking: dict[str, int]
    #: What waits for the translators into each: it lacks a text, is out of date or a draft, and is not withdrawn.
    waiting: dict[str, int] = dataclasses.field(default_factory=dict, compare=False)


def tallies(
    model_classes: Sequence[type[models.Model]],
    narrow: Narrow = unchanged,
    keys: Mapping[Any, Unsettled] | None = None,
) -> dict[type[models.Model], CompletenessCount]:
    """Count what is unfinished of each kind, of the rows that `narrow` leaves. One query for all.

    `keys`: what `unsettled_of` found of them, of which what waits is counted too.
    """
    if not model_classes:
        return {}
    first, *others = [
        _totals(narrow(model._default_manager.order_by()), number, (keys or {}).get(model, {}))
        for number, model in enumerate(model_classes)
    ]
    rows = {number: counts for number, *counts in first.union(*others, all=True)}
    nothing = [0] * (1 + 2 * len(CODES))  # of a kind of which the database is not even asked
    return {model: _count(model, rows.get(n, nothing)) for n, model in enumerate(model_classes)}


def _totals(rows: models.QuerySet, number: int, keys: Mapping[tuple[Any, str], list[int]]) -> Any:
    """Return a query of one row: `number`, the drafts, and for each language what lacks it in public, and what waits."""
    model = rows.model
    drafted = issubclass(model, Publishable)
    public = is_published() if drafted else models.Q()
    is_draft = models.Q(publication=Publication.DRAFT) if drafted else models.Q(pk=None)
    stays = ~models.Q(publication=Publication.WITHDRAWN) if drafted else models.Q()
    conditions = [
        is_draft,
        *(public & lacking(model, code) for code in CODES),
        *(stays & (lacking(model, code) | _any_of(keys, code)) for code in CODES),
    ]
    counts = {
        f"count_{place}": models.Count("pk", filter=condition)
        for place, condition in enumerate(conditions)
    }
    rows = rows.annotate(place=models.Value(number))
    return rows.values("place").annotate(**counts).values_list("place", *counts)


def _any_of(keys: Mapping[tuple[Any, str], list[int]], code: str) -> models.Q:
    states = (TranslationState.OUT_OF_DATE, TranslationState.DRAFT)
    return models.Q(pk__in={key for state in states for key in keys.get((state, code), ())})


def _count(model: type[models.Model], counts: list[int]) -> CompletenessCount:
    drafts, *by_language = counts
    lacking, waiting = by_language[: len(CODES)], by_language[len(CODES) :]
    return CompletenessCount(
        drafts if issubclass(model, Publishable) else None,
        dict(zip(CODES, lacking, strict=True)),
        dict(zip(CODES, waiting, strict=True)),
    )


#: In the place of a digest; no text has it.
NEVER = "never"


@functools.lru_cache(maxsize=4096)
def digest(text: str | None) -> str:
    """Return what tells one text from another, as they are stored."""
    return hashlib.blake2b(cleaned(text or "").encode(), digest_size=8).hexdigest()


def written(item: Translated, field: str, code: str) -> str:
    return getattr(item, column(field, code)) or ""


def outdated_texts(item: Translated, code: str) -> list[models.Field]:
    """Return the texts of a translation, draft or not, whose source has changed since."""
    confirmed = item.translation_states.get(code, {}).get("confirmed", {})
    if not confirmed or code == item.source_language:
        return []
    return [
        field
        for field in free_texts(type(item))
        if (was := confirmed.get(field.name))
        and written(item, field.name, code)
        and was != digest(written(item, field.name, item.source_language))
    ]


def state_of(item: Translated, code: str) -> TranslationState:
    """Return how `item` stands in a language, as staff sees it."""
    if not any(written(item, field.name, code) for field in free_texts(type(item))):
        return TranslationState.ABSENT
    if is_draft_in(item, code):
        return TranslationState.DRAFT
    return TranslationState.OUT_OF_DATE if outdated_texts(item, code) else TranslationState.PUBLIC


def outdated_columns(item: Translated) -> frozenset[str]:
    """Return the columns of public translations whose source has changed since."""
    return frozenset(
        column(field.name, code)
        for code in item.translation_states
        if not is_draft_in(item, code)
        for field in outdated_texts(item, code)
    )


def is_outdated(item: "models.Model | Listable", code: str) -> bool:
    """Whether the public reads `item` in a language by a translation that is out of date."""
    if not isinstance(item, models.Model):
        return item.is_outdated(code)
    return (
        isinstance(item, Translated)
        and not is_draft_in(item, code)
        and bool(outdated_texts(item, code))
    )


def since(item: Translated, code: str) -> date | None:
    """Return the day on which the source of a translation changed first; None when it is not known."""
    day = item.translation_states.get(code, {}).get("since")
    return date.fromisoformat(day) if day else None


class Listable(Worded, Protocol):
    """A value of whose texts is known whether they are out of date, as lists say."""

    def is_outdated(self, code: str) -> bool: ...


def listed_text(instance: models.Model | Listable, field: str, *others: str) -> Text:
    """Return `field` as `text_of` does, for a list: it knows whether it is out of date.

    A language without it has the first of `others`.
    """
    texts = first_texts(instance, field, *others) if others else None
    text = in_reading(texts) if texts else text_of(instance, field)
    return replace(text, outdated=True) if is_outdated(instance, text.language) else text


@dataclass(frozen=True)
class Outdated:
    """What a page says of a translation whose source has changed: which source, and since when."""

    language: str
    source: str
    since: date | None


def outdated_page(item: Translated, field: str) -> Outdated | None:
    """Return what is to be said of the page of `item`, whose main text is `field`."""
    code = text_of(item, field, current_language()).language
    if not is_outdated(item, code):
        return None
    return Outdated(code, item.source_language, since(item, code))


def told(item: Translated) -> dict[str, Any]:
    """Return what the public record says: a draft does not exist."""
    states = {code: state_of(item, code) for code in CODES}
    absent = TranslationState.ABSENT
    return {
        "source_language": item.source_language,
        "translations": {
            code: (absent if state == TranslationState.DRAFT else state).value
            for code, state in states.items()
        },
    }


# --- keeping up, in memory ----------------------------------------------------------


def follow(item: Translated, today: date | None) -> None:
    """Note of texts that are new what they translate, and of a source that has moved since when.

    A text in a language that had none is a new translation: it was made from the source as it
    stands. One that is only edited stays as confirmed as it was. Idempotent; saves nothing.
    `today` is None where the day of the change is not known.
    """
    for code in _translated_codes(item):
        state = dict(item.translation_states.get(code, {}))
        state["confirmed"] = dict(_digests(item, code))
        _store(item, code, state)
        if not outdated_texts(item, code):
            state.pop("since", None)
        elif today is not None:
            state.setdefault("since", today.isoformat())
        _store(item, code, state)


def _digests(item: Translated, code: str) -> Iterator[tuple[str, str]]:
    """Yield the digests that stay, and those of texts that have none yet."""
    confirmed = item.translation_states.get(code, {}).get("confirmed", {})
    for field in free_texts(type(item)):
        source = written(item, field.name, item.source_language)
        if written(item, field.name, code) and (source or field.name in confirmed):
            yield field.name, confirmed.get(field.name) or digest(source)


def confirm(item: Translated, code: str, fields: Collection[str] | None = None) -> None:
    """Note that a translation (of these fields: None, of all) says what its source says now.

    Saves nothing.
    """
    if code == item.source_language:
        return
    state = dict(item.translation_states.get(code, {}))
    names = {field.name for field in free_texts(type(item))} if fields is None else set(fields)
    confirmed = state.get("confirmed", {})
    state["confirmed"] = {name: was for name, was in confirmed.items() if name not in names}
    _store(item, code, state)
    follow(item, None)


def doubt(item: Translated, code: str) -> None:
    """Note that a translation was never confirmed against the source. Saves nothing."""
    state = dict(item.translation_states.get(code, {}))
    state["confirmed"] = dict.fromkeys(state.get("confirmed", {}), NEVER)
    _store(item, code, state)


def confirm_all(item: Translated) -> None:
    """Note that all translations say what the source says: they were made together."""
    for code in CODES:
        confirm(item, code)


def set_together(item: Translated, field: str, texts: Mapping[str, str], day: date | None) -> None:
    """Set `field` in the languages of `texts`, by one act of `day`. Saves nothing.

    With the source's among them, they are translations of one another; without it they are
    corrections, which confirm nothing.
    """
    follow(item, None)
    set_texts(item, field, dict(texts))
    if item.source_language in texts:
        for code in texts:
            confirm(item, code, [field])
    follow(item, day)


def _translated_codes(item: Translated) -> list[str]:
    return [code for code in CODES if code != item.source_language]


def _store(item: Translated, code: str, state: dict[str, Any]) -> None:
    entries = {name: value for name, value in state.items() if value}
    states_of_others = {key: value for key, value in item.translation_states.items() if key != code}
    states = states_of_others | ({code: entries} if entries else {})
    # In one order, whoever wrote first: equal states are equal texts.
    item.translation_states = {key: states[key] for key in CODES if key in states}


def unsettled(model: type[Translated]) -> Unsettled:
    """Return what `unsettled_of` does of all things of one kind."""
    return unsettled_of([model])[model]


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

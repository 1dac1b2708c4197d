"""Django's log as the desk keeps it: each line in each language, and what a reader with limits reads of it.

What forms wrote, field by field, is told beside it by the revisions; both together: staff/weekly_log.py.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson
from django.contrib.admin import ModelAdmin
from django.contrib.admin.models import DELETION, LogEntry
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_lazy as _

from i18n.texts import StrOrPromise, for_reader, lazy_sentence, name_lazy, said_in_each
from publishing.permissions import editor_of
from staff import cover
from staff.foreign_names import model_of
from staff.revisions import FieldChange
from staff.scope import scope_of

#: Under this name Django's log holds a sentence in each language.
SAID = "said"
#: And under this one what the thing was called then.
NAME = "named"
#: How a line says that the thing stayed as it is. No text of a person can say it: quotation marks are escaped there.
ASIDE = '"aside":true'
#: Under these, which other thing the sentence names, and how it is said to whoever may not read that name.
ABOUT, UNNAMED = "about", "unnamed"
#: How Django begins what it says of fields that a form changed: the revisions tell it, with the values.
FIELDS_CHANGED = '[{"changed"'
STANDING_IN = _("%(sentence)s Standing in for: %(names)s.")


@dataclass(frozen=True)
class Aside:
    """What the log says of a deed that leaves the thing as it is: it was proposed, answered, shown, published."""

    sentence: StrOrPromise


def in_each_language(
    sentence: StrOrPromise,
    item: models.Model | None = None,
    *,
    is_aside: bool = False,
    about: tuple[models.Model, StrOrPromise] | None = None,
) -> str:
    """Return what Django's log keeps of a lazy sentence: how each language says it. One that is said already stays.

    What `item` is called is kept beside it, in each language too. `about`: another thing that the sentence names, and
    the sentence without its name.
    """
    if isinstance(sentence, str) and not is_aside:
        return sentence
    name = {NAME: said_in_each(name_lazy(item))} if item is not None else {}
    aside: dict[str, Any] = {"aside": True} if is_aside else {}
    if about is not None:
        thing, unnamed = about
        aside[ABOUT] = [thing._meta.label_lower, str(thing.pk)]
        aside[UNNAMED] = said_in_each(unnamed)
    return orjson.dumps([{SAID: said_in_each(sentence), **name, **aside}]).decode()


def logged(
    message: list[dict[str, Any]], told: Sequence[FieldChange], item: models.Model
) -> list[dict[str, Any]]:
    """Return what Django's log keeps of a save of a form: the names of the fields, and of `item`, in each language."""
    said, named = said_in_each(_changed_fields_lazy(told)), said_in_each(name_lazy(item))
    return [{"changed": message[0].get("changed", {}), SAID: said, NAME: named}]


def _changed_fields(told: Sequence[FieldChange]) -> str:
    return gettext("Changed: %(fields)s.") % {"fields": ", ".join(str(one.label) for one in told)}


_changed_fields_lazy = lazy(_changed_fields, str)


def sentence_of(entry: LogEntry, reader: Any = None) -> str:
    """Return what a line of Django's log says, in the active language if it was kept in it.

    To a `reader` with limits it names no other thing that they may not see: one query a line that names one.
    """
    if scope_of(reader).is_limited and _kept(entry, UNNAMED) and not _sees_other(entry, reader):
        return _kept(entry, UNNAMED)
    return _kept(entry, SAID) or entry.get_change_message()


def _sees_other(entry: LogEntry, reader: Any) -> bool:
    """Whether `reader` may see the other thing that a line of the log names."""
    kind, key = orjson.loads(entry.change_message)[0][ABOUT]
    model = model_of(kind)
    if model is None or not reader.has_perm(
        f"{model._meta.app_label}.view_{model._meta.model_name}"
    ):
        return False
    rows = scope_of(reader).within(model._base_manager.filter(pk=key))
    return scope_of(reader).hides(model) and rows.exists()


def name_of(entry: LogEntry) -> str:
    """Return what a line of Django's log is about, in the active language if it was kept in it."""
    return _kept(entry, NAME) or str(entry.object_repr)


def _kept(entry: LogEntry, part: str) -> str:
    """Return what a line of Django's log keeps in the active language, or in one at least; "" where it does not."""
    if f'"{part}":' not in entry.change_message or not entry.change_message.startswith("[{"):
        return ""
    said = orjson.loads(entry.change_message)[0].get(part, {})
    return str(for_reader(said) or "")


#: Called with each thing of which the log tells that somebody wrote it at the desk, after the commit.
_followers: list[Callable[[models.Model], None]] = []


def follower(follow: Callable[[models.Model], None]) -> Callable[[models.Model], None]:
    """Have the decorated function follow what is written at the desk. Where it fails, it stops nobody."""
    _followers.append(follow)
    return follow


def _followed(thing: models.Model) -> None:
    for follow in _followers:
        transaction.on_commit(partial(follow, thing), robust=True)


class LoggingAdmin(ModelAdmin):
    """Logs lazy sentences and names in each language, and for whom somebody stood in; what follows from a write is done then."""

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        if isinstance(message, list):
            message = [{**message[0], NAME: said_in_each(name_lazy(obj))}, *message[1:]]
        return super().log_addition(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for item in queryset:
            said = in_each_language(_("Deleted."), item)
            LogEntry.objects.log_actions(
                editor_of(request).pk, [item], DELETION, said, single_object=True
            )

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        if not message:
            return None
        if not isinstance(message, list):
            is_aside = isinstance(message, Aside)
            message = message.sentence if is_aside else message
            if whom := cover.for_whom(request.user):
                message = lazy_sentence(STANDING_IN, {"sentence": message, "names": whom})
            message = in_each_language(message, obj, is_aside=is_aside)
        _followed(obj)
        return super().log_change(request, obj, message)

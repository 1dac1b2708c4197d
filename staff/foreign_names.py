"""How to an account with limits is named what stands outside of them: in words, whatever page tells of it.

What is on record of a field that led to other things holds their names, for all who read it. Whoever may not see one of
these things reads the names of the others, and that there is more.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _, ngettext

from events.models import Event
from i18n.texts import name_lazy
from staff.conflicts import is_many
from staff.scope import Scope

#: One thing, in a sentence.
ONE = _("an event outside your part of the plan")


class Linked(NamedTuple):
    """To which things a field led and leads: their kind, "" of a field that leads to none, and their keys."""

    kind: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


#: Of a field that leads to nothing.
NOTHING = Linked()


def linked(field: Any, before: Any, after: Any) -> Linked:
    """Return to which things a field of a form led, and leads, by what a browser would send of it."""
    if not isinstance(field, forms.ModelChoiceField) or field.queryset is None:
        return NOTHING
    return Linked(field.queryset.model._meta.label_lower, _keys(before), _keys(after))


def _keys(value: Any) -> tuple[str, ...]:
    keys = value if is_many(value) else [value]
    return tuple(str(getattr(key, "pk", key)) for key in keys if key not in (None, ""))


def model_of(kind: str) -> type[models.Model] | None:
    """Return the model of a kind; None of one that is no more."""
    try:
        return apps.get_model(kind) if kind else None
    except LookupError:
        return None


class ForeignNames:
    """The names of things, to an account with `scope`. A query for each kind that has anything outside."""

    def __init__(self, scope: Scope, links: Iterable[Linked]) -> None:
        self.scope = scope
        self._seen: dict[str, dict[str, models.Model]] = {}
        keys: dict[str, set[str]] = {}
        for kind, before, after in links if scope.is_limited else ():
            keys.setdefault(kind, set()).update(before, after)
        for kind, chosen in keys.items():
            if (model := model_of(kind)) and scope.hides(model):
                rows = scope.within(model._base_manager.filter(pk__in=chosen))
                self._seen[kind] = {str(row.pk): row for row in rows}

    def said(self, text: str, kind: str, keys: Iterable[str]) -> str:
        """Return `text`, which names things; or only those that the account may see, and how many more there are."""
        chosen = list(keys)
        seen = self._seen.get(kind)
        if seen is None or seen.keys() >= set(chosen):
            return text
        names = [str(name_lazy(seen[key])) for key in chosen if key in seen]
        return ", ".join([*names, outside(kind, len(chosen) - len(names))])


def outside(kind: str, count: int) -> str:
    """Say that things of a kind are outside."""
    words = (
        ngettext(
            "%(count)d event outside your part of the plan",
            "%(count)d events outside your part of the plan",
            count,
        )
        if kind == Event._meta.label_lower
        else ngettext(
            "%(count)d item outside your part of the plan",
            "%(count)d items outside your part of the plan",
            count,
        )
    )
    return words % {"count": count}

"""What is in a bundle, as the desk shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst

from i18n.texts import StrOrPromise
from publishing.permissions import Actor
from staff.actions.registry import ACTIONS
from staff.bundled import Bundle, BundleItem, Deed
from staff.bundles import actions, choices
from staff.bundles.contents import in_order


@dataclass(frozen=True)
class Row:
    """A thing of a bundle: what is done to it, where it is edited, and what stops it."""

    item: BundleItem
    what: str
    kind: StrOrPromise
    url: str
    #: Of an act: where it is filled in.
    act: str
    problem: str


def rows_of(bundle: Bundle, by: Actor) -> list[Row]:
    """Return what is in `bundle`, in the order in which it is done."""
    found = [] if bundle.is_published else actions.problems_of(bundle, by=by)
    problems = {problem.item.pk: problem.text for problem in found if problem.item}
    return [_row(item, problems.get(item.pk, "")) for item in in_order(bundle)]


def _row(item: BundleItem, problem: str) -> Row:
    thing = item.item
    if thing is None:
        return Row(item, deed_in_words(item), "", "", "", problem)
    page = getattr(thing, "event", thing)
    address = f"admin:{page._meta.app_label}_{page._meta.model_name}_change"
    is_act = item.deed == Deed.ACT
    act = choices.address_of_act(item.bundle, thing, item.code) if is_act else ""
    url = reverse(address, args=[page.pk])
    return Row(item, deed_in_words(item), thing._meta.verbose_name or "", url, act, problem)


def deed_in_words(item: BundleItem) -> str:
    """Return what is done to a thing, in the words of the desk."""
    label = ACTIONS[item.code].label if item.deed == Deed.ACT else Deed(item.deed).label
    return capfirst(str(label).rstrip("…"))

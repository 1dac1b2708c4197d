"""The writers of bundles: put together, sent out as a whole or not at all, at once or by the clock. ADR 0027.

What is in a bundle is taken in the order in which it is done, and as it was when somebody looked at it (`items`). Two
people answer for it where two are asked for (`second_person`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from i18n.characters import cleaned
from publishing import clock, outbox, records, schedule
from publishing.models import ScheduledAction, ScheduledPublication
from publishing.permissions import PUBLISH, RECORD, Actor, demand
from publishing.workflow import PublicationRefusedError
from staff.actions.registry import ACTIONS
from staff.bundles import deeds, log
from staff.bundles.items import in_order, name_of, version_of
from staff.bundles.second_person import alone, answering, looking
from staff.models import Bundle, BundleItem, Deed
from staff.scope import whole_of

#: More things than these are nothing that anybody looks over.
MOST = 50
PLANNED = ("name", "planned_for", "in_every_language")


@dataclass(frozen=True)
class Problem:
    """Why a bundle does not go out: which thing (None: the whole), and what it lacks."""

    item: BundleItem | None
    text: str

    def __str__(self) -> str:
        if self.item is None:
            return self.text
        return _("%(item)s: %(why)s") % {"item": name_of(self.item), "why": self.text}


class BundleRefusedError(PublicationRefusedError):
    """Says to an editor why a bundle stays as it is: of each thing that stops it, by name."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(" ".join(map(str, problems)))


# --- putting together --------------------------------------------------------------------


@transaction.atomic
def make(name: str, *, by: Actor) -> Bundle:
    """Begin a bundle with nothing in it. Raises NotAllowedError."""
    demand(by, PUBLISH, Bundle)
    return Bundle.objects.create(name=name, made_by=cast(User, by.account))


@transaction.atomic
def plan(bundle: Bundle, values: Mapping[str, Any], *, by: Actor) -> None:
    """Give a bundle its name, its moment, and whether every language must be there.

    Raises NotAllowedError, and BundleRefusedError where it is closed.
    """
    _open(bundle, by)
    for name in PLANNED:
        setattr(bundle, name, values[name])
    bundle.save(update_fields=PLANNED)


@transaction.atomic
def add(bundle: Bundle, new: BundleItem, *, by: Actor) -> BundleItem:
    """Put `new`, an item that is not saved, into `bundle`; the same done to the same thing gives way.

    Raises NotAllowedError, and BundleRefusedError where it is closed, or full, and for a second act of an event.
    """
    _open(bundle, by)
    demand(by, right_of(new), whole_of(new.item))
    if new.deed == Deed.ACT and (problem := second_act(bundle, cast(Any, new.item), new.code)):
        _refuse(problem)
    bundle.items.filter(kind=new.kind, object_id=new.object_id, deed=new.deed).delete()
    if bundle.items.count() >= MOST:
        _refuse(_("At most %(number)d things at once: begin another bundle.") % {"number": MOST})
    new.bundle, new.put_in_by = bundle, cast(User | None, by.account)
    new.put_in_at = timezone.now()
    new.save(force_insert=True)
    return new


def second_act(bundle: Bundle, event: models.Model, code: str) -> str:
    """Return why `bundle` takes no act of `code` of `event`, as it holds another one, or "".

    The form of a second one knows nothing of what the first makes of the event.
    """
    kind = ContentType.objects.get_for_model(event)
    acts = bundle.items.filter(kind=kind, object_id=event.pk, deed=Deed.ACT)
    other = acts.exclude(code=code).first()
    if other is None:
        return ""
    return _(
        "A bundle takes one act of an event, and “%(act)s” is in it already. “%(place)s” gives a place, a format "
        "and a date in one act: take the other out, and put this in. What is to follow it goes into another bundle."
    ) % {"act": _label(other.code), "place": _label("place")}


def _label(code: str) -> str:
    return str(ACTIONS[code].label).rstrip("…")


def right_of(item: BundleItem) -> str:
    """Return the right that whoever does what `item` is for needs to its thing."""
    return RECORD if item.deed in (Deed.ACT, Deed.UNDO) else PUBLISH


@transaction.atomic
def take_out(item: BundleItem, *, by: Actor) -> None:
    """Raises NotAllowedError, and BundleRefusedError where its bundle is closed."""
    _open(item.bundle, by)
    item.delete()


def _open(bundle: Bundle, by: Actor) -> None:
    """Lock a bundle that may still be changed. Raises NotAllowedError and BundleRefusedError."""
    demand(by, PUBLISH, bundle)
    _lock(bundle)
    if schedule.waiting(bundle).exists():
        _refuse(_("A moment is set for it: take that back first, then change it."))


def _lock(bundle: Bundle) -> None:
    """Wait for our turn, and read the row anew. Raises BundleRefusedError for what went out."""
    records.take_turn()
    bundle.refresh_from_db(from_queryset=Bundle.objects.select_for_update())
    if bundle.is_published:
        _refuse(_("It went out already: what went out is answered by rolling it back."))


def _refuse(problem: str) -> None:
    raise BundleRefusedError(Problem(None, problem))


# --- going out ---------------------------------------------------------------------------


@transaction.atomic
def release(bundle: Bundle, *, by: Actor, why: str = "") -> None:
    """Do all that `bundle` holds, in one transaction with its records; `why`: alone, in an emergency, for all to read.

    Raises NotAllowedError, and BundleRefusedError when anything is not ready: then nothing is done.
    """
    demand(by, PUBLISH, bundle)
    _lock(bundle)
    if problem := alone(bundle, by):
        if not cleaned(why):
            _refuse(problem)
        bundle.released_by, bundle.why = cast(User, by.account), cleaned(why)
    before = log.publications(bundle)
    with outbox.together(), records.together():
        if problems := attempted(bundle, by=answering(by)):
            raise BundleRefusedError(*problems)
    bundle.done_at, bundle.problems = timezone.now(), {}
    bundle.save(update_fields=["done_at", "problems", "released_by", "why"])
    log.write(bundle, by, before)


def attempted(bundle: Bundle, *, by: Actor) -> list[Problem]:
    """Do what can be done of `bundle`, and return what stops the rest.

    Belongs inside a transaction, of which the caller makes an end.
    """
    problems = []
    items = in_order(bundle)
    for item in items:
        try:
            if change := deeds.do(item, by):
                item.change = change
                item.save(update_fields=["change"])
        except deeds.REFUSALS as error:
            problems.append(Problem(item, str(error)))
    return problems if items else nothing_in_it()


def nothing_in_it() -> list[Problem]:
    return [Problem(None, _("Nothing is in it yet."))]


def problems_of(bundle: Bundle, *, by: Actor) -> list[Problem]:
    """Return what would stop `bundle` at its moment, or now where that is past. Nothing stays written."""
    by = looking(at_its_moment(bundle, by))
    with transaction.atomic(), outbox.together() as waiting, records.together() as pending:
        problems = attempted(bundle, by=by)
        pending.rows.clear()
        waiting.clear()
        transaction.set_rollback(True)
    return problems


def at_its_moment(bundle: Bundle, by: Actor) -> Actor:
    """Return `by` at the moment for which `bundle` is meant, if that is still to come."""
    planned = bundle.planned_for and bundle.planned_for.astimezone(clock.zone())
    return replace(by, now=planned) if planned and by.now and planned > by.now else by


# --- by the clock ------------------------------------------------------------------------


@transaction.atomic
def set_moment(bundle: Bundle, *, by: Actor) -> ScheduledPublication:
    """Let `bundle` go out by itself at the moment for which it is meant.

    Raises NotAllowedError, and PublicationRefusedError for a moment that has passed and for what would not be
    ready then.
    """
    _open(bundle, by)
    if bundle.planned_for is None:
        _refuse(_("Say first for when it is meant."))
    if problems := problems_of(bundle, by=by):
        raise BundleRefusedError(*problems)
    if problem := alone(bundle, by):
        _refuse(problem)
    bundle.looked_at = version_of(bundle)
    bundle.save(update_fields=["looked_at"])
    due_at, by = cast(datetime, bundle.planned_for), answering(by)
    return schedule.set_moment(cast(Any, bundle), ScheduledAction.PUBLISH, due_at, by=by)

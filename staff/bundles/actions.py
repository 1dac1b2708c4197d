"""The writers of bundles: put together, sent out as a whole or not at all, at once or by the clock. ADR 0027.

What is in a bundle is taken in the order in which it is done, and as it was when somebody looked at it. Two people
answer for it where two are asked for: whoever puts things in, and whoever sends them out. What would stop the bundles
that wait for their moment is seen ahead, while there is time to mend it.
"""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import InterfaceError, OperationalError, models, transaction
from django.utils import timezone, translation
from django.utils.functional import lazy
from django.utils.translation import gettext as _, gettext_lazy, pgettext

from events.models import AbstractPhoto, Event, kinds_of_photos
from events.plan_at_once import links_of
from i18n.characters import cleaned
from i18n.texts import CODES, lazy_sentence
from places.models import City, PlaceNames
from publishing import clock, outbox, records, schedule
from publishing.enums import Publication
from publishing.models import ScheduledAction, ScheduledPublication
from publishing.permissions import PUBLISH, RECORD, Actor, demand, name_of_right
from publishing.rows_together import have, linked, read_together
from publishing.workflow import PublicationRefusedError
from staff import cover, hands
from staff.actions.registry import ACTIONS
from staff.actions.views import in_words
from staff.bundles import deeds
from staff.models import Bundle, BundleItem, BundleQuerySet, Deed
from staff.revisions import in_each_language
from staff.scope import whole_of

ORDER = list(Deed)


def in_order(bundle: Bundle) -> list[BundleItem]:
    """Return the items as they are done: acts before what tells of them, photos after their page."""
    items = list(bundle.items.select_related("bundle", "change__event"))
    _give_things(items)
    return sorted(items, key=lambda item: (ORDER.index(Deed(item.deed)), item.pk))


def _give_things(items: Sequence[BundleItem]) -> None:
    """Give each of `items` its thing, events with their cities, or None where it is gone. One query, whatever kinds they are of."""
    keys: dict[int, set[int]] = {}
    for item in items:
        keys.setdefault(item.kind_id, set()).add(item.object_id)
    queries = {}
    for kind, those in keys.items():
        if model := ContentType.objects.get_for_id(kind).model_class():
            queries[kind] = model._base_manager.filter(pk__in=those)
    events = keys.get(ContentType.objects.get_for_model(Event).pk, ())
    in_cities = links_of("cities").filter(event__in=events)
    cities = City.objects.filter(pk__in=in_cities.values("city"))
    *found, pairs, places = read_together(*queries.values(), in_cities, cities)
    things = {
        (kind, thing.pk): thing for kind, rows in zip(queries, found, strict=True) for thing in rows
    }
    at = linked(places, pairs, "event_id", "city_id")
    have([thing for thing in things.values() if isinstance(thing, Event)], "cities", at)
    link: Any = BundleItem._meta.get_field("item")
    for item in items:
        link.set_cached_value(item, things.get((item.kind_id, item.object_id)))


def seen_in_order(bundle: Bundle) -> list[BundleItem]:
    """Return the items in order to be looked at, of photos with their pages: a query a kind, however many there are."""
    items = in_order(bundle)
    for kind in kinds_of_photos():
        photos = [item.item for item in items if isinstance(item.item, kind)]
        _give_pages(photos, kind, items)
    return items


def _give_pages(photos: Sequence[Any], kind: Any, items: Sequence[BundleItem]) -> None:
    """Give `photos` the pages on which they stand: those that are among `items` as they are there."""
    model = kind.page_model()
    pages = {item.object_id: item.item for item in items if isinstance(item.item, model)}
    for photo in photos:
        if page := pages.get(getattr(photo, f"{kind.PAGE}_id")):
            setattr(photo, kind.PAGE, page)
    models.prefetch_related_objects(photos, kind.PAGE)


def name_of(item: BundleItem) -> str:
    """Return what a thing is called among the others of its bundle."""
    thing = item.item
    if thing is None:
        return _("something that is gone")
    return _("“%(thing)s” (%(kind)s)") % {"thing": thing, "kind": kind_of(thing)}


def kind_of(thing: Any) -> str:
    """Return of which kind a thing is; of a photo also on which page it stands, which its own name does not tell."""
    kind = str(thing._meta.verbose_name)
    if not isinstance(thing, AbstractPhoto):
        return kind
    return _("%(kind)s, “%(page)s”") % {"kind": kind, "page": thing.page.title}


def version_of(bundle: Bundle, items: Sequence[BundleItem] | None = None) -> str:
    """Return what tells a bundle as somebody saw it from one that was changed since, or whose things were.

    Without `items`, those that it has now.
    """
    those = seen_in_order(bundle) if items is None else items
    facts = [(item.pk, item.deed, item.sent, _changed_at(item)) for item in those]
    state = repr((bundle.planned_for, bundle.done_at, facts))
    return hashlib.sha256(state.encode()).hexdigest()[:16]


def _changed_at(item: BundleItem) -> str:
    return str(getattr(whole_of(item.item), "updated_at", ""))


def looking(by: Actor) -> Actor:
    """Return `by` for something that is tried and undone: nobody has to look at that before."""
    return replace(by, approves=True)


def answering(by: Actor) -> Actor:
    """Return `by` as somebody who has looked at what others put in: `alone` said nothing."""
    return replace(by, approves=True) if settings.FOUR_EYES else by


def alone(bundle: Bundle, by: Actor) -> str:
    """Return why `by` may not send `bundle` out alone, or ""."""
    if not settings.FOUR_EYES or by.account is None:
        return ""
    if by.approves:
        return changed_since(bundle)
    items = [item for item in in_order(bundle) if item.needs_two_people]
    makers = {item.put_in_by_id for item in items if item.put_in_by_id}
    if by.account.pk in makers:
        return _(
            "You put some of it in yourself: a second person looks at it and sends it out. In an emergency send "
            "it out now, with the reason, which everybody at the desk will read."
        )
    written = _written_since(items)
    if changed := [item for item in items if by.account.pk in written[item.pk]]:
        return _(
            "You changed %(items)s after others had put it in, and nobody else has seen that: a second person sends "
            "it out, or you put it in anew, and whoever put it in before looks and sends it out. In an emergency send it out now, "
            "with the reason, which everybody at the desk will read."
        ) % {"items": ", ".join(map(name_of, changed))}
    makers |= {key for keys in written.values() for key in keys}
    if not cover.stands_apart(by.account, name_of_right(PUBLISH, bundle), makers):
        return _(
            "You stand in for whoever put it together: a second person looks at it and sends it out. In an "
            "emergency send it out now, with the reason, which everybody at the desk will read."
        )
    return ""


def _written_since(items: Sequence[BundleItem]) -> dict[int, frozenset[int]]:
    """Return by item who changed its thing, or the page on which it stands, since it was put in."""
    things = {item.pk: whole_of(item.item) for item in items if item.item is not None}
    asked = {
        item.pk: (
            ContentType.objects.get_for_model(things[item.pk]).pk,
            things[item.pk].pk,
            item.put_in_at or item.bundle.made_at,
        )
        for item in items
        if item.pk in things
    }
    found = hands.since(asked.values())
    return {
        item.pk: found.get(asked[item.pk], frozenset()) if item.pk in asked else frozenset()
        for item in items
    }


def changed_since(bundle: Bundle) -> str:
    """Return that what waits for its moment is no longer what a second person looked at, and which thing, or ""."""
    if not settings.FOUR_EYES or not bundle.looked_at:
        return ""
    items = seen_in_order(bundle)
    if bundle.looked_at == version_of(bundle, items):
        return ""
    names = ", ".join(name_of(item) for item in items if _is_changed(item, _set_at(bundle)))
    return _(
        "Changed after a second person had looked at the bundle: %(items)s. Take the moment back, look "
        "again, and set it anew."
    ) % {"items": names or _("something in it")}


def _set_at(bundle: Bundle) -> datetime | None:
    """Return when the moment of `bundle` was set last: whoever set it had looked at all of it."""
    kind = ContentType.objects.get_for_model(bundle)
    rows = ScheduledPublication.objects.filter(kind=kind, object_id=bundle.pk)
    return rows.order_by("-pk").values_list("set_at", flat=True).first()


def _is_changed(item: BundleItem, since: datetime | None) -> bool:
    """Whether the thing of `item`, or the page on which it stands, was changed or went after the moment `since`."""
    if item.item is None:
        return True
    changed_at = getattr(whole_of(item.item), "updated_at", None)
    return bool(since and changed_at and changed_at > since)


def waiting_for(account: Any) -> BundleQuerySet:
    """Return the bundles for which `account` is the second person: others filled them, and no moment is set.

    Whether `account` may send bundles out is not asked. Nor is it theirs to look at where they changed a thing of it since.
    """
    items = BundleItem.objects.of_two_people().filter(bundle=models.OuterRef("pk"))
    rows = Bundle.objects.filter(models.Exists(items), done_at=None)
    own = models.Q(put_in_by=account.pk) | hands.of_account(account, "put_in_at")
    rows = rows.exclude(models.Exists(items.filter(own)))
    return rows.exclude(pk__in=_waiting().values("object_id"))


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


def new_item(thing: models.Model, deed: Deed, **facts: Any) -> BundleItem:
    """Return what `add` takes."""
    kind = ContentType.objects.get_for_model(thing)
    return BundleItem(kind=kind, object_id=thing.pk, deed=deed, **facts)


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
    before = _publications(bundle)
    with outbox.together(), records.together():
        if problems := attempted(bundle, by=answering(by)):
            raise BundleRefusedError(*problems)
    bundle.done_at, bundle.problems = timezone.now(), {}
    bundle.save(update_fields=["done_at", "problems", "released_by", "why"])
    _log(bundle, by, before)


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


#: By its kind and key, how public a thing was.
Publications = dict[tuple[int, int], str]


def _publications(bundle: Bundle) -> Publications:
    return {
        (one.kind_id, one.object_id): getattr(one.item, "publication", "")
        for one in in_order(bundle)
    }


def _log(bundle: Bundle, by: Actor, before: Publications) -> None:
    """Write into the log of each thing by which bundle it went, and what that did, in the name of whoever sent it out."""
    if by.account is None:
        return
    deeds_of: dict[Any, list[BundleItem]] = {}
    for one in in_order(bundle):
        deeds_of.setdefault((one.kind_id, one.object_id), []).append(one)
    names = PlaceNames.read()
    for key, items in deeds_of.items():
        thing: Any = items[0].item
        what = _told_lazy(items, before[key], names)
        words = {"bundle": bundle, "what": what}
        sentence = lazy_sentence(gettext_lazy("By the bundle “%(bundle)s”: %(what)s."), words)
        about = (bundle, lazy_sentence(gettext_lazy("By a bundle: %(what)s."), words))
        message = in_each_language(sentence, thing, is_aside=True, about=about)
        LogEntry.objects.log_actions(
            cast(User, by.account).pk, [thing], CHANGE, message, single_object=True
        )


def _told(items: Sequence[BundleItem], before: str, names: PlaceNames) -> str:
    """Return what a bundle did to one thing, in the active language: from what to what, where that is known."""
    return pgettext("between dates", "; ").join(_deed(item, before, names) for item in items)


_told_lazy = lazy(_told, str)


def _deed(item: BundleItem, before: str, names: PlaceNames) -> str:
    if item.change:
        return in_words(item.change, names)
    deed = Deed(item.deed)
    if not before or deed not in PUBLICATION_AFTER:
        return str(deed.label)
    old, new = Publication(before).label, PUBLICATION_AFTER[deed].label
    return _("%(fact)s: %(old)s → %(new)s") % {"fact": deed.label, "old": old, "new": new}


#: What a deed makes of how public a thing is.
PUBLICATION_AFTER = {
    Deed.PUBLISH: Publication.PUBLISHED,
    Deed.WITHDRAW: Publication.WITHDRAWN,
}


logger = logging.getLogger(__name__)


def look_ahead(now: datetime) -> None:
    """Note at each bundle that waits what would stop it at its moment.

    The worker does it, so that whoever opens the desk reads it in time.
    """
    for row in _waiting().select_related("account").prefetch_related("item"):
        try:
            problems = _in_each_language(cast(Bundle, row.item), Actor.of(row.account, now))
        except (InterfaceError, OperationalError):
            raise  # the database does not answer: the worker tries again
        except Exception:  # a fault of ours in one bundle: whatever else is due goes out
            logger.exception("It could not be looked at whether a bundle would go out: %s.", row)
            continue
        Bundle.objects.filter(pk=row.object_id, done_at=None).update(problems=problems)


def unready() -> int:
    """Count the bundles that wait and would not go out, as the worker last saw."""
    keys = _waiting().values_list("object_id")
    return Bundle.objects.filter(pk__in=keys, done_at=None).exclude(problems={}).count()


def _waiting() -> models.QuerySet[ScheduledPublication]:
    kind = ContentType.objects.get_for_model(Bundle)
    return ScheduledPublication.objects.filter(kind=kind, settled_at=None)


def _in_each_language(bundle: Bundle, by: Actor) -> dict[str, list[str]]:
    """Return by language code what would stop `bundle`; nothing where it is ready."""
    said = {}
    for code in CODES:
        with translation.override(code):
            problems = [str(problem) for problem in problems_of(bundle, by=by)]
            said[code] = [*filter(None, [changed_since(bundle)]), *problems]
    return said if any(said.values()) else {}

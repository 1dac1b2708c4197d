"""A bundle answered by another one: what was published is withdrawn, an act is answered by a further act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from events.actions.undoing import no_undoing
from publishing import records
from publishing.permissions import PUBLISH, Actor, demand
from staff.bundles import actions
from staff.bundles.actions import BundleRefusedError, Problem
from staff.bundles.items import in_order, new_item
from staff.models import Bundle, BundleItem, Deed

ANSWERS = {
    Deed.PUBLISH: Deed.WITHDRAW,
    Deed.WITHDRAW: Deed.PUBLISH,
    Deed.SHOW: Deed.HIDE,
    Deed.HIDE: Deed.SHOW,
}


@dataclass(frozen=True)
class Left:
    """What of a bundle its rolling back leaves as it is, and why."""

    item: BundleItem
    why: str


@transaction.atomic
def begin(bundle: Bundle, said: Mapping[str, list[str]], *, by: Actor) -> Bundle:
    """Return a bundle that answers all of `bundle` that can be answered; nothing is done yet.

    One that was begun before, and has not gone out, gets back what was taken out of it. Where the answer to `bundle` was itself
    rolled back, so that it stands again, what made it stand again is answered.
    `said` is what the public reads at the acts that are answered: reason_en …, source_url, each a list of one.
    Raises NotAllowedError, and BundleRefusedError for what did not go out, or is answered already.
    """
    demand(by, PUBLISH, bundle)
    records.take_turn()
    bundle.refresh_from_db(from_queryset=Bundle.objects.select_for_update())
    if not bundle.is_published:
        problem = _("It has not gone out: there is nothing to roll back.")
        raise BundleRefusedError(Problem(None, problem))
    stands = in_force(bundle)
    earlier = answer_of(stands)
    if earlier and not missing(earlier):
        problem = _("There is a bundle already that rolls it back: “%s”.") % earlier
        raise BundleRefusedError(Problem(None, problem))
    answer = earlier or _made(bundle, stands, by)
    for item in reversed(missing(answer)):
        if new := _answer(item, said):
            actions.add(answer, new, by=by)
    return answer


def answer_of(bundle: Bundle) -> Bundle | None:
    """Return the bundle that rolls `bundle` back, gone out or not."""
    return Bundle.objects.filter(undoes=bundle).first()


def in_force(bundle: Bundle) -> Bundle:
    """Return by which bundle stands what `bundle` did: by itself, or by the newest that rolled its rolling back back."""
    answer = answer_of(bundle)
    again = answer_of(answer) if answer and answer.is_published else None
    return in_force(again) if again and again.is_published else bundle


def fallen(bundle: Bundle, items: Sequence[BundleItem]) -> list[BundleItem]:
    """Return what of `items`, those of `bundle`, was rolled back and does not stand again.

    No act of an event that was answered is done again, and from what rolls back anything may be taken out.
    """
    down: set[tuple[int, int, bool]] = set()
    again, answer = False, answer_of(bundle)
    while answer and answer.is_published:
        things = set(map(_thing, answer.items.all()))
        down = down - things if again else down | things
        again, answer = not again, answer_of(answer)
    return [item for item in items if _thing(item) in down]


def _thing(item: BundleItem) -> tuple[int, int, bool]:
    """Return what tells a thing from any other, and what is published of an event from its acts."""
    return item.kind_id, item.object_id, item.deed in (Deed.ACT, Deed.UNDO)


def _made(bundle: Bundle, stands: Bundle, by: Actor) -> Bundle:
    answer = actions.make((_("Roll back: %s") % bundle)[:200], by=by)
    answer.undoes, answer.in_every_language = stands, stands.in_every_language
    answer.save(update_fields=["undoes", "in_every_language"])
    return answer


def missing(answer: Bundle) -> list[BundleItem]:
    """Return what of the bundle that `answer` rolls back could be answered in it, and is not: it was taken out, say."""
    if answer.undoes is None or answer.is_published:
        return []
    there = set(answer.items.values_list("kind", "object_id", "deed"))
    answers = ((item, _answer(item, {})) for item in in_order(answer.undoes))
    return [
        item for item, new in answers if new and (new.kind_id, new.object_id, new.deed) not in there
    ]


def _answer(item: BundleItem, said: Mapping[str, list[str]]) -> BundleItem | None:
    if item.item is None or why_left(item):
        return None
    if deed := ANSWERS.get(Deed(item.deed)):
        return new_item(item.item, deed)
    return new_item(item.item, Deed.UNDO, change=item.change, sent=dict(said))


def why_left(item: BundleItem) -> str:
    """Return why no further act truthfully answers what was done to a thing, or ""."""
    if item.deed == Deed.UNDO:
        return _("It answered an act already: decide about the event by itself.")
    if item.deed == Deed.ACT:
        nothing_told = _("No step was told by it: there is nothing to take back.")
        return no_undoing(item.change) if item.change else nothing_told
    return ""


def left_of(answer: Bundle) -> list[Left]:
    """Return what `answer`, until it goes out, is to leave as it was of the bundle that it rolls back."""
    if answer.undoes is None or answer.is_published:
        return []
    return [Left(item, why) for item in in_order(answer.undoes) if (why := why_left(item))]


def needs_reason(bundle: Bundle) -> bool:
    """Whether an act is to be answered, for which the public is told a reason."""
    stands = in_force(bundle)
    answer = answer_of(stands)
    items = missing(answer) if answer else in_order(stands)
    return any(item.deed == Deed.ACT and not why_left(item) for item in items)

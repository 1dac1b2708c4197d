"""Publishing and withdrawing at a set moment, by the portal's clock.

A worker (`manage.py run_schedule`) calls `carry_out` a few times a second. What is due is done as if
whoever set the moment did it then: their right and what stops the item are asked again. If the worker
stood still it is done late, and its records tell the moment at which it was done. Two workers do
nothing twice: each waits for its turn and reads the row anew.
"""

import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import cast

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import InterfaceError, OperationalError, models, transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from i18n.texts import CODES
from publishing import clock, four_eyes, records, workflow
from publishing.models import Publishable, ScheduledAction, ScheduledPublication, ScheduleState
from publishing.permissions import PUBLISH, Actor, NotAllowedError, demand

logger = logging.getLogger(__name__)
#: After so long a moment that was not met says that the worker stands still.
PATIENCE = timedelta(seconds=5)
#: What was done so long after its moment was late, and the desk says so: a restart of the worker is no delay.
LATE = timedelta(minutes=1)

WRITERS = {ScheduledAction.PUBLISH: workflow.publish, ScheduledAction.WITHDRAW: workflow.withdraw}
#: What is no Publishable, and goes public at its moment by a writer of its own.
_own_writers: dict[type[models.Model], Callable[..., object]] = {}

#: Called in the transaction in which a row was done.
Note = Callable[[ScheduledPublication], None]


class ScheduleRefusedError(workflow.PublicationRefusedError):
    """Says to an editor why a moment cannot be set, or taken back."""


def register(model: type[models.Model], write: Callable[..., object]) -> None:
    """Let things of `model`, which know whether they are `is_published`, go public by `write`.

    It raises PublicationRefusedError where it cannot be done. Called once, when its app is ready.
    """
    _own_writers[model] = write


def waiting(item: models.Model) -> models.QuerySet[ScheduledPublication]:
    """Return what waits for its moment of `item`, the first first."""
    kind = ContentType.objects.get_for_model(item)
    return ScheduledPublication.objects.filter(
        kind=kind, object_id=item.pk, state=ScheduleState.WAITING
    )


def obstacles(item: Publishable, action: ScheduledAction, due_at: datetime | None) -> list[str]:
    """Return, as sentences, what stops `action` from being set for `item`; without a moment, for any."""
    if action == ScheduledAction.PUBLISH:
        if item.is_published:
            return [_("It is published already.")]
        if type(item) in _own_writers:
            return []
        day = due_at.astimezone(clock.zone()).date() if due_at else None
        return [*workflow.obstacles(item, day), *_withdrawn_before(item, due_at)]
    earlier = waiting(item).filter(action=ScheduledAction.PUBLISH)
    if due_at:
        earlier = earlier.filter(due_at__lt=due_at)
    return [] if item.is_published or earlier.exists() else [_("It is not published.")]


def obstacles_ahead(item: Publishable, today: date) -> list[str]:
    """Return what still stops `item` from being published: at the moment that is set for it, or else `today`."""
    if item.is_published:
        return []
    problems = workflow.obstacles(item, today)
    row = waiting(item).filter(action=ScheduledAction.PUBLISH).first() if problems else None
    return obstacles(item, ScheduledAction.PUBLISH, row.due_at) if row else problems


def _withdrawn_before(item: Publishable, due_at: datetime | None) -> list[str]:
    """Return that a moment is set at which `item` is withdrawn, before `due_at`: it would lapse, and the item stay public."""
    rows = waiting(item).filter(action=ScheduledAction.WITHDRAW)
    row = rows.filter(due_at__lte=due_at).first() if due_at else None
    if row is None:
        return []
    moment = date_format(row.due_at.astimezone(clock.zone()), "DATETIME_FORMAT")
    sentence = _(
        "It is to be withdrawn on %(moment)s: give an earlier moment, or take the moments back, and set both anew."
    )
    return [sentence % {"moment": moment}]


def has_passed(due_at: datetime) -> str:
    """Say that nothing waits for `due_at`."""
    moment = date_format(due_at.astimezone(clock.zone()), "DATETIME_FORMAT")
    return _("%(moment)s has passed: give a moment that is still to come.") % {"moment": moment}


@transaction.atomic
def set_moment(
    item: Publishable, action: ScheduledAction, due_at: datetime, *, by: Actor
) -> ScheduledPublication:
    """Let `action` be done to `item` at `due_at` (aware, by the portal's clock). One set before gives way.

    Raises NotAllowedError, AloneError where a second person has to look first, and ScheduleRefusedError for a moment that has passed and for what could
    not be published, or withdrawn, then.
    """
    demand(by, PUBLISH, item)
    if action == ScheduledAction.PUBLISH and four_eyes.is_alone(by):
        raise four_eyes.AloneError(four_eyes.alone(item))
    records.take_turn()
    item.refresh_from_db()
    if by.now is None or by.account is None or due_at <= by.now:
        raise ScheduleRefusedError(has_passed(due_at))
    if problems := obstacles(item, action, due_at):
        raise ScheduleRefusedError(" ".join(problems))
    _settle(waiting(item).filter(action=action), ScheduleState.CANCELLED)
    return ScheduledPublication.objects.create(
        item=item,
        action=action,
        due_at=due_at,
        account=cast(User, by.account),
        set_by=by.name,
    )


@transaction.atomic
def cancel(item: Publishable, *, by: Actor) -> None:
    """Take back every moment that is set for `item`.

    Raises NotAllowedError, and ScheduleRefusedError when none is.
    """
    demand(by, PUBLISH, item)
    records.take_turn()
    if not _settle(waiting(item), ScheduleState.CANCELLED):
        raise ScheduleRefusedError(_("No moment is set for “%s”.") % item)


def due(now: datetime) -> models.QuerySet[ScheduledPublication]:
    """Return what waits though its moment has come, the first first."""
    return ScheduledPublication.objects.filter(state=ScheduleState.WAITING, due_at__lte=now)


def seconds_until_next(now: datetime) -> float:
    """Return how long it is until something is due, from the portal's moment `now`; inf if nothing waits."""
    rows = ScheduledPublication.objects.filter(state=ScheduleState.WAITING)
    moment = rows.values_list("due_at", flat=True).first()
    return max((moment - now).total_seconds(), 0.0) if moment else math.inf


def carry_out(now: datetime, note: Note = lambda row: None) -> list[ScheduledPublication]:
    """Do what is due at `now`, the portal's moment, each in a transaction with its records."""
    keys = list(due(now).values_list("pk", flat=True))
    return [row for key in keys if (row := _carried_out(key, now, note))]


def _carried_out(key: int, now: datetime, note: Note) -> ScheduledPublication | None:
    """Do one thing. One that fails by a fault of ours is refused: what is due behind it does not wait for that."""
    try:
        return _carry_out(key, now, note)
    except (InterfaceError, OperationalError):
        raise  # the database does not answer: all of it waits
    except Exception:
        logger.exception("What was due could not be done: %s.", key)
        return _failed(key)


@transaction.atomic
def _failed(key: int) -> ScheduledPublication | None:
    records.take_turn()
    row = ScheduledPublication.objects.filter(pk=key, state=ScheduleState.WAITING).first()
    if row is not None:
        for code in CODES:
            with translation.override(code):
                row.said[code] = _(
                    "The portal failed in it, and nothing was done. Tell whoever runs it, then set another moment."
                )
        row.state, row.settled_at = ScheduleState.REFUSED, timezone.now()
        row.save(update_fields=["state", "said", "settled_at"])
    return row


@transaction.atomic
def _carry_out(key: int, now: datetime, note: Note) -> ScheduledPublication | None:
    records.take_turn()
    rows = ScheduledPublication.objects.select_for_update(of=("self",)).select_related("account")
    row = rows.filter(pk=key, state=ScheduleState.WAITING).first()
    if row is None:
        return None
    row.state = ScheduleState.CANCELLED if _is_needless(row) else ScheduleState.DONE
    if row.state == ScheduleState.DONE:
        row.said = _said(row, now)
        row.state = ScheduleState.REFUSED if row.said else ScheduleState.DONE
    row.settled_at = timezone.now()
    row.save(update_fields=["state", "said", "settled_at"])
    if row.state == ScheduleState.DONE:
        note(row)
    return row


def _is_needless(row: ScheduledPublication) -> bool:
    """Whether the item is gone, or is by now what it was to become."""
    return row.item is None or row.item.is_published == (row.action == ScheduledAction.PUBLISH)


def _said(row: ScheduledPublication, now: datetime) -> dict[str, str]:
    """Do it, and return nothing; or return in each language why it cannot be done."""
    said: dict[str, str] = {}
    item = cast(Publishable, row.item)
    write = _own_writers.get(type(item), WRITERS[ScheduledAction(row.action)])
    # Whoever looked at it did so when the moment was set; since then nobody changes it alone.
    by = replace(Actor.of(row.account, now), approves=True)
    for code in CODES:
        try:
            with translation.override(code), transaction.atomic():
                write(item, by=by)
        except (workflow.PublicationRefusedError, NotAllowedError) as error:
            said[code] = str(error)
        else:
            return {}
    return said


def _settle(rows: models.QuerySet[ScheduledPublication], state: ScheduleState) -> int:
    return rows.update(state=state, settled_at=timezone.now())


def refused_since(moment: datetime) -> int:
    """Count what could not be done at its moment, by the real clock since `moment`."""
    return ScheduledPublication.objects.filter(
        state=ScheduleState.REFUSED, settled_at__gte=moment
    ).count()


def lateness_since(moment: datetime) -> timedelta:
    """Return how long after its moment the latest was done of what was done, by the real clock, since `moment`."""
    rows = _done_by_real_clock(moment).values_list("due_at", "settled_at")
    return max((done_at - due_at for due_at, done_at in rows if done_at), default=timedelta())


def _done_by_real_clock(since: datetime) -> models.QuerySet[ScheduledPublication]:
    """Return what was done `since` then. Of a clock that was held at a past day nobody can say what was late."""
    return ScheduledPublication.objects.filter(
        state=ScheduleState.DONE, settled_at__gte=since, due_at__gte=models.F("set_at")
    )


def to_tell(days: int, days_late: int) -> Sequence[ScheduledPublication]:
    """Return what the desk tells of: what waits, what was refused in the last `days`, done late in `days_late`."""
    now = timezone.now()
    late = _done_by_real_clock(now - timedelta(days=days_late))
    rows = ScheduledPublication.objects.filter(
        models.Q(state=ScheduleState.WAITING)
        | models.Q(state=ScheduleState.REFUSED, settled_at__gte=now - timedelta(days=days))
        | models.Q(pk__in=late.filter(settled_at__gt=models.F("due_at") + LATE).values("pk"))
    )
    return list(rows.select_related("account", "kind"))

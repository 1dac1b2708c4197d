"""What becomes of the publication of an item by its editors: the deeds, and what stops each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _, gettext_lazy

from i18n.texts import StrOrPromise, is_draft_in
from publishing import clock, four_eyes, schedule, translations, workflow
from publishing.models import Publishable, ScheduledAction
from publishing.permissions import Actor
from staff import scheduling
from staff.proposal_doors import PUBLICATION


class PublicationWriter(Protocol):
    def __call__(self, item: Publishable, *, by: Actor) -> None: ...


@dataclass(frozen=True)
class PublicationAction:
    """What is done to the chosen items after a question, in the words of the page that asks."""

    name: str
    heading: StrOrPromise
    consequences: tuple[StrOrPromise, ...]
    logged: StrOrPromise
    write: PublicationWriter
    #: Why `write` would refuse an item, without trying it.
    problems: Callable[[Any], list[str]]
    #: How it says so where it was tried.
    refusal: type[Exception] = workflow.PublicationRefusedError
    #: What the page that asks sends along.
    sent: Mapping[str, str] = field(default_factory=dict)
    #: Whether a moment may be set for it.
    may_wait: bool = False
    #: Where a second person looks first: as what it is proposed, what is said then, and of which items.
    proposal: str = ""
    proposed: StrOrPromise = ""
    waits: Callable[[Publishable], bool] = four_eyes.waits


def _stops_publishing(item: Publishable) -> list[str]:
    if item.is_published:
        return [_("It is published already.")]
    return workflow.obstacles(item, clock.today())


def _stops_withdrawal(item: Publishable) -> list[str]:
    return [] if item.is_published else [_("It is not published.")]


PUBLISHING = PublicationAction(
    "publish",
    gettext_lazy("Publish"),
    (
        gettext_lazy("Pages, calendars and the API show it at once, in every language it has."),
        gettext_lazy("Where a language is missing, visitors read another one, under a notice."),
        gettext_lazy("It can be withdrawn later, but never deleted."),
    ),
    gettext_lazy("Published."),
    workflow.publish,
    _stops_publishing,
    may_wait=True,
    proposal=PUBLICATION,
    proposed=gettext_lazy("Sent for review: it is published once a second person has approved it."),
    waits=lambda _item: True,
)
WITHDRAWAL = PublicationAction(
    "withdraw",
    gettext_lazy("Withdraw"),
    (
        gettext_lazy("Its page goes, and it leaves every list, calendar and the API at once."),
        gettext_lazy("The API says that it was withdrawn, so that partners remove it too."),
        gettext_lazy("Nothing is lost: it can be published again under the same address."),
    ),
    gettext_lazy("Withdrawn."),
    workflow.withdraw,
    _stops_withdrawal,
    may_wait=True,
)
TAKING_BACK = PublicationAction(
    "unschedule",
    gettext_lazy("Take the moment back"),
    (
        gettext_lazy("It is neither published nor withdrawn by itself."),
        gettext_lazy("Another moment can be set at any time."),
    ),
    gettext_lazy("The moment was taken back."),
    schedule.cancel,
    scheduling.stops_cancelling,
)


@dataclass(frozen=True)
class PublicationRow:
    """One item on the page that asks: its languages, and what stops the deed."""

    item: Publishable
    languages: tuple[str, ...]
    problems: list[str]
    #: It is no longer what the page showed that was confirmed.
    is_changed: bool


def row(
    action: PublicationAction, item: Publishable, *, is_changed: bool = False
) -> PublicationRow:
    lacking, names = translations.gaps(item), dict(settings.LANGUAGES)
    complete = tuple(
        names[code]
        for code, fields in lacking.items()
        if not fields and not is_draft_in(item, code)
    )
    return PublicationRow(item, complete, action.problems(item), is_changed)


def at_moment(action: PublicationAction, moment: datetime) -> PublicationAction:
    """Return the deed of setting `moment` for what `action` does."""
    moment_text = date_format(moment.astimezone(clock.zone()), "DATETIME_FORMAT")
    words = {
        "publish": gettext_lazy("To be published on {moment} ({zone})."),
        "withdraw": gettext_lazy("To be withdrawn on {moment} ({zone})."),
    }
    name = ScheduledAction(action.name)
    return replace(
        action,
        logged=format_lazy(words[action.name], moment=moment_text, zone=clock.zone().key),
        write=partial(_set_moment, action=name, due_at=moment),
        problems=partial(schedule.obstacles, action=name, due_at=moment),
    )


def _set_moment(item: Publishable, *, by: Any, action: ScheduledAction, due_at: datetime) -> None:
    schedule.set_moment(item, action, due_at, by=by)


def stops_at_any_moment(action: PublicationAction, item: Publishable) -> list[str]:
    """Return what would stop `action` at a set moment too, whichever it were."""
    return schedule.obstacles(item, ScheduledAction(action.name), None)

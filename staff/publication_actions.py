"""What becomes of the publication of an item by its editors, at once or at a set moment: the deeds, and what stops each.

What somebody sends for review waits: an approval publishes it, at once or at the moment that was asked for.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.db import models
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext as _, gettext_lazy

from i18n.texts import StrOrPromise, in_each, is_draft_in
from publishing import clock, four_eyes, schedule, translations, workflow, years
from publishing.models import Publishable, ScheduledAction, ScheduledPublication, ScheduleState
from publishing.permissions import PUBLISH, Actor, may_propose
from staff import first_seen, kinds
from staff.fact_forms import YEARS_ARE_RIGHT, ClockField, FactDayField, years_field
from staff.models.proposals import Proposal
from staff.proposals import proposing
from staff.proposals.doors import PUBLICATION, Door, ProposalRefusedError, Sending
from staff.proposals.edits import faults_of, no_longer
from staff.proposals.outcomes import Outcome, ProposedDifference

#: Days for which the desk tells of what was refused, and of what was done late.
TOLD_FOR = 14
LATE_TOLD_FOR = 3


class MomentForm(forms.Form):
    """The moment at which it is done, in the zone of the portal; both fields empty: at once.

    One that lies years ahead is asked about: a box to tick then stands beside it.
    """

    day = FactDayField(label=gettext_lazy("Day"))
    time = ClockField(label=gettext_lazy("Time"), input_formats=["%H:%M", "%H:%M:%S"])

    def __init__(self, data: Any = None, *others: Any, **options: Any) -> None:
        super().__init__(data, *others, **options)
        if data is not None and YEARS_ARE_RIGHT in data:
            self.fields[YEARS_ARE_RIGHT] = years_field()

    @property
    def zone(self) -> str:
        return clock.zone().key

    @property
    def moment(self) -> datetime | None:
        """The moment that was given, aware; None for at once. Of a valid form."""
        day, time = self.cleaned_data["day"], self.cleaned_data["time"]
        return datetime.combine(day, time, clock.zone()) if day else None

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name, other in (("day", "time"), ("time", "day")):
            filled_names = {
                *self.errors,
                *(key for key, value in values.items() if value is not None),
            }
            if other in filled_names and name not in filled_names:
                self.add_error(
                    name, _("Give the day and the time; or neither, and it is done at once.")
                )
        self._ask_about_year(values)
        return values

    def _ask_about_year(self, values: Mapping[str, Any]) -> None:
        today, day = clock.today(), values.get("day")
        if day is None or day < today:  # what has passed is refused
            return
        questions = years.doubts({"day": lambda: years.coming_years(today)}, values)
        if questions and not values.get(YEARS_ARE_RIGHT):
            self.fields.setdefault(YEARS_ARE_RIGHT, years_field())
            self.add_error("day", questions["day"])


def stops_cancelling(item: Publishable) -> list[str]:
    return [] if schedule.waiting(item).exists() else [_("No moment is set for it.")]


@dataclass(frozen=True)
class ScheduleRow:
    """A moment, as the desk tells it."""

    row: ScheduledPublication
    item: models.Model
    url: str
    is_overdue: bool
    is_refused: bool
    is_done: bool

    @property
    def zone(self) -> str:
        return clock.zone().key

    @property
    def is_publication(self) -> bool:
        return self.row.action == ScheduledAction.PUBLISH


def rows_of(
    rows: Collection[ScheduledPublication], request: HttpRequest, site: AdminSite
) -> list[ScheduleRow]:
    """Return what the user of `request` may see of `rows`; what is gone is left out."""
    late = clock.now() - schedule.PATIENCE
    return [
        ScheduleRow(
            row,
            row.item,
            kinds.address_of(row.item),
            row.state == ScheduleState.WAITING and row.due_at < late,
            row.state == ScheduleState.REFUSED,
            row.state == ScheduleState.DONE,
        )
        for row in rows
        if row.item and site.get_model_admin(type(row.item)).has_view_permission(request, row.item)
    ]


def by_the_clock(request: HttpRequest, site: AdminSite) -> list[ScheduleRow]:
    """Return what waits for its moment, and what was refused, or done late, these days: for the first page. Two queries."""
    rows = schedule.to_tell(TOLD_FOR, LATE_TOLD_FOR)
    things = kinds.visible(request, ((row.kind, row.object_id) for row in rows))
    seen = [row for row in rows if (row.kind_id, row.object_id) in things]
    for row in seen:
        row.item = things[row.kind_id, row.object_id]
    return rows_of(seen, request, site)


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
    #: Whether it changes the thing itself, and not its publication alone.
    is_change: bool = False


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
    stops_cancelling,
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
    moment_text = lazy(date_format, str)(moment.astimezone(clock.zone()), "DATETIME_FORMAT")
    words = {
        "publish": gettext_lazy("To be published on {moment} ({zone})."),
        "withdraw": gettext_lazy("To be withdrawn on {moment} ({zone})."),
    }
    name = ScheduledAction(action.name)
    return replace(
        action,
        logged=format_lazy(words[action.name], moment=moment_text, zone=clock.zone().key),
        write=partial(_set_moment, action=name, due_at=moment),
        problems=partial(_stops_at, action=name, due_at=moment),
    )


def _stops_at(item: Publishable, *, action: ScheduledAction, due_at: datetime) -> list[str]:
    """Return what stops `action` at a moment: also for whoever sends it to a second person, who could not approve it."""
    if due_at <= clock.now():
        return [schedule.has_passed(due_at)]
    return schedule.obstacles(item, action, due_at)


def _set_moment(item: Publishable, *, by: Any, action: ScheduledAction, due_at: datetime) -> None:
    schedule.set_moment(item, action, due_at, by=by)


def stops_at_any_moment(action: PublicationAction, item: Publishable) -> list[str]:
    """Return what would stop `action` at a set moment too, whichever it were."""
    return schedule.obstacles(item, ScheduledAction(action.name), None)


def waiting_already(item: Publishable, deed: str) -> Proposal | None:
    """Return the proposal by which `item` waits to be published, or moved, already: nobody sends it again."""
    return proposing.of_item(item).waiting().filter(deed=deed).first()


def _carry_out(sending: Sending) -> Outcome:
    item, proposal = sending.item, sending.proposal
    # What is public by now is nobody's to propose: its writer says so.
    if not item.is_published and not may_propose(proposal.proposer, PUBLISH, item):
        raise ProposalRefusedError(no_longer(proposal))
    form = MomentForm(sending.request.POST)
    if not form.is_valid():
        raise ProposalRefusedError(" ".join(faults_of(form)))
    action = PUBLISHING
    if form.moment:
        action = at_moment(action, form.moment)
    if sending.is_trial and form.moment:
        if problems := schedule.obstacles(item, ScheduledAction.PUBLISH, form.moment):
            raise ProposalRefusedError(" ".join(problems))
        if form.moment <= clock.now():
            raise ProposalRefusedError(_("The moment has passed: take it back, and send it anew."))
    else:
        action.write(item, by=sending.by)
    desk: Any = admin.site.get_model_admin(type(item))
    new = partial(first_seen.rows_of, item, desk, sending.request, proposal)
    return Outcome(action.logged, in_each(lambda: (*_moment(form), *new())))


def _has_passed(proposal: Proposal) -> str:
    """Say whether the moment has passed that was asked for, if any was."""
    form = MomentForm(proposal.data())
    return str(form.is_valid() and form.moment is not None and form.moment <= clock.now())


def _moment(form: MomentForm) -> Iterator[ProposedDifference]:
    """Yield when it is published, where that is not at once."""
    if form.moment:
        moment = date_format(form.moment, "DATETIME_FORMAT")
        yield ProposedDifference(_("At a set moment"), "", f"{moment} ({form.zone})")


DOOR = Door(
    PUBLISH,
    lambda _proposal: gettext_lazy("publication"),
    _carry_out,
    (workflow.PublicationRefusedError,),
    hangs_on=_has_passed,
    shows_all=True,
)

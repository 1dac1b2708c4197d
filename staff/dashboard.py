"""The first page of the desk: what the plan asks of it today, events by day, each with the actions that it may need now;
what waits for somebody, counted by kind of thing, with links to the lists that show it; and what the portal does by
itself and fails in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_timedelta
from django.contrib.admin import AdminSite
from django.db.models import Count, Model, Q, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bodies.models import Body
from documents.models import Document
from events.date_formats import say_day
from events.enums import EXPECTED, NAMES, Status
from events.models import Change, Event
from events.outcomes import day_of, is_over
from hosts.models import Host
from i18n.texts import (
    StrOrPromise,
    Text,
    content_languages,
    current_locale,
    first_text_of,
)
from news.models import Article
from places.models import City, Country
from presidencies.models import StandingPage
from priorities.models import Priority, Strand
from publishing import clock, translations
from publishing.enums import TranslationState
from publishing.failures import MAIL, Failure
from publishing.models import Translated
from publishing.permissions import RECORD, may_propose
from staff.actions.registry import ACTIONS
from staff.event_forms import when_and_where
from staff.kinds import address_of, address_of_kind
from staff.scope import Scope, scope_of
from themes.models import Theme

#: By the name under which it is noted, what the desk has of it.
WORDS: dict[str, Promise] = {
    MAIL: _("Mail is not sent: whoever waits for an invitation or a link gets none."),
    "backup": _("No backup is made."),
    "check_records": _("What the API tells differs from what is stored, or could not be compared."),
    "drain_outbox": _("The search lacks something that went public."),
    "make_programme": _("The programme on paper is not renewed."),
    "mirror": _("The copy of the pages for an outage is not renewed."),
    "prune": _("What is no longer needed is not cleared away."),
    "snapshot": _("The copy of the data for an outage is not renewed."),
}


@dataclass(frozen=True)
class Failing:
    words: Promise
    since: datetime
    zone: str
    said: str


def failing(request: HttpRequest) -> list[Failing]:
    """Return what fails at present, the longest first, for an account without limits. A query at most."""
    if scope_of(request.user).is_limited:
        return []
    rows = Failure.objects.filter(name__in=list(WORDS))
    return [Failing(WORDS[row.name], row.since, clock.zone().key, row.said) for row in rows]


#: Days ahead in which what nobody has confirmed is named.
AHEAD = 14
#: Events named of a group; the link behind it tells of all.
NAMED = 6

#: Of each group: its heading, and the actions that are offered beside an event, where it allows them.
GROUPS: dict[str, tuple[StrOrPromise, tuple[str, ...]]] = {
    "today": (_("Today"), ("confirm", "hold", "move")),
    "tomorrow": (_("Tomorrow"), ("confirm", "move", "postpone")),
    "unconfirmed": (_("Unconfirmed in the next 14 days"), ("confirm", "move", "postpone")),
    "overdue": (_("Past, and no outcome recorded"), ("hold", "close", "move")),
    "postponed": (_("Postponed, without a new date"), ("move", "cancel")),
}
#: More days than are told: Babel makes weeks of fewer than its threshold.
ALL_IN_DAYS = 10_000
#: Of these the list can show just those; the others are named whole.
LISTED = ("overdue", "postponed")


@dataclass(frozen=True)
class AgendaAction:
    label: StrOrPromise
    url: str


@dataclass(frozen=True)
class AgendaEvent:
    """One event: when, what and where, in the language of the reader."""

    title: Text
    url: str
    when: str
    #: "in 2 days", "14 days ago"; "" where its day is not known, or said by the heading.
    how_far: str
    #: Place and hosts, as far as they are known.
    facts: tuple[str, ...]
    #: Nobody has confirmed it, and its group does not say so.
    is_unconfirmed: bool
    actions: tuple[AgendaAction, ...]


@dataclass(frozen=True)
class AgendaGroup:
    """Events of one kind of urgency. `count` tells all, `events` names the first of them."""

    code: str
    heading: StrOrPromise
    count: int
    events: tuple[AgendaEvent, ...]
    url: str

    @property
    def rest(self) -> int:
        return self.count - len(self.events)


def groups(request: HttpRequest, now: datetime) -> list[AgendaGroup]:
    """Return what is due at `now`, aware, group by group; none without an event. Three queries.

    An event stands in one group only: the first that it belongs to.
    """
    events_of: dict[str, list[Event]] = {code: [] for code in GROUPS}
    scope = scope_of(request.user)
    for event in _expected(scope, day_of(now) + timedelta(days=AHEAD)):
        if code := _group_of(event, now):
            events_of[code].append(event)
    may_act = may_propose(request.user, RECORD, Event)
    return [
        AgendaGroup(
            code,
            GROUPS[code][0],
            len(events),
            tuple(
                _agenda_event(event, code, now, may_act=may_act) for event in _first(code, events)
            ),
            f"{reverse('admin:events_event_changelist')}?due={code}&publication__exact=published"
            if code in LISTED
            else "",
        )
        for code, events in events_of.items()
        if events
    ]


def _expected(scope: Scope, last: date) -> Iterable[Event]:
    due = Q(status__in=EXPECTED, starts_on__lte=last) | Q(status=Status.POSTPONED)
    public = scope.within(Event.objects.published().filter(due))
    return public.in_plan_order().with_hosts().prefetch_related("cities")


def today_in_words(now: datetime) -> str:
    """Return the day of the portal with its weekday, in the reader's language."""
    return capfirst(say_day(day_of(now), "full"))


def _group_of(event: Event, now: datetime) -> str:
    today, period = day_of(now), event.period
    if event.status == Status.POSTPONED:
        return "postponed"
    if is_over(period, now):
        return "overdue"
    if period.is_exact and period.covers(today):
        return "today"
    if period.is_exact and period.covers(today + timedelta(days=1)):
        return "tomorrow"
    return "unconfirmed" if event.status == Status.PLANNED else ""


def _first(code: str, events: list[Event]) -> list[Event]:
    """Return those that are named: of what is past, the last that ended."""
    if code == "overdue":
        events = sorted(events, key=lambda event: (event.ends_on, event.pk), reverse=True)
    return events[:NAMED] if code in LISTED else events


def _how_far(event: Event, today: date) -> str:
    """Return how far off an event is whose days are known: before it its first counts, after it its last."""
    first, last = event.period.first, event.period.last
    if not event.period.is_exact or not first or not last:
        return ""
    days = max((first - today).days, min((last - today).days, 0))
    if days in (0, 1):  # the heading says so
        return ""
    far, locale = timedelta(days), current_locale()
    return format_timedelta(far, "day", threshold=ALL_IN_DAYS, add_direction=True, locale=locale)


def _agenda_event(event: Event, code: str, now: datetime, *, may_act: bool) -> AgendaEvent:
    when, place = when_and_where(event)
    hosts = [str(first_text_of(one.host, "short_name", "name")) for one in event.hostings.all()]
    actions = [ACTIONS[name] for name in GROUPS[code][1]] if may_act else []
    return AgendaEvent(
        title=first_text_of(event, *NAMES),
        url=address_of(event),
        when=when,
        how_far=_how_far(event, day_of(now)),
        facts=tuple(fact for fact in (place, *hosts) if fact),
        is_unconfirmed=event.status == Status.PLANNED and code in ("today", "tomorrow"),
        actions=tuple(
            AgendaAction(
                action.label, reverse("admin:events_event_act", args=[event.pk, action.code])
            )
            for action in actions
            if action.is_offered(event, now)
        ),
    )


MODELS: tuple[type[Translated], ...] = (
    *(Event, Article, Document, Theme, Body, Host, Priority, Strand, City, Country, StandingPage),
)


@dataclass(frozen=True)
class Number:
    """How many there are, and the list that shows just them."""

    count: int
    url: str


@dataclass(frozen=True)
class DashboardRow:
    """The unfinished things of one kind; `drafts` is None for what is never a draft."""

    name: str
    drafts: Number | None
    lacking: tuple[Number, ...]
    outdated: tuple[Number, ...]
    drafted: tuple[Number, ...]


@dataclass(frozen=True)
class Due:
    """What the first page of the admin counts. `languages` (code, name) head the columns of the rows."""

    rows: tuple[DashboardRow, ...]
    languages: tuple[tuple[str, str], ...]
    #: Code, name and number of each language in which something waits for the translators.
    work: tuple[tuple[str, str, int], ...]

    @property
    def unfinished(self) -> list[DashboardRow]:
        """The kinds of which something is a draft, or public without a text."""
        return [
            row
            for row in self.rows
            if (row.drafts and row.drafts.count) or any(one.count for one in row.lacking)
        ]

    @property
    def untranslated(self) -> list[DashboardRow]:
        """The kinds of which a translation is out of date, or kept as a draft."""
        return [row for row in self.rows if any(one.count for one in (*row.outdated, *row.drafted))]


def due(request: HttpRequest, site: AdminSite) -> Due:
    """Count what is unfinished, of what the user of `request` may see. Three queries."""
    model_classes = [m for m in MODELS if site.get_model_admin(m).has_view_permission(request)]
    narrow = scope_of(request.user).within
    keys = translations.unsettled_of(model_classes, narrow)
    counts = translations.tallies(model_classes, narrow, keys)
    reasons = _lacking_reasons(narrow(Change.objects.all())) if Event in model_classes else {}
    work = (
        (code, name, sum(one.waiting[code] for one in counts.values()) + reasons.get(code, 0))
        for code, name in content_languages()
    )
    return Due(
        rows=tuple(_row(model, counts[model], keys[model]) for model in model_classes),
        languages=tuple(content_languages()),
        work=tuple(one for one in work if one[2]),
    )


def _lacking_reasons(changes: Any) -> dict[str, int]:
    """Count the reasons that wait in each language, a decision's once. One query."""
    alone = Count("pk", filter=Q(decision=None))
    first, *others = [
        changes.lacking_reason(code)
        .order_by()
        .values(place=Value(code))
        .annotate(count=alone + Count("decision", distinct=True))
        for code, _name in content_languages()
    ]
    return {row["place"]: row["count"] for row in first.union(*others, all=True)}


def _row(
    model: type[Translated], count: translations.CompletenessCount, keys: translations.Unsettled
) -> DashboardRow:
    drafts, public = None, {}
    if count.drafts is not None:
        drafts = Number(count.drafts, _list(model, publication__exact="draft"))
        public = {"publication__exact": "published"}
    return DashboardRow(
        name=str(model._meta.verbose_name_plural),
        drafts=drafts,
        lacking=tuple(
            Number(count.lacking[code], _list(model, missing=code, **public))
            for code, _name in content_languages()
        ),
        outdated=_waiting(model, keys, TranslationState.OUT_OF_DATE),
        drafted=_waiting(model, keys, TranslationState.DRAFT),
    )


def _waiting(
    model: type[Translated], keys: translations.Unsettled, state: TranslationState
) -> tuple[Number, ...]:
    return tuple(
        Number(len(keys[state, code]), _list(model, translation=f"{state}:{code}"))
        for code, _name in content_languages()
    )


def _list(model: type[Model], **filters: str) -> str:
    return f"{address_of_kind(model)}?{urlencode(filters)}"

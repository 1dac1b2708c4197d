"""The words for asking the plan. The clock is always an argument."""

from collections.abc import Iterable, Set
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any, Self, cast

from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    Max,
    Min,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, TruncDate

from events import date_order, outcomes
from events.dates import EXACT, Precision
from events.enums import EXPECTED, REMOTE, Kind, Level, Status
from i18n.collation import fold
from i18n.texts import CODES, column, in_any_language, public_text
from presidencies.current import BelongingQuerySet, current_pk
from publishing.models import PublicRecord
from publishing.querysets import is_published


class EventQuerySet(BelongingQuerySet):
    """Events of the plan."""

    def in_plan_order(self) -> Self:
        """In the order of events.date_order."""
        return self.order_by(*date_order.SORT_COLUMNS, "pk")

    def for_cards(self) -> Self:
        """With all that a row, a page or a document shows of an event."""
        return self.with_links().with_hosts().prefetch_related("cities", "changes")

    def with_links(self) -> Self:
        """With what a page leads to from an event: its chair, its public bodies and priorities."""
        return self.select_related("chair").with_public("bodies", "priorities")

    def for_staff(self) -> Self:
        """With what is kept from the public too: for what only staff sees."""
        return self.for_cards().prefetch_related("bodies", "priorities")

    def with_hosts(self) -> Self:
        """With who holds each of them, in order. One query."""
        hostings = self.model._meta.get_field("hostings").related_model._default_manager  # type: ignore[union-attr]
        return self.prefetch_related(Prefetch("hostings", hostings.select_related("host")))

    def order_only(self) -> Self:
        """Without what was to be loaded beside the rows: for their keys."""
        return self.select_related(None).prefetch_related(None)

    def highest_first(self, *, newest: bool = False) -> Self:
        """By level, at one level summits first, then by day: the earliest, or the newest."""
        levels = [When(level=level, then=Value(rank)) for rank, level in enumerate(Level.values)]
        return self.order_by(
            Case(*levels, output_field=models.IntegerField()),
            Case(When(kind=Kind.SUMMIT, then=Value(0)), default=Value(1)),
            "-sort_on" if newest else "sort_on",
            "pk",
        )

    # --- time ---------------------------------------------------------------
    def overlapping(self, first: date, last: date) -> Self:
        """Whose days, or whose bounds when vague, touch `first` to `last` (both inclusive)."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)

    def listed_between(self, first: date, last: date) -> Self:
        """That the plan lists under days from `first` to `last` (both inclusive)."""
        return self.filter(sort_on__gte=first, ends_on__lte=last)

    def touching(self, first: date, last: date) -> Self:
        """That are, or were once planned, between `first` and `last` (both inclusive)."""
        now = Q(starts_on__lte=last, ends_on__gte=first)
        earlier = Q(changes__old_starts_on__lte=last, changes__old_ends_on__gte=first)
        return self.filter(now | earlier).distinct()

    def exact(self) -> Self:
        """With a day, or a clock time, that is known."""
        return self.filter(precision__in=EXACT)

    def vague(self) -> Self:
        """With bounds only."""
        return self.exclude(precision__in=EXACT).filter(starts_on__isnull=False)

    def undated(self) -> Self:
        return self.filter(starts_on__isnull=True)

    def not_begun(self, today: date) -> Self:
        """To begin after `today`; or postponed, without a new date."""
        ahead = Q(starts_on__gt=today, status__in=(*EXPECTED, Status.POSTPONED))
        return self.filter(ahead | Q(starts_on=None, status=Status.POSTPONED))

    def upcoming(self, now: date) -> Self:
        """Expected, and not over at `now`, an aware moment or a day: an event of today is upcoming."""
        over, going = self._by_their_clocks(now)
        by_day = Q(ends_on__gte=outcomes.day_of(now)) & ~Q(pk__in=over)
        return self.filter(by_day | Q(pk__in=going), status__in=EXPECTED)

    def overdue(self, now: date) -> Self:
        """Still expected although they are over at `now`: somebody owes the outcome."""
        over, going = self._by_their_clocks(now)
        by_day = Q(ends_on__lt=outcomes.day_of(now)) & ~Q(pk__in=going)
        return self.filter(by_day | Q(pk__in=over), status__in=EXPECTED)

    def _by_their_clocks(self, now: date) -> tuple[list[int], list[int]]:
        """Return the keys of those that are over, and are not, by the clock of their zone.

        Only those that end within two days of `now` are asked: no zone lies further from another. One
        query; none for a day as a whole.
        """
        if not isinstance(now, datetime):
            return [], []
        days, today = timedelta(days=2), outcomes.day_of(now)
        timed: Any = self.filter(status__in=EXPECTED, precision=Precision.MINUTE)
        near = timed.filter(ends_on__range=(today - days, today + days))
        over = {event.pk: outcomes.is_over(event.period, now) for event in near.order_by()}
        return [pk for pk in over if over[pk]], [pk for pk in over if not over[pk]]

    def days_in_plan(self) -> tuple[date | None, date | None]:
        """Return the first and the last day under which the plan lists any of the events.

        That is where events.date_order has it, and each day of an exact one.
        """
        events = self.filter(starts_on__isnull=False)
        ends = events.aggregate(first=Min("sort_on"), last=Max("ends_on"))
        return ends["first"], ends["last"]

    # --- what became of them ------------------------------------------------
    def held(self) -> Self:
        return self.filter(status=Status.HELD)

    def postponed(self) -> Self:
        """That wait for a new date."""
        return self.filter(status=Status.POSTPONED)

    # --- words --------------------------------------------------------------
    def matching(self, text: str, language: str) -> Self:
        """Whose title, as readers of `language` see it, holds every word of `text`.

        What makes no difference: i18n.collation.
        """
        order = (language, *(code for code in CODES if code != language))
        text_field = models.TextField()
        titles = [public_text("title", code) for code in order]
        title = Coalesce(*titles, Value(""), output_field=text_field)
        events = self.alias(shown_title=title)
        for word in fold(text).split():
            events = events.filter(shown_title__icontains=word)
        return events

    # --- facets ---------------------------------------------------------------
    def of_bodies(self, slugs: Iterable[str]) -> Self:
        return self.filter(bodies__slug__in=slugs).distinct()

    def of_themes(self, slugs: Iterable[str]) -> Self:
        return self.filter(themes__slug__in=slugs).distinct()

    def of_priorities(self, slugs: Iterable[str]) -> Self:
        return self.filter(priorities__slug__in=slugs).distinct()

    def of_hosts(self, slugs: Iterable[str]) -> Self:
        return self.filter(hosts__slug__in=slugs).distinct()

    def of_host_kinds(self, kinds: Iterable[str]) -> Self:
        return self.filter(hosts__kind__in=kinds).distinct()

    def in_cities(self, slugs: Iterable[str]) -> Self:
        """Where people meet in one of the cities, or were to before the event moved away. Three queries."""
        slugs = set(slugs)
        met = Q(cities__slug__in=slugs) & ~Q(format__in=REMOTE)
        return self.filter(met | Q(pk__in=self._keys_that_left(slugs))).distinct()

    def _keys_that_left(self, slugs: Set[str]) -> list[int]:
        """Return the keys of all events that left one of the cities, as their histories tell."""
        names = [Q(left__contains=f'"{slug}"') for slug in sorted(slugs)]
        steps = self.model._meta.get_field("changes").related_model._default_manager  # type: ignore[union-attr]
        moves = steps.annotate(left=Cast("old_cities", models.TextField())).filter(
            reduce(or_, names, Q(pk__in=[]))
        )
        led = Q(format__in=REMOTE, cities__slug__in=slugs)
        candidates = self.model._default_manager.filter(Q(pk__in=moves.values("event")) | led)
        return [
            event.pk
            for event in candidates.distinct().prefetch_related("changes", "cities")
            if slugs & event.left_places()  # type: ignore[attr-defined]  # of the model above
        ]

    def of_countries(self, slugs: Iterable[str]) -> Self:
        """Chaired by one of the countries, or meeting in a city of it."""
        slugs = list(slugs)
        return self.filter(Q(chair__slug__in=slugs) | Q(cities__country__slug__in=slugs)).distinct()


def _manager_of(model: type[models.Model], link: str) -> Any:
    """Return the manager of what `link` leads to: querysets know no model."""
    return model._meta.get_field(link).related_model._default_manager  # type: ignore[union-attr]


class ChangeQuerySet(models.QuerySet):
    """Steps of events' histories."""

    def of_published(self) -> Self:
        return self.filter(is_published("event"), event__presidency=current_pk())

    def announced_by(self, day: date) -> Self:
        """Not announced after `day`. One of unknown day counts as the next dated one."""
        return self._with_day().filter(Q(day__lte=day) | Q(day=None))

    def newest_day(self, today: date) -> date | None:
        """Return the newest day, not after `today`, on which one is known to have been announced."""
        told = self.filter(announced_on__lte=today, announced_precision__in=EXACT)
        return cast("date | None", told.aggregate(day=Max("announced_on"))["day"])

    def newest_first(self) -> Self:
        """By the day of their announcement.

        A step of unknown day stands below the dated step that followed it, and until one
        follows by the day on which it was recorded.
        """
        day = Coalesce("day", TruncDate("recorded_at"))
        return self._with_day().order_by(day.desc(), "-event", "-number")

    def _with_day(self) -> Self:
        later = self.model._default_manager.filter(
            event=OuterRef("event"), number__gt=OuterRef("number"), announced_on__isnull=False
        ).order_by("number")
        following = Subquery(later.values("announced_on")[:1])
        return self.annotate(day=Coalesce("announced_on", following))

    def of_public_events(self) -> Self:
        """Of events that are public, whichever presidency they are of."""
        events = _manager_of(self.model, "event")
        return self.filter(event__in=events.published_anywhere())

    def public_events_of(self, decisions: Iterable[str]) -> dict[str, int]:
        """Return by slug of how many public events each of `decisions` is. One query; of none, none."""
        slugs = {slug for slug in decisions if slug}
        if not slugs:
            return {}
        rows = self.of_public_events().filter(decision__in=slugs).order_by().values_list("decision")
        return dict(rows.annotate(count=Count("pk")))

    def lacking_reason(self, language: str) -> Self:
        """Whose reason was given, and not in `language`, nor added in it since; not of what was withdrawn."""
        added = _manager_of(self.model, "added_reasons")
        here = Q((f"{column('reason', language)}__gt", ""))
        told = self.filter(in_any_language("reason", ("gt", ""))).exclude(here)
        told = told.exclude(Exists(added.filter(change=OuterRef("pk"), language=language)))
        events = _manager_of(self.model, "event")
        return told.exclude(event__in=events.withdrawn())


class DecisionQuerySet(models.QuerySet):
    """What was decided of several events at once."""

    def published_anywhere(self) -> Self:
        """Of which one event is public at least: that of no other is told."""
        return self._of(self._events().published_anywhere())

    def published(self) -> Self:
        """The same, of the presidency that is shown."""
        return self._of(self._events().published())

    def withdrawn(self) -> Self:
        """That the public was told of once, and that have no public event left."""
        tombstones = PublicRecord.objects.latest_of("decisions").filter(withdrawn=True)
        return self.filter(slug__in=tombstones.values("key"))

    def elsewhere(self) -> str:
        """Return below which place of the portal one of them is public, if not here; or ""."""
        decided = self.values("slug")
        return str(self._events().filter(changes__decision__in=decided).elsewhere())

    def with_public_changes(self) -> Self:
        """With what it was to each of its public events, in the order of the plan: `public_changes`."""
        changes = _manager_of(self.model, "changes")
        order = (f"event__{name}" for name in (*date_order.SORT_COLUMNS, "pk"))
        rows = changes.of_public_events().select_related("event__presidency").order_by(*order)
        return self.prefetch_related(Prefetch("changes", rows, to_attr="public_changes"))

    def _of(self, events: EventQuerySet) -> Self:
        return self.filter(Exists(events.filter(changes__decision=OuterRef("slug"))))

    def _events(self) -> EventQuerySet:
        events: EventQuerySet = _manager_of(self.model, "events").all()
        return events

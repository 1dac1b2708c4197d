"""Events of the plan, and the record of every change to them."""

from datetime import date

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bodies.models import Body
from events import constraints
from events.dates import Period, Precision
from events.querysets import ChangeQuerySet, EventQuerySet
from events.states import (
    ChangeKind,
    Format,
    Kind,
    Level,
    Membership,
    Status,
    TitleOrigin,
)
from places.models import City, Country
from priorities.models import Priority
from publishing.languages import all_texts
from publishing.models import Publishable

EventManager = models.Manager.from_queryset(EventQuerySet)
ChangeManager = models.Manager.from_queryset(ChangeQuerySet)

PRECISIONS = [(value, value) for value in constraints.PRECISION_VALUES]
#: Sorts events without a date behind all others.
NO_DAY = date(9999, 12, 31)


class Event(Publishable):
    """One event. Its time, place, format and status are set by events.changes alone."""

    REQUIRED_TEXTS = ("title",)

    slug = models.SlugField(_("address"), max_length=80, unique=True)

    title = models.CharField(_("title"), max_length=400)
    title_origin = models.CharField(
        _("origin of the title"), max_length=10, choices=TitleOrigin, default=TitleOrigin.OURS
    )
    summary = models.TextField(_("summary"), blank=True)
    host = models.CharField(_("host"), max_length=200, blank=True)
    venue = models.CharField(_("venue"), max_length=200, blank=True, editable=False)
    sources = models.JSONField(_("sources"), default=list, blank=True)

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    level = models.CharField(_("level"), max_length=20, choices=Level)
    membership = models.CharField(
        _("plan"), max_length=15, choices=Membership, default=Membership.PRESIDENCY
    )
    format = models.CharField(
        _("format"), max_length=10, choices=Format, default=Format.UNKNOWN, editable=False
    )
    status = models.CharField(
        _("status"), max_length=15, choices=Status, default=Status.PLANNED, editable=False
    )
    #: RFC 5545 SEQUENCE: rises with every change of date, place, format or status.
    sequence = models.PositiveIntegerField(_("sequence"), default=0, editable=False)

    starts_on = models.DateField(_("first day"), null=True, editable=False)
    ends_on = models.DateField(_("last day"), null=True, editable=False)
    precision = models.CharField(
        _("precision"),
        max_length=15,
        choices=PRECISIONS,
        default=Precision.NONE.value,
        editable=False,
    )
    opens_at = models.TimeField(_("opens at"), null=True, editable=False)
    closes_at = models.TimeField(_("closes at"), null=True, editable=False)
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True, editable=False)
    date_words = models.CharField(_("date in words"), max_length=120, blank=True, editable=False)
    sort_on = models.GeneratedField(
        expression=Case(
            When(precision__in=constraints.EXACT_VALUES, then=F("starts_on")),
            default=Coalesce(F("ends_on"), Value(NO_DAY)),
            output_field=models.DateField(),
        ),
        output_field=models.DateField(),
        db_persist=True,
    )
    is_vague = models.GeneratedField(
        expression=Case(
            When(precision__in=constraints.EXACT_VALUES, then=Value(0)),
            default=Value(1),
            output_field=models.SmallIntegerField(),
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    chair = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="chaired_events",
        verbose_name=_("chair"),
    )
    cities = models.ManyToManyField(
        City, blank=True, related_name="events", verbose_name=_("cities"), editable=False
    )
    bodies = models.ManyToManyField(
        Body, blank=True, related_name="events", verbose_name=_("bodies")
    )
    priorities = models.ManyToManyField(
        Priority, blank=True, related_name="events", verbose_name=_("priorities")
    )

    objects = EventManager()

    class Meta(Publishable.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("sort_on", "is_vague", "ends_on", "pk")
        constraints = [*Publishable.Meta.constraints, *constraints.EVENT]
        indexes = [
            models.Index(
                fields=("sort_on", "is_vague", "ends_on", "id"),
                condition=Q(publication="published"),
                name="event_plan_order",
            ),
            models.Index(fields=("starts_on", "ends_on"), name="event_days"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.slug})"

    def get_absolute_url(self) -> str:
        return reverse("events:detail", args=[self.slug])

    @property
    def period(self) -> Period:
        """When the event takes place, as exactly as it is known."""
        return Period(
            first=self.starts_on,
            last=self.ends_on,
            precision=Precision(self.precision),
            opens=self.opens_at,
            closes=self.closes_at,
            zone=self.time_zone,
            words={code: text for code, text in all_texts(self, "date_words").items() if text},
        )


class Change(models.Model):
    """One public step of an event's history: what it was, what it became, why, since when.

    Append-only: database triggers refuse every UPDATE and DELETE (events/triggers.py).
    `new_*` is empty where the step left a fact alone. Days are inclusive.
    """

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="changes", verbose_name=_("event")
    )
    #: 1 for an event's first step, then without gaps.
    number = models.PositiveSmallIntegerField(_("step"))
    kind = models.CharField(_("kind"), max_length=15, choices=ChangeKind)
    reason = models.TextField(_("reason"), blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    announced_precision = models.CharField(
        _("precision of the announcement"),
        max_length=15,
        choices=PRECISIONS,
        default=Precision.DAY.value,
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)

    old_status = models.CharField(max_length=15, choices=Status, blank=True)
    new_status = models.CharField(max_length=15, choices=Status)
    old_starts_on = models.DateField(null=True)
    old_ends_on = models.DateField(null=True)
    old_precision = models.CharField(max_length=15, choices=PRECISIONS, blank=True)
    #: Clock times, zone and words: Period.detail.
    old_detail = models.JSONField(default=dict)
    new_starts_on = models.DateField(null=True)
    new_ends_on = models.DateField(null=True)
    new_precision = models.CharField(max_length=15, choices=PRECISIONS, blank=True)
    new_detail = models.JSONField(default=dict)
    old_format = models.CharField(max_length=10, choices=Format, blank=True)
    new_format = models.CharField(max_length=10, choices=Format, blank=True)
    #: Slugs of cities, sorted; null where the step left the place alone.
    old_cities = models.JSONField(null=True)
    new_cities = models.JSONField(null=True)
    #: Texts by language code; null where the step left them alone.
    old_venue = models.JSONField(null=True)
    new_venue = models.JSONField(null=True)
    old_title = models.JSONField(null=True)
    new_title = models.JSONField(null=True)

    objects = ChangeManager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ("event_id", "number")
        constraints = constraints.CHANGE
        indexes = [
            models.Index(fields=("old_starts_on", "old_ends_on"), name="change_old_days"),
            models.Index(fields=("announced_on",), name="change_announced"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} step {self.number}: {self.kind}"

    @property
    def old_period(self) -> Period | None:
        """The time that the step took away; None when it left the time alone."""
        return _period(self.old_starts_on, self.old_ends_on, self.old_precision, self.old_detail)

    @property
    def new_period(self) -> Period | None:
        """The time that the step set; None when it left the time alone."""
        return _period(self.new_starts_on, self.new_ends_on, self.new_precision, self.new_detail)


def _period(
    first: date | None, last: date | None, precision: str, detail: dict[str, object]
) -> Period | None:
    if not precision:
        return None
    return Period.from_parts(first, last, precision, detail)

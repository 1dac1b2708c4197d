"""A step of the history of an event, and what was decided of several events at once."""

from datetime import date, datetime
from functools import cached_property

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import constraints, dates, querysets, timeline
from events.enums import ChangeKind, Format, Status
from events.models.event import PRECISIONS, Event
from i18n.fields import AddressField, ProseField, TextsField
from i18n.texts import all_texts


class ChangeManager(models.Manager.from_queryset(querysets.ChangeQuerySet)):  # type: ignore[misc]
    """Rows come with the reasons that were added to them: no door tells one without."""

    def get_queryset(self) -> querysets.ChangeQuerySet:
        rows: querysets.ChangeQuerySet = super().get_queryset().prefetch_related("added_reasons")
        return rows


class Change(models.Model):
    """One public step of an event's history: what it was, what it became, why, since when.

    Append-only: database triggers refuse every UPDATE and DELETE (ADR 0002).
    `new_*` is empty where the step left a fact alone. Days are inclusive.
    """

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="changes", verbose_name=_("event")
    )
    #: 1 for an event's first step, then without gaps.
    number = models.PositiveSmallIntegerField(_("step"))
    kind = models.CharField(_("kind"), max_length=15, choices=ChangeKind)
    #: What was decided of several events at once, and of this one with them.
    decision = models.ForeignKey(
        "events.Decision",
        on_delete=models.PROTECT,
        to_field="slug",
        null=True,
        blank=True,
        related_name="changes",
        verbose_name=_("decision"),
    )
    reason = ProseField(_("reason"), blank=True)
    source_url = AddressField(_("source"), max_length=500, blank=True)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    announced_precision = models.CharField(
        _("precision of the announcement"),
        max_length=15,
        choices=PRECISIONS,
        default=dates.Precision.DAY.value,
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    #: A name, as it was then: it outlives the account. Never told to the public.
    recorded_by = models.CharField(_("recorded by"), max_length=150, blank=True)

    old_status = models.CharField(max_length=15, choices=Status, blank=True)
    new_status = models.CharField(max_length=15, choices=Status)
    old_starts_on = models.DateField(null=True)
    old_ends_on = models.DateField(null=True)
    old_precision = models.CharField(max_length=15, choices=PRECISIONS, blank=True)
    #: Clock times, zone and words: Period.detail.
    old_detail = TextsField(default=dict)
    new_starts_on = models.DateField(null=True)
    new_ends_on = models.DateField(null=True)
    new_precision = models.CharField(max_length=15, choices=PRECISIONS, blank=True)
    new_detail = TextsField(default=dict)
    old_format = models.CharField(max_length=10, choices=Format, blank=True)
    new_format = models.CharField(max_length=10, choices=Format, blank=True)
    #: Slugs of cities, sorted; null where the step left the place alone.
    old_cities = models.JSONField(null=True)
    new_cities = models.JSONField(null=True)
    #: Texts by language code; null where the step left them alone.
    old_venue = TextsField(null=True)
    new_venue = TextsField(null=True)
    old_title = TextsField(null=True)
    new_title = TextsField(null=True)

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

    def state(self) -> timeline.ChangeState:
        """Return what it tells, as a value; loaded with its event."""
        return timeline.ChangeState(
            slug=self.event.slug,
            number=self.number,
            kind=self.kind,
            new_status=self.new_status,
            old_status=self.old_status,
            old_period=self.old_period,
            new_period=self.new_period,
            old_format=self.old_format,
            new_format=self.new_format,
            old_cities=_cities(self.old_cities),
            new_cities=_cities(self.new_cities),
            old_venue=self.old_venue,
            new_venue=self.new_venue,
            old_title=self.old_title,
            new_title=self.new_title,
            reason=self.reasons(),
            source_url=self.source_url,
            announced_on=self.announced_on,
            announced_precision=self.announced_precision,
            decision=self.decision_id or "",
            event_kind=self.event.kind,
        )

    def reasons(self) -> dict[str, str | None]:
        """Return the reason by language code: as it was given, and as it was added later."""
        added = self.added_reasons.all() if self.pk else ()
        return all_texts(self, "reason") | {row.language: row.text for row in added}

    @property
    def told_at(self) -> datetime:
        """When the public was last told anything of it: its reason may be added in another language."""
        return max((self.recorded_at, *(row.added_at for row in self.added_reasons.all())))

    @cached_property  # a row is never altered
    def old_period(self) -> dates.Period | None:
        """The time that the step took away; None when it left the time alone."""
        return _period(self.old_starts_on, self.old_ends_on, self.old_precision, self.old_detail)

    @cached_property
    def new_period(self) -> dates.Period | None:
        """The time that the step set; None when it left the time alone."""
        return _period(self.new_starts_on, self.new_ends_on, self.new_precision, self.new_detail)


def _cities(slugs: list[str] | None) -> timeline.Cities | None:
    return None if slugs is None else tuple(slugs)


def _period(
    first: date | None, last: date | None, precision: str, detail: dict[str, object]
) -> dates.Period | None:
    if not precision:
        return None
    return dates.Period.from_parts(first, last, precision, detail)


DecisionManager = models.Manager.from_queryset(querysets.DecisionQuerySet)


class Decision(models.Model):
    """One act that was decided of several events at once: their changes name it, and tell it.

    Its day, reason and source are those of its changes: they were written once for all of them. It is
    public while one of its events is. Append-only, as its changes are (ADR 0020).
    """

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=15, choices=ChangeKind)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    #: A name, as it was then: it outlives the account. Never told to the public.
    recorded_by = models.CharField(_("recorded by"), max_length=150, blank=True)
    events = models.ManyToManyField(Event, through="events.Change", related_name="decisions")

    #: What it was to each event that is public, where a queryset has loaded it.
    public_changes: list[Change]

    objects = DecisionManager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        default_permissions = ()
        ordering = ("pk",)
        constraints = constraints.DECISION

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("events:decision", args=[self.slug])

    @property
    def updated_at(self) -> datetime:
        return self.recorded_at


class AddedReason(models.Model):
    """The reason of a change in a language in which nobody had given it: added, never altered."""

    change = models.ForeignKey(
        Change, on_delete=models.PROTECT, related_name="added_reasons", verbose_name=_("change")
    )
    language = models.CharField(_("language"), max_length=10)
    text = ProseField(_("reason"))
    added_at = models.DateTimeField(_("recorded"), default=timezone.now)
    #: A name, as it was then.
    added_by = models.CharField(_("recorded by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("added reason")
        verbose_name_plural = _("added reasons")
        default_permissions = ()
        ordering = ("pk",)
        constraints = constraints.ADDED_REASON

    def __str__(self) -> str:
        return f"{self.change_id} {self.language}"

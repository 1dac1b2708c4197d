from collections.abc import Iterable

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, ngettext

from bodies.models import Body
from events import constraints, date_order, dates, querysets, timeline
from events.enums import Format, Kind, Level, Membership, Status, TitleOrigin
from events.history import History
from hosts.models import Host, HostRole
from i18n.fields import LineField, LinesField, ProseField
from i18n.texts import all_texts
from places.models import City, Country
from presidencies.current import Belonging, current_pk, names_in_sentence
from presidencies.models import Presidency
from priorities.models import Priority
from publishing.identifiers import IdentityField, calendar_uid, tag_uri
from publishing.models import SmallNumberField

EventManager = models.Manager.from_queryset(querysets.EventQuerySet)

PRECISIONS = [(value, value) for value in constraints.PRECISION_VALUES]


def event_tag(slug: str) -> str:
    return tag_uri(f"events/{slug}")


class Event(Belonging):
    """One event. Its time, place, format and status are set by the writers of events.actions alone."""

    REQUIRED_TEXTS = ("title",)

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    #: RFC 5545 UID: the event in calendars, in every language and on any host.
    uid = IdentityField(make=calendar_uid)
    #: The event in feeds; a language, or the number of a step, follows.
    feed_id = IdentityField(make=event_tag)

    title = LineField(_("title"), max_length=400)
    title_origin = models.CharField(
        _("origin of the title"), max_length=10, choices=TitleOrigin, default=TitleOrigin.OURS
    )
    #: How lists, grids and calendars call it; without one, by its title.
    short_title = LineField(
        _("short title"),
        max_length=80,
        blank=True,
        help_text=_("For lists, the month and calendars. Without one they show the title."),
    )
    #: What could be known before it took place: told while it is still to come.
    lead = ProseField(
        _("lead"),
        blank=True,
        help_text=_(
            "What it is, who meets and why it matters, as far as it is known before. Shown until the "
            "event is over; then comes the summary."
        ),
    )
    #: What became of it: told once it is over.
    summary = ProseField(
        _("summary"),
        blank=True,
        help_text=_("What came of it. Shown once the event is over; before only without a lead."),
    )
    #: In words; shown where none of `hosts` is linked.
    host = LineField(_("host"), max_length=200, blank=True)
    venue = LineField(_("venue"), max_length=200, blank=True, editable=False)
    sources = LinesField(_("sources"), default=list, blank=True)

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
        default=dates.Precision.NONE.value,
        editable=False,
    )
    opens_at = models.TimeField(_("opens at"), null=True, editable=False)
    closes_at = models.TimeField(_("closes at"), null=True, editable=False)
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True, editable=False)
    date_words = LineField(_("date in words"), max_length=120, blank=True, editable=False)
    sort_on = models.GeneratedField(
        expression=date_order.SORT_ON, output_field=models.DateField(), db_persist=True
    )
    is_vague = models.GeneratedField(
        expression=date_order.IS_VAGUE, output_field=models.SmallIntegerField(), db_persist=True
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

    hosts = models.ManyToManyField(
        Host, through="EventHost", related_name="events", verbose_name=_("hosts")
    )

    #: What the public may see of them, where a queryset has loaded it: `for_cards()`.
    public_bodies: list[Body]
    public_priorities: list[Priority]

    objects = EventManager()

    class Meta(Belonging.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        permissions = [
            ("record_event", "Can record changes of event"),
            ("prepare_event", "Can record changes of event while it is a draft"),
        ]
        ordering = (*date_order.SORT_COLUMNS, "pk")
        constraints = [*Belonging.Meta.constraints, *constraints.EVENT]
        indexes = [
            models.Index(
                fields=(*date_order.SORT_COLUMNS, "id"),
                condition=models.Q(publication="published"),
                name="event_plan_order",
            ),
            models.Index(fields=("starts_on", "ends_on"), name="event_days"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.slug})"

    def get_absolute_url(self) -> str:
        return reverse("events:detail", args=[self.slug])

    def foreign(self, priorities: Iterable[Priority]) -> list[Priority]:
        """Return those of `priorities` that are of another presidency. A new event is of the current one.

        An event takes on none of them; what it served before somebody moved it there, it keeps.
        """
        own = self.presidency_id or current_pk()
        return [priority for priority in priorities if priority.presidency_id != own]

    def ties(self, target: Presidency) -> list[str]:
        """Name the priorities that it serves, and that are not of `target`."""
        priorities = list(self.priorities.exclude(presidency=target).order_by("position", "pk"))
        if not priorities:
            return []
        problem = ngettext(
            "It serves a priority of another presidency (%(priorities)s): take this priority off it "
            "first.",
            "It serves priorities of another presidency (%(priorities)s): take these priorities off "
            "it first.",
            len(priorities),
        )
        return [problem % {"priorities": names_in_sentence(priorities)}]

    def facts(self) -> timeline.Facts:
        """Return what it says now. Reads its cities."""
        return timeline.Facts(
            status=self.status,
            period=self.period,
            format=self.format,
            cities=tuple(sorted(city.slug for city in self.cities.all())),
            venue={code: text for code, text in all_texts(self, "venue").items() if text},
        )

    def history(self) -> History:
        """Return its changes as one history; prefetch `changes` to read many without a query each."""
        return History.told([change.state() for change in self.changes.all()])

    def left_places(self) -> set[str]:
        """Return the cities that it was to meet in, and does not; prefetch `changes` and `cities` for many."""
        cities = [city.slug for city in self.cities.all()]
        return self.history().places_left_for(cities, self.format)

    @property
    def period(self) -> dates.Period:
        """When the event takes place, as exactly as it is known."""
        clocks = {"opens": self.opens_at, "closes": self.closes_at}
        detail = {part: clock.isoformat("minutes") for part, clock in clocks.items() if clock}
        words = {code: text for code, text in all_texts(self, "date_words").items() if text}
        parts = {**detail, "zone": self.time_zone, "words": words}
        return dates.Period.from_parts(self.starts_on, self.ends_on, self.precision, parts)


class EventHost(models.Model):
    """Who holds an event, in which role. As public as the event, and edited as a part of it."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="hostings", verbose_name=_("event")
    )
    host = models.ForeignKey(
        Host, on_delete=models.PROTECT, related_name="hostings", verbose_name=_("host")
    )
    role = models.CharField(_("role"), max_length=12, choices=HostRole, default=HostRole.HOST)
    position = SmallNumberField(_("order"), default=1)

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        ordering = ("event_id", "position", "pk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("event", "host"), name="event_host_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=HostRole.values), name="event_host_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host} ({self.get_role_display()})"


class FormerSlug(models.Model):
    """The slug that an event had while it was public: it leads to the event for ever, and is nobody else's.

    Written by events.actions.addresses alone.
    """

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="former_slugs", verbose_name=_("event")
    )
    left_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        default_permissions = ()
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.slug

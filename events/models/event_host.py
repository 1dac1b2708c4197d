from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from hosts.models import Host
from hosts.states import HostRole


class EventHost(models.Model):
    """Who holds an event, in which role. As public as the event, and edited as a part of it."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="hostings", verbose_name=_("event")
    )
    host = models.ForeignKey(
        Host, on_delete=models.PROTECT, related_name="hostings", verbose_name=_("host")
    )
    role = models.CharField(_("role"), max_length=12, choices=HostRole, default=HostRole.HOST)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        ordering = ("event_id", "position", "pk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("event", "host"), name="event_host_once"),
            models.CheckConstraint(
                condition=Q(role__in=HostRole.values), name="event_host_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host} ({self.get_role_display()})"

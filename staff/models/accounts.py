"""Of which events and things an account works on, and who stands in for whom."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bodies.models import Body
from hosts.models import Host


class Assignment(models.Model):
    """Whose events an account prepares, and into which languages it translates: staff.scope.

    It limits accounts in the role of a host, and of a translator; of others it says the language of mails alone.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignment"
    )
    #: Each with those below it.
    hosts = models.ManyToManyField(Host, blank=True, related_name="+", verbose_name=_("hosts"))
    bodies = models.ManyToManyField(Body, blank=True, related_name="+", verbose_name=_("bodies"))
    #: Codes of languages.
    languages = models.JSONField(_("languages"), default=list, blank=True)
    #: The code of the language in which the portal writes to this person; "" says nothing of it.
    mail_language = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name = _("role and scope")
        verbose_name_plural = _("roles and scopes")
        default_permissions = ("change",)

    def __str__(self) -> str:
        return str(self.user)


class Cover(models.Model):
    """Roles that one account lends to another while its person is away: staff.cover. Kept when it has ended."""

    lender = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="covers_given"
    )
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="covers_taken"
    )
    roles = models.JSONField()
    #: The last day, in the presidency's zone.
    until = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar[tuple[str, ...]] = ("until", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(lender=models.F("stand_in")), name="cover_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lender_id} → {self.stand_in_id}: {self.until}"

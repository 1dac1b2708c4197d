"""What the desk keeps for the people who work at it. Nothing of it is ever public."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

#: Characters of an address.
LONGEST_ADDRESS = 300


class KeptForm(models.Model):
    """What somebody has typed into a form of the admin and not saved: staff.kept_forms."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    #: The path of the form's page.
    address = models.CharField(max_length=LONGEST_ADDRESS)
    #: By name of a field its text, as it was typed.
    values = models.JSONField()
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("user", "address"), name="keptform_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("kept_at",), name="keptform_age")
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.address}"

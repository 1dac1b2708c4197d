"""The SCO's bodies, as the tree that they are: councils, ministers' meetings, RATS, the Heads of Region Forum."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from i18n.fields import AddressField, LineField, PlainInMigrations, ProseField
from places.models import City
from publishing.models import Publishable, SmallNumberField
from publishing.querysets import PublishableQuerySet, Tree
from publishing.years import UsualYears, organisation_years, validate_day


class BodyKind(models.TextChoices):
    """What sort of body this is. The codes are those of data/labels.csv."""

    SUPREME_BODY = "supreme_body", _("supreme body")
    MAIN_BODY = "main_body", _("main body")
    PERMANENT_BODY = "permanent_body", _("standing body")
    GOVERNING_BODY = "governing_body", _("governing body")
    EXECUTIVE_BODY = "executive_body", _("executive body")
    STANDING_MECHANISM = "standing_mechanism", _("standing mechanism")
    MINISTERIAL_MECHANISM = "ministerial_mechanism", _("meeting of ministers or agency heads")
    SENIOR_OFFICIALS_MECHANISM = "senior_officials_mechanism", _("meeting of senior officials")
    REGIONAL_MECHANISM = "regional_mechanism", _("meeting of regional bodies")
    EXPERT_GROUP = "expert_group", _("expert group")
    CONTACT_GROUP = "contact_group", _("contact group")
    ADVISORY = "advisory", _("advisory body")
    NETWORK = "network", _("network")
    FORUM = "forum", _("forum")
    NON_GOVERNMENTAL = "non_governmental", _("non-governmental body")
    PLANNED_MECHANISM = "planned_mechanism", _("planned mechanism")
    NATIONAL_BODY = "national_body", _("national body")
    PARTNER = "partner", _("partner organisers")


#: Kinds of those that are no bodies of the organisation.
OUTSIDE = (BodyKind.NATIONAL_BODY, BodyKind.PARTNER)


class BodyQuerySet(Tree, PublishableQuerySet):
    def for_pages(self) -> Self:
        return self.select_related("parent", "seat", "seat__country")


BodyManager = models.Manager.from_queryset(BodyQuerySet)


def validate_partial_date(text: str) -> None:
    """Raise ValidationError unless `text` is an ISO 8601 year, month or day that there is."""
    whole = text + "0000-01-01"[len(text) :]
    try:
        day = date.fromisoformat(whole if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text) else "")
    except ValueError as error:
        raise ValidationError(
            _("Write a year, a month or a day: 2004, 2004-06 or 2004-06-17.")
        ) from error
    validate_day(day)


class PartialDateField(PlainInMigrations, models.CharField):
    """An ISO 8601 year, month or day."""

    default_validators = [validate_partial_date]


class Body(Publishable):
    """One body in the tree of the organisation."""

    REQUIRED_TEXTS = ("name", "short_name")
    USUAL_YEARS: ClassVar[UsualYears] = {"founded_on": organisation_years}

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = LineField(_("name"), max_length=300)
    short_name = LineField(_("short name"), max_length=120)
    #: What it does, in one sentence.
    purpose = ProseField(
        _("purpose"), blank=True, help_text=_("What it does, in one sentence without a date.")
    )
    description = ProseField(_("description"), blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=BodyKind)
    #: As exact as it is known: an ISO 8601 year, month or day.
    founded_on = PartialDateField(_("founded"), max_length=10, blank=True)
    website = AddressField(_("website"), max_length=300, blank=True)
    source_url = AddressField(_("source"), max_length=500, blank=True)
    position = SmallNumberField(_("position"), default=0)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    seat = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bodies",
        verbose_name=_("seat"),
    )

    objects = BodyManager()

    class Meta(Publishable.Meta):
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ("position", "pk")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=BodyKind.values), name="body_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="body_not_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("bodies:detail", args=[self.slug])

    @property
    def public_parent(self) -> Body | None:
        """The body above it, where the public may see that one."""
        return self.parent if self.parent and self.parent.is_published else None

    def clean(self) -> None:
        """Raise ValidationError when the body would be part of itself, at whatever distance."""
        if self.parent and self.parent.slug in Body.objects.subtree_slugs([self.slug]):
            raise ValidationError(
                {"parent": _("This body is part of the present one: choose another.")}
            )


@dataclass(frozen=True)
class Node:
    body: Body
    children: tuple[Node, ...]


def tree(bodies: Iterable[Body]) -> list[Node]:
    """Return `bodies` by their parents, in their order. One whose parent is not there is a root."""
    rows = list(bodies)
    keys = {body.pk for body in rows}
    below: dict[int | None, list[Body]] = {}
    for body in rows:
        parent = body.parent_id if body.parent_id in keys else None
        below.setdefault(parent, []).append(body)
    return _nodes(None, below)


def _nodes(parent: int | None, below: dict[int | None, list[Body]]) -> list[Node]:
    return [Node(body, tuple(_nodes(body.pk, below))) for body in below.get(parent, [])]

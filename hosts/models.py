"""Who holds events: ministries, regions, public organisations, business circles, states.

Reference data like places: always public, and of no presidency. The same ministry hosts under the next
one; what it hosts is told by events, each of which belongs to one.

How a host is called where it stands beside others: by its short name, where it has one.
"""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _, pgettext_lazy

from bodies.models import Body
from i18n.fields import AddressField, LineField
from i18n.texts import Text
from places.models import Country
from publishing.models import Translated
from publishing.querysets import Tree, is_published
from publishing.translations import listed_text


class HostKind(models.TextChoices):
    """What sort of host this is. The codes are those of data/labels.csv, in the order of lists."""

    HEAD_OF_STATE = "head_of_state", pgettext_lazy("a host", "head of state")
    STATE = "state", pgettext_lazy("a host", "state")
    FEDERAL_EXECUTIVE_BODY = (
        "federal_executive_body",
        pgettext_lazy("a host", "federal executive body"),
    )
    PARLIAMENT = "parliament", pgettext_lazy("a host", "parliament")
    JUDICIARY_AND_PROSECUTION = (
        "judiciary_and_prosecution",
        pgettext_lazy("a host", "courts and prosecution"),
    )
    REGIONAL_AUTHORITY = (
        "regional_authority",
        pgettext_lazy("a host", "regional or local authority"),
    )
    STATE_CORPORATION = "state_corporation", pgettext_lazy("a host", "state corporation")
    PUBLIC_ORGANISATION = "public_organisation", pgettext_lazy("a host", "public organisation")
    BUSINESS = "business", pgettext_lazy("a host", "business circles")
    ACADEMIA = "academia", pgettext_lazy("a host", "science and education")
    MEDIA = "media", pgettext_lazy("a host", "media")
    SCO_BODY = "sco_body", pgettext_lazy("a host", "body of the organisation")
    FOREIGN_GOVERNMENT = (
        "foreign_government",
        pgettext_lazy("a host", "government of another state"),
    )
    INTERNATIONAL_ORGANISATION = (
        "international_organisation",
        pgettext_lazy("a host", "international organisation"),
    )


class HostRole(models.TextChoices):
    """What a host does for an event."""

    HOST = "host", pgettext_lazy("a role", "host")
    CO_HOST = "co_host", pgettext_lazy("a role", "co-host")
    ORGANISER = "organiser", pgettext_lazy("a role", "organiser")


class HostQuerySet(Tree, models.QuerySet):
    def for_pages(self) -> Self:
        return self.select_related("country", "body", "parent__country", "parent__body")

    def kinds(self) -> dict[str, set[str]]:
        """Return of each host its kind. One query."""
        return {slug: {kind} for slug, kind in self.values_list("slug", "kind")}

    def states(self) -> Self:
        return self.filter(kind=HostKind.STATE)

    def with_own_page(self) -> Self:
        """Without those whose page is that of a state or of a public body."""
        return self.not_public_bodies().exclude(kind=HostKind.STATE)

    def not_public_bodies(self) -> Self:
        return self.exclude(is_published("body"))


HostManager = models.Manager.from_queryset(HostQuerySet)


class Host(Translated):
    """One organisation, authority or state that holds events."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = LineField(_("name"), max_length=300)
    short_name = LineField(_("short name"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=HostKind)
    website = AddressField(_("website"), max_length=300, blank=True)
    #: Of a state the state itself; none of what belongs to several.
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hosts",
        verbose_name=_("country"),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=pgettext_lazy("a host", "part of"),
    )
    #: The body that it is, if it is one: its page is the host's, while it is public.
    body = models.OneToOneField(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="host",
        verbose_name=_("the same as the body"),
    )

    objects = HostManager()

    class Meta(Translated.Meta):
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        ordering = ("slug",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=HostKind.values), name="host_kind_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=HostKind.STATE) | models.Q(country__isnull=False),
                name="host_state_has_country",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=HostKind.STATE)
                | models.Q(body__isnull=True, parent__isnull=True),
                name="host_state_stands_alone",
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="host_not_own_parent",
            ),
            models.UniqueConstraint(
                fields=("country",), condition=models.Q(kind=HostKind.STATE), name="host_state_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return its page: that of the state or of the public body that it is, if it is one."""
        if self.kind == HostKind.STATE and self.country:
            return self.country.get_absolute_url()
        if self.public_body:
            return self.public_body.get_absolute_url()
        return reverse("hosts:detail", args=[self.slug])

    @property
    def has_own_page(self) -> bool:
        return self.kind != HostKind.STATE and self.public_body is None

    @property
    def public_body(self) -> Body | None:
        """The body that it is, where the public may see that one."""
        return self.body if self.body and self.body.is_published else None

    def clean(self) -> None:
        """Raise ValidationError for a state without a country of its own, and for a circle of hosts."""
        faults = {}
        if self.kind == HostKind.STATE:
            if self.country is None:
                faults["country"] = gettext("Say which country this state is.")
            elif other := Host.objects.states().filter(country=self.country).exclude(pk=self.pk):
                faults["country"] = gettext(
                    "“%(host)s” is this state already: choose another country, or edit that host."
                ) % {"host": other[0]}
            if self.parent:
                faults["parent"] = gettext("A state is part of no other host: leave it empty.")
            if self.body:
                faults["body"] = gettext("A state is no body: leave it empty.")
        elif self.parent and self.parent.slug in Host.objects.subtree_slugs([self.slug]):
            faults["parent"] = gettext("This host is part of the present one: choose another.")
        if faults:
            raise ValidationError(faults)


def short_text(host: Host) -> Text:
    """Return the short name of `host`; its name where there is none in this language."""
    short = listed_text(host, "short_name")
    return short if short.value and not short.is_fallback else listed_text(host, "name")

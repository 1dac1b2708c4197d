"""Countries and cities: reference data, always public."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from places.querysets import CityQuerySet, CountryQuerySet
from places.states import Role
from publishing.fields import AddressField, LineField, PlainInMigrations
from publishing.models import BoundedDayField, BoundedYearField, Translated
from publishing.years import UsualYears, organisation_years
from publishing.zones import is_time_zone

CountryManager = models.Manager.from_queryset(CountryQuerySet)
CityManager = models.Manager.from_queryset(CityQuerySet)


def validate_time_zone(name: str) -> None:
    """Raise ValidationError unless `name` is an IANA time zone."""
    if not is_time_zone(name):
        raise ValidationError(
            _("“%(name)s” is not an IANA time zone. Write one like Europe/Moscow."),
            params={"name": name},
        )


class TimeZoneField(PlainInMigrations, models.CharField):
    """The IANA name of a time zone."""

    default_validators = [validate_time_zone]


class Country(Translated):
    """A state, by its ISO 3166-1 alpha-2 code."""

    USUAL_YEARS: ClassVar[UsualYears] = {"member_since": organisation_years}

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    code = models.CharField(_("ISO code"), max_length=2, unique=True)
    name = LineField(_("name"), max_length=120)
    #: Since the newest of `earlier_roles` ended; always, as far as is known, without any.
    role = models.CharField(_("role"), max_length=20, choices=Role)
    member_since = BoundedYearField(_("member since"), null=True, blank=True)
    source_url = AddressField(_("source"), max_length=500, blank=True)

    #: What it was on the day that is asked about, where a queryset was: `with_role()`.
    role_then: str

    objects = CountryManager()

    class Meta(Translated.Meta):
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ("slug",)
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="country_role_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("places:country", args=[self.slug])


class EarlierRole(models.Model):
    """What a country was to the organisation until a day, which the next role follows."""

    country = models.ForeignKey(
        Country, on_delete=models.CASCADE, related_name="earlier_roles", verbose_name=_("country")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    last_day = BoundedDayField(_("last day"))

    class Meta:
        verbose_name = _("earlier role")
        verbose_name_plural = _("earlier roles")
        ordering = ("last_day",)
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="earlierrole_role_known"
            ),
            models.UniqueConstraint(
                fields=("country", "last_day"), name="earlierrole_one_until_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country}: {self.get_role_display()} – {self.last_day}"


class City(Translated):
    """A place where events meet. Degrees north and east, WGS 84."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = LineField(_("name"), max_length=120)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    time_zone = TimeZoneField(_("time zone"), max_length=40)
    coordinates_source = LineField(_("source of coordinates"), max_length=120, blank=True)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="cities", verbose_name=_("country")
    )

    objects = CityManager()

    class Meta(Translated.Meta):
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ("slug",)
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="city_on_the_globe",
            ),
        ]

    def __str__(self) -> str:
        return self.name

"""Countries and cities: reference data, always public.

The names of places by slug: what an event says of its cities and countries is read with them.
"""

import copy
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import ClassVar, Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from i18n.fields import AddressField, LineField, PlainInMigrations
from i18n.texts import Text, text_of
from publishing.models import BoundedDayField, BoundedYearField, Translated
from publishing.rows_together import lead_to, read_together
from publishing.years import UsualYears, is_time_zone, organisation_years, term


class Role(models.TextChoices):
    """What a country is, or was, to the organisation."""

    MEMBER = "member", _("member state")
    OBSERVER = "observer", _("observer state")
    DIALOGUE_PARTNER = "dialogue_partner", _("dialogue partner")
    OTHER = "other", _("other host country")


#: Of the member states in 2019–2020, each by the slug of its city.
CAPITALS = {
    "CN": "beijing",
    "IN": "new-delhi",
    "KG": "bishkek",
    "KZ": "nur-sultan",
    "PK": "islamabad",
    "RU": "moscow",
    "TJ": "dushanbe",
    "UZ": "tashkent",
}


class CountryQuerySet(models.QuerySet):
    def with_role(self) -> Self:
        """With what each was by the last day of the presidency that is shown: `role_then`."""
        return self.annotate(role_then=role_on(term().ends))


class CityQuerySet(models.QuerySet):
    def capitals_of_members(self) -> Self:
        """Of those that were members by the last day of the presidency that is shown."""
        capitals = self.filter(slug__in=CAPITALS.values())
        return capitals.annotate(role=role_on(term().ends, "country__")).filter(role=Role.MEMBER)

    def with_country(self) -> Self:
        return self.select_related("country")


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
        Country,
        on_delete=models.CASCADE,
        related_name="earlier_roles",
        verbose_name=_("country"),
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
        Country,
        on_delete=models.PROTECT,
        related_name="cities",
        verbose_name=_("country"),
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


class PlaceNames:
    """Every city and country, named in the active language.

    Each may have gone since a slug of it was read: then it has no row here.
    """

    #: The capital whose time a reader wants beside that of each venue.
    beside: City | None = None
    #: Whether they are those of a plan in memory: what is made with them may be kept beside it.
    is_kept = False

    def __init__(self, cities: Iterable[City] = (), countries: Iterable[Country] = ()) -> None:
        self.cities = {city.slug: city for city in cities}
        self.countries = {country.slug: country for country in countries}

    @classmethod
    def read(cls) -> Self:
        """One query: the countries of the cities are those of the list."""
        cities, countries = read_together(City.objects.all(), Country.objects.all())
        lead_to(cities, "country", countries)
        return cls(cities, countries)

    def with_clock_of(self, city: City) -> Self:
        """Return the same names for one reader, who wants the time of `city` too."""
        names = copy.copy(self)
        names.beside, names.is_kept = city, False
        return names

    def city(self, slug: str) -> str:
        """Return the name of a city, with the marks of print; the slug of one that is not known here."""
        if slug not in self.cities:
            return slug
        return text_of(self.cities[slug], "name").printed

    def country(self, slug: str) -> Text | None:
        there = self.countries.get(slug)
        return text_of(there, "name") if there else None

    def rows(self, slugs: Iterable[str]) -> list[City]:
        """Return the cities called `slugs`, each with its country."""
        return [self.cities[slug] for slug in slugs if slug in self.cities]

    def listed(self, slugs: Iterable[str]) -> str:
        """Return cities as a list of their names."""
        return gettext(", ").join(map(self.city, slugs))

    def in_zone(self, zone: str, slugs: Iterable[str]) -> str:
        """Return the name of the first of `slugs` whose clocks are those of `zone`, or ""."""
        there = (city for city in self.rows(slugs) if city.time_zone == zone)
        return next((self.city(city.slug) for city in there), "")

    @cached_property
    def country_of(self) -> dict[str, str]:
        """The country of each city."""
        return {slug: city.country.slug for slug, city in self.cities.items()}


def role_on(day: date, country: str = "") -> Coalesce:
    """Return, for a query, what a country was on `day`: the first role that ended on it or later.

    Without one it is what it is now. `country` is the path to it: "country__".
    """
    earlier = apps.get_model("places", "EarlierRole")._default_manager
    then = earlier.filter(country=OuterRef(f"{country}pk"), last_day__gte=day)
    return Coalesce(Subquery(then.order_by("last_day").values("role")[:1]), F(f"{country}role"))

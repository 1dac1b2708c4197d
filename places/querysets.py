from __future__ import annotations

from datetime import date
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from places.capitals import CAPITALS
from places.states import Role
from publishing.term import term


def role_on(day: date, country: str = "") -> Coalesce:
    """Return, for a query, what a country was on `day`: the first role that ended on it or later.

    Without one it is what it is now. `country` is the path to it: "country__".
    """
    earlier = apps.get_model("places", "EarlierRole")._default_manager
    then = earlier.filter(country=OuterRef(f"{country}pk"), last_day__gte=day)
    return Coalesce(Subquery(then.order_by("last_day").values("role")[:1]), F(f"{country}role"))


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

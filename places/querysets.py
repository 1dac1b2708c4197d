from __future__ import annotations

from typing import Self

from django.db import models

from places.states import Role


class CountryQuerySet(models.QuerySet):
    def in_the_organisation(self) -> Self:
        """Members, observers and dialogue partners of 2019–2020."""
        return self.exclude(role=Role.OTHER)


class CityQuerySet(models.QuerySet):
    def with_country(self) -> Self:
        return self.select_related("country")

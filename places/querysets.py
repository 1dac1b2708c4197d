from __future__ import annotations

from typing import Self

from django.db import models

from places.capitals import CAPITALS
from places.states import Role


class CityQuerySet(models.QuerySet):
    def capitals_of_members(self) -> Self:
        return self.filter(slug__in=CAPITALS.values(), country__role=Role.MEMBER)

    def with_country(self) -> Self:
        return self.select_related("country")

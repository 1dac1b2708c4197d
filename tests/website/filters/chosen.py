"""A filter as an address gives it."""

from django.http import QueryDict

from events.calendar import Month
from website.filters.forms import PlanFilter

OCTOBER = Month(2020, 10)


def asked(query: str = "") -> PlanFilter:
    chosen = PlanFilter(QueryDict(query))
    assert chosen.is_valid(), chosen.errors
    return chosen

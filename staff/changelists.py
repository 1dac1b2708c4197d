"""Lists of the admin: whatever their address asks for, it is answered, and never with a failure."""

from contextlib import nullcontext

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.db import DataError, models, transaction
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest
from django.utils.translation import gettext as _

#: How a list may be narrowed. Others take what no address can write, or cost what nobody counted.
COMPARISONS = frozenset(
    [
        *("exact", "iexact", "in", "isnull", "gt", "gte", "lt", "lte"),
        *("contains", "icontains", "startswith", "istartswith"),
        *("date", "year", "month", "day"),
    ]
)


class ForgivingListAdmin(admin.ModelAdmin):
    """The base of every page of the admin: its list says of a wrong address that it is wrong."""

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Return the list, or have Django go on to the whole of it.

        What is only looked at begins no transaction; one that is there must outlive a wrong value.
        """
        within = transaction.atomic() if request.method == "POST" else nullcontext()
        try:
            with within:
                return super().get_changelist_instance(request)
        except (IncorrectLookupParameters, DataError, OverflowError, ValueError) as error:
            sentence = _(
                "The address asked for what this list cannot hold. Here is the whole list."
            )
            messages.warning(request, sentence)
            raise IncorrectLookupParameters(error) from error

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        is_allowed: bool = super().lookup_allowed(lookup, value, request)
        return is_allowed and set(_comparisons(self.model, lookup)) <= COMPARISONS


def _comparisons(model: type[models.Model], lookup: str) -> list[str]:
    """Return what is left of `lookup` behind the names of fields; nothing for no field at all."""
    parts = lookup.split(LOOKUP_SEP)
    for index, part in enumerate(parts):
        try:
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        except FieldDoesNotExist:
            return parts[index:] if index else []
        if not field.related_model:
            return parts[index + 1 :]
        model = field.related_model
    return []

"""By what the list of events is narrowed, beside the columns of the event itself."""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.db.models import Max, Min, Model
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from events.calendar import Month
from events.span import months_between
from hosts.models import Host
from i18n.texts import current_language, text_of
from places.models import City, Country
from publishing import clock
from staff.scope import scope_of

#: Months of one list: a row of a wrong year cannot make it longer.
MOST_MONTHS = 60


class RelatedFilter(admin.RelatedFieldListFilter):
    """What leads to another thing: names none that the account may not see."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[Any, Any]]:
        scope, related = scope_of(request.user), field.related_model
        if not scope.hides(related):
            return super().field_choices(field, request, model_admin)
        seen = scope.within(related._base_manager.all()).values("pk")
        ordering = self.field_admin_ordering(field, request, model_admin)
        choices: list[tuple[Any, Any]] = field.get_choices(
            include_blank=False, ordering=ordering, limit_choices_to={"pk__in": seen}
        )
        return choices


admin.FieldListFilter.register(
    lambda field: bool(field.remote_field), RelatedFilter, take_priority=True
)


class DueFilter(admin.SimpleListFilter):
    """What somebody owes the public."""

    title = _("what is due")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [
            ("coming", _("expected, and not over")),
            ("overdue", _("past its date, without an outcome")),
            ("postponed", _("postponed, without a new date")),
            ("unannounced", _("without a history")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "coming":
                return queryset.upcoming(clock.now())
            case "overdue":
                return queryset.overdue(clock.now())
            case "postponed":
                return queryset.postponed()
            case "unannounced":
                return queryset.filter(changes__isnull=True)
        return queryset


class SelectFilter(admin.SimpleListFilter):
    """One of many, chosen in a select: a column of links would be longer than the list. Works without scripts."""

    template = "admin/select_filter.html"
    #: The other conditions of the list, which the form sends along: name and value.
    others: tuple[tuple[str, str], ...] = ()

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        own = (str(self.parameter_name), PAGE_VAR)
        query = changelist.get_query_string(remove=own).removeprefix("?")
        self.others = tuple(_pairs(query))
        yield {"value": "", "display": _("All"), "selected": self.value() is None}
        for value, display in self.lookup_choices:
            yield {"value": value, "display": display, "selected": self.value() == str(value)}


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    for name, values in QueryDict(query).lists():
        yield from ((name, value) for value in values)


class MonthFilter(SelectFilter):
    """What is, or was once planned, in a month: vague and moved events too."""

    title = _("month")
    parameter_name = "in_month"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        bounds = model_admin.get_queryset(request).aggregate(
            first=Min("starts_on"), last=Max("ends_on")
        )
        if not bounds["first"]:
            return []
        first, last = Month.of(bounds["first"]), Month.of(bounds["last"])
        months = months_between(first, min(last, first.plus(MOST_MONTHS - 1) or last))
        return [(str(month), month.say(current_language())) for month in months]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        month = Month.read(self.value() or "")
        if month is None or self.value() not in dict(self.lookup_choices):
            return queryset
        return queryset.touching(month.first, month.last)


class NamedFilter(SelectFilter):
    """One of the things that stand at an event of the list: of a `kind`, which its relation `used_by` leads to events."""

    kind: type[Model]
    used_by = "events"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        events = model_admin.get_queryset(request).order_by().values("pk")
        rows = self.kind._default_manager.filter(**{f"{self.used_by}__in": events}).distinct()
        return sorted(((row.slug, str(text_of(row, "name"))) for row in rows), key=itemgetter(1))  # type: ignore[attr-defined]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return self.narrowed(queryset, str(self.value())) if self.value() else queryset

    def narrowed(self, events: Any, slug: str) -> Any:
        """Return those of `events` at which the thing called `slug` stands."""
        raise NotImplementedError


class HostFilter(NamedFilter):
    title = _("host")
    parameter_name = "host"
    kind = Host

    def narrowed(self, events: Any, slug: str) -> Any:
        return events.of_hosts([slug])


class CityFilter(NamedFilter):
    title = _("city")
    parameter_name = "city"
    kind = City

    def narrowed(self, events: Any, slug: str) -> Any:
        return events.in_cities([slug])


class ChairFilter(NamedFilter):
    title = _("chair")
    parameter_name = "chaired_by"
    kind = Country
    used_by = "chaired_events"

    def narrowed(self, events: Any, slug: str) -> Any:
        return events.filter(chair__slug=slug)

"""What may stand in a query string, and what it means. The documentation is made of it too."""

from typing import Any, TypeVar

from django import forms
from django.db.models import QuerySet

from api.fields import (
    EARLIEST,
    LATEST,
    Codes,
    DayParameter,
    Flag,
    MarkParameter,
    Moment,
    Several,
    Slugs,
    WholeNumber,
)
from api.v1.pagination import DEFAULT_LIMIT, LARGEST_LIMIT
from documents.models import Document
from documents.querysets import TEXT
from events.facets.registry import FACETS, CodedValues, Facet
from events.models import Event
from presidencies.models import Presidency
from publishing import records

LARGEST_RECORD = 2**63 - 1
Rows = TypeVar("Rows", bound=QuerySet[Any])


class ListParameters(forms.Form):
    """Of every list."""

    after = WholeNumber(
        0, LARGEST_RECORD, "Only records with a higher number. Take it from `newest_record`."
    )
    mark = MarkParameter(
        "The `newest_mark` that came with the number in `after`: a record that has another one now "
        "is answered by 410."
    )
    limit = WholeNumber(
        1, LARGEST_LIMIT, f"At most so many results on a page; {DEFAULT_LIMIT} without it."
    )
    updated_since = Moment(
        "Only what was recorded at this time or later, and again what was in the hour before it. "
        "To miss nothing and get nothing twice, use `after`."
    )
    withdrawn = Flag(
        "Whether withdrawn things are listed, as tombstones. Without it they are when `after` "
        "(above 0) or `updated_since` is given."
    )

    def clean(self) -> None:
        if self.cleaned_data.get("mark") and not self.cleaned_data.get("after"):
            self.add_error("mark", "Give it with `after`, above 0.")


class BelongingParameters(ListParameters):
    """Of the lists of what belongs to a presidency."""

    presidency = Slugs(
        Presidency.objects.all, "Of this presidency. Repeated: of any of these. Without it of all."
    )


class DocumentParameters(BelongingParameters):
    """Of the list of documents."""

    text = Codes(
        TEXT,
        "Documents whose own text can be read, as a file or behind `url`, or those of which only "
        "reports are known.",
    )


class EventParameters(BelongingParameters):
    """Of the list of events. All that are given must hold; a repeated one holds for any value."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {name: field_of(facet) for name, facet in FACETS.items()}
        self.fields["to"] = DayParameter(
            "Taking place on or before this day (inclusive). See `from`."
        )
        self.fields["from"] = DayParameter(
            "Taking place on or after this day (inclusive). A vague date matches when its bounds "
            "touch the days asked for; an event without a date does not match."
        )

    def clean(self) -> None:
        super().clean()
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if first and last and first > last:
            self.add_error("from", "It lies after the day of `to`.")


def field_of(facet: Facet) -> Several:
    values = facet.values
    if isinstance(values, CodedValues):
        return Codes(values.codes.values, facet.description)
    return Slugs(values.known, facet.description)


def slugs_of_presidencies(kind: str, parameters: dict[str, Any]) -> QuerySet[Any] | None:
    """Return a query for the slugs of what is public of the presidencies named; None when all is."""
    if not parameters["presidency"]:
        return None
    manager: Any = records.kind_named(kind).model._default_manager
    rows: QuerySet[Any] = manager.published_anywhere()
    return _of_presidencies(rows, parameters).order_by().values("slug")


def _of_presidencies(rows: Rows, parameters: dict[str, Any]) -> Rows:
    """Narrow `rows` to those of the presidencies that are named, if any are."""
    slugs = parameters["presidency"]
    return rows.filter(presidency__slug__in=slugs) if slugs else rows


def slugs_of_documents(parameters: dict[str, Any]) -> QuerySet[Any] | None:
    """Return a query for the slugs of the public documents that match; None when all do."""
    if not parameters["presidency"] and not parameters["text"]:
        return None
    documents = _of_presidencies(Document.objects.published_anywhere(), parameters)
    if parameters["text"]:
        documents = documents.by_text(parameters["text"])
    return documents.order_by().values("slug")


def slugs_of_events(parameters: dict[str, Any]) -> QuerySet[Any] | None:
    """Return a query for the slugs of the public events that match; None when all do."""
    facets = {name: values for name in FACETS if (values := parameters[name])}
    if not facets and not any(parameters[name] for name in ("presidency", "from", "to")):
        return None
    events = _of_presidencies(Event.objects.published_anywhere(), parameters)
    for name, values in facets.items():
        events = FACETS[name].narrowed(events, values)
    if parameters["from"] or parameters["to"]:
        events = events.overlapping(parameters["from"] or EARLIEST, parameters["to"] or LATEST)
    return events.order_by().values("slug")

"""What every form asks by which an editor changes the facts of an event.

Its date part leads from what was typed to a Period.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy

from events.actions.changes import Announcement, FactChanges
from events.calendar import MONTHS, misfit, unit
from events.dates import Period, PeriodError, Precision
from events.models import Event
from i18n.fields import AddressInput
from i18n.texts import StrOrPromise
from places.models import City
from publishing.years import UsualYears, organisation_years
from staff.event_forms import facts_state
from staff.fact_forms import AnnouncedByToday, FactDayField, FactForm, FieldGroup, text_fields
from staff.forms import publication_state

PRECISION_LABELS: dict[Precision, StrOrPromise] = {
    Precision.NONE: gettext_lazy("no date yet"),
    Precision.DAY: gettext_lazy("day"),
    Precision.PART_OF_MONTH: gettext_lazy("part of a month"),
    Precision.MONTH: gettext_lazy("month"),
    Precision.QUARTER: gettext_lazy("quarter"),
    Precision.HALF_YEAR: gettext_lazy("half of a year"),
    Precision.PART_OF_YEAR: gettext_lazy("part of a year"),
    Precision.YEAR: gettext_lazy("year"),
}
#: The fields by which the parts of a period are asked for, where their names differ.
FIELDS = {"first": "first_day", "last": "last_day"}


def period_of(cleaned: Mapping[str, Any], words: Mapping[str, str]) -> Period:
    """Return the period that the cleaned date fields say.

    Raises ValidationError, by the field that is wrong. A month, quarter, half or year is taken
    whole.
    """
    precision = Precision(cleaned.get("precision") or Precision.NONE)
    first, last = cleaned.get("first_day"), cleaned.get("last_day")
    if precision == Precision.NONE:
        if first or last:
            raise _wrong("precision", _("Clear the days, or say how exact they are."))
        _refuse_clocks(cleaned)
        return Period(words=words)
    if first is None:
        raise _wrong("first_day", _("Give the first day."))
    first, last = _bounds(precision, first, last)
    if last < first:
        raise _wrong("last_day", _("The last day lies before the first."))
    if precision != Precision.DAY:
        _refuse_clocks(cleaned)
        return _vague(Period(first, last, precision, words=words))
    return _exact(first, last, cleaned, words)


def _wrong(field: str, problem: str) -> forms.ValidationError:
    return forms.ValidationError({field: problem})


def _refuse_clocks(cleaned: Mapping[str, Any]) -> None:
    for name in ("opens", "closes"):
        if cleaned.get(name):
            raise _wrong(
                name,
                _("A clock time goes with exact days only: clear the times, or give the days."),
            )


def _bounds(precision: Precision, first: date, last: date | None) -> tuple[date, date]:
    if precision in MONTHS:
        months = MONTHS[precision]
        return unit(first, months)[0], unit(last or first, months)[1]
    if last is None and precision != Precision.DAY:
        raise _wrong("last_day", _("Give the last day of the part too."))
    return first, last or first


def _vague(period: Period) -> Period:
    if problem := misfit(period):
        raise _wrong("last_day", problem)
    return period


def _exact(first: date, last: date, cleaned: Mapping[str, Any], words: Mapping[str, str]) -> Period:
    opens, closes = cleaned.get("opens"), cleaned.get("closes")
    if not opens and not closes:
        return Period(first, last, Precision.DAY, words=words)
    if opens and closes and first == last and closes < opens:
        raise _wrong("closes", _("The closing time lies before the opening time."))
    try:
        return Period(first, last, Precision.MINUTE, opens, closes, cleaned["zone"], words)
    except PeriodError as error:
        raise _wrong(FIELDS.get(error.part, error.part), str(error)) from error


def fields_of(period: Period) -> dict[str, Any]:
    """Return the date fields that say `period`: what `period_of` takes, but for the words."""
    precision = Precision.DAY if period.is_exact else period.precision
    return {
        "precision": precision.value,
        "first_day": period.first,
        "last_day": period.last,
        "opens": period.opens,
        "closes": period.closes,
        "zone": period.zone,
    }


#: How exactly the day of an announcement can be known.
ANNOUNCED = (Precision.DAY, Precision.MONTH, Precision.YEAR)


class BareForm(FactForm):
    """Asks nothing. Made for one event, on one day."""

    counter = "sequence"
    sequence = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, event: Event, today: date, data: Mapping[str, Any] | None = None) -> None:
        self.event, self.today = event, today
        super().__init__(data)
        self.initial["sequence"] = event.sequence

    def state(self) -> dict[str, tuple[str, str, str]]:
        return {**publication_state(self.event), "sequence": facts_state(self.event)}

    def clean_sequence(self) -> int:
        sequence: int = self.cleaned_data["sequence"]
        if sequence != self.event.sequence:
            raise forms.ValidationError(
                gettext_lazy("The event was changed after you opened this form: open it anew.")
            )
        return sequence

    def groups(self) -> Iterator[FieldGroup]:
        """Yield the fields in the order of the page."""
        yield from ()


class AnnouncementFields(AnnouncedByToday, FactForm):
    """Asks who told of a change, when, and why. Made on one day, `today`."""

    unguarded = ("announced_on",)
    usual_years: ClassVar[UsualYears] = {"announced_on": organisation_years}

    source_url = AddressInput(
        label=gettext_lazy("Source"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "The address of a page that says so. A letter, a note or an order has none: put it under “Documents”, "
            "or tell of it in a news item here, and give the address of that page; name its number and date in the "
            "reason."
        ),
    )
    announced_on = FactDayField(
        label=gettext_lazy("Announced on"),
        help_text=gettext_lazy("Leave it empty when the day is not known."),
    )
    announced_precision = forms.ChoiceField(
        label=gettext_lazy("Known to the"),
        choices=[(precision.value, PRECISION_LABELS[precision]) for precision in ANNOUNCED],
        initial=Precision.DAY.value,
    )

    def ask(self) -> None:
        """Add the reason in each language, and begin with today: once the form is made."""
        self.fields |= text_fields("reason", rows=3)
        self.initial["announced_on"] = self.today

    def announcement(self) -> Announcement:
        return Announcement(
            on=self.cleaned_data["announced_on"],
            precision=Precision(self.cleaned_data["announced_precision"]),
            reason=self.written("reason"),
            source_url=self.cleaned_data["source_url"],
        )

    def groups_of_announcement(self, hint: StrOrPromise) -> Iterator[FieldGroup]:
        """Yield why and by whom, in the order of the page."""
        yield self.by_language(gettext_lazy("Reason"), "reason", hint)
        yield self.together(
            gettext_lazy("Source"), "source_url", "announced_on", "announced_precision"
        )
        yield from self.asked_years()


class ActionForm(BareForm, AnnouncementFields):
    """Asks who told of a change of one event, when, and why."""

    def __init__(self, event: Event, today: date, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(event, today, data)
        self.ask()

    @cached_property
    def known_cities(self) -> list[City]:
        """Every city with its country: among them an event moves, and from them come the zones."""
        return list(City.objects.with_country())

    def moves(self) -> FactChanges:
        """Return the facts that the editor changed."""
        return FactChanges()

    def groups(self) -> Iterator[FieldGroup]:
        yield from self.groups_of_announcement(
            gettext_lazy("Visitors read it. Write it in every language.")
        )

"""The form of each action, put together from its parts: when, where and how, under which name, with which outcome.

A part that starts from the present facts hands on only what the editor changed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from events.actions import decisions
from events.actions.changes import FactChanges
from events.actions.decisions import CommonAct
from events.dates import EXACT, Period, Precision
from events.enums import Format, Status
from events.models import Event
from i18n.collation import reading_key
from i18n.texts import StrOrPromise, text_of, written_texts
from places.models import City
from presidencies.current import current
from publishing.years import UsualYears, presidency_years
from staff.actions.fields import (
    PRECISION_LABELS,
    ActionForm,
    AnnouncementFields,
    fields_of,
    period_of,
)
from staff.conflicts import put
from staff.fact_forms import (
    ClockField,
    FactDayField,
    FieldGroup,
    LastDayField,
    text_fields,
    text_name,
)

DATE_FIELDS = ("precision", "first_day", "last_day", "opens", "closes", "zone", "words")
VAGUE = tuple(precision for precision in PRECISION_LABELS if precision not in EXACT)
DATED = tuple(precision for precision in PRECISION_LABELS if precision != Precision.NONE)


class PeriodPart(ActionForm):
    """Asks when the event takes place, as exactly as it is known."""

    precisions: tuple[Precision, ...] = DATED
    starts_from_present = True
    usual_years: ClassVar[UsualYears] = {
        **ActionForm.usual_years,
        "first_day": presidency_years,
        "last_day": presidency_years,
    }

    first_day = FactDayField(label=gettext_lazy("First day"))
    last_day = LastDayField()
    opens = ClockField(label=gettext_lazy("Opens at"))
    closes = ClockField(label=gettext_lazy("Closes at"))

    def __init__(self, event: Event, *others: Any) -> None:
        super().__init__(event, *others)
        labels = [(precision.value, PRECISION_LABELS[precision]) for precision in self.precisions]
        self.fields["precision"] = forms.ChoiceField(
            label=gettext_lazy("Known to the"), choices=labels, initial=self.precisions[0].value
        )
        self.fields["zone"] = forms.ChoiceField(
            label=gettext_lazy("Time zone"), choices=_zones(event, self.known_cities)
        )
        self.fields |= text_fields("words", length=120)
        if self.starts_from_present:
            self.initial.update(fields_of(event.period))
            self.initial.update(_initial_texts("words", event, "date_words"))
        self.initial["zone"] = event.time_zone or _zone_of_place(event)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and self._asks_for_a_date():
            period = period_of(cleaned, self.written("words"))
            cleaned["period"] = replace(period, words=self._words_of(period))
        return cleaned

    def _words_of(self, period: Period) -> dict[str, str]:
        """Return what `period` is called: words that nobody changed named the days before, and go with them."""
        if period.same_days(self.event.period):
            return self.written("words")
        return written_anew(self, "words")

    def moves(self) -> FactChanges:
        moves = super().moves()
        if not self._asks_for_a_date():
            return moves
        return replace(moves, period=self.cleaned_data["period"])

    def _asks_for_a_date(self) -> bool:
        return not self.starts_from_present or self.touched(*DATE_FIELDS)

    def groups(self) -> Iterator[FieldGroup]:
        yield self.together(gettext_lazy("Date"), "precision", "first_day", "last_day")
        yield self.together(
            gettext_lazy("Clock times, where they are known"), "opens", "closes", "zone"
        )
        hint = gettext_lazy(
            "Only where the days do not say it all: they are shown in place of the date. When the days "
            "change, words that stay as they are go."
        )
        yield self.by_language(gettext_lazy("The date in words"), "words", hint)
        yield from super().groups()


def _zones(event: Event, cities: Iterable[City]) -> list[tuple[str, str]]:
    zones = {city.time_zone for city in cities}
    zones |= {event.time_zone, _zone_of_place(event)} - {""}
    return [(zone, zone) for zone in sorted(zones)]


def _zone_of_place(event: Event) -> str:
    cities = list(event.cities.all())
    return cities[0].time_zone if cities else current().time_zone


def _initial_texts(name: str, event: Event, field: str) -> dict[str, str]:
    texts = written_texts(event, field)
    return {text_name(name, code): text or "" for code, text in texts.items()}


def written_anew(form: ActionForm, name: str) -> dict[str, str]:
    """Return the text `name` in the languages in which the editor changed it.

    What nobody changed was said of the fact before: whoever looks at the preview sees it gone.
    """
    texts = form.written(name)
    stale = {code for code in texts if text_name(name, code) not in form.changed_data}
    form.data = form.data.copy()  # type: ignore[attr-defined]  # a dict, whichever
    for code in stale:
        put(form.data, text_name(name, code), "")
    return {code: text for code, text in texts.items() if code not in stale}


class PlacePart(ActionForm):
    """Asks where the event meets and in which format."""

    def __init__(self, event: Event, *others: Any) -> None:
        super().__init__(event, *others)
        label, boxes = gettext_lazy("Format"), forms.CheckboxSelectMultiple({"class": "act-cities"})
        self.fields["format"] = forms.ChoiceField(label=label, choices=Format.choices)
        self.fields["cities"] = forms.MultipleChoiceField(
            label=gettext_lazy("Cities"),
            required=False,
            choices=_choices(self.known_cities),
            widget=boxes,
        )
        self.fields |= text_fields("venue", length=200)
        self.initial["format"] = event.format
        self.initial["cities"] = [city.slug for city in event.cities.all()]
        self.initial.update(_initial_texts("venue", event, "venue"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self._leaves_its_cities(cleaned.get("cities")):
            cleaned["venue"] = written_anew(self, "venue")
        return cleaned

    def _leaves_its_cities(self, cities: list[str] | None) -> bool:
        """Whether no city stays in which its hall could stand."""
        venue, former_cities = written_texts(self.event, "venue"), self.initial["cities"]
        is_left = cities is not None and set(former_cities).isdisjoint(cities)
        return bool(former_cities) and is_left and any(venue.values())

    def moves(self) -> FactChanges:
        moves = super().moves()
        if self.touched("format"):
            moves = replace(moves, format=self.cleaned_data["format"])
        if self.touched("cities"):
            moves = replace(moves, cities=tuple(self.cleaned_data["cities"]))
        if "venue" in self.cleaned_data:
            moves = replace(moves, venue=self.cleaned_data["venue"])
        elif self.touched("venue"):
            moves = replace(moves, venue=self.written("venue"))
        return moves

    def groups(self) -> Iterator[FieldGroup]:
        yield self.together(gettext_lazy("Format and place"), "format", "cities")
        hint = gettext_lazy(
            "The building or the hall, when it is known. When the cities change, one that stays as it is "
            "goes."
        )
        yield self.by_language(gettext_lazy("Venue"), "venue", hint)
        yield from super().groups()


def _choices(cities: Iterable[City]) -> list[tuple[str, str]]:
    choices = [
        (city.slug, f"{text_of(city, 'name')} ({text_of(city.country, 'name')})") for city in cities
    ]
    return sorted(choices, key=lambda choice: reading_key(choice[1]))


class TitlePart(ActionForm):
    """Asks for the name of the event."""

    def __init__(self, event: Event, *others: Any) -> None:
        super().__init__(event, *others)
        self.fields |= text_fields("title", length=400, rows=2)
        self.initial.update(_initial_texts("title", event, "title"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for code, title in written_texts(self.event, "title").items():
            if title and not cleaned.get(text_name("title", code)):
                self.add_error(
                    text_name("title", code), gettext_lazy("A title can change, but not go.")
                )
        return cleaned

    def moves(self) -> FactChanges:
        moves = super().moves()
        if not self.touched("title"):
            return moves
        return replace(moves, titles=self.new_titles())

    def new_titles(self) -> dict[str, str]:
        """Return the titles that the editor changed, by language."""
        titles = written_texts(self.event, "title")
        return {c: text for c, text in self.written("title").items() if text != titles[c]}

    def groups(self) -> Iterator[FieldGroup]:
        yield self.by_language(gettext_lazy("Title"), "title")
        yield from super().groups()


class StatusPart(ActionForm):
    """Asks what became of the event."""

    def __init__(self, event: Event, *others: Any) -> None:
        super().__init__(event, *others)
        self.fields["status"] = forms.ChoiceField(
            label=gettext_lazy("Status"), choices=Status.choices
        )
        self.initial["status"] = event.status

    def groups(self) -> Iterator[FieldGroup]:
        yield self.together(gettext_lazy("Status"), "status")
        yield from super().groups()


class AnnounceForm(PeriodPart, PlacePart):
    precisions = (*DATED, Precision.NONE)


class ConfirmForm(PeriodPart):
    """The bounds of a vague date are no days to confirm: they are not offered as such."""

    precisions = (Precision.DAY,)

    def __init__(self, event: Event, *others: Any) -> None:
        self.starts_from_present = event.period.is_exact
        super().__init__(event, *others)


class MoveForm(PeriodPart):
    """Starts without days, and with the present clock time: whoever drops it does so knowingly."""

    starts_from_present = False

    def __init__(self, event: Event, *others: Any) -> None:
        super().__init__(event, *others)
        self.initial |= {"opens": event.opens_at, "closes": event.closes_at}


class PostponeForm(PeriodPart):
    precisions = VAGUE
    starts_from_present = False


class PlaceForm(PlacePart, PeriodPart):
    precisions = (*DATED, Precision.NONE)


class CancelForm(ActionForm):
    pass


class ReinstateForm(PeriodPart):
    """Starts from the date that the event had; whoever leaves it alone says that it holds."""

    precisions = (*DATED, Precision.NONE)


class HoldForm(PeriodPart, PlacePart):
    pass


class RenameForm(TitlePart):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.touched("title"):
            raise forms.ValidationError(_("Give a title other than the present one."))
        return cleaned


class CorrectForm(StatusPart, TitlePart, PeriodPart, PlacePart):
    precisions = (*DATED, Precision.NONE)


#: Ten years: who means more means something else.
MOST_DAYS = 3660


@dataclass(frozen=True)
class CommonAction:
    """What can be decided of several events: its label, and the act that a valid form asks for."""

    label: StrOrPromise
    explanation: StrOrPromise
    act: "Callable[[DecisionForm], CommonAct]"


COMMON_ACTIONS = {
    "postpone": CommonAction(
        gettext_lazy("Postpone"),
        gettext_lazy("Takes the date off each of them; a new one is to be confirmed."),
        lambda _form: decisions.postponing(),
    ),
    "shift": CommonAction(
        gettext_lazy("Shift by days"),
        gettext_lazy("Gives each a date so many days later, or earlier. Clock times stay."),
        lambda form: decisions.shifting(form.cleaned_data["days"]),
    ),
    "online": CommonAction(
        gettext_lazy("Move online"),
        gettext_lazy("Moves each online: its place goes."),
        lambda _form: decisions.moving_online(),
    ),
    "cancel": CommonAction(
        gettext_lazy("Cancel"),
        gettext_lazy("Calls each of them off. The pages stay, with the reason."),
        lambda _form: decisions.cancelling(),
    ),
    "reinstate": CommonAction(
        gettext_lazy("Take place after all"),
        gettext_lazy("Says of what was cancelled that it takes place, on the date that it had."),
        lambda _form: decisions.reinstating(),
    ),
    "confirm": CommonAction(
        gettext_lazy("Confirm"),
        gettext_lazy("Says that each takes place on its very days."),
        lambda _form: decisions.confirming(),
    ),
    "hold": CommonAction(
        gettext_lazy("Mark as held"),
        gettext_lazy("Says that each took place as it was planned."),
        lambda _form: decisions.holding(),
    ),
}


class DecisionForm(AnnouncementFields):
    """Made on one day, for whichever events."""

    act = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[(code, action.label) for code, action in COMMON_ACTIONS.items()],
        initial="postpone",
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(
        label=gettext_lazy("By so many days"),
        required=False,
        min_value=-MOST_DAYS,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("Only to shift: 14 is two weeks later, -7 a week earlier."),
    )

    usual_years: ClassVar[UsualYears] = {
        **AnnouncementFields.usual_years,
        "days": presidency_years,
    }

    def __init__(
        self, today: date, data: Mapping[str, Any] | None = None, events: Sequence[Event] = ()
    ) -> None:
        self.today = today
        self.events = events
        super().__init__(data)
        self.ask()

    def days_given(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        given = super().days_given(cleaned)
        return {**given, "days": self._unusual_day(cleaned)} if "days" in given else given

    def _unusual_day(self, cleaned: Mapping[str, Any]) -> date | None:
        """Return a day outside the usual years to which one of the events would be shifted."""
        if cleaned.get("act") != "shift" or not cleaned.get("days"):
            return None
        moved, usual = timedelta(days=cleaned["days"]), presidency_years()
        periods = (event.period for event in self.events if event.period.is_dated)
        shifted = (day + moved for period in periods for day in period.bounds)
        return next((day for day in shifted if day.year not in usual), None)

    @property
    def action(self) -> CommonAction:
        return COMMON_ACTIONS[self.cleaned_data["act"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("act") == "shift" and not cleaned.get("days") and "days" not in self.errors:
            self.add_error("days", _("Say by how many days they are shifted."))
        return cleaned

    def groups(self) -> Iterator[FieldGroup]:
        """Yield the fields in the order of the page."""
        yield self.together(gettext_lazy("What is decided"), "act", "days")
        yield from self.groups_of_announcement(
            gettext_lazy(
                "Visitors read it at each event. One language is enough: the others stand in the "
                "translators’ work list, and are added later."
            )
        )

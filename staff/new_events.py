"""The form of a new event: its texts, with when and where it takes place, in one page.

A city that is not kept yet is found among the towns of GeoNames, and made as the event is saved.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from events.actions.announcement import Announcement, FactChanges
from events.dates import Period
from events.enums import Format
from i18n.fields import AddressInput
from i18n.texts import content_languages
from places.models import City
from presidencies.current import current
from publishing.years import UsualYears, doubts, organisation_years, presidency_years
from staff.actions.fields import PRECISION_LABELS, period_of
from staff.event_forms import EventForm
from staff.fact_forms import YEARS_ARE_RIGHT, FactDayField, text_fields, text_name
from staff.new_cities import CALLED, NAMES_OF_CITY, CityForm

CLOCK = forms.TimeInput({"type": "time"}, "%H:%M")
#: What the texts of the facts are.
LABELS = {
    "words": gettext_lazy("Date in words"),
    "hall": gettext_lazy("Venue"),
    CALLED: gettext_lazy("Name of the city"),
}
#: Where a fault of a date stands, by its part.
OWN_FIELDS = {"precision": "exactness", "zone": "opens"}


class _Texts(forms.Form):
    """The texts of the facts, once in each language."""

    locals().update(text_fields("words", length=120) | text_fields("hall", length=200))


class NewEventForm(_Texts, CityForm, EventForm):
    """Texts and relations, and what is known of the facts. None of these has to be known."""

    usual_years: ClassVar[UsualYears] = {
        "first_day": presidency_years,
        "last_day": presidency_years,
        "announced_on": organisation_years,
    }
    #: Of whoever fills it in: the day, and whether they may prepare facts.
    today: date
    asks_facts = True

    #: The names of the model’s own columns are closed to forms: those of the facts are others here.
    exactness = forms.ChoiceField(
        label=gettext_lazy("Known to the"),
        required=False,
        choices=[(precision.value, label) for precision, label in PRECISION_LABELS.items()],
    )
    first_day = FactDayField(label=gettext_lazy("First day"))
    last_day = FactDayField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy(
            "Empty: the first day alone, or to the end of its month, quarter or year."
        ),
    )
    opens = forms.TimeField(label=gettext_lazy("Opens at"), required=False, widget=CLOCK)
    closes = forms.TimeField(
        label=gettext_lazy("Closes at"),
        required=False,
        widget=CLOCK,
        help_text=gettext_lazy("By the clocks of the city; without one, of the presidency."),
    )
    meeting_format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        required=False,
        choices=Format.choices,
        initial=Format.UNKNOWN.value,
    )
    source_url = AddressInput(
        label=gettext_lazy("Announced at"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("The address of whoever told of it. It opens the history."),
    )
    announced_on = FactDayField(
        label=gettext_lazy("Announced on"),
        help_text=gettext_lazy("Leave it empty when the day is not known."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.period = Period.undated()
        if self.asks_facts:
            self._label_texts()
            return
        for name in FACT_FIELDS:
            del self.fields[name]

    def _label_texts(self) -> None:
        """Say of each text what it is and in which language; of a new city nothing is asked yet."""
        for name, label in LABELS.items():
            for code, language in content_languages():
                words = {"text": label, "language": language}
                self.fields[text_name(name, code)].label = _("%(text)s (%(language)s)") % words
        for name in NAMES_OF_CITY:
            self.fields[name].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.asks_facts:
            if cleaned.get("city"):
                self._find_city(cleaned)
            self._read_period(cleaned)
            self._ask_years(cleaned)
        return cleaned

    def clean_announced_on(self) -> date | None:
        day: date | None = self.cleaned_data["announced_on"]
        if day is not None and day > self.today:
            raise ValidationError(_("An announcement cannot lie in the future."))
        return day

    # --- when -------------------------------------------------------------------------------

    def _read_period(self, cleaned: Mapping[str, Any]) -> None:
        asked = {"exactness", "first_day", "last_day", "opens", "closes"}
        if asked & self.errors.keys():
            return
        place = self.known_city or self.place
        zone = place.time_zone if place else current().time_zone
        facts = {**cleaned, "precision": cleaned.get("exactness"), "zone": zone}
        try:
            self.period = period_of(facts, self._written("words"))
        except ValidationError as error:
            for name, problems in error.message_dict.items():
                self.add_error(OWN_FIELDS.get(name, name), problems)

    def _ask_years(self, cleaned: Mapping[str, Any]) -> None:
        days = {name: cleaned.get(name) for name in self.usual_years if name in self.changed_data}
        if not cleaned.get(YEARS_ARE_RIGHT):
            for name, question in doubts(self.usual_years, days).items():
                self.add_error(name, question)

    # --- what is known ----------------------------------------------------------------------

    def moves(self, city: City | None) -> FactChanges:
        """Return the facts of the event, which takes place in `city`."""
        return FactChanges(
            period=self.period,
            format=self.cleaned_data.get("meeting_format") or Format.UNKNOWN.value,
            cities=(city.slug,) if city else (),
            venue=self._written("hall"),
        )

    def announcement(self) -> Announcement | None:
        """Return what was announced; None where the form names neither source nor day."""
        on, source = self.cleaned_data.get("announced_on"), self.cleaned_data.get("source_url")
        return Announcement(on=on, source_url=source or "") if on or source else None


#: What takes the right to prepare the facts of a draft.
FACT_FIELDS = [
    name for name in NewEventForm.declared_fields if name not in EventForm.declared_fields
]

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

from babel.lists import format_list
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Prefetch, prefetch_related_objects
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext, gettext_lazy as _

from events.actions.addresses import left_by
from events.actions.titles import recorded_titles
from events.enums import Format, Status
from events.models import Event, EventHost
from hosts.models import Host
from i18n.texts import (
    Text,
    column,
    current_locale,
    first_text_of,
    name_lazy,
    text_of,
)
from places.models import PlaceNames
from presidencies.current import names_in_sentence
from priorities.models import Priority
from staff.conflicts import put
from staff.forms import GuardedFormSet, GuardedModelForm, LinesField, PublishableForm
from staff.scope import WHOLE
from website.presenters import dates, event_card
from website.presenters.changes import FactMove, HistoryEntry, plainly

#: The priorities of an event, as its form names them.
FOREIGN = _(
    "Of another presidency: %(priorities)s. The link stays until you take it off, and cannot be made again."
)
NOT_OWN = _(
    "Bodies that are not yours stay once they are named: others may reach the event by them. An editor takes them off."
)
LINKED = Priority.objects.select_related("presidency")
#: Of what was never told.
UNKNOWN = Text("", "", "")


class EventForm(PublishableForm):
    """Identity, texts and relations. Facts change by the writers of events.actions."""

    scope = WHOLE
    sources = LinesField(
        label=_("Sources"),
        help_text=_("Addresses of pages, one a line."),
        line_validators=[URLValidator(schemes=["http", "https"])],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        event = kwargs.get("instance")
        if event and event.pk:
            # A page asks of them more than once. What a sent form writes is not to be read from here: it writes no city.
            is_sent = (args[0] if args else kwargs.get("data")) is not None
            shown = () if is_sent else ("changes", "bodies", Prefetch("priorities", LINKED))
            prefetch_related_objects([event], "cities", *shown)
        super().__init__(*args, **kwargs)
        self.linked: list[Priority] = [*self.instance.priorities.all()] if self.instance.pk else []
        if field := self.fields.get("priorities"):
            self._offer(field)
        if self.instance.pk and (field := self.fields.get("bodies")) and self.scope.is_limited:
            self._lock_foreign(field)

    def _lock_foreign(self, field: forms.Field) -> None:
        """Leave to an account with limits the bodies of its own: by others the event is another's too."""
        bodies = self.instance.bodies.all()
        foreign = [str(body.pk) for body in bodies if body.slug not in self.scope.bodies]
        boxes: Any = field.widget
        boxes = getattr(boxes, "widget", boxes)  # the admin puts links round it
        boxes.locked = frozenset(foreign)
        if boxes.locked:
            field.help_text = format_lazy("{} {}", NOT_OWN, field.help_text)

    def _offer(self, field: forms.Field) -> None:
        """Offer the priorities of the event's own presidency, and explain a link to another one's."""
        event, foreign = self.instance, self.instance.foreign(self.linked)
        own = field.queryset.of(event.presidency_id).in_order()  # type: ignore[attr-defined]  # of a choice among rows
        field.choices = [  # type: ignore[attr-defined]  # of a choice among rows
            *((one.pk, name_lazy(one)) for one in own),
            *((one.pk, _of_another(one)) for one in foreign),
        ]
        if foreign:
            text = FOREIGN % {"priorities": names_in_sentence(foreign)}
            field.help_text = f"{text} {field.help_text}"

    def clean_bodies(self) -> Any:
        """Note what is chosen for the rows below: they ask whose event it is."""
        bodies = self.cleaned_data["bodies"]
        self.instance.chosen_bodies = frozenset(body.slug for body in bodies)
        return bodies

    def clean(self) -> dict[str, Any]:
        """Refuse an address that was once another event's: it leads there."""
        cleaned = super().clean()
        if problem := left_by(cleaned.get("slug") or "", self.instance):
            self.add_error("slug", problem)
        return cleaned

    def clean_priorities(self) -> Any:
        """Refuse what the event would serve from now on, and what is of another presidency."""
        priorities = self.cleaned_data["priorities"]
        if foreign := self.instance.foreign(set(priorities).difference(self.linked)):
            foreign.sort(key=attrgetter("pk"))
            problem = _(
                "Of another presidency than the event: %(priorities)s. Choose among those of its own."
            )
            raise ValidationError(problem % {"priorities": names_in_sentence(foreign)})
        return priorities

    def lock(self) -> None:
        """Leave the titles that the history tells to the actions “Rename…” and “Correct…”."""
        for code in recorded_titles(self.instance.changes.all()) if self.instance.pk else ():
            if field := self.fields.get(column("title", code)):
                field.disabled = True
                field.help_text = _("The history tells it: use “Rename…” or “Correct…”.")

    def state(self) -> dict[str, tuple[str, str, str]]:
        """A text may tell of the facts: whoever edits it knows that they changed."""
        return {**super().state(), "sequence": facts_state(self.instance)}


class EventHostForm(GuardedModelForm):
    """One who holds the event. Another one is another row: two rows may not trade places half-way."""

    class Meta:
        model = EventHost
        fields = ("host", "role", "position")

    def lock(self) -> None:
        if self.instance.pk and "host" in self.fields:
            self.fields["host"].disabled = True


class EventHostFormSet(GuardedFormSet):
    """Who holds an event: left alone by a page that does not know of it, as one of an older release."""

    scope = WHOLE

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        name = f"{kwargs.get('prefix') or self.get_default_prefix()}-{TOTAL_FORM_COUNT}"
        if data is not None and name not in data:
            data = data.copy()
            put(data, name, "0")
            put(data, name.replace(TOTAL_FORM_COUNT, INITIAL_FORM_COUNT), "0")
        super().__init__(data, *args, **kwargs)

    def clean(self) -> None:
        """Refuse to let an event begin, or be left, outside of what the account reaches."""
        super().clean()
        bodies: Any = getattr(self.instance, "chosen_bodies", frozenset())
        if self.scope.is_limited and not (
            self._hosts() & self.scope.hosts or bodies & self.scope.bodies
        ):
            raise ValidationError(
                gettext(
                    "This event would be none of yours: name one of your own hosts here, or one of your "
                    "bodies above."
                )
            )

    def add_fields(self, form: Any, index: int | None) -> None:
        """Leave to an account with limits the rows of its own hosts: another's it only reads, and takes off none."""
        super().add_fields(form, index)
        row = form.instance
        if self.scope.is_limited and row.pk and row.host.slug not in self.scope.hosts:
            for name in ("host", "role", "position", DELETION_FIELD_NAME):
                if name in form.fields:
                    form.fields[name].disabled = True
            if "host" in form.fields:
                form.fields["host"].help_text = _(
                    "Not one of your hosts: only its own account, or an editor, takes it off."
                )

    def _hosts(self) -> set[str]:
        """Return the slugs of those who hold the event after this form."""
        stored = self.instance.hostings.select_related("host") if self.instance.pk else ()
        hosts = {row.host.slug for row in stored}
        for row in self.forms:
            if host := getattr(row, "cleaned_data", {}).get("host"):
                change = hosts.discard if row in self.deleted_forms else hosts.add
                change(host.slug)
        return hosts


def _of_another(priority: Priority) -> str:
    """Return how a priority of another presidency is offered."""
    names = {"priority": priority, "presidency": priority.presidency}
    return gettext("%(priority)s (of “%(presidency)s”)") % names


def facts_in_words(event: Event) -> list[str]:
    """Return date, place, format and status of `event`, in the active language."""
    labels = [Format(event.format).label, Status(event.status).label]
    return [fact for fact in (*when_and_where(event), *map(str, labels)) if fact]


def present_facts(
    event: Event, steps: Iterable[HistoryEntry], hosts: Iterable[Host]
) -> Iterator[FactMove]:
    """Yield date, place, format, status and host of `event`, in the active language; `steps` is its history.

    `hosts` are named where no words of the event say who holds it.
    """
    old = {move.label: move.old for step in steps for move in step.moves if move.old.value}
    when, where = when_and_where(event)
    date, place = gettext("Date"), gettext("Place")
    yield FactMove(
        date, old.get(gettext("Date and time")) or old.get(date) or UNKNOWN, plainly(when)
    )
    yield FactMove(place, old.get(place, UNKNOWN), plainly(where))
    for name, words in (
        ("format", plainly(capfirst(str(Format(event.format).label)))),
        ("status", plainly(capfirst(str(Status(event.status).label)))),
        ("host", text_of(event, "host") if event.host else plainly(_named(hosts))),
    ):
        field: Any = event._meta.get_field(name)
        label = capfirst(str(field.verbose_name))
        yield FactMove(label, old.get(label, UNKNOWN), words)


def _named(hosts: Iterable[Host]) -> str:
    names = [str(first_text_of(host, "short_name", "name")) for host in hosts]
    return format_list(names, locale=current_locale()) if names else ""


def when_and_where(event: Event) -> tuple[str, str]:
    """Return date and place of `event`; without a query where its cities are loaded."""
    facts, names = event.facts(), PlaceNames(event.cities.all())
    place = event_card.place_of(facts, event.kind, names)
    return dates.say_date(facts.period, facts.cities, names), place


def facts_state(event: Event) -> tuple[str, str, str]:
    """Return what a form says of the facts of `event`: their number, label and words."""
    label = str(_("Date, place, format or status"))
    return str(event.sequence), label, " · ".join(facts_in_words(event))

"""What a bundle asks for: its name and moment, what is said where acts are answered, and what may be put into it.

That are things that are not public, photos that are held back, acts of events.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import Any, Self

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy

from documents.models import Document
from events.models import AbstractPhoto, Event, kinds_of_photos
from i18n.fields import AddressInput, LineInput
from i18n.texts import CODES, StrOrPromise, content_languages
from news.models import Article
from publishing import clock
from publishing.permissions import PUBLISH, RECORD, may
from staff.actions.registry import offered
from staff.bundles.items import new_item
from staff.fact_forms import FieldGroup, text_fields, text_name
from staff.kinds import named
from staff.models import Bundle, BundleItem, Deed
from staff.publication_actions import MomentForm
from staff.scope import is_key, scope_of
from themes.models import Theme


class NameForm(forms.Form):
    name = LineInput(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("For the desk alone: visitors never read it."),
    )


class PlanForm(MomentForm, NameForm):
    """The name of a bundle, and when it is to go out: both fields empty, when somebody presses."""

    in_every_language = forms.BooleanField(
        label=gettext_lazy("Only when every text is there in every language"), required=False
    )

    field_order = ("name", "day", "time", "in_every_language")

    @classmethod
    def of(cls, bundle: Bundle) -> Self:
        moment = bundle.planned_for.astimezone(clock.zone()) if bundle.planned_for else None
        return cls(
            initial={
                "name": bundle.name,
                "day": moment.date() if moment else None,
                "time": moment.time() if moment else None,
                "in_every_language": bundle.in_every_language,
            }
        )

    def values(self) -> dict[str, Any]:
        """Return what staff.bundles.actions.plan takes. Of a valid form."""
        cleaned = self.cleaned_data
        return {
            "name": cleaned["name"],
            "planned_for": self.moment,
            "in_every_language": cleaned["in_every_language"],
        }


class AnswerForm(forms.Form):
    """The reason that the public reads at the acts that are answered."""

    source_url = AddressInput(label=gettext_lazy("Source"), required=False, max_length=500)

    def __init__(self, data: Any = None, *, is_needed: bool) -> None:
        super().__init__(data)
        if is_needed:
            self.fields |= text_fields("reason", rows=3)
            for code in settings.PUBLISHING_REQUIRED_LANGUAGES:
                self.fields[text_name("reason", code)].required = True
        else:
            del self.fields["source_url"]

    def said(self) -> dict[str, list[str]]:
        """Return what staff.bundles.rollback.begin takes. Of a valid form."""
        names = ["source_url", *(text_name("reason", code) for code in CODES)]
        return {name: [self.cleaned_data.get(name) or ""] for name in names}

    def groups(self) -> Iterator[FieldGroup]:
        if self.fields:
            reasons = [self[text_name("reason", code)] for code, _name in content_languages()]
            hint = _("Visitors read it at each act that is answered.")
            yield FieldGroup(_("Reason"), reasons, by_language=True, hint=hint)
            yield FieldGroup(_("Source"), [self["source_url"]])


#: Shown of a kind; whoever misses something looks for it.
SHOWN = 8
#: Events among which those nearest to today are shown.
MOST = 500
KINDS: tuple[type[models.Model], ...] = (Document, Article, Event, Theme)


@dataclass(frozen=True)
class BundleChoice:
    """A thing that is put in by a press. `value` is what the button sends."""

    thing: models.Model
    value: str

    @property
    def page(self) -> str:
        """Of a photo: what the page is called on which it stands."""
        return str(self.thing.page.title) if isinstance(self.thing, AbstractPhoto) else ""


@dataclass(frozen=True)
class ActChoice:
    """An event, and the forms of its acts: their labels and addresses."""

    event: Event
    acts: tuple[tuple[StrOrPromise, str], ...]


@dataclass(frozen=True)
class ChoiceGroup:
    name: str
    choices: tuple[BundleChoice, ...]


def groups(request: HttpRequest, items: Sequence[BundleItem], sought: str) -> list[ChoiceGroup]:
    """Return what is not public, and not among the `items` of a bundle, the newest first, by kind. One query."""
    there = {(item.kind_id, item.object_id) for item in items if item.deed != Deed.ACT}
    rows_by_kind = {
        ContentType.objects.get_for_model(rows.model).pk: _newest(rows, SHOWN + len(there))
        for rows in (*_unpublished(request, sought), *_photos(request, sought))
    }
    things = named(rows_by_kind, request)
    left = sorted(things.keys() - there, reverse=True)
    return [
        _group(rows.model, [things[key] for key in left if key[0] == kind_key])
        for kind_key, rows in rows_by_kind.items()
        if any(key[0] == kind_key for key in left)
    ]


def _unpublished(request: HttpRequest, sought: str) -> Iterator[models.QuerySet]:
    for model in KINDS:
        if may(request.user, PUBLISH, model):
            rows: Any = _rows(request, model, sought)
            yield rows.drafts() | rows.withdrawn()


def _photos(request: HttpRequest, sought: str) -> Iterator[models.QuerySet]:
    for kind in kinds_of_photos():
        if may(request.user, PUBLISH, kind.page_model()):
            rows = scope_of(request.user).within(kind.objects.filter(is_held_back=True))
            if sought:
                pages = _rows(request, kind.page_model(), sought)
                rows = rows.filter(**{f"{kind.PAGE}__in": pages})
            yield rows


def _newest(rows: models.QuerySet, number: int) -> models.QuerySet:
    keys = rows.order_by("-pk").values("pk")[:number]
    newest: models.QuerySet = rows.model._default_manager.filter(pk__in=keys)
    return newest


def _group(model: type[models.Model], things: Sequence[models.Model]) -> ChoiceGroup:
    deed = Deed.SHOW if issubclass(model, AbstractPhoto) else Deed.PUBLISH
    label = model._meta.label_lower
    if issubclass(model, AbstractPhoto):
        models.prefetch_related_objects(things[:SHOWN], model.PAGE)
    choices = (BundleChoice(thing, f"{label}:{thing.pk}:{deed}") for thing in things[:SHOWN])
    return ChoiceGroup(capfirst(str(model._meta.verbose_name_plural)), tuple(choices))


def acts(request: HttpRequest, bundle: Bundle, sought: str, now: datetime) -> list[ActChoice]:
    """Return the events that are sought, or else those of the bundle, each with what it allows at `now`.

    One of which an act is in the bundle is left out: that takes no second one, and the row of the first leads to its form.
    """
    if not may(request.user, RECORD, Event):
        return []
    there = bundle.items.filter(kind=new_item(Event(), Deed.ACT).kind_id)
    rows = _rows(request, Event, sought)
    rows = rows.exclude(pk__in=there.filter(deed=Deed.ACT).values("object_id"))
    if not sought:
        rows = rows.filter(pk__in=there.values("object_id"))
    return [
        ActChoice(
            event, tuple((act.label, address_of_act(bundle, event, act.code)) for act in those)
        )
        for event in sorted(rows[:MOST], key=lambda event: _days_from(event, now))[:SHOWN]
        if (those := offered(event, now))
    ]


def _days_from(event: Event, now: datetime) -> float:
    """How far an event is from today: those that are acted on stand first."""
    return abs((event.starts_on - now.date()).days) if event.starts_on else inf


def address_of_act(bundle: Bundle, event: models.Model, code: str) -> str:
    return reverse("admin:staff_bundle_act", args=[bundle.pk, event.pk, code])


def chosen(request: HttpRequest, value: str) -> BundleItem | None:
    """Return the item that a button sends, of what the account may see; None for anything else."""
    label, _colon, rest = value.partition(":")
    key, _colon, deed = rest.partition(":")
    kinds: tuple[type[models.Model], ...] = (*KINDS, *kinds_of_photos())
    models_of = {model._meta.label_lower: model for model in kinds}
    model = models_of.get(label)
    if model is None or deed != (Deed.SHOW if issubclass(model, AbstractPhoto) else Deed.PUBLISH):
        return None
    if not is_key(model, key):
        return None
    rows = scope_of(request.user).within(model._base_manager.filter(pk=key))
    thing = rows.first()
    return new_item(thing, Deed(deed)) if thing else None


def held(bundle: Bundle, key: str) -> BundleItem | None:
    """Return what is in `bundle` under a key that a button sends; None for anything else."""
    return bundle.items.filter(pk=key).first() if is_key(BundleItem, key) else None


def _rows(request: HttpRequest, model: type[models.Model], sought: str) -> models.QuerySet:
    desk = admin.site.get_model_admin(model)
    rows = desk.get_queryset(request)
    if sought:
        rows, _has_duplicates = desk.get_search_results(request, rows, sought)
    return rows.distinct() if sought else rows

"""The pages on which an editor changes the facts of an event: a form, then what will be seen.

What the public will see of a change, tried out and undone before anything is saved.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, cast

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext as _, gettext_lazy, pgettext

from events.actions.changes import ChangeRefusedError
from events.models import Change, Event, EventHost
from events.state import Audience, EventState
from i18n.texts import StrOrPromise, content_languages
from places.models import PlaceNames
from publishing import clock, four_eyes
from publishing.permissions import RECORD, Actor, may_propose
from staff import conflicts, event_forms, kept_forms, looks, stale_forms
from staff.actions.fields import BareForm
from staff.actions.registry import ACTIONS, Action, offered
from staff.kinds import address_of
from staff.previews import state
from staff.previews.pages import PreviewPages
from staff.proposals import doors, proposing, rewriting
from staff.proposals.doors import ACT
from website.presenters.changes import (
    ALONE,
    Companions,
    FactMove,
    HistoryEntry,
    history_entries,
)
from website.presenters.event_card import Card, card

FORM = "admin/events/event/act.html"
PREVIEW = "admin/events/event/act_preview.html"


class ActionPages(admin.ModelAdmin):
    """Adds to the admin of events the acts that an event allows, and the pages behind them."""

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/act/<slug:code>/",
            self.admin_site.admin_view(self.action_view),
            name="events_event_act",
        )
        return [page, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *others: Any, **options: Any
    ) -> HttpResponse:
        event = options.get("obj")
        if event is not None and event.pk:
            may_act = may_propose(request.user, RECORD, event)
            context["acts"] = offered(event, clock.now()) if may_act else []
            changes = [change.state() for change in event.changes.all()]
            cities = [city.slug for city in event.cities.all()]
            steps = history_entries(changes, cities, PlaceNames.read())
            context["steps"] = steps[::-1]
            sets = [one.formset for one in context["inline_admin_formsets"]]
            rows = [
                row.instance for one in sets if one.model is EventHost for row in one.initial_forms
            ]
            hosts = [row.host for row in rows]
            context["facts"] = [*event_forms.present_facts(event, steps, hosts)]
        return super().render_change_form(request, context, *others, **options)

    def action_view(self, request: HttpRequest, object_id: str, code: str) -> HttpResponse:
        return kept_forms.once(request, partial(self._action_once, request, object_id, code))

    def _action_once(self, request: HttpRequest, object_id: str, code: str) -> HttpResponse:
        """Show the form; then, when it is valid, what will be seen; then save."""
        action, event = ACTIONS.get(code), self.get_object(request, object_id)
        if action is None or event is None:
            raise Http404
        if not may_propose(request.user, RECORD, event):
            raise PermissionDenied
        now = clock.now()
        data = looks.sent(request)
        if data is None:
            data = rewriting.asked_for(request, ACT, object_id=event.pk, code=code)
        form = action.form(event, now.date(), data)
        form.meet(conflicts.values_in(conflicts.shown_in(data or {}), conflicts.ALONE))
        if action not in offered(event, now):
            return self._impossible(request, event, action, form)
        is_again = bool(looks.way(request, looks.BACK))
        is_ready = form.is_bound and (is_again or form.is_valid())
        if is_ready and looks.is_sent(request):
            return looks.begin(request)
        if is_again or not is_ready:
            return self._page(request, FORM, event, {"act": action, "form": form})
        try:
            by = Actor.of(request.user, now)
            return self._answer(request, event, action, form, by)
        except ChangeRefusedError as error:
            form.add_error(None, str(error))
            return self._page(request, FORM, event, {"act": action, "form": form})

    def _impossible(
        self, request: HttpRequest, event: Event, action: Action, form: BareForm
    ) -> HttpResponse:
        """Say that the event does not allow the action, or no longer: what was typed stays."""
        problem = _("This is not possible in the present state of the event.")
        if not form.is_bound:
            messages.error(request, problem)
            return self._to_event(event)
        form.full_clean()
        form.add_error(None, problem)
        return self._page(request, FORM, event, {"act": action, "form": form})

    def _answer(
        self, request: HttpRequest, event: Event, action: Action, form: BareForm, by: Actor
    ) -> HttpResponse:
        if (code := looks.way(request, looks.WHOLE)) in dict(settings.LANGUAGES):
            return self._whole_page(request, event, action, form, code)
        waits = action.waits(event, by)
        if waits or "save" not in request.POST:
            previews = preview(event, action, form, trying(by), clock.now())
        if "save" not in request.POST:
            languages = settings.LANGUAGES
            context = {"act": action, "form": form, "previews": previews, "whole": languages}
            return self._page(request, PREVIEW, event, {**context, "waits": waits})
        if waits:
            proposal = proposing.propose(request, event, ACT, action.code)
            self.log_change(request, event, doors.logged(action.label))
            return proposing.said(request, proposal)
        change = action.write(event, form, by)
        self.log_change(request, event, _logged(change))
        messages.success(request, _("Saved: “%(event)s”.") % {"event": event.title})
        return self._to_event(event)

    def _whole_page(
        self, request: HttpRequest, event: Event, action: Action, form: BareForm, code: str
    ) -> HttpResponse:
        """Return the public page as it would be once `action` is done, which it is not."""
        desk = cast("PreviewPages", self)
        by = trying(Actor.of(request.user, clock.now()))
        with translation.override(code):
            said = state.said_after(str(action.label))
        shown = replace(desk.preview_of(request, event, code), said=said, is_trial=True)
        write = partial(action.write, Event.objects.get(pk=event.pk), form, by)
        return state.page_after(request, shown, write)

    def _page(
        self, request: HttpRequest, template: str, event: Event, context: dict[str, Any]
    ) -> HttpResponse:
        is_sent = bool(looks.asked(request)) and context["form"].is_bound
        kept = kept_forms.context(request, hidden=template == PREVIEW, sent=is_sent)
        site = self.admin_site.each_context(request)
        return TemplateResponse(request, template, site | page_of_act(event, context) | kept)

    def _to_event(self, event: Event) -> HttpResponse:
        return HttpResponseRedirect(address_of(event))


def page_of_act(event: Event, context: dict[str, Any]) -> dict[str, Any]:
    """Return `context`, which holds the `act` and its `form`, with what every page of an act shows of `event`."""
    return {
        **context,
        "title": context["act"].label,
        "subtitle": event.title,
        "opts": Event._meta,
        "original": event,
        "present": event_forms.facts_in_words(event),
        **stale_forms.guard_context(event, context["form"]),
    }


def trying(by: Actor) -> Actor:
    """Return who tries out what is undone: the door has asked whether `by` may do it, or propose it."""
    return Actor.system(by.name, by.now) if four_eyes.is_alone(by) else by


@dataclass(frozen=True)
class Preview:
    """The head of the event's page and the new step, in one language. No step when none is told."""

    code: str
    name: str
    card: Card
    step: HistoryEntry | None
    #: There is a title in this language, kept from visitors until the translation is public.
    is_title_draft: bool


def preview(
    event: Event, action: Action, form: BareForm, by: Actor, now: datetime
) -> list[Preview]:
    """Return what visitors will see in each language once `action` is done.

    The writer runs in a transaction that is rolled back: what it made is kept as a value.
    ChangeRefusedError passes through.
    """
    with transaction.atomic():
        is_recorded = action.write(Event.objects.get(pk=event.pk), form, by) is not None
        row = Event.objects.for_staff().get(pk=event.pk)
        transaction.set_rollback(True)
    return previews_of(row, now, PlaceNames.read(), is_recorded=is_recorded)


def previews_of(
    row: Event,
    now: datetime,
    names: PlaceNames,
    companions: Companions = ALONE,
    *,
    is_recorded: bool,
) -> list[Preview]:
    """Return what visitors see of `row`, loaded `for_staff()`, and of its newest step. No query."""
    after, whole = (EventState.of(row, audience) for audience in (Audience.PUBLIC, Audience.STAFF))
    change = after.steps[-1] if is_recorded else None
    previews = []
    for code, name in content_languages():
        with translation.override(code):
            entry = (
                history_entries([change], after.cities, names, companions)[0] if change else None
            )
            event_card = card(after, now, names)
        is_draft = event_card.title.is_fallback and bool(whole.texts_of("title")[code])
        previews.append(Preview(code, name, event_card, entry, is_draft))
    return previews


def in_words(change: Change | None, names: PlaceNames | None = None) -> str:
    """Return a change in one line, in the active language, for the log of the admin."""
    if change is None:
        return ""
    cities = [city.slug for city in change.event.cities.all()]
    entry = history_entries([change.state()], cities, names or PlaceNames.read())[0]
    return pgettext("between dates", "; ").join([entry.headline, *map(_in_words, entry.moves)])


#: The same in whichever language it is read.
in_words_lazy = lazy(in_words, str)


def _logged(change: Change | None) -> StrOrPromise:
    if change is None:
        return gettext_lazy("Closed without outcome.")
    prefetch_related_objects([change], "added_reasons", "event__cities")
    return in_words_lazy(change, PlaceNames.read())


def _in_words(move: FactMove) -> str:
    facts = {"fact": move.label, "old": move.old, "new": move.new}
    sentence = _("%(fact)s: %(new)s")
    if move.old.value:
        sentence = _("%(fact)s: %(old)s → %(new)s")
    return sentence % facts

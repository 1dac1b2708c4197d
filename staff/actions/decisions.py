"""One decision about many events in the admin: chosen in the list, said once, seen for each, then told.

Nothing is written until all of them allow it; whoever refuses is named with what to do. Of each event the page shows
it as it stands, what stops the decision, and what visitors would see.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from events.actions import decisions
from events.actions.decisions import Attempt, DecisionRefusedError
from events.models import Change, Decision, Event
from places.models import PlaceNames
from publishing import clock, four_eyes, records
from publishing.permissions import RECORD, TRANSLATE, Actor, may, may_propose
from staff import conflicts, event_forms, idempotency, kept_forms, looks, stale_forms
from staff.actions.forms import DecisionForm
from staff.actions.views import Preview, in_words_lazy, previews_of, trying
from staff.models.proposals import CHOSEN, DECISION
from staff.proposals import doors, proposing, rewriting
from staff.scope import ScopedAdmin, is_key


@dataclass(frozen=True)
class ChosenEvent:
    """An event on the page, as it stands: why it refuses, and what visitors would see."""

    event: Event
    facts: tuple[str, ...]
    #: What was changed meanwhile, when and by whom; "" when nothing was.
    changed: str = ""
    refusal: str = ""
    previews: tuple[Preview, ...] = ()

    @property
    def is_in_the_way(self) -> bool:
        return bool(self.changed or self.refusal)


def as_it_stands(event: Event) -> ChosenEvent:
    return ChosenEvent(event, tuple(event_forms.facts_in_words(event)))


def shown(events: Sequence[Event]) -> str:
    """Return the hidden field that says what the page shows of each event."""
    return orjson.dumps({conflicts.ASKED: {str(one.pk): _version(one) for one in events}}).decode()


def _version(event: Event) -> str:
    return f"{event.sequence} {event.publication}"


def changed_events(data: Mapping[str, Any], events: Sequence[Event]) -> Iterator[tuple[int, str]]:
    """Yield the events that are no longer as the page showed them: by key, in words."""
    versions = conflicts.values_in(conflicts.shown_in(data), conflicts.ASKED) or {}
    for event in events:
        if versions.get(str(event.pk)) != _version(event):
            yield event.pk, _change_in_words(event)


def _change_in_words(event: Event) -> str:
    when, who = stale_forms.last_change(event)
    facts = " · ".join(event_forms.facts_in_words(event))
    if who and when:
        words = _("Changed meanwhile by %(who)s, at %(time)s. Now: %(facts)s.")
        return words % {
            "who": who,
            "time": when.astimezone(clock.zone()).strftime("%H:%M"),
            "facts": facts,
        }
    return _("Changed meanwhile. Now: %(facts)s.") % {"facts": facts}


def tried(
    form: DecisionForm, events: Sequence[Event], changed: Mapping[int, str], *, by: Actor
) -> list[ChosenEvent]:
    """Return each event with what visitors would see of it, or why it refuses. Nothing stays written.

    DecisionRefusedError passes through where it is about no event.
    """
    before, by = {event.pk: as_it_stands(event) for event in events}, trying(by)
    with transaction.atomic(), records.together() as pending:
        attempt = decisions.attempted(form.action.act(form), events, form.announcement(), by=by)
        previews = _previews(attempt)
        pending.rows.clear()
        transaction.set_rollback(True)
    return [
        ChosenEvent(
            event,
            before[event.pk].facts,
            changed.get(event.pk, ""),
            attempt.refusals.get(event.pk, ""),
            previews.get(event.pk, ()),
        )
        for event in events
    ]


def _previews(attempt: Attempt) -> dict[int, tuple[Preview, ...]]:
    """Return by event what visitors will see in each language. As many queries for many as for two."""
    steps = {step.event_id: step.number for step in attempt.steps}
    rows = Event.objects.for_staff().filter(pk__in=steps)
    names, companions = PlaceNames.read(), Change.objects.public_events_of([attempt.decision.slug])
    now = clock.now()
    return {
        row.pk: tuple(previews_of(row, now, names, companions, is_recorded=True)) for row in rows
    }


FORM = "admin/events/event/decide.html"
PREVIEW = "admin/events/event/decide_preview.html"
#: Of the page: the one of the chosen events that is left out.
LEFT_OUT = "leave_out"


class DecisionPages(ScopedAdmin):
    """Adds to the list of events the decision about those that are chosen."""

    def has_record_permission(self, request: HttpRequest, event: Event | None = None) -> bool:
        return may_propose(request.user, RECORD, event or Event)

    @admin.action(
        permissions=[RECORD],
        description=gettext_lazy("Decide about the selected %(verbose_name_plural)s…"),
    )
    def decide_selected(self, request: HttpRequest, items: QuerySet[Event]) -> HttpResponse | None:
        """Go on to the page of the decision, whose address names the events."""
        keys = list(items.order_by("pk").values_list("pk", flat=True)[: decisions.MOST_EVENTS + 1])
        if len(keys) > decisions.MOST_EVENTS:
            messages.error(request, _too_many())
            return None
        query = QueryDict(mutable=True)
        query.setlist(CHOSEN, list(map(str, keys)))
        return HttpResponseRedirect(f"{reverse('admin:events_event_decide')}?{query.urlencode()}")

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "decide/", self.admin_site.admin_view(self.decide_view), name="events_event_decide"
        )
        return [page, *super().get_urls()]

    def decide_view(self, request: HttpRequest) -> HttpResponse:
        answer = partial(self._decide_once, request)
        return kept_forms.once(request, answer, kept_forms.address_of(request))

    def _decide_once(self, request: HttpRequest) -> HttpResponse:
        """Show the form; then, when it is valid, what will be seen of each; then save."""
        if not self.has_record_permission(request):
            raise PermissionDenied
        sent = looks.sent(request)
        names = _named(request.GET if sent is None else sent)
        events = self._chosen_events(request, names)
        if not events:
            return idempotency.NothingDoneRedirect(self._to_list().url)
        data = rewriting.asked_for(request, DECISION) if sent is None else sent
        form = DecisionForm(clock.today(), data, events)
        is_again = bool(looks.way(request, looks.BACK))
        is_ready = sent is not None and (is_again or form.is_valid())
        if is_ready and looks.is_sent(request):
            return looks.begin(request)
        if len(events) < len(names):
            messages.warning(request, _("What is no longer there is left out."))
        if is_again or not is_ready:
            rows = [as_it_stands(event) for event in events]
            return self._decision_page(request, FORM, form, rows)
        return self._answer_decision(request, form, events)

    def _chosen_events(self, request: HttpRequest, names: Collection[str]) -> list[Event]:
        keys = {key for key in names if is_key(Event, key)}
        if len(keys) > decisions.MOST_EVENTS:
            messages.error(request, _too_many())
            return []
        self.refuse_outside(request, keys)
        rows: Any = self.get_queryset(request).filter(pk__in=keys)
        events = list(rows.select_related("presidency").prefetch_related("cities").in_plan_order())
        if not events:
            messages.error(request, _("Choose the events in the list first."))
        return events

    def _answer_decision(
        self, request: HttpRequest, form: DecisionForm, events: Sequence[Event]
    ) -> HttpResponse:
        by = Actor.of(request.user, clock.now())
        conflicts_by_event = dict(changed_events(form.data, events))
        waits = _waits(form, events, by)
        try:
            if "save" in request.POST and not conflicts_by_event and waits:
                return self._proposed_decision(request, form, events, by)
            if "save" in request.POST and not conflicts_by_event:
                decision = decisions.decide(
                    form.action.act(form), events, form.announcement(), by=by
                )
                return self._decided(request, decision, events)
            rows = tried(form, events, conflicts_by_event, by=by)
        except DecisionRefusedError as error:
            if not error.refusals:
                form.add_error(None, str(error))
                return self._decision_page(
                    request, FORM, form, [as_it_stands(event) for event in events]
                )
            rows = tried(form, events, conflicts_by_event, by=by)
        return self._decision_page(request, PREVIEW, form, rows, waits=waits)

    def _proposed_decision(
        self, request: HttpRequest, form: DecisionForm, events: Sequence[Event], by: Actor
    ) -> HttpResponse:
        """Put the decision before a second person, if all of the events would allow it now."""
        rows = tried(form, events, {}, by=by)
        if any(row.is_in_the_way for row in rows):
            return self._decision_page(request, PREVIEW, form, rows, waits=True)
        if not all(self.has_record_permission(request, event) for event in events):
            raise PermissionDenied
        act, keys = form.cleaned_data["act"], [one.pk for one in events]
        proposal = proposing.propose(request, events[0], DECISION, act, keys)
        for event in events:
            self.log_change(request, event, doors.logged(form.action.label))
        return proposing.said(request, proposal)

    def _decided(
        self, request: HttpRequest, decision: Decision, events: Sequence[Event]
    ) -> HttpResponse:
        steps = list(decision.changes.select_related("event").prefetch_related("event__cities"))
        names = PlaceNames.read()
        for step in steps:
            self.log_change(request, step.event, in_words_lazy(step, names))
        sentence = ngettext(
            "Decided about %(count)d event at once.",
            "Decided about %(count)d events at once.",
            len(steps),
        ) % {"count": len(steps)}
        links = self._links_of_decision(request, steps)
        messages.success(request, format_html("{} {}", sentence, links))
        return self._to_list()

    def _links_of_decision(self, request: HttpRequest, steps: Sequence[Change]) -> str:
        """Return where to look at what was told, and where its reason is translated."""
        if any(step.event.is_published for step in steps):
            link, label = steps[0].decision.get_absolute_url(), _("As visitors see it")  # type: ignore[union-attr]
            sentence = format_html('<a href="{}">{}</a>', link, label)
        else:
            sentence = format_html("{}", _("None of them is public: visitors see nothing of it."))
        reasons = steps[0].reasons().values()
        if not any(reasons) or all(reasons) or not may(request.user, TRANSLATE, Event):
            return sentence
        address = reverse("admin:events_change_reason", args=[steps[0].pk])
        return format_html('{} <a href="{}">{}</a>', sentence, address, _("Translate the reason…"))

    def _decision_page(
        self,
        request: HttpRequest,
        template: str,
        form: DecisionForm,
        rows: Sequence[ChosenEvent],
        *,
        waits: bool = False,
    ) -> HttpResponse:
        in_the_way = [row for row in rows if row.is_in_the_way]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Decide about several events"),
            "opts": self.opts,
            "form": form,
            "rows": [*in_the_way, *(row for row in rows if not row.is_in_the_way)],
            "refused": len(in_the_way),
            "shown": shown([row.event for row in rows]),
            "waits": waits,
            **kept_forms.context(
                request,
                kept_forms.address_of(request),
                hidden=template == PREVIEW,
                sent=bool(looks.asked(request)) and form.is_bound,
            ),
            "public": sum(row.event.is_published for row in rows),
        }
        return TemplateResponse(request, template, context)

    def _to_list(self) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:events_event_changelist"))


def _named(parameters: QueryDict) -> set[str]:
    """Return by their keys which events are meant, of which one may just have been left out."""
    return set(parameters.getlist(CHOSEN)) - {parameters.get(LEFT_OUT, "")}


def _too_many() -> str:
    problem = _("At most %(number)d events at once: choose fewer.")
    return problem % {"number": decisions.MOST_EVENTS}


def _waits(form: DecisionForm, events: Sequence[Event], by: Actor) -> bool:
    """Whether a second person looks at the decision first."""
    if not all(may(by, RECORD, event) for event in events):
        return True
    is_urgent = form.cleaned_data["act"] == "cancel"
    return not is_urgent and four_eyes.is_alone(by) and any(map(four_eyes.waits, events))

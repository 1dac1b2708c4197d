"""The plan as a list and by priority; its pages by date are in events.views.dates."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.agenda import Agenda, agenda
from events.counts import say_counts
from events.lead import plan_lead
from events.span import month_in_term, say_year
from events.strip import plan_strip
from events.views.asking import (
    Asked,
    Found,
    missing_sentence,
    shared,
    shown_sentence,
    tidied,
)
from priorities.models import Priority
from priorities.states import RUNNING, RUNNING_LABEL
from publishing.languages import Text, current_language, text_of

if TYPE_CHECKING:
    from events.cards import Card


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    asked = Asked.by(request)
    if redirection := tidied(request, asked):
        return redirection
    found = Found.of(asked.events.in_plan_order().for_cards(), asked.now)
    listed: Agenda = agenda(found.cards, found.ghosts, asked.today)
    context = {
        "agenda": listed,
        "lead": plan_lead(found.cards, asked.today, is_whole=not asked.query),
        "shown": shown_sentence(asked, len(found.cards)),
        "missing": "" if found.cards else missing_sentence(asked),
        "strip": plan_strip(asked.events, asked.today, query=asked.query),
        **shared(asked, "plan", month_in_term(asked.today)),
        "section": "",
        "here": _("Calendar"),
    }
    return render(request, "events/plan.html", context)


@require_safe
def by_priority(request: HttpRequest) -> HttpResponse:
    asked = Asked.by(request)
    if redirection := tidied(request, asked):
        return redirection
    found = Found.of(asked.events.in_plan_order().for_cards(), asked.now)
    sections = _by_priority(found.cards)
    context = {
        "sections": [section for section in sections if section.cards or not asked.query],
        "shown": shown_sentence(asked, len(found.cards)),
        "missing": "" if found.cards else missing_sentence(asked),
        "here": _("By priority"),
        **shared(asked, "by_priority", month_in_term(asked.today)),
    }
    return render(request, "events/by_priority.html", context)


@dataclass(frozen=True)
class PrioritySection:
    """The events of one priority; `url` is empty for those that serve none."""

    anchor: str
    label: Text
    strand: str
    url: str
    cards: list[Card]

    @property
    def counts(self) -> str:
        return say_counts(len(self.cards))

    @property
    def years(self) -> list[tuple[str, list[Card]]]:
        """The events under the year that they are listed in, the undated ones last."""
        return [(label, list(cards)) for label, cards in groupby(self.cards, key=_year_of)]


def _year_of(card: Card) -> str:
    period = card.event.period
    day = period.first if period.is_exact else period.last
    return say_year(day.year) if day else _("Without a date")


def _by_priority(cards: list[Card]) -> list[PrioritySection]:
    """Return a section for each public priority, in their order, and one for the others."""
    sections: list[PrioritySection] = []
    for priority in Priority.objects.published().in_order():
        served = [card for card in cards if priority in card.event.priorities.all()]
        sections.append(
            PrioritySection(
                anchor=f"priority-{priority.slug}",
                label=text_of(priority, "title"),
                strand=priority.strand,
                url=priority.get_absolute_url(),
                cards=served,
            )
        )
    others = [card for card in cards if card.strand == RUNNING]
    if others:
        language = current_language()
        label = Text(str(RUNNING_LABEL), language, language)
        sections.append(PrioritySection("priority-none", label, RUNNING, "", others))
    return sections

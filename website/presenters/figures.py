"""The outcome of the term in numbers, each with the list that it counts; and what of the plan they leave out."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from documents.models import Document
from events.counts import HERE, Stay, count_outside, stay_on
from events.enums import Status
from events.plan_memory import all_states, of_the_plan
from publishing.years import term
from website.filters.documents import OF_THE_TERM
from website.filters.forms import NEW_DATE, ONLINE
from website.presenters.list_summary import perhaps_sentence
from website.sentences import end_once, join_sentences


@dataclass(frozen=True)
class Figure:
    """A number, in words what it counts, and the address of the list of these."""

    number: int
    words: str
    url: str


@of_the_plan
def figures(today: date) -> list[Figure]:
    """Return the outcome of the term in numbers, each with the list that it counts. Those that are nought are left out."""
    period = term()
    begins, ends = period.begins, period.ends
    events = [state for state in all_states() if stay_on(state.period, begins, ends) in HERE]
    held = [state for state in events if state.status == Status.HELD]
    online_count = sum(state.has_moved_online for state in held)
    date_count = sum(state.has_new_date for state in events)
    documents = Document.objects.published().adopted_by(today).adopted_between(begins, ends)
    document_count = documents.count()
    days = {"from": begins.isoformat(), "to": ends.isoformat()}
    plan, papers = reverse("events:plan"), reverse("documents:list")
    numbers = [
        Figure(
            len(held),
            ngettext("event held", "events held", len(held)),
            _address(plan, {"status": Status.HELD.value, **days}),
        ),
        Figure(
            online_count,
            ngettext("of them moved online", "of them moved online", online_count),
            _address(plan, {"status": Status.HELD.value, "moved": ONLINE, **days}),
        ),
        Figure(
            date_count,
            ngettext("event given a new date", "events given new dates", date_count),
            _address(plan, {"moved": NEW_DATE, **days}),
        ),
        Figure(
            document_count,
            ngettext("document adopted", "documents adopted", document_count),
            _address(papers, {"year": OF_THE_TERM}),
        ),
    ]
    return [figure for figure in numbers if figure.number]


def _address(page: str, query: dict[str, str]) -> str:
    return f"{page}?{urlencode(query)}"


@dataclass(frozen=True)
class HeldBesides:
    """Why the calendar has more held events than the figures: `whole` counts its list of them all."""

    sentence: str
    whole: Figure


@of_the_plan
def held_besides() -> HeldBesides | None:
    """Return what is said of the held events that are not known to lie in the term; None where there are none."""
    begins, ends = term().begins, term().ends
    held = [state for state in all_states() if state.status == Status.HELD]
    perhaps = [state for state in held if stay_on(state.period, begins, ends) == Stay.SOMETIME]
    before_count, after_count = count_outside((state.period for state in held), begins, ends)
    remarks = (
        (len(perhaps), perhaps_sentence(perhaps)),
        (before_count, _say_before),
        (after_count, _say_after),
    )
    sentences = [end_once(say(count) % {"count": count}) for count, say in remarks if count]
    if not sentences:
        return None
    words = _("Held in all: %(count)d") % {"count": len(held)}
    address = _address(reverse("events:plan"), {"status": Status.HELD.value})
    return HeldBesides(join_sentences(sentences), Figure(len(held), words, address))


def _say_before(number: int) -> str:
    return ngettext(
        "%(count)d more was held before the Presidency.",
        "%(count)d more were held before the Presidency.",
        number,
    )


def _say_after(number: int) -> str:
    return ngettext(
        "%(count)d more was held after the Presidency.",
        "%(count)d more were held after the Presidency.",
        number,
    )

"""The public document of an event, with its whole history."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Prefetch

from events.dates import Period
from events.models import AbstractPhoto, Decision, Event, Photo
from events.querysets import DecisionQuerySet, EventQuerySet
from events.state import EventState
from events.timeline import ChangeState
from i18n.texts import CODES, all_texts
from publishing import records, translations


def event_document(event: Event) -> dict[str, Any]:
    state = EventState.of(event)
    return {
        "slug": state.slug,
        "presidency": event.presidency.slug,
        "title": state.texts_of("title"),
        "short_title": state.texts_of("short_title"),
        "title_origin": state.texts_of("title_origin"),
        "lead": state.texts_of("lead"),
        "summary": state.texts_of("summary"),
        "kind": state.kind,
        "level": state.level,
        "plan": state.membership,
        "status": state.status,
        "sequence": state.sequence,
        "time": period_document(state.period),
        "format": state.format,
        "cities": list(state.cities),
        "venue": state.texts_of("venue"),
        "host": state.texts_of("host"),
        "chair": state.chair or None,
        "bodies": sorted(state.bodies),
        "priorities": sorted(state.priorities),
        "hosts": [host._asdict() for host in state.hosts],
        "previous_start_dates": state.history.previous_start_dates,
        "previous_starts": state.history.previous_starts,
        "moved_online": state.history.moved_online,
        "changes": [change_document(change) for change in state.steps],
        "sources": list(state.sources),
        "photos": [photo_document(photo) for photo in event.photos.all()],
        **translations.told(event),
    }


def photo_document(photo: AbstractPhoto) -> dict[str, Any]:
    return {
        "url": photo.url,
        "width": photo.width,
        "height": photo.height,
        "alt": all_texts(photo, "alt"),
        "credit": all_texts(photo, "credit"),
        "licence": photo.licence,
    }


def change_document(change: ChangeState) -> dict[str, Any]:
    """One step. A fact that it left alone is absent."""
    facts: dict[str, Any] = {"status": {"old": change.old_status or None, "new": change.new_status}}
    if change.new_period is not None and change.tells("period"):
        facts["time"] = {
            "old": period_document(change.old_period) if change.old_period else None,
            "new": period_document(change.new_period),
        }
    if change.tells("format"):
        facts["format"] = {"old": change.old_format or None, "new": change.new_format}
    if change.tells("cities"):
        facts["cities"] = {"old": _slugs(change.old_cities), "new": _slugs(change.new_cities)}
    for fact in ("venue", "title"):
        if change.tells(fact):
            after = getattr(change, f"new_{fact}")
            before = getattr(change, f"old_{fact}")
            facts[fact] = {"old": None if before is None else _texts(before), "new": _texts(after)}
    return {
        "number": change.number,
        "kind": change.kind,
        "announced_on": change.announced_on.isoformat() if change.announced_on else None,
        "announced_precision": change.announced_precision,
        "reason": all_texts(change, "reason"),
        "source": change.source_url or None,
        "decision": change.decision or None,
        **facts,
    }


def decision_document(decision: Decision) -> dict[str, Any]:
    """What was decided, of public events alone; loaded with `with_public_changes()`."""
    changes = decision.public_changes
    told = change_document(changes[0].state())
    return {
        "slug": decision.slug,
        "presidency": changes[0].event.presidency.slug,
        "kind": decision.kind,
        **{name: told[name] for name in DECIDED},
        "events": [change.event.slug for change in changes],
    }


#: What a decision tells as each of its changes does.
DECIDED = ("announced_on", "announced_precision", "reason", "source")


def _slugs(slugs: Iterable[str] | None) -> list[str] | None:
    return None if slugs is None else list(slugs)


def _texts(texts: Mapping[str, str]) -> dict[str, str | None]:
    return {code: texts.get(code) for code in CODES}


def period_document(period: Period) -> dict[str, Any]:
    """First and last day (inclusive), the precision, and the words of each language."""
    return {
        "first": period.first.isoformat() if period.first else None,
        "last": period.last.isoformat() if period.last else None,
        "precision": period.precision.value,
        "opens": period.opens.isoformat("minutes") if period.opens else None,
        "closes": period.closes.isoformat("minutes") if period.closes else None,
        "time_zone": period.zone or None,
        "text": {code: period.say(code) for code in CODES},
    }


def _with_all() -> EventQuerySet:
    rows = Event.objects.for_cards().with_presidency()
    return rows.prefetch_related(Prefetch("photos", Photo.objects.shown()))


def _decided() -> DecisionQuerySet:
    return Decision.objects.published_anywhere().with_public_changes()


records.register(records.RecordKind("events", Event, event_document, _with_all))
records.register(records.RecordKind("decisions", Decision, decision_document, _decided))

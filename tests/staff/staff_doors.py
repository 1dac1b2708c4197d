"""Every page on which staff do more than edit texts: what is posted to it, and what that does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.test import Client
from django.urls import reverse

from events.dates import Period
from events.models import AddedReason
from publishing import translations
from publishing.translations import state_of
from staff.actions.registry import ACTIONS
from tests.acting import changes, workflow
from tests.factories import (
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    StaffFactory,
    announcement,
)
from tests.forms_sent import Sent, changed, found, opened
from tests.staff.doors import Door, admin_page
from tests.staff.publication_doors import PUBLISHED, publishing

#: What is filled in for an act, beside a reason and a source.
FILLED = {
    "announce": {"precision": "day", "first_day": "2020-12-05", "last_day": ""},
    "move": {"precision": "day", "first_day": "2020-12-05"},
    "postpone": {"precision": "year", "first_day": "2021-01-01"},
    "place": {"format": "online"},
    "hold": {"precision": "day", "first_day": "2020-10-02", "last_day": ""},
    "rename": {"title_en": "Another name"},
    "correct": {"format": "hybrid"},
}


# --- translations ----------------------------------------------------------------------------


def _deed(name: str, code: str) -> Callable[[Any], dict[str, str]]:
    return lambda _item: {"deed": name, "language": code}


def _stands(code: str, state: str) -> Callable[[Any], bool]:
    return lambda item: state_of(found(item), code) == state


def _drafted() -> Any:
    item = EventFactory(published=True)
    workflow.keep_draft(item, "zh-hans")
    return item


def _outdated() -> Any:
    item = EventFactory(published=True)
    translations.follow(item, None)
    item.title_ru = "Другое"
    translations.follow(item, date(2020, 10, 1))
    item.save()
    return item


def _translating() -> dict[str, Door]:
    makers: dict[str, Callable[[], Any]] = {
        **{kind: partial(factory, published=True) for kind, factory in PUBLISHED.items()},
        "host": HostFactory,
        "country": CountryFactory,
        "city": CityFactory,
    }
    page = partial(admin_page, "translations")
    drafts = {
        f"draft of {kind}": Door(
            "translate", make, page, _deed("draft", "zh-hans"), _stands("zh-hans", "draft")
        )
        for kind, make in makers.items()
    }
    return drafts | {
        "confirmed": Door(
            "translate", _outdated, page, _deed("confirm", "en"), _stands("en", "public")
        ),
        "made public": Door(
            "translate", _drafted, page, _deed("public", "zh-hans"), _stands("zh-hans", "public")
        ),
        "reason translated": Door(
            "translate",
            partial(EventFactory, published=True, announced=announcement()),
            lambda item: reverse("admin:events_change_reason", args=[item.changes.get().pk]),
            lambda _item: {"reason_ru": "Причина."},
            lambda item: AddedReason.objects.filter(change__event=item).exists(),
            button=False,
        ),
        "made the source": Door(
            "translate",
            partial(EventFactory, published=True),
            page,
            _deed("source", "en"),
            lambda item: bool(found(item).source_language == "en"),
        ),
    }


# --- recording -------------------------------------------------------------------------------


def _by_somebody() -> Client:
    client = Client()
    client.force_login(StaffFactory())
    return client


def _event_of(code: str) -> str:
    """Return which event an act needs."""
    special = {"announce": "untold", "hold": "past", "close": "past", "reinstate": "called off"}
    return special.get(code, "to come")


def _event(code: str) -> Any:
    which = _event_of(code)
    day = date(2020, 10, 1) if which == "past" else date(2020, 12, 1)
    told = {} if which == "untold" else {"announced": announcement(date(2020, 1, 1))}
    event = EventFactory(period=Period.on(day), published=True, **told)
    if which == "called off":
        changes.cancel(event, announcement(date(2020, 2, 1)))
    return event


def _act_page(code: str, event: Any) -> str:
    return reverse("admin:events_event_act", args=[event.pk, code])


def _act_sent(code: str, event: Any) -> Sent:
    """Return what is sent at the end, filled in by somebody who may."""
    client, address = _by_somebody(), _act_page(code, event)
    because = {"reason_en": "Because.", "source_url": "https://source.example/"}
    sent = changed(opened(client, address), **because, **FILLED.get(code, {}))
    return {**sent, "save": ["yes"]}


def _act_done(code: str, event: Any) -> bool:
    if code == "close":
        return bool(found(event).status == "unknown_outcome")
    step = event.changes.last()
    number = {"announce": 1, "reinstate": 3}.get(code, 2)
    return step is not None and step.number == number


def _correction_sent(document: Any) -> Sent:
    sent = opened(_by_somebody(), admin_page("correct", document))
    because = {"reason_en": "A slip.", "reason_ru": "Опечатка."}
    return changed(sent, **because, external_url="https://text.example/second/")


def _recording() -> dict[str, Door]:
    acts = {
        code: Door(
            "record",
            partial(_event, code),
            partial(_act_page, code),
            partial(_act_sent, code),
            partial(_act_done, code),
            beside=_event_of(code),
        )
        for code in ACTIONS
    }
    return acts | {
        "correct a document": Door(
            "record",
            partial(DocumentFactory, published=True, external_url="https://text.example/"),
            partial(admin_page, "correct"),
            _correction_sent,
            lambda document: document.versions.count() == 1,
        )
    }


DOORS = publishing() | _translating() | _recording()

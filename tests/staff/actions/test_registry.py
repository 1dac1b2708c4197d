"""Which acts an event allows: what is offered, the writer accepts."""

from datetime import date

import pytest

from events.dates import Period
from events.models import Event
from i18n.texts import CODES
from staff.actions.registry import ACTIONS, offered
from tests.acting import TESTS, changes
from tests.factories import EventFactory, announcement
from tests.plan_data.playing import undone

pytestmark = pytest.mark.django_db

TODAY = date(2020, 10, 28)
PAST = Period.on(date(2020, 7, 22), date(2020, 7, 23))
FUTURE = Period.on(date(2020, 12, 1))
MOVES = {"move", "postpone", "place", "cancel"}
TEXTS = {"rename", "correct"}


def event(period=FUTURE, **traits):
    return EventFactory(
        period=period, announced=announcement(date(2020, 1, 1)), published=True, **traits
    )


def then(writer, row, *others):
    writer(row, *others)
    return row


def told():
    return announcement(date(2020, 10, 1))


STATES = {
    "draft": (lambda: EventFactory(), {"announce"}),
    "established": (
        lambda: EventFactory(period=FUTURE, published=True),
        {"announce", "confirm", *MOVES, *TEXTS},
    ),
    "planned": (event, {"confirm", *MOVES, *TEXTS}),
    "undated": (
        lambda: event(Period.undated()),
        {"confirm", "hold", *MOVES, *TEXTS},
    ),
    "confirmed": (
        lambda: event(confirmed=announcement(date(2020, 2, 1))),
        {*MOVES, *TEXTS},
    ),
    "begun today": (
        lambda: event(Period.on(TODAY, date(2020, 10, 30))),
        {"confirm", "hold", *MOVES, *TEXTS},
    ),
    "ending today": (
        lambda: event(Period.on(date(2020, 10, 20), TODAY)),
        {"confirm", "hold", *MOVES, *TEXTS},
    ),
    "beginning tomorrow": (
        lambda: event(Period.on(date(2020, 10, 29))),
        {"confirm", *MOVES, *TEXTS},
    ),
    "overdue": (lambda: event(PAST), {"confirm", "hold", "close", *MOVES, *TEXTS}),
    "postponed": (
        lambda: then(changes.postpone, event(), told()),
        {"confirm", "hold", *MOVES, *TEXTS},
    ),
    "cancelled": (lambda: then(changes.cancel, event(), told()), {"reinstate", *TEXTS}),
    "held": (lambda: then(changes.hold, event(PAST), told()), TEXTS),
    "outcome unknown": (
        lambda: then(changes.close_without_outcome, event(PAST)),
        {"hold", *TEXTS},
    ),
}


def answers(row, act):
    """Fill the form of `act` so that it changes something."""
    form = act.form(row, TODAY)
    initial = {name: form.initial.get(name, field.initial) for name, field in form.fields.items()}
    changed = {
        "announce": {"format": "online"},
        "confirm": {"precision": "day", "first_day": date(2020, 10, 5), "last_day": None},
        "move": {"precision": "day", "first_day": date(2021, 3, 1)},
        "postpone": {"precision": "month", "first_day": date(2021, 4, 1)},
        "place": {"format": "online"},
        "hold": {"precision": "day", "first_day": date(2020, 10, 5), "last_day": None},
        "rename": {"title_en": "Under a new name"},
        "correct": {"format": "hybrid"},
    }
    given = {**initial, **changed.get(act.code, {})}
    given |= {f"reason_{code.replace('-', '_')}": "Because." for code in CODES}
    given |= {"source_url": "https://source.example/", "announced_on": TODAY}
    return {name: value for name, value in given.items() if value not in (None, "")}


@pytest.mark.parametrize(("make", "codes"), STATES.values(), ids=STATES)
def test_state_offers_its_acts(make, codes):
    assert {act.code for act in offered(make(), TODAY)} == codes


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(("make", "codes"), STATES.values(), ids=STATES)
def test_what_is_offered_the_writer_accepts(make, codes):
    made = make()
    for code in codes:
        with undone():
            row = Event.objects.get(pk=made.pk)
            form = ACTIONS[code].form(row, TODAY, answers(row, ACTIONS[code]))
            before = row.sequence
            assert form.is_valid(), (code, form.errors)

            ACTIONS[code].write(row, form, by=TESTS)

            row.refresh_from_db()
            assert row.sequence > before, code

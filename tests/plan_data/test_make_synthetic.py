"""`manage.py make_synthetic`: made-up events, plainly labelled, the same each time."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from events.history import followed
from events.models import Event
from plan_data import synthetic
from presidencies.current import current
from presidencies.models import Presidency, State
from priorities.models import Strand
from publishing import records
from publishing.models import OutboxMessage, PublicRecord
from search.models import Entry, EntryKind
from tests.factories.events import EventFactory
from tests.plan_data.plan_files import tiny_plan, written
from tests.presiding import DATA

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory(tmp_path):
    return written(tmp_path, tiny_plan())


def make(count: int, directory, *options: str) -> str:
    out = StringIO()
    call_command("make_synthetic", str(count), "--data", str(directory), *options, stdout=out)
    return out.getvalue()


def labels() -> list[str]:
    return [f"{event.slug} {event.sort_on} {event.status}" for event in Event.objects.all()]


def test_so_many_events_are_made_published_and_labelled(directory):
    text = make(60, directory)

    assert text.splitlines()[-1] == "60 synthetic events added."
    assert Event.objects.published().count() == 60
    event = Event.objects.get(slug="synthetic-event-00042")
    assert event.title_en == "Synthetic event 00042 (not a real event)"
    assert event.title_ru == "Синтетическое событие 00042 (не настоящее)"
    assert event.title_zh_hans == "合成活动00042（非真实活动）"


def test_their_histories_replay_and_their_records_are_true(directory):
    make(60, directory)

    told = {event: followed(event.changes.all()) for event in Event.objects.for_cards()}
    with_history = {event: facts[-1] for event, facts in told.items() if facts}
    assert with_history == {event: event.facts() for event in with_history}
    assert len(with_history) > 1
    assert list(records.discrepancies()) == []
    assert records.newest_number() == PublicRecord.objects.count()


def test_a_longer_run_goes_on_where_a_shorter_one_ended(directory):
    make(20, directory)
    first = labels()

    text = make(30, directory)

    assert text.splitlines()[-1] == "10 synthetic events added."
    assert set(first) < set(labels())


def test_the_same_seed_makes_the_same_events_and_another_seed_others(directory):
    make(20, directory)
    choices = synthetic.choices()
    drafts = {
        seed: [columns(synthetic.draft(number, seed, choices).event) for number in range(1, 21)]
        for seed in (1, 2)
    }

    assert [columns(event) for event in Event.objects.order_by("slug")] == drafts[1]
    assert drafts[1] != drafts[2]


def columns(event: Event) -> tuple[object, ...]:
    return (event.slug, event.kind, event.level, event.status, event.starts_on, event.format)


def test_each_plan_holds_three_hundred_and_the_first_is_of_the_current_presidency(
    directory, monkeypatch
):
    monkeypatch.setattr(synthetic, "EVENTS", 8)

    make(20, directory)

    events = Event.objects.order_by("slug").values_list("presidency__slug", flat=True)
    made_up = [f"synthetic-presidency-{place:05}" for place in (1, 2)]
    assert list(events) == [current().slug] * 8 + [made_up[0]] * 8 + [made_up[1]] * 4
    assert Event.objects.published().count() == 8
    others = Presidency.objects.exclude(pk=current().pk).order_by("slug")
    assert [(row.begins, row.ends, row.state) for row in others] == [
        (date(2019, 1, 3), date(2019, 1, 5), State.CLOSED),
        (date(2019, 1, 5), date(2019, 1, 7), State.CLOSED),
    ]
    assert not Event.objects.exclude(presidency=current()).filter(priorities__gt=0).exists()
    assert Event.objects.filter(presidency=current(), priorities__gt=0).exists()
    assert list(records.discrepancies()) == []


def test_the_presidency_of_the_files_presides_in_an_empty_database(directory):
    Strand.objects.all().delete()
    Presidency.objects.all().delete()

    make(5, DATA)

    assert current().slug == "russia-2019-2020"
    assert Event.objects.published().count() == 5


def test_a_database_with_real_events_is_refused(directory):
    EventFactory(slug="forum")

    with pytest.raises(CommandError, match=r"^This database holds real events"):
        make(20, directory)

    assert [event.slug for event in Event.objects.all()] == ["forum"]


@pytest.mark.indexed
def test_they_are_found_at_once(directory, index_follows):
    make(20, directory)

    assert Entry.objects.filter(kind=EntryKind.EVENT).count() == 20
    assert OutboxMessage.objects.count() == 0

"""What the real files say where their sources had to be settled. Only the files are read: nothing is loaded."""

import csv
from datetime import date
from functools import cache

import pytest
from django.conf import settings

from events.dates import Period
from events.enums import ChangeKind, Precision, Status
from plan_data.checks import FILES, checked
from plan_data.timeline import EventTimeline

pytestmark = pytest.mark.django_db

DATA = settings.BASE_DIR / "data"
#: The step of each history that tells of the list of events in Chelyabinsk.
CHELYABINSK_LIST = {
    "business-forum-2020": 1,
    "export-roundtable-chelyabinsk-2020": 1,
    "heads-of-regions-forum-1-2020": 2,
    "transit-group-chelyabinsk-2020": 1,
    "transport-experts-chelyabinsk-2020": 1,
    "transport-ministers-8-2020": 1,
    "young-leaders-forum-3-chelyabinsk-2020": 1,
    "youth-council-2020": 1,
}


@cache
def timelines() -> dict[str, EventTimeline]:
    plan = checked({name: (DATA / name).read_bytes() for name in FILES})
    return {timeline.slug: timeline for timeline in plan.timelines}


def test_one_list_is_announced_on_one_day():
    days = {
        slug: timelines()[slug].steps[number - 1].announced_on
        for slug, number in CHELYABINSK_LIST.items()
    }

    assert days == dict.fromkeys(CHELYABINSK_LIST, date(2020, 1, 14))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ("governor", "list")),
        ("ru", ("губернатор", "спис")),
        ("zh-hans", ("州长", "清单")),
    ],
)
def test_the_steps_of_one_list_say_so_in_every_language(code, words):
    listed = {
        timeline.slug: number
        for timeline in timelines().values()
        for number, step in enumerate(timeline.steps, start=1)
        if all(word in step.announcement.reason.get(code, "") for word in words)
    }

    assert listed == CHELYABINSK_LIST


def test_what_was_announced_for_this_year_is_not_bound_to_a_later_month():
    consultations = timelines()["deputy-fm-consultations-2019"]

    period = consultations.entries[0].facts.period
    assert consultations.steps[0].announced_on == date(2019, 8, 20)
    assert period == Period(
        date(2019, 8, 20), date(2019, 12, 31), Precision.PART_OF_YEAR, words=period.words
    )
    assert period.words["en"] == "before the end of 2019"


def test_no_exact_or_vague_date_ends_before_it_was_announced():
    early = [
        (timeline.slug, step.announced_on)
        for timeline in timelines().values()
        for step in timeline.steps
        if step.kind != ChangeKind.HELD
        and step.announced_on
        and step.new_period
        and step.new_period.last
        and step.new_period.last < step.announced_on
    ]

    assert early == []


def test_every_renaming_of_the_plan_tells_both_names():
    renamings = [
        (timeline.slug, step)
        for timeline in timelines().values()
        for step in timeline.steps
        if step.kind == ChangeKind.RENAMED
    ]

    assert [slug for slug, _ in renamings] == ["peace-mission-2020"]
    (_, step), *_ = renamings
    assert step.old.titles == {
        "en": "Joint anti-terrorist command and staff exercise Peace Mission 2020",
        "ru": "Совместное антитеррористическое командно-штабное учение «Мирная миссия — 2020»",
        "zh-hans": "“和平使命—2020”上海合作组织联合反恐军事演习",
    }
    assert step.moves.titles["en"].startswith(
        "Joint anti-terrorist command and staff exercise Peace Mission 2021"
    )


def test_a_new_date_after_a_postponement_ends_it_by_whatever_kind_of_step():
    returned = {
        (timeline.slug, step.kind.value, entry.facts.status)
        for timeline in timelines().values()
        for before, entry in zip(timeline.entries, timeline.entries[1:], strict=False)
        if before.facts.status == Status.POSTPONED
        and (step := entry.step) is not None
        and step.new_period is not None
        and step.new_period.is_dated
    }

    assert returned == {
        ("business-forum-2020", "held", "held"),
        ("chs-20-summit-2020", "format_changed", "planned"),
        ("victory-75-moscow-2020", "rescheduled", "planned"),
        ("youth-council-2020", "relocated", "planned"),
        ("peace-mission-2020", "relocated", "planned"),
    }


@pytest.mark.parametrize("slug", sorted(CHELYABINSK_LIST))
def test_no_event_is_postponed_and_has_an_exact_day(slug):
    wrong = [
        entry.facts
        for entry in timelines()[slug].entries
        if entry.facts.status == Status.POSTPONED and entry.facts.period.is_exact
    ]

    assert wrong == []


def test_every_precision_has_a_name_in_the_labels():
    rows = list(csv.DictReader((DATA / "labels.csv").read_text("utf-8").splitlines()))

    (kind, code), names = list(rows[0])[:2], list(rows[0])[2:]
    named = [row for row in rows if row[kind] == "date_precision"]
    assert [row[code] for row in named] == [precision.value for precision in Precision]
    assert all(row[name] for row in named for name in names)

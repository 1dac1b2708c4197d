"""`manage.py load_plan --as-on`: the plan as it was public on a day."""

from datetime import date

import pytest

from documents.models import Document
from events.dates import Period
from events.enums import Format, Status
from events.models import Event
from events.timeline import Facts
from news.models import Article
from plan_data.events import CHANGES
from publishing import outbox, records
from publishing.models import StandingClock
from search.models import Entry
from tests.plan_data.plan_files import event, step, tiny_plan, to, written
from tests.plan_data.playing import event_called, everything, load, refusal, replay
from tests.recording import last_told

pytestmark = pytest.mark.django_db


# --- as on a day -----------------------------------------------------------------------


def test_the_demonstration_clock_stands_at_the_day(tmp_path):
    load(written(tmp_path, tiny_plan()), as_on="2020-02-01")

    assert StandingClock.objects.get().day == date(2020, 2, 1)


def test_a_load_of_everything_leaves_the_clock_alone(tmp_path):
    load(written(tmp_path, tiny_plan()))

    assert not StandingClock.objects.exists()


@pytest.mark.parametrize(
    ("as_on", "steps", "status"),
    [
        ("2020-01-14", 1, Status.PLANNED),
        ("2020-02-29", 1, Status.PLANNED),
        ("2020-03-01", 2, Status.PLANNED),
        ("2020-06-09", 2, Status.PLANNED),
        ("2020-06-10", 3, Status.HELD),
    ],
)
def test_a_step_is_there_on_the_day_of_its_announcement(tmp_path, as_on, steps, status):
    load(written(tmp_path, tiny_plan()), as_on=as_on)

    assert (event_called("forum").changes.count(), event_called("forum").status) == (steps, status)


@pytest.mark.parametrize(
    ("as_on", "known"),
    [
        ("2020-01-14", "first"),
        ("2020-03-01", "first,second"),
        ("", "own,first,second,last"),
    ],
)
def test_source_of_a_step_is_cited_from_that_step_on(tmp_path, as_on, known):
    plan = _with_a_source_for_each_step()

    load(written(tmp_path, plan), as_on=as_on)

    assert event_called("forum").sources == [
        f"https://{name}.example/" for name in known.split(",")
    ]


def test_replay_cites_what_a_load_does(tmp_path, settings):
    settings.PORTAL_CLOCK = "demo"
    files = written(tmp_path, _with_a_source_for_each_step())
    load(files, as_on="2020-01-14")

    replay(files, "2020-06-10")

    assert event_called("forum").sources[1:] == [
        f"https://{name}.example/" for name in ("first", "second", "last")
    ]
    assert last_told("events", "forum")["sources"] == event_called("forum").sources


LATER = "https://news.example/20200612/1.html"


def test_source_that_names_a_later_day_is_told_from_that_day_on(tmp_path, settings):
    settings.PORTAL_CLOCK = "demo"
    plan = tiny_plan()
    for name in ("events.csv", "documents.csv"):
        column = "source_urls" if name == "events.csv" else "source_url"
        plan[name][0][column] = f"https://own.example/ {LATER}"
    files = written(tmp_path, plan)
    load(files, as_on="2020-06-11")
    before = _sources_told()

    lines = replay(files, "2020-06-12")

    assert before == {"events": ["https://own.example/"], "documents": ["https://own.example/"]}
    assert _sources_told() == {kind: [*sources, LATER] for kind, sources in before.items()}
    assert [line.partition("  ")[0] for line in lines if "another source" in line] == [
        "2020-06-12",
        "2020-06-12",
    ]
    assert list(records.discrepancies()) == []
    replayed = everything()
    load(files, as_on="2020-06-12")
    assert everything() == replayed


def _sources_told() -> dict[str, list[str]]:
    """What the newest records of the forum and of the document cite."""
    keys = {"events": event_called("forum").slug, "documents": Document.objects.get().slug}
    return {kind: last_told(kind, key)["sources"] for kind, key in keys.items()}


def _with_a_source_for_each_step() -> dict[str, list[dict[str, str]]]:
    """The tiny plan: the forum is known by a source of no step, and each of its steps by one of its own."""
    plan = tiny_plan()
    names = ("first", "second", "last")
    steps = [row for row in plan[CHANGES] if row["event_slug"] == "forum"]
    for row, name in zip(steps, names, strict=True):
        row["source_url"] = f"https://{name}.example/"
    plan["events.csv"][0]["source_urls"] = " ".join(
        f"https://{name}.example/" for name in ("own", *names)
    )
    return plan


def test_an_event_is_not_there_before_it_is_announced(tmp_path):
    text = load(written(tmp_path, tiny_plan()), as_on="2020-01-13")

    assert [event.slug for event in Event.objects.all()] == ["visit"]
    assert Article.objects.get(slug="forum-ahead").events.count() == 0
    assert text.splitlines()[-1].split() == ["documents", "0", "0", "0", "1"]


@pytest.mark.parametrize(
    ("as_on", "status"),
    [
        ("2019-06-14", Status.PLANNED),
        ("2020-02-05", Status.PLANNED),
        ("2020-02-06", Status.PLANNED),
        ("2020-02-07", Status.HELD),
    ],
)
def test_an_event_without_a_history_is_held_when_its_last_day_is_over(tmp_path, as_on, status):
    load(written(tmp_path, tiny_plan()), as_on=as_on)

    assert (event_called("visit").status, event_called("visit").changes.count()) == (status, 0)


@pytest.mark.parametrize(
    ("as_on", "status"), [("2020-07-01", Status.PLANNED), ("2020-07-02", Status.HELD)]
)
def test_a_report_of_the_opening_holds_no_event_that_is_still_going_on(tmp_path, as_on, status):
    rows = tiny_plan()
    rows["events.csv"].append(event("talks", "2020-06-01", "2020-07-02", city_slugs="moscow"))
    rows[CHANGES] += [
        step("talks", 1, "2020-05-01", "announced", new_city_slug="moscow", new_format="in_person")
        | to("2020-06-01", "2020-07-02"),
        step("talks", 2, "2020-06-01", "held"),
    ]

    load(written(tmp_path, rows), as_on=as_on)

    assert event_called("talks").status == status


def test_a_summary_is_there_only_when_the_story_is_told_to_its_end(tmp_path):
    directory = written(tmp_path, tiny_plan())

    load(directory, as_on="2020-06-09")
    assert (event_called("forum").summary_en, event_called("visit").summary_en) == (
        None,
        "What came of visit (en)",
    )

    load(directory, as_on="2020-06-10")
    assert event_called("forum").summary_en == "What came of forum (en)"
    assert list(records.discrepancies()) == []


def test_an_event_first_reported_as_held_was_planned_before(tmp_path):
    rows = tiny_plan()
    rows["events.csv"].append(event("talks", "2020-07-01", "2020-07-02", city_slugs="moscow"))
    rows[CHANGES].append(
        step("talks", 1, "2020-07-03", "held", new_city_slug="moscow", new_format="in_person")
        | to("2020-07-01", "2020-07-02")
    )
    directory = written(tmp_path, rows)

    load(directory, as_on="2020-07-02")
    planned = Facts(
        Status.PLANNED, Period.on(date(2020, 7, 1), date(2020, 7, 2)), Format.IN_PERSON, ("moscow",)
    )
    assert (event_called("talks").facts(), event_called("talks").changes.count()) == (planned, 0)

    load(directory)
    step_of_talks = event_called("talks").changes.get()
    assert (step_of_talks.kind, step_of_talks.old_status) == ("held", "")
    assert step_of_talks.new_period == planned.period


def test_a_step_of_unknown_day_is_public_by_the_next_dated_step(tmp_path):
    rows = tiny_plan()
    rows[CHANGES][1] |= {"announced_on": "", "announced_precision": "none"}
    rows[CHANGES][1] |= to("2020-06-01", "2020-06-30", "month")
    rows[CHANGES][2] |= to("2020-06-10", "2020-06-10")
    directory = written(tmp_path, rows)

    load(directory, as_on="2020-06-09")
    assert event_called("forum").changes.count() == 1

    load(directory, as_on="2020-06-10")
    assert event_called("forum").changes.count() == 3


def test_a_step_of_unknown_day_is_public_by_the_exact_day_that_it_sets(tmp_path):
    rows = tiny_plan()
    rows[CHANGES][1] |= {"announced_on": "", "announced_precision": "none"}
    rows[CHANGES][2] |= {"announced_on": "2020-06-20"}
    directory = written(tmp_path, rows)

    load(directory, as_on="2020-06-10")

    assert (event_called("forum").changes.count(), event_called("forum").status) == (
        2,
        Status.PLANNED,
    )


def test_an_unknown_outcome_is_said_when_the_last_day_is_over(tmp_path):
    rows = tiny_plan()
    rows[CHANGES].pop()
    rows["events.csv"][0]["status"] = "unknown_outcome"
    directory = written(tmp_path, rows)

    load(directory, as_on="2020-06-10")
    assert event_called("forum").status == Status.PLANNED

    load(directory, as_on="2020-06-11")
    assert (event_called("forum").status, event_called("forum").changes.count()) == (
        Status.UNKNOWN_OUTCOME,
        2,
    )


def test_a_later_day_is_reached_from_an_earlier_one(tmp_path):
    directory = written(tmp_path, tiny_plan())
    load(directory, as_on="2020-01-13")

    load(directory, as_on="2020-06-11")

    assert event_called("forum").status == Status.HELD
    assert {article.slug for article in event_called("forum").articles.all()} == {
        "forum-ahead",
        "forum-opens",
    }
    assert list(records.discrepancies()) == []


def test_an_earlier_day_cannot_be_reached(tmp_path):
    directory = written(tmp_path, tiny_plan())
    load(directory, as_on="2020-06-11")

    text = refusal(directory, as_on="2020-06-10")

    assert text == (
        "The plan here stands at 2020-06-11 already: what was told cannot be taken back. "
        "Load 2020-06-10 into an empty database (make reset)."
    )


def test_a_day_cannot_be_reached_from_a_full_load(tmp_path):
    directory = written(tmp_path, tiny_plan())
    load(directory)

    text = refusal(directory, as_on="2020-06-09")

    assert text.startswith("“forum” stands further on than that day")
    assert not StandingClock.objects.exists()


# --- venues and words --------------------------------------------------------------------


def test_a_venue_is_told_with_the_place_to_which_it_belongs(tmp_path):
    rows = tiny_plan()
    rows[CHANGES][1] |= {"old_city_slug": "moscow", "new_city_slug": "beijing"}
    rows["events.csv"][0] |= {"city_slugs": "beijing"}
    rows["events.csv"][0] |= {
        f"venue_{suffix}": f"Hall ({suffix})" for suffix in ("en", "ru", "zh")
    }
    directory = written(tmp_path, rows)

    load(directory, as_on="2020-02-01")
    assert event_called("forum").venue_en == ""

    load(directory)
    assert (event_called("forum").venue_en, event_called("forum").venue_zh_hans) == (
        "Hall (en)",
        "Hall (zh)",
    )


def test_words_of_a_date_go_with_that_date_only(tmp_path):
    rows = tiny_plan()
    rows["events.csv"][0] |= {f"date_text_{suffix}": "soon" for suffix in ("en", "ru", "zh")}
    directory = written(tmp_path, rows)

    load(directory, as_on="2020-02-01")
    assert event_called("forum").period.words == {}

    load(directory, as_on="2020-03-01")
    assert event_called("forum").period.words == {"en": "soon", "ru": "soon", "zh-hans": "soon"}


# --- what is derived -------------------------------------------------------------------


def test_listeners_are_told_of_a_load_once_and_of_a_rehearsal_never(
    tmp_path, monkeypatch, index_follows
):
    heard: list[list[str]] = []

    def follow(things):
        heard.append(sorted(thing.key for thing in things))
        return ()

    monkeypatch.setattr(outbox, "_listeners", {"follower": follow})

    load(written(tmp_path, tiny_plan()), as_on="2020-01-13")

    assert heard == [
        [
            *("beijing", "china-en", "council", "forum-ahead", "group", "moscow", "russia-en"),
            *("security-and-stability", "visit"),
        ]
    ]


@pytest.mark.indexed
@pytest.mark.usefixtures("index_follows")
def test_what_is_only_rehearsed_is_not_found(tmp_path):
    load(written(tmp_path, tiny_plan()), as_on="2020-01-13")

    assert not Entry.objects.filter(key="forum").exists()
    assert Entry.objects.filter(key="visit").exists()


@pytest.mark.parametrize(("as_on", "there"), [("2020-02-06", False), ("2020-02-07", True)])
def test_a_paper_is_there_once_its_meeting_has_met(tmp_path, as_on, there):
    """Adopted on the last day of a meeting of which the public hears on the next one."""
    rows = tiny_plan()
    rows["documents.csv"][0] |= {"event_slug": "visit", "adopted_on": "2020-02-06"}

    load(written(tmp_path, rows), as_on=as_on)

    assert Document.objects.exists() == there

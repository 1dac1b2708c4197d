"""Since when a source is cited that names no day, at every door that loads the files."""

from datetime import date, timedelta
from functools import cache

import pytest
from django.conf import settings

from plan_data import source_days
from plan_data.checks import FILES, CheckedPlan, checked
from presidencies.public_document import presidency_documents
from tests.plan_data.plan_files import (
    URL,
    Cells,
    plan,
    presidency,
    spoken,
    tiny_plan,
    written,
)
from tests.plan_data.playing import everything, load, replay
from tests.recording import last_told

pytestmark = pytest.mark.django_db

DATA = settings.BASE_DIR / "data"
#: Pages of the day of the summit, and later, that do not say so in their addresses.
OF_THE_SUMMIT = ("idn=25836", "?id=59225", "182664-vladimir-putin")
DAYS = [date(2018, 3, 1) + timedelta(days=13 * number) for number in range(120)]


@cache
def real_plan() -> CheckedPlan:
    return checked({name: (DATA / name).read_bytes() for name in FILES})


def _cited(slug: str, day: date) -> list[str]:
    timeline = next(one for one in real_plan().timelines if one.slug == slug)
    steps = timeline.entries[timeline.due(day) - 1].steps
    return source_days.of_event(timeline, steps, day)


@pytest.mark.parametrize(("day", "count"), [(date(2020, 10, 28), 0), (date(2020, 11, 10), 3)])
def test_page_of_the_summit_cites_its_reports_from_that_day_on(day: date, count: int):
    cited = _cited("chs-20-summit-2020", day)

    assert sum(any(part in url for part in OF_THE_SUMMIT) for url in cited) == count


def test_body_cites_a_report_of_the_summit_from_that_day_on():
    body = next(one for one in real_plan().lasting if one.slug == "council-of-heads-of-state")

    told = [source_days.by_day(body, date(2020, 11, day)).values["source_url"] for day in (9, 10)]

    assert (told[0], told[1][-9:]) == ("", "idn=25836")


def test_source_of_the_real_plan_stays_once_it_is_cited_and_all_are_in_the_end():
    lost = []
    for timeline in real_plan().timelines:
        before: set[str] = set()
        for day in [*DAYS, date(2026, 1, 1)]:
            due = timeline.due(day)
            steps = timeline.entries[due - 1].steps if due else 0
            now = set(source_days.of_event(timeline, steps, day)) if due else set()
            lost += [(timeline.slug, day, url) for url in before - now]
            before = now
        lost += [(timeline.slug, url) for url in set(timeline.entry.values["sources"]) - before]

    assert lost == []


CURRENT = "russia-2019-2020"
OWN = "https://own.example/"
REPORT = "https://report.example/print?id=7"


def with_own_sources() -> dict[str, list[Cells]]:
    """The visit, which nobody had announced, and the forum cite a page of their own; the council a later report."""
    rows = tiny_plan()
    for event in rows["events.csv"]:
        event["source_urls"] = f"{URL} {OWN}"
    rows["bodies.csv"][0]["source_url"] = REPORT
    rows["documents.csv"][0]["source_url"] = REPORT
    return rows


@pytest.mark.parametrize(("slug", "sources"), [("visit", [URL, OWN]), ("forum", [URL])])
def test_source_without_a_day_waits_where_the_announcement_names_another(slug, sources):
    (timeline,) = [one for one in plan(with_own_sources()).timelines if one.slug == slug]

    assert source_days.of_event(timeline, 1, date(2020, 1, 20)) == sources


def test_load_of_everything_where_the_clock_stands_cites_what_was_known_by_its_day(
    tmp_path, settings
):
    settings.PORTAL_CLOCK = "2020-03-02"
    files = written(tmp_path, with_own_sources())
    load(files)
    before = last_told("events", "forum")["sources"], last_told("bodies", "council")["source"]

    settings.PORTAL_CLOCK = None
    load(files)

    after = last_told("events", "forum")["sources"], last_told("bodies", "council")["source"]
    assert (before, after) == (([URL], None), ([URL, OWN], REPORT))


def promised() -> tuple[str | None, str | None, int | None]:
    (document,) = presidency_documents()
    return document["promise_source"], document["promise"]["en"], document["promised_events"]


def test_replay_cites_for_what_lasts_what_a_load_does(tmp_path, settings):
    settings.PORTAL_CLOCK = "demo"
    rows = with_own_sources()
    promise = "https://news.example/2020/03/03/promise"
    rows["presidencies.csv"] = [
        presidency(slug=CURRENT, promised_events="90", promise_url=promise)
        | spoken(promise="More than 90 events")
    ]
    files = written(tmp_path, rows)
    load(files, as_on="2020-03-02")
    before = promised()

    replay(files, "2020-06-12")

    replayed = everything()
    assert (before, promised()) == ((None, None, None), (promise, "More than 90 events (en)", 90))
    assert last_told("bodies", "council")["source"] == REPORT
    load(files, as_on="2020-06-12")
    assert everything() == replayed

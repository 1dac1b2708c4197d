"""A tiny plan in files, whole until a test changes a cell."""

import csv
import io
from pathlib import Path

from plan_data.checks import COLUMNS, CheckedPlan, checked
from plan_data.events import CHANGES
from plan_data.schema import SUFFIXES

Cells = dict[str, str]

URL = "https://source.example/"


def spoken(**texts: str) -> Cells:
    """Return the columns of translated texts: name="Forum" → name_en, name_ru, name_zh."""
    return {
        f"{name}_{suffix}": f"{text} ({suffix})"
        for name, text in texts.items()
        for suffix in SUFFIXES
    }


def official(*suffixes: str) -> Cells:
    return {f"title_origin_{suffix}": "official" for suffix in suffixes or SUFFIXES}


def event(slug: str, first: str, last: str, **cells: str) -> Cells:
    facts = {"status": "held", "format": "in_person", "date_precision": "day"}
    return {
        "slug": slug,
        **spoken(title=f"Title of {slug}", summary=f"What came of {slug}"),
        **official(),
        "kind": "forum",
        "level": "experts",
        "plan_membership": "presidency",
        "start_date": first,
        "end_date": last,
        "source_urls": URL,
        **facts,
        **cells,
    }


def step(slug: str, seq: int, announced_on: str, kind: str, **cells: str) -> Cells:
    return {
        "event_slug": slug,
        "seq": str(seq),
        "announced_on": announced_on,
        "announced_precision": "day" if announced_on else "none",
        "kind": kind,
        **spoken(note="The reason"),
        "source_url": URL,
        **cells,
    }


def to(first: str, last: str, precision: str = "day") -> Cells:
    """Return the columns of a new date."""
    return {"new_start": first, "new_end": last, "new_precision": precision}


def presidency(**cells: str) -> Cells:
    term = {"begins": "2019-06-14", "ends": "2020-11-10", "organisation_founded": "2001"}
    term |= {"time_zone": "Europe/Moscow"}
    names = spoken(organisation="League", title="Presidency 2020", short_title="Presidency")
    return {"slug": "first", "state": "current", **term, **names, **cells}


def presided() -> dict[str, list[Cells]]:
    """Return the rows of a presidency with the strand of the tiny plan, for a portal that has none."""
    security = {"slug": "security", "mark": "diamond", "colour": "indigo", "order": "1"}
    return {
        "presidencies.csv": [presidency()],
        "strands.csv": [security | spoken(name="Security")],
    }


def tiny_plan() -> dict[str, list[Cells]]:
    """Return the rows of every file.

    The forum is announced on 14 January 2020 for May in Moscow, moved on 1 March to 10 June and
    held then; the visit of 5 February has no history. One article and one document follow.
    """
    return {
        "countries.csv": [
            {"code": "RU", "role": "member", **spoken(name="Russia"), "member_since": "2001"},
            {"code": "CN", "role": "member", **spoken(name="China"), "source_url": URL},
        ],
        "cities.csv": [
            {"slug": "moscow", "country_code": "RU", **spoken(name="Moscow")}
            | {"latitude": "55.75204", "longitude": "37.61781", "time_zone": "Europe/Moscow"},
            {"slug": "beijing", "country_code": "CN", **spoken(name="Beijing")}
            | {"latitude": "39.9075", "longitude": "116.39723", "time_zone": "Asia/Shanghai"},
        ],
        "priorities.csv": [
            {
                "slug": "security-and-stability",
                "order": "1",
                "strand": "security",
                "source_url": URL,
            }
            | spoken(title="Security", summary="In short", description="At length")
        ],
        "bodies.csv": [
            {"slug": "council", "kind": "supreme_body", "seat_city_slug": "beijing"}
            | spoken(name="The council", short_name="Council"),
            {"slug": "group", "kind": "expert_group", "parent_slug": "council"}
            | spoken(name="The group", short_name="Group"),
        ],
        "events.csv": [
            event("forum", "2020-06-10", "2020-06-10", city_slugs="moscow", chair_country="RU")
            | {"body_slugs": "council;group", "priority_slugs": "security-and-stability"},
            event("visit", "2020-02-05", "2020-02-06", city_slugs="beijing"),
        ],
        CHANGES: [
            step("forum", 1, "2020-01-14", "announced", new_city_slug="moscow")
            | to("2020-05-01", "2020-05-31", "month")
            | {"new_format": "in_person"},
            step("forum", 2, "2020-03-01", "rescheduled", old_start="2020-05-01")
            | {"old_end": "2020-05-31", "old_precision": "month"}
            | to("2020-06-10", "2020-06-10"),
            step("forum", 3, "2020-06-10", "held"),
        ],
        "news.csv": [
            {"slug": "forum-opens", "published_on": "2020-06-11", "section": "news"}
            | spoken(title="The forum opened", lead="It did", body="At length.\n\nTwo paragraphs.")
            | {"event_slugs": "forum", "body_slugs": "council"},
            {"slug": "forum-ahead", "published_on": "2020-01-10", "section": "announcement"}
            | spoken(title="A forum is coming", lead="It is")
            | {"event_slugs": "forum", "priority_slugs": "security-and-stability"},
        ],
        "documents.csv": [
            {"slug": "declaration", "kind": "declaration", "adopted_on": "2020-06-10"}
            | {"adopted_precision": "day", "event_slug": "forum", "languages": "ru;zh-Hans"}
            | {"external_url": URL, "source_url": f"{URL} {URL}second"}
            | spoken(title="Declaration", summary="What it says")
            | official()
        ],
    }


def more_texts() -> dict[str, list[Cells]]:
    """Return what the files of texts tell of the tiny plan: of the visit, and of the group, nothing."""
    return {
        "event_texts.csv": [
            {"slug": "forum", **spoken(short_title="Forum", lead_before="What it will be")}
        ],
        "body_texts.csv": [
            {"slug": "council", **spoken(short_name="Leaders", purpose="They decide")}
        ],
    }


def themes(**cells: str) -> dict[str, list[Cells]]:
    """Return a theme of the tiny plan, which gathers something of each kind."""
    members = {
        "event_slugs": "forum;visit",
        "news_slugs": "forum-opens",
        "document_slugs": "declaration",
    }
    texts = spoken(title="Memory", summary="In short", description="At length")
    row = {"slug": "memory", "order": "1", "source_url": URL, **texts, **members}
    return {"themes.csv": [{**row, **cells}]}


def as_csv(file: str, rows: list[Cells], columns: tuple[str, ...] | None = None) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns or COLUMNS[file], restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def contents(rows: dict[str, list[Cells]]) -> dict[str, bytes]:
    return {file: as_csv(file, cells) for file, cells in rows.items()}


def plan(rows: dict[str, list[Cells]]) -> CheckedPlan:
    return checked(contents(rows))


def written(directory: Path, rows: dict[str, list[Cells]]) -> Path:
    """Write the files into `directory` and return it."""
    for file, content in contents(rows).items():
        (directory / file).write_bytes(content)
    return directory

"""The plan of an invented organisation."""

from __future__ import annotations

from plan_data.checks import CHANGES
from tests.plan_data.plan_files import SUFFIXES, Cells, event, official, spoken, step, to

URL = "https://lakes.example/"


def lake(**texts: str) -> Cells:
    """Return texts that are the same in each language, but for its mark."""
    return {
        f"{name}_{suffix}": f"{text} {suffix}"
        for name, text in texts.items()
        for suffix in SUFFIXES
    }


def plan() -> dict[str, list[Cells]]:
    return {
        "countries.csv": [
            {"code": "AA", "role": "member", **spoken(name="Atlantis"), "member_since": "2027"},
            {"code": "BB", "role": "observer", **spoken(name="Lemuria"), "source_url": URL},
        ],
        "cities.csv": [
            {"slug": "poseidonia", "country_code": "AA", **spoken(name="Poseidonia")}
            | {"latitude": "37.7", "longitude": "-25.7", "time_zone": "Atlantic/Azores"},
        ],
        "presidencies.csv": [
            {"slug": "atlantis-2031", "state": "current", "country_code": "AA"}
            | {"capital_slug": "poseidonia", "time_zone": "Atlantic/Azores"}
            | {"begins": "2031-01-01", "ends": "2031-12-31", "organisation_founded": "2027"}
            | lake(
                organisation="League of Lakes",
                organisation_short="LoL",
                title="Atlantis presides over the Lakes 2031",
                short_title="Atlantis presides over the Lakes",
                label="Lakes",
                headline="Atlantis presides, 2031",
                hero_before="Two lakes ahead.",
                hero_during="Two lakes meet.",
                hero_after="Two lakes met.",
                plan="Plan of Atlantis",
                own_calendar="Calendar of the Lakes",
                promise="Seven regattas were promised.",
                sources="From the bottom of the lake.",
                credit="Lakes portal",
            )
        ],
        "strands.csv": [
            {"slug": "depths", "mark": "disc", "colour": "grey", "order": "2"}
            | lake(name="Depths of the lakes"),
            {"slug": "shores", "mark": "square", "colour": "red", "order": "1"}
            | lake(name="Shores of the lakes"),
        ],
        "priorities.csv": [
            {"slug": "calm-water", "order": "1", "strand": "shores", "source_url": URL}
            | spoken(title="Calm water", summary="In short", description="At length")
        ],
        "bodies.csv": [
            {"slug": "council", "kind": "supreme_body", "seat_city_slug": "poseidonia"}
            | spoken(name="The council", short_name="Council"),
        ],
        "events.csv": [
            event(
                "regatta", "2031-06-10", "2031-06-10", city_slugs="poseidonia", chair_country="AA"
            )
            | {"body_slugs": "council", "priority_slugs": "calm-water"},
            event("dive", "2031-09-05", "2031-09-06", city_slugs="poseidonia", status="planned")
            | {"plan_membership": "sco_calendar"},
        ],
        CHANGES: [
            step("regatta", 1, "2031-01-14", "announced", new_city_slug="poseidonia")
            | to("2031-05-01", "2031-05-31", "month")
            | {"new_format": "in_person"},
            step("regatta", 2, "2031-03-01", "rescheduled", old_start="2031-05-01")
            | {"old_end": "2031-05-31", "old_precision": "month"}
            | to("2031-06-10", "2031-06-10"),
            step("regatta", 3, "2031-06-10", "held"),
        ],
        "news.csv": [
            {"slug": "regatta-opens", "published_on": "2031-06-11", "section": "news"}
            | spoken(title="The regatta opened", lead="It did", body="At length.")
            | {"event_slugs": "regatta", "body_slugs": "council"},
        ],
        "documents.csv": [
            {"slug": "lake-declaration", "kind": "declaration", "adopted_on": "2031-06-10"}
            | {"adopted_precision": "day", "event_slug": "regatta", "languages": "ru"}
            | {"external_url": URL, "source_url": URL}
            | spoken(title="Declaration", summary="What it says")
            | official()
        ],
    }

"""No text of data/ knows more than its first reader could: what became of things is told by events.

Where programs see no date, a person does: each sentence that speaks of a later time stands in
data/hindsight.csv, with what was decided and why.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

import pytest
from django.conf import settings

from i18n.texts import CODES
from tests.whole_site.hindsight import TONGUES, is_told_as_past, told_too_early

#: The first thing of this plan that anybody could read; since then there are bodies, goals and pages.
BEGINNING = date(2019, 5, 31)
TEXTS = {
    "bodies": ("description",),
    "body_texts": ("short_name", "purpose"),
    "documents": ("title", "summary"),
    "event_changes": ("note",),
    "event_texts": ("short_title", "lead_before"),
    "events": ("title", "summary", "date_text"),
    "hosts": ("name",),
    "news": ("title", "lead", "body"),
    "pages": ("title", "lead", "body"),
    "presidencies": ("headline", "hero_before", "hero_during", "promise", "sources"),
    "priorities": ("title", "summary", "description"),
    "strands": ("name",),
    "themes": ("title", "summary", "description"),
}
#: Words that speak of a later time without saying which.
HINTS = {
    "en": re.compile(
        r"\b(later|afterwards|subsequently|eventually|in the end|after all|turned out|went on to|still"
        r"|at that time|that year|the next (?:day|year)|since then|became|followed|rare|so far)\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(позже|позднее|впоследствии|в итоге|в конце концов|всё же|тогда|по-прежнему|оказал\w+"
        r"|в том (?:же )?году|с тех пор|последовал\w*|стал[аои]?|на следующий день|редк\w+|до сих пор)\b",
        re.IGNORECASE,
    ),
    "zh-hans": re.compile(
        "后来|此后|随后|之后|最终|当时|当年|日后|仍|其后|事后|终于|成为|次日|次年|罕见|至今|后因|后推"
    ),
}


#: Texts that are read on every day, and a year that was over on the first.
STANDING = ("bodies", "body_texts", "priorities", "strands", "themes")
BEFORE = re.compile(r"\b(?:19\d\d|20(?:0\d|1[0-8]))(?!\d)")


class Text(NamedTuple):
    file: str
    slug: str
    field: str
    language: str
    text: str
    first_read: date


def rows(name: str) -> list[dict[str, str]]:
    with (settings.BASE_DIR / "data" / f"{name}.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


@cache
def texts() -> tuple[Text, ...]:
    """Return each text of the plan, with the day on which it can be read first."""
    return tuple(_texts())


def _texts() -> Iterator[Text]:
    known = days_of_events()
    for name, fields in TEXTS.items():
        for row in rows(name):
            for field in fields:
                for code in CODES:
                    text = row[f"{field}_{code[:2]}"]
                    key = row.get("slug") or f"{row['event_slug']}/{row['seq']}"
                    yield Text(name, key, field, code, text, first_read(name, row, field, known))


Days = dict[str, list[date]]


def days_of_events() -> Days:
    """Return the days on which something was told of each event, the last of its days among them."""
    known: Days = defaultdict(list)
    for step in rows("event_changes"):
        if step["announced_on"]:
            known[step["event_slug"]].append(date.fromisoformat(step["announced_on"]))
    for row in rows("events"):
        # Of what nobody announced the plan told from its beginning.
        known[row["slug"]] = known[row["slug"]] or [BEGINNING]
        if row["end_date"]:
            known[row["slug"]].append(date.fromisoformat(row["end_date"]))
    return known


def first_read(name: str, row: dict[str, str], field: str, known: Days) -> date:
    if name == "event_changes":
        return date.fromisoformat(row["announced_on"] or str(max(known[row["event_slug"]])))
    if name in ("events", "event_texts"):
        # A summary comes when the history is whole.
        return (max if field == "summary" else min)(known[row["slug"]])
    day = row.get("published_on") or row.get("adopted_on")
    return max(date.fromisoformat(day), BEGINNING) if day else BEGINNING


def statements(told: Text) -> Iterator[tuple[str, ...]]:
    """Give the sentences of a text that name a later day as one that was."""
    for sentence in told_too_early(told.text, told.language, told.first_read):
        yield (told.file, told.slug, told.field, told.language, sentence)


def hinted() -> set[tuple[str, ...]]:
    """Return the sentences that may speak of a later time without saying which."""
    return {
        (told.file, told.slug, told.field, told.language, sentence.strip())
        for told in texts()
        for sentence in TONGUES[told.language].ends.split(told.text)
        if HINTS[told.language].search(sentence) or is_past_of_what_stands(told, sentence)
    }


def is_past_of_what_stands(told: Text, sentence: str) -> bool:
    """Whether a text that is read on every day says that something was, and names no day before the first."""
    if told.file not in STANDING or told.language == "zh-hans":  # which has no tenses
        return False
    tongue = TONGUES[told.language]
    return is_told_as_past(sentence, tongue) and not BEFORE.search(sentence)


def listed(verdict: str) -> set[tuple[str, ...]]:
    names = ("file", "slug", "field", "language", "sentence")
    found = [row for row in rows("hindsight") if row["verdict"] == verdict]
    return {tuple(row[name] for name in names) for row in found}


def test_no_text_tells_of_what_came_after_it_was_first_read():
    found = {statement for told in texts() for statement in statements(told)}

    assert found - listed("stands") == set()


def test_every_text_of_the_plan_was_looked_at():
    assert len([told for told in texts() if told.text]) > 3_000
    # What is shown when the term is over may know how it went.
    files = {path.stem for path in (settings.BASE_DIR / "data").glob("*.csv")} - {"hindsight"}
    assert {column for name in files for column in prose(name)} == {"presidencies.hero_after_en"}


def prose(name: str) -> Iterator[str]:
    """Yield the columns in three languages that hold sentences and that nobody looks at."""
    all_rows = rows(name)
    for column in all_rows[0]:
        is_read = column.removesuffix("_en") in TEXTS.get(name, ())
        longest = max((row[column].count(" ") for row in all_rows if "." in row[column]), default=0)
        if column.endswith("_en") and not is_read and longest > 6:
            yield f"{name}.{column}"


def test_what_speaks_of_a_later_time_was_settled_by_a_person():
    dated = {statement for told in texts() for statement in statements(told)}

    assert hinted() | dated == listed("stands")


def test_what_was_reworded_stands_nowhere():
    assert listed("reworded") & {*sentences()} == set()
    assert {row["verdict"] for row in rows("hindsight")} == {"stands", "reworded"}
    assert all(row["reason"] for row in rows("hindsight"))


def sentences() -> Iterator[tuple[str, ...]]:
    for told in texts():
        for sentence in TONGUES[told.language].ends.split(told.text):
            yield (told.file, told.slug, told.field, told.language, sentence.strip())


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_sentences_to_settle(code: str):
    assert len([key for key in hinted() if key[3] == code]) >= 5

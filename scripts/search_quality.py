"""Measure how well the search finds: `make search-quality` prints a table.

The queries of tests/search/queries, of tests/search/development and of tests/search/practice, and those of
tests/search/readers in two halves, are asked of the whole plan, in a database made for the purpose. Recall: which part of the results that a query should
bring stands among the first five. Ends with 1 when it is below 0.95 for the first in a language, or
when anything of the second fell below what was reached once.
"""

import csv
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import django
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ROOT / "tests" / "search" / "queries"
READERS = ROOT / "tests" / "search" / "readers"
DEVELOPMENT = ROOT / "tests" / "search" / "development"
#: Asked here alone: the tests have enough to ask.
PRACTICE = ROOT / "tests" / "search" / "practice"
LANGUAGES = ("ru", "en", "zh-hans")
FIRST = 5
ENOUGH = 0.95
#: Of the queries of readers, in turn: those that the search was adjusted on, and those that nobody looked at.
HALVES = ("seen", "unseen")

#: What was asked, by language and half.
Answers = dict[tuple[str, str], list["Asked"]]


class Asked(NamedTuple):
    """A query, what it should find, and what it found, best first."""

    query: str
    expected: list[str]
    found: list[str]

    @property
    def missing(self) -> list[str]:
        return [key for key in self.expected if key not in self.found[:FIRST]]

    @property
    def recall(self) -> float:
        return 1 - len(self.missing) / len(self.expected)

    @property
    def is_first(self) -> bool:
        """Whether the first result is one that was wanted."""
        return bool(self.found) and self.found[0] in self.expected


def asked(file: Path) -> Iterator[Asked]:
    """Ask every query of a file; the plan is loaded, and Django is ready."""
    from search.answers import read  # noqa: PLC0415 (models exist only now)

    for row in rows_of(file):
        hits = read(row["query"]).answer.results.hits
        found = [f"{hit.kind.value}/{hit.key}" for hit in hits]
        yield Asked(row["query"], row["expected"].split(";"), found)


def of_readers() -> Answers:
    """Ask what readers might ask, and what the search was adjusted on after them."""
    every = {language: list(asked(READERS / f"{language}.csv")) for language in LANGUAGES}
    halves = {
        (language, half): every[language][first::2]
        for language in LANGUAGES
        for first, half in enumerate(HALVES)
    }
    new = {
        (language, "development"): list(asked(DEVELOPMENT / f"{language}.csv"))
        for language in LANGUAGES
    }
    return halves | new


def recall(told: list[Asked]) -> float:
    return round(sum(one.recall for one in told) / len(told), 3)


def first_right(told: list[Asked]) -> float:
    return round(sum(one.is_first for one in told) / len(told), 3)


def fallen(answers: Answers) -> list[str]:
    """Return what is worse than it was once, by language and half, with both figures."""
    faults = []
    for row in rows_of(READERS / "reached.csv"):
        told = answers[row["language"], row["half"]]
        for name, now in (("recall", recall(told)), ("first", first_right(told))):
            if now < float(row[name]):
                faults.append(f"{row['language']} {row['half']}: {name} {now}, was {row[name]}")
    return faults


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main() -> None:
    with tempfile.TemporaryDirectory() as directory:
        os.environ["DATABASE_URL"] = f"sqlite:///{directory}/portal.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "sco_presidency.settings.test"
        django.setup()
        say("Making a database with the whole plan ...")
        call_command("migrate", verbosity=0)
        call_command("load_plan", str(ROOT / "data"), stdout=sys.stderr)
        first = {(code, "first"): list(asked(QUERIES / f"{code}.csv")) for code in LANGUAGES}
        readers = of_readers()
        practice = {(code, "practice"): list(asked(PRACTICE / f"{code}.csv")) for code in LANGUAGES}
        connection.close()
    report(first | readers | practice)
    if any(recall(told) < ENOUGH for told in first.values()):
        sys.exit(f"Recall is below {ENOUGH}.")
    if faults := fallen(readers):
        sys.exit("\n".join(faults))


def report(answers: Answers) -> None:
    """Print the figures, and what is missing of the queries that may be looked at."""
    print(
        f"| language | queries | how many | recall in the first {FIRST} | first result is wanted |"
    )
    print("|---|---|--:|--:|--:|")
    for (language, name), told in answers.items():
        figures = f"{len(told)} | {recall(told):.3f} | {first_right(told):.3f}"
        print(f"| {language} | {name} | {figures} |")
    print("\nNot among the first five:")
    for (language, name), told in answers.items():
        for one in told if name != "unseen" else ():
            if one.missing:
                print(f"  {language}  {one.query}  →  {', '.join(one.missing)}")


def say(line: str) -> None:
    """Show progress beside the table, which may go to a file."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

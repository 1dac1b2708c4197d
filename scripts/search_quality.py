"""Measure how well the search finds: `make search-quality` prints a table.

The queries of tests/search/queries are asked of the whole plan, in a database made for the
purpose. Recall: which part of the results that a query should bring stands among the first five.
Ends with 1 when it is below 0.95 in a language.
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
LANGUAGES = ("ru", "en", "zh-hans")
FIRST = 5
ENOUGH = 0.95


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


def asked(language: str) -> Iterator[Asked]:
    """Ask every query of a language; the plan is loaded, and Django is ready."""
    from search.ranking import find  # noqa: PLC0415 (models exist only now)

    with (QUERIES / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            hits = find(row["query"]).results.hits
            found = [f"{hit.kind.value}/{hit.key}" for hit in hits]
            yield Asked(row["query"], row["expected"].split(";"), found)


def recall(told: list[Asked]) -> float:
    return sum(one.recall for one in told) / len(told)


def main() -> None:
    with tempfile.TemporaryDirectory() as directory:
        os.environ["DATABASE_URL"] = f"sqlite:///{directory}/portal.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "sco_presidency.settings.test"
        django.setup()
        say("Making a database with the whole plan ...")
        call_command("migrate", verbosity=0)
        call_command("load_plan", str(ROOT / "data"), stdout=sys.stderr)
        answers = {language: list(asked(language)) for language in LANGUAGES}
        connection.close()
    report(answers)
    if any(recall(told) < ENOUGH for told in answers.values()):
        sys.exit(f"Recall is below {ENOUGH}.")


def report(answers: dict[str, list[Asked]]) -> None:
    print(f"| language | queries | recall in the first {FIRST} | first result is wanted |")
    print("|---|--:|--:|--:|")
    for language, told in answers.items():
        first = sum(one.is_first for one in told) / len(told)
        print(f"| {language} | {len(told)} | {recall(told):.3f} | {first:.3f} |")
    print("\nNot among the first five:")
    for language, told in answers.items():
        for one in told:
            if one.missing:
                print(f"  {language}  {one.query}  →  {', '.join(one.missing)}")


def say(line: str) -> None:
    """Show progress beside the table, which may go to a file."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

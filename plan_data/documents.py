"""The table of documents."""

import re

from documents.models import Document
from plan_data.schema import CsvRow, Reference, Table, Values


def languages_of_text(row: CsvRow, values: Values) -> None:
    values["languages"] = list(row.words("languages"))
    for code in values["languages"]:
        if not re.fullmatch(r"[a-z]{2}", code):
            row.blame("languages", f"“{code}” is not a language: write codes like ru;zh.")
    if row.text("adopted_precision") != "day":
        row.blame("adopted_precision", "Only `day` can be shown: find the day of adoption.")


DOCUMENTS = Table(
    file="documents.csv",
    model=Document,
    cells={
        "slug": "slug",
        "kind": "kind",
        "adopted_on": "adopted_on",
        "external_url": "external_url",
    },
    texts=("title", "title_origin", "summary"),
    addresses={"source_url": "sources"},
    many={
        "event_slug": Reference("events"),
        "body_slugs": Reference("bodies"),
        "priority_slugs": Reference("priorities"),
    },
    others=("adopted_precision", "languages"),
    derive=languages_of_text,
    sealed=("title", "summary", "languages", "external_url"),  # documents.actions
)

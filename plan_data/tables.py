"""The tables of the plan whose rows are written as they stand. Those with rules have a module each.

Texts in files of their own (what a row says of the event, or the body, with its slug) are read into the entry of that
row, and win over what it says itself. The database is asked only what it knows of a row already: whether a goal has a
strand, and which role a country had in the term.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from django.utils.text import slugify

from bodies.models import Body
from documents.models import Document
from events.models import Event
from i18n.texts import LANGUAGE_TAG
from news.models import Article
from places.models import City, Country
from plan_data.events import EVENTS
from plan_data.schema import CsvRow, ParsedRow, Reference, Table, Values, read
from priorities.enums import RUNNING
from priorities.models import Priority, Strand
from themes.models import Theme


def address(row: CsvRow, values: Values) -> None:
    values["slug"] = slugify(values["name_en"])


def role_of_the_term(country: Country, values: Values) -> None:
    """Keep a role that came later: a file says that of its presidency, and staff has noted the other."""
    then = Country.objects.with_role().get(pk=country.pk).role_then
    if then == values["role"]:
        values["role"] = country.role


COUNTRIES = Table(
    file="countries.csv",
    model=Country,
    cells={
        "code": "code",
        "role": "role",
        "member_since": "member_since",
        "source_url": "source_url",
    },
    texts=("name",),
    derive=address,
    settle=role_of_the_term,
)

CITIES = Table(
    file="cities.csv",
    model=City,
    cells={
        "slug": "slug",
        "latitude": "latitude",
        "longitude": "longitude",
        "time_zone": "time_zone",
        "coords_source": "coordinates_source",
    },
    texts=("name",),
    one={"country_code": Reference("country", key="code")},
)


def free_key(row: CsvRow, values: Values) -> None:
    if values["slug"] == RUNNING:
        row.blame("slug", f"“{RUNNING}” is what serves no priority: give the strand another key.")


STRANDS = Table(
    file="strands.csv",
    model=Strand,
    cells={"slug": "slug", "mark": "mark", "colour": "colour", "order": "position"},
    texts=("name",),
    derive=free_key,
)


def strand_of(row: CsvRow, values: Values) -> None:
    """See that a goal has a strand: the choice is ours, no source names it.

    A file of others leaves it out, and a goal that is known keeps its own.
    """
    if not row.text("strand") and not Priority.objects.filter(slug=values["slug"]).exists():
        row.blame("strand", f"Say under which strand of {STRANDS.file} this new priority stands.")


PRIORITIES = Table(
    file="priorities.csv",
    model=Priority,
    cells={
        "slug": "slug",
        "order": "position",
        "source_url": "source_url",
    },
    texts=("title", "summary", "description"),
    one={"strand": Reference("strand")},
    optional=("strand",),
    derive=strand_of,
)


def position_in_file(row: CsvRow, values: Values) -> None:
    values["position"] = row.number - 1


BODIES = Table(
    file="bodies.csv",
    model=Body,
    cells={
        "slug": "slug",
        "kind": "kind",
        "founded_on": "founded_on",
        "website": "website",
        "source_url": "source_url",
    },
    texts=("name", "short_name", "description"),
    one={"parent_slug": Reference("parent"), "seat_city_slug": Reference("seat")},
    derive=position_in_file,
)


NEWS = Table(
    file="news.csv",
    model=Article,
    cells={
        "slug": "slug",
        "published_on": "published_on",
        "section": "section",
        "source_url": "source_url",
    },
    texts=("title", "lead", "body"),
    many={
        "event_slugs": Reference("events"),
        "body_slugs": Reference("bodies"),
        "priority_slugs": Reference("priorities"),
    },
)


def languages_of_text(row: CsvRow, values: Values) -> None:
    values["languages"] = list(row.words("languages"))
    for code in values["languages"]:
        if not LANGUAGE_TAG.match(code):
            row.blame("languages", f"“{code}” is not a language: write codes like ru;zh-Hans.")
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


#: Each row names what the theme gathers; a file of others has none.
THEMES = Table(
    file="themes.csv",
    model=Theme,
    cells={"slug": "slug", "order": "position", "source_url": "source_url"},
    texts=("title", "summary", "description"),
    many={
        "event_slugs": Reference("events"),
        "news_slugs": Reference("articles"),
        "document_slugs": Reference("documents"),
    },
)


EVENT_TEXTS = Table(
    file="event_texts.csv",
    model=Event,
    cells={"slug": "slug"},
    texts=("short_title", "lead"),
    headings={"lead": "lead_before"},
)
BODY_TEXTS = Table(
    file="body_texts.csv",
    model=Body,
    cells={"slug": "slug"},
    texts=("short_name", "purpose"),
    spared=("short_name",),
)
#: By the file whose rows they tell more of.
TEXTS: Mapping[str, Table] = {EVENTS.file: EVENT_TEXTS, BODIES.file: BODY_TEXTS}


def joined(
    file: str, entries: Sequence[ParsedRow | None], rows: Mapping[str, Sequence[CsvRow]]
) -> list[ParsedRow | None]:
    """Return the entries of `file` with the texts that `rows` hold for them, by their files.

    An entry that no row names keeps what it says. What is wrong with a row it has noted.
    """
    slugs = {row.text("slug") for row in rows[file]}
    texts = dict(_read(TEXTS[file], rows[TEXTS[file].file], file, slugs))
    return [
        entry and replace(entry, values=entry.values | texts.get(entry.slug, {}))
        for entry in entries
    ]


def _read(
    table: Table, rows: Sequence[CsvRow], file: str, slugs: set[str]
) -> Iterator[tuple[str, Values]]:
    for row in rows:
        slug, entry = row.text("slug"), read(table, row)
        if slug and slug not in slugs:
            row.blame("slug", f"There is no row “{slug}” in {file}.", follows=file)
        elif entry:
            spared = {name for text in table.spared for name in table.text_columns(text)}
            yield (
                slug,
                {name: text for name, text in entry.values.items() if text or name not in spared},
            )

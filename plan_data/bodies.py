"""The table of bodies. They stand in the file in the order in which they are shown."""

from bodies.models import Body
from plan_data.schema import CsvRow, Reference, Table, Values


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

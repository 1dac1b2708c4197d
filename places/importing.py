"""The tables of countries and cities."""

from django.utils.text import slugify

from places.models import City, Country
from publishing.tables import Reference, Row, Table, Values


def address_from_name(row: Row, values: Values) -> None:
    values["slug"] = slugify(values["name_en"])


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
    derive=address_from_name,
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

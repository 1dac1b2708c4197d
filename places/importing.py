"""The tables of countries and cities."""

from django.utils.text import slugify

from places.models import City, Country
from publishing.tables import Reference, Row, Table, Values


def address_and_role(row: Row, values: Values) -> None:
    """Derive the address. A role is that of the presidency: what came later, staff has noted."""
    values["slug"] = slugify(values["name_en"])
    known = Country.objects.with_role().filter(slug=values["slug"]).first()
    if known and known.role_then == values["role"]:
        values["role"] = known.role


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
    derive=address_and_role,
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

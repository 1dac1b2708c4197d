"""The tables of countries and cities."""

from django.utils.text import slugify

from places.models import City, Country
from plan_data.schema import CsvRow, Reference, Table, Values


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

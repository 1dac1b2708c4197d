"""The public documents of countries and cities."""

from typing import Any

from i18n.texts import all_texts
from places.models import City, Country
from publishing import records, translations


def country_document(country: Country) -> dict[str, Any]:
    return {
        "slug": country.slug,
        "code": country.code,
        "name": all_texts(country, "name"),
        "role": country.role_then,
        "member_since": country.member_since,
        "source": country.source_url or None,
        **translations.told(country),
    }


def city_document(city: City) -> dict[str, Any]:
    return {
        "slug": city.slug,
        "name": all_texts(city, "name"),
        "country": city.country.slug,
        "latitude": float(city.latitude),
        "longitude": float(city.longitude),
        "time_zone": city.time_zone,
        **translations.told(city),
    }


records.register(
    records.RecordKind("countries", Country, country_document, Country.objects.with_role)
)
records.register(records.RecordKind("cities", City, city_document, City.objects.with_country))

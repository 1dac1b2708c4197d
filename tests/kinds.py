"""One of each kind of thing that the administration has a text form for."""

from typing import Any

import pytest

from presidencies.models import StandingPage
from search.models import SynonymGroup
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    ThemeFactory,
)

#: Of each kind: how one is made, and two of its fields.
KINDS = {
    "event": (lambda: EventFactory(published=True), "summary_en", "host_zh_hans"),
    "article": (lambda: ArticleFactory(published=True), "lead_ru", "body_en"),
    "document": (lambda: DocumentFactory(published=True), "summary_ru", "sources"),
    "body": (lambda: BodyFactory(published=True), "description_ru", "website"),
    "priority": (lambda: PriorityFactory(published=True), "summary_en", "description_ru"),
    "theme": (lambda: ThemeFactory(published=True), "summary_en", "description_ru"),
    "strand": (lambda: PriorityFactory().strand, "name_en", "name_zh_hans"),
    "host": (HostFactory, "short_name_ru", "website"),
    "country": (CountryFactory, "name_zh_hans", "source_url"),
    "city": (CityFactory, "name_zh_hans", "coordinates_source"),
    "standing page": (lambda: StandingPage.objects.get(slug="terms"), "title_ru", "body_en"),
    "usual names": (lambda: SynonymGroup.objects.create(spellings="A1\nB1"), "spellings", "note"),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> tuple[Any, str, str]:
    """One thing of each kind, and the names of two of its fields."""
    make, first, second = KINDS[request.param]
    return make(), first, second

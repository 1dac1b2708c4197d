"""Querysets of translated rows."""

import pickle

import pytest
from django.utils.translation import override

from events.models import Event
from i18n.apps import share_classes
from places.models import City
from tests.factories import CityFactory

pytestmark = pytest.mark.django_db


def test_each_kind_of_queryset_has_one_class():
    assert type(Event.objects.all()) is type(Event.objects.published())
    assert type(City.objects.all()) is type(CityFactory().country.cities.all())
    assert type(Event.objects.all()) is not type(City.objects.all())


def test_sharing_twice_changes_nothing():
    before = type(Event.objects.all())

    share_classes()

    assert type(Event.objects.all()) is before


def test_querysets_of_one_class_ask_in_the_language_of_each():
    CityFactory(slug="ufa", name_en="Ufa", name_ru="Уфа")
    with override("ru"):
        in_russian = City.objects.filter(name="Уфа")
    in_english = City.objects.filter(name="Уфа")

    assert [city.slug for city in in_russian] == ["ufa"]
    assert list(in_english) == []
    assert list(City.objects.rewrite(False).filter(name_ru="Уфа")) == list(in_russian)


def test_queryset_is_pickled_with_its_rows():
    CityFactory(slug="ufa")

    kept = pickle.loads(pickle.dumps(City.objects.order_by("slug")))  # noqa: S301 (our own)

    assert [city.slug for city in kept] == ["ufa"]
    assert type(kept) is type(City.objects.all())

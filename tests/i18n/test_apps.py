"""Querysets of translated rows."""

import pickle

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import models
from django.db.models import F
from django.db.models.functions import Length
from django.db.models.sql import compiler
from django.db.models.sql.compiler import PositionRef as Position, SQLCompiler
from django.test.utils import isolate_apps
from django.utils.translation import override
from modeltranslation import manager

from bodies.models import Body
from events.models import Event
from i18n.apps import keep_names, share_classes, sort_by_names
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


def test_names_of_translated_fields_are_those_that_modeltranslation_finds():
    names = manager.get_translatable_fields_for_model

    assert {model: names(model) for model in apps.get_models()} == {
        model: names.__wrapped__(model) for model in apps.get_models()
    }
    assert names(City) is names(City)


@isolate_apps("places")
def test_model_that_goes_again_has_names_of_its_own():
    class Town(models.Model):  # noqa: DJ008 (nobody reads its name)
        class Meta:
            app_label = "places"

    names = manager.get_translatable_fields_for_model

    keep_names()

    assert names(Town) is None
    assert manager.get_translatable_fields_for_model is names


SORTED = {
    "by names": (lambda: Event.objects.order_by("title_en", "-slug"), 0),
    "as the plan is": (lambda: Event.objects.in_plan_order(), 0),
    "as the model says": (lambda: Body.objects.all(), 0),
    "as another model says": (
        lambda: Event.objects.order_by("chair", "pk").select_related("chair"),
        0,
    ),
    "by chance": (lambda: Event.objects.order_by("?"), 0),
    "not at all": (lambda: Event.objects.order_by(), 0),
    "as nobody says": (lambda: User.objects.all(), 0),
    "by an expression": (lambda: Event.objects.order_by(F("title_en").desc(nulls_last=True)), None),
    "by a name that was given": (
        lambda: Event.objects.annotate(size=Length("title_en")).order_by("size", "pk"),
        None,
    ),
    "by values": (lambda: Event.objects.values("slug", "title_en").order_by("title_en"), None),
    "of two": (
        lambda: (
            Event.objects.order_by()
            .values("slug")
            .union(Body.objects.order_by().values("slug"))
            .order_by("slug")
        ),
        None,
    ),
}


@pytest.mark.parametrize("how", SORTED)
def test_queries_are_sorted_as_django_sorts_them(monkeypatch, how):
    ask, looked_up = SORTED[how]
    made: list[object] = []
    monkeypatch.setattr(
        compiler, "PositionRef", lambda *values: made.append(values) or Position(*values)
    )
    with monkeypatch.context() as patch:
        patch.setattr(SQLCompiler, "_order_by_pairs", SQLCompiler._order_by_pairs.__wrapped__)
        of_django = str(ask().query)
    assert "ORDER BY" in of_django or how in ("not at all", "as nobody says")
    made.clear()

    assert str(ask().query) == of_django
    assert len(made) == looked_up if looked_up is not None else made


def test_it_is_set_up_once(monkeypatch):
    monkeypatch.setattr(SQLCompiler, "_order_by_pairs", SQLCompiler._order_by_pairs)
    before = SQLCompiler._order_by_pairs

    sort_by_names()

    assert SQLCompiler._order_by_pairs is before

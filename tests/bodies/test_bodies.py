"""Bodies: the tree that they form, what they refuse and tell."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError
from django.utils import translation

from bodies.models import Body
from bodies.public_document import body_document
from tests.factories import BodyFactory, CityFactory

pytestmark = pytest.mark.django_db


def test_a_subtree_holds_a_body_and_all_below_it():
    rats = BodyFactory(slug="rats")
    council = BodyFactory(slug="rats-council", parent=rats)
    BodyFactory(slug="rats-working-group", parent=council)
    BodyFactory(slug="heads-of-state")

    assert Body.objects.subtree_slugs(["rats"]) == {"rats", "rats-council", "rats-working-group"}
    assert Body.objects.subtree_slugs(["rats-working-group"]) == {"rats-working-group"}


def test_a_subtree_of_unknown_or_no_bodies_is_empty():
    BodyFactory()

    assert Body.objects.subtree_slugs(["atlantis"]) == set()
    assert Body.objects.subtree_slugs([]) == set()


def test_a_subtree_takes_one_query_however_deep(django_assert_num_queries):
    top = BodyFactory(slug="top")
    BodyFactory(parent=BodyFactory(parent=top))

    with django_assert_num_queries(1):
        assert len(Body.objects.subtree_slugs(["top"])) == 3


def test_a_page_of_bodies_takes_one_query(django_assert_num_queries):
    for _ in range(3):
        BodyFactory(parent=BodyFactory(), seat=CityFactory())

    with django_assert_num_queries(1):
        pages = [
            (body.parent.slug, body.seat.country.slug)
            for body in Body.objects.for_pages().filter(seat__isnull=False)
        ]

    assert len(pages) == 3


def test_a_body_has_one_of_the_known_kinds():
    BodyFactory()

    with pytest.raises(IntegrityError, match="body_kind_known"), transaction.atomic():
        Body.objects.update(kind="club")


def test_a_body_is_not_part_of_itself():
    BodyFactory()

    with pytest.raises(IntegrityError, match="body_not_own_parent"), transaction.atomic():
        Body.objects.update(parent=F("id"))


def test_an_editor_cannot_put_a_body_below_its_own_part():
    top = BodyFactory(slug="top")
    top.parent = BodyFactory(parent=BodyFactory(parent=top))

    with pytest.raises(ValidationError) as refusal:
        top.full_clean()

    assert refusal.value.message_dict == {
        "parent": ["This body is part of the present one: choose another."]
    }


def test_an_editor_may_put_a_body_below_another():
    body = BodyFactory(parent=BodyFactory())

    body.full_clean()


def test_a_body_with_parts_cannot_be_deleted():
    part = BodyFactory(parent=BodyFactory())

    with pytest.raises(ProtectedError):
        part.parent.delete()


@pytest.mark.parametrize("day", ["", "2004", "2004-06", "2004-06-17"])
def test_a_founding_date_may_be_a_year_a_month_or_a_day(day):
    BodyFactory(founded_on=day).full_clean()


@pytest.mark.parametrize("day", ["04", "2004-13", "2004-06-32", "17.06.2004", "June 2004"])
def test_another_founding_date_is_refused(day):
    with pytest.raises(ValidationError) as refusal:
        BodyFactory(founded_on=day).full_clean()

    assert refusal.value.message_dict["founded_on"][0] == (
        "Write a year, a month or a day: 2004, 2004-06 or 2004-06-17."
    )


def test_a_body_has_a_page_and_a_name():
    body = BodyFactory(slug="rats", name_en="Regional Anti-Terrorist Structure")

    assert str(body) == "Regional Anti-Terrorist Structure"
    with translation.override("ru"):
        assert body.get_absolute_url() == "/ru/bodies/rats/"


def test_the_document_of_a_body_names_a_public_parent_and_the_seat():
    body = BodyFactory(
        slug="rats-executive-committee",
        parent=BodyFactory(slug="rats", published=True),
        seat=CityFactory(slug="tashkent"),
        founded_on="2004-06-17",
        website="https://ecrats.example/",
    )

    document = body_document(body)

    assert (document["parent"], document["seat"]) == ("rats", "tashkent")
    assert (document["founded_on"], document["website"]) == (
        "2004-06-17",
        "https://ecrats.example/",
    )


def test_the_document_of_a_body_keeps_a_draft_parent_secret():
    assert body_document(BodyFactory(parent=BodyFactory()))["parent"] is None

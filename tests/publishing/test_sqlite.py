"""Searching without regard to case, in every alphabet."""

import pytest

from places.models import Country
from publishing.sqlite import like


@pytest.mark.parametrize("asked", ["россия", "РОССИЯ", "осси", "russia", "RUSSIA"])
@pytest.mark.django_db
def test_search_ignores_case_in_both_alphabets(asked):
    Country.objects.create(
        slug="russia", code="RU", name_en="Russia", name_ru="Россия", role="member"
    )

    column = "name_en" if asked.isascii() else "name_ru"
    found = Country.objects.filter(**{f"{column}__icontains": asked})

    assert [country.slug for country in found] == ["russia"]


@pytest.mark.django_db
def test_wildcards_in_what_is_asked_stand_for_themselves():
    Country.objects.create(slug="a", code="AA", name_en="100 % wool", role="other")
    Country.objects.create(slug="b", code="BB", name_en="100 sheep, all of wool", role="other")

    found = Country.objects.filter(name_en__icontains="100 % w")

    assert [country.slug for country in found] == ["a"]


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("%саммит%", "Саммит\nШОС", True),
        ("саммит", "Саммит ШОС", False),
        ("с_ммит", "САММИТ", True),
        (r"100\%", "100%", True),
        (r"100\%", "100 sheep", False),
        ("2020%", 2020, True),
        ("%", None, None),
        (None, "text", None),
    ],
)
def test_like_follows_the_rules_of_sql(pattern, text, matches):
    assert like(pattern, text, "\\") is matches

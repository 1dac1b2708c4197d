"""Every search box finds a text however it is written, on both databases."""

import pytest
from django.db.models import F, TextField, Value
from django.test import Client
from django.urls import reverse

from events.models import Event
from i18n.collation import Fold, fold
from places.models import Country
from search.analysis.words import words
from search.models import SynonymGroup
from tests.factories import ArticleFactory, BodyFactory, DocumentFactory, EventFactory, StaffFactory

#: A text, and another way of writing the same.
SAME = [
    ("Артёме", "артеме"),
    ("Арте\u0308ме", "Артёме"),
    ("САММИТ", "саммит"),
    ("замо\u0301к", "замок"),
    ("ＳＣＯ", "sco"),
    ("со\u00adюз", "союз"),
    ("上海\u200b合作", "上海合作"),
    ("state’s", "state's"),
    ("22–23", "22-23"),
    ("Straße", "STRASSE"),
    ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
    ("ﬁnance №5", "FINANCE no5"),
    ("28\u00a0октября", "28 октября"),
    ("йод", "ЙОД"),
    ("❤\ufe0f", "❤"),
]


@pytest.mark.parametrize(("text", "other"), SAME, ids=ascii)
def test_what_nobody_types_makes_no_difference(text: str, other: str):
    assert fold(text) == fold(other)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("text", "other"), [("йод", "иод"), ("é", "e"), ("а", "a"), ("上", "下")])
def test_letters_of_their_own_stay(text: str, other: str):
    assert fold(text) != fold(other)


@pytest.mark.parametrize("text", [text for pair in SAME for text in pair], ids=ascii)
@pytest.mark.django_db
def test_database_folds_as_the_portal_does(text: str):
    Country.objects.create(slug="a", code="AA", role="other")

    assert Country.objects.values_list(Fold(Value(text, TextField()))).get() == (fold(text),)


@pytest.mark.parametrize(
    ("text", "asked"), [*SAME, *((other, text) for text, other in SAME)], ids=ascii
)
@pytest.mark.django_db
def test_filter_of_the_plan_finds_it(text: str, asked: str):
    EventFactory(slug="it", published=True, title_en=f"One {text} more")
    EventFactory(slug="another", published=True, title_en="Another")

    assert [event.slug for event in Event.objects.matching(asked, "en")] == ["it"]


@pytest.mark.parametrize(("text", "other"), SAME[:8], ids=ascii)
def test_words_of_the_search_fold_alike(text: str, other: str):
    assert [word.terms for word in words(text)] == [word.terms for word in words(other)]


@pytest.mark.django_db
def test_wildcards_in_what_is_asked_stand_for_themselves():
    Country.objects.create(slug="a", code="AA", name_en="100 % wool_", role="other")
    Country.objects.create(slug="b", code="BB", name_en="100 sheep, all of wool", role="other")

    for asked in ("100 % w", "wool_", "\\"):
        found = Country.objects.filter(name_en__icontains=asked)
        assert [country.slug for country in found] == (["a"] if asked != "\\" else [])


@pytest.mark.django_db
def test_one_column_may_be_looked_for_in_another():
    Country.objects.create(slug="a", code="AA", name_en="Артём", source_url="АРТЕМ", role="other")

    assert Country.objects.filter(name_en__icontains=F("source_url")).count() == 1
    assert Country.objects.filter(name_zh_hans__icontains="a").count() == 0


@pytest.mark.django_db
def test_every_list_of_the_administration_folds(admin_client: Client):
    things = (
        EventFactory(title_ru="Встреча в Артёме"),
        ArticleFactory(title_ru="Встреча в Артёме"),
        BodyFactory(name_ru="Совет в Артёме"),
        DocumentFactory(title_ru="Заявление в Артёме"),
        SynonymGroup.objects.create(spellings="Артём\nв Артёме"),
        StaffFactory(username="артём", last_name="Артёме"),
    )
    for thing in things:
        model = type(thing)
        address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")

        page = admin_client.get(address, {"q": "АРТЕМЕ"})

        assert list(page.context["cl"].result_list) == [thing]

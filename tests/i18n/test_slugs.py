"""Addresses that are proposed from names, Russian ones too."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given, strategies as st

from bodies.models import Body
from i18n.addresses import proposed_slug
from news.models import Article
from places.models import City
from tests.acting import workflow
from tests.factories import ArticleFactory, CountryFactory
from tests.forms_sent import typed

LONGEST = 80


@pytest.mark.parametrize(
    ("names", "slug"),
    [
        ({"en": "Youth Forum", "ru": "Молодёжный форум"}, "youth-forum"),
        ({"en": "", "ru": "Молодёжный форум ШОС — 2020"}, "molodezhnyi-forum-shos-2020"),
        ({"en": None, "ru": "Щёлково, объект «Юность»"}, "shchelkovo-obekt-yunost"),
        ({"en": "«»", "ru": "Я"}, "ya"),
        ({"en": "", "ru": "", "zh-hans": "峰会"}, ""),
        ({}, ""),
    ],
)
def test_slug_is_of_the_english_name_else_of_the_russian(names, slug):
    assert proposed_slug(names, LONGEST) == slug


def test_long_slug_ends_with_a_word():
    assert proposed_slug({"en": "a meeting of ministers"}, 12) == "a-meeting-of"
    assert proposed_slug({"en": "a meeting of ministers"}, 11) == "a-meeting"
    assert proposed_slug({"en": "meetings"}, 4) == "meet"


@given(st.text(max_size=200), st.integers(1, 90))
def test_slug_is_always_one(name, longest):
    slug = proposed_slug({"ru": name}, longest)

    assert len(slug) <= longest
    assert slug == slug.lower()
    assert all(sign.isascii() and (sign.isalnum() or sign in "-_") for sign in slug)


# --- in the admin -----------------------------------------------------------------------


def article(**changed: str) -> dict[str, str]:
    names = {f"{field}_{code}": "" for field in ("title", "lead", "body") for code in LANGUAGES}
    fixed = {"slug": "", "section": "news", "published_on": "2020-10-28", "source_url": ""}
    photos = {"photos-TOTAL_FORMS": "0", "photos-INITIAL_FORMS": "0"}
    return {**names, **fixed, **photos, **changed}


LANGUAGES = ("en", "ru", "zh_hans")
ADD = "admin:news_article_add"


@pytest.mark.django_db
def test_article_that_is_only_russian_gets_an_address(admin_client):
    admin_client.post(reverse(ADD), article(title_ru="Форум молодёжи", lead_ru="Открылся."))

    assert Article.objects.get().slug == "forum-molodezhi"


@pytest.mark.django_db
def test_draft_in_one_language_is_kept_opened_and_not_published(admin_client):
    admin_client.post(reverse(ADD), article(title_ru="Форум", lead_ru="Открылся."))
    draft = Article.objects.get()

    page = admin_client.get(reverse("admin:news_article_change", args=[draft.pk]))
    rows = admin_client.get(reverse("admin:news_article_changelist"))
    with pytest.raises(workflow.PublicationRefusedError, match="English"):
        workflow.publish(draft)

    assert page.status_code == 200
    assert "Форум" in rows.content.decode()
    assert (draft.title_en or "", draft.title_ru) == ("", "Форум")


@pytest.mark.django_db
def test_draft_in_no_language_is_refused(admin_client):
    page = admin_client.post(reverse(ADD), article(slug="forum"))

    errors = page.context["adminform"].form.errors
    assert errors == {
        name: ["Write it in one language at least."] for name in ("title_en", "lead_en")
    }


@pytest.mark.django_db
def test_published_text_stays_in_every_language_that_it_must_have(admin_client):
    public = ArticleFactory(slug="forum", published=True, published_on=date(2020, 10, 28))
    given = article(title_ru="Форум", lead_ru="Открылся.")

    address = reverse("admin:news_article_change", args=[public.pk])
    page = admin_client.post(address, typed(admin_client, address, given))

    public.refresh_from_db()
    assert page.status_code == 200
    assert len(page.context["adminform"].form.non_field_errors()) == 2
    assert public.title_en != ""


@pytest.mark.django_db
def test_address_that_was_typed_stays(admin_client):
    admin_client.post(reverse(ADD), article(title_ru="Форум", lead_ru="Открылся.", slug="opening"))

    assert Article.objects.get().slug == "opening"


@pytest.mark.django_db
def test_proposed_address_that_is_taken_is_refused_by_name(admin_client):
    ArticleFactory(slug="forum")

    page = admin_client.post(reverse(ADD), article(title_ru="Форум", lead_ru="Открылся."))

    form = page.context["adminform"].form
    assert list(form.errors) == ["slug"]
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_name_without_a_letter_for_an_address_asks_for_one(admin_client):
    page = admin_client.post(reverse(ADD), article(title_zh_hans="峰会", lead_zh_hans="开幕。"))

    form = page.context["adminform"].form
    assert form.errors["slug"] == ["Give an address in Latin letters, digits and hyphens."]


@pytest.mark.django_db
def test_wrong_address_is_not_replaced(admin_client):
    page = admin_client.post(
        reverse(ADD), article(title_ru="Форум", lead_ru="Открылся.", slug="a b")
    )

    assert list(page.context["adminform"].form.errors) == ["slug"]
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_body_is_addressed_by_its_short_name(admin_client):
    texts = {"name": "Региональная антитеррористическая структура", "short_name": "РАТС"}
    given = {f"{field}_{code}": "" for field in (*texts, "description") for code in LANGUAGES}
    given |= {f"{field}_ru": text for field, text in texts.items()}

    admin_client.post(
        reverse("admin:bodies_body_add"),
        {**given, "slug": "", "kind": "main_body", "position": "1"},
    )

    assert [body.slug for body in Body.objects.all()] == ["rats"]


@pytest.mark.django_db
def test_city_is_addressed_by_its_name(admin_client):
    given = {
        "name_en": "Yuzhno-Sakhalinsk",
        "name_ru": "Южно-Сахалинск",
        "name_zh_hans": "",
        "slug": "",
        "country": str(CountryFactory().pk),
        "latitude": "46.95",
        "longitude": "142.73",
        "time_zone": "Asia/Sakhalin",
    }

    admin_client.post(reverse("admin:places_city_add"), given)

    assert [city.slug for city in City.objects.all()] == ["yuzhno-sakhalinsk"]

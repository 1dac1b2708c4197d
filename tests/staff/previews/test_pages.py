"""The whole page as the public will see it, at the desk: each kind, each language, saved, typed and after an act."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import translation

from events.dates import Period
from publishing.models import PublicRecord
from staff.models import KeptForm, PreviewLink
from tests.acting import workflow
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
    ThemeFactory,
    announcement,
)
from tests.factories.photos import PhotoFactory
from tests.factories.presidencies import PresidencyFactory

KINDS = (EventFactory, ArticleFactory, DocumentFactory, BodyFactory, PriorityFactory, ThemeFactory)
TODAY = date(2020, 10, 28)
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def address(item, *parts):
    opts = item._meta
    form = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[item.pk])
    return "/".join([form.removesuffix("/change/"), "preview", *parts, ""])


def public(client, item, code="en"):
    with translation.override(code):
        return client.get(item.get_absolute_url())


def text_of(item, code):
    return getattr(item, f"title_{code}", None) or getattr(item, f"name_{code}")


@pytest.mark.by_turns(4)
@pytest.mark.parametrize("factory", KINDS, ids=lambda factory: factory._meta.model.__name__)
def test_draft_is_shown_whole_in_each_language_and_stays_a_draft(admin_client, client, factory):
    item = factory()

    for code, column in (("en", "en"), ("ru", "ru"), ("zh-hans", "zh_hans")):
        answer = admin_client.get(address(item, code))

        page = answer.content.decode()
        assert (answer.status_code, text_of(item, column) in page) == (200, True)
        other = "en" if code == "ru" else "ru"
        assert page.count(f'href="{address(item, other)}"') == 2  # of the page, and of the preview
    assert public(client, item).status_code == 404
    item.refresh_from_db()
    assert (item.publication, PublicRecord.objects.count()) == ("draft", 0)


def test_page_is_what_the_public_then_sees(admin_client, client):
    item = EventFactory(period=Period.on(date(2020, 12, 1)), summary_en="What it is for.")
    shown = admin_client.get(address(item, "en")).content.decode()

    workflow.publish(item)

    body = public(client, item).content.decode().partition("<main")[2].partition("</main>")[0]
    seen = shown.partition("<main")[2].partition("</main>")[0].replace(' target="_top"', "")
    assert seen == body


def test_other_drafts_stay_hidden_in_it(admin_client):
    article = ArticleFactory()
    article.events.add(EventFactory(title_en="A hidden meeting"))
    article.events.add(EventFactory(title_en="A public meeting", published=True))

    page = admin_client.get(address(article, "en")).content.decode()

    assert ("A public meeting" in page, "A hidden meeting" in page) == (True, False)


def test_nobody_keeps_lists_or_frames_it(admin_client):
    answer = admin_client.get(address(EventFactory(), "en"))

    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert not answer.has_header("ETag")


def test_telephone_is_a_frame_of_the_page(admin_client):
    item = EventFactory()

    answer = admin_client.get(address(item, "ru", "phone"))

    page = answer.content.decode()
    assert f'<iframe src="{address(item, "ru")}" width="390"' in page
    assert f'href="{address(item, "en", "phone")}"' in page
    assert "frame-src 'self'" in answer["Content-Security-Policy"]


def test_typed_text_is_shown_where_it_is_asked_for_and_never_saved(admin_client, admin_user):
    item = EventFactory(title_en="Saved", published=True)
    form = reverse("admin:events_event_change", args=[item.pk])
    values = {"title_en": "Only typed", "status": "held", "slug": "other", "title_ru": "я" * 9000}
    KeptForm.objects.create(user=admin_user, address=form, values=values)

    saved = admin_client.get(address(item, "en")).content.decode()
    typed = admin_client.get(address(item, "en") + "?typed=1").content.decode()

    assert ("Only typed" in saved, "Only typed" in typed) == (False, True)
    assert public(admin_client, item).content.decode().count("Only typed") == 0
    item.refresh_from_db()
    assert (item.title_en, item.slug) == ("Saved", item.slug)


def test_whole_page_after_an_act_that_is_not_done(admin_client, client):
    item = EventFactory(
        period=Period.on(date(2020, 12, 1)),
        announced=announcement(date(2020, 1, 1)),
        published=True,
    )
    act = reverse("admin:events_event_act", args=[item.pk, "move"])
    sent = {
        "sequence": item.sequence,
        "precision": "day",
        "first_day": "2020-12-10",
        "zone": "Europe/Moscow",
        "announced_on": "2020-10-27",
        "announced_precision": "day",
        "reason_en": "Asked for.",
        "source_url": "https://source.example/",
        "whole": "ru",
    }
    number = PublicRecord.objects.count()

    page = admin_client.post(act, sent, follow=True).content.decode()

    assert ("10 декабря" in page, 'lang="ru"' in page) == (True, True)
    assert PublicRecord.objects.count() == number
    assert item.changes.count() == 1
    assert "10 December" not in public(client, item).content.decode()


def test_photo_of_a_draft_is_seen_in_the_preview_alone(admin_client, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    photo = PhotoFactory()
    page = admin_client.get(address(photo.event, "en")).content.decode()
    shown = address(photo.event) + photo.url.removeprefix("/")

    assert f'"{shown}' in page
    assert admin_client.get(shown)["Content-Type"] == "image/jpeg"
    assert client.get(photo.url).status_code == 404
    other = PhotoFactory(size=(320, 200))
    assert admin_client.get(address(photo.event) + other.url.removeprefix("/")).status_code == 404


@pytest.mark.parametrize(
    ("right", "status", "may_link"),
    [("view_event", 200, False), ("change_event", 200, True), ("change_article", 403, False)],
)
def test_rights_of_editing_hold(client, right, status, may_link):
    item = EventFactory()
    user = get_user_model().objects.create_user("somebody", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename=right))
    client.force_login(user)

    answers = [client.get(address(item, *parts)) for parts in ((), ("en",), ("en", "phone"))]
    made = client.post(address(item), {"days": "3"})

    assert [answer.status_code for answer in answers] == [status] * 3
    assert made.status_code == (200 if may_link else 403)
    assert PreviewLink.objects.count() == may_link


@pytest.mark.parametrize("code", ["de", "media", "x" * 300])
def test_wrong_language_is_a_wrong_address(admin_client, code):
    assert admin_client.get(address(EventFactory(), code)).status_code == 404


def test_draft_of_another_presidency_is_shown_among_its_pages(admin_client):
    lakes = PresidencyFactory(slug="lakes")
    item = ArticleFactory(presidency=lakes)

    page = admin_client.get(address(item, "en")).content.decode()

    assert (item.title_en in page, "/en/presidencies/lakes/news/" in page) == (True, True)
    assert page.count(f'href="{address(item, "ru")}"') == 2

"""Photos of an article's own: on its pages, as files, to partners, at the desk and in a bundle."""

from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from events.dates import Period
from news.models import Article, ArticlePhoto
from operations.backup.media import files_named
from publishing.permissions import Actor
from staff import deleted
from staff.bundles import actions, rollback
from staff.models import Deed, DeletedItem
from staff.roles import Role
from staff.scope import scope_of
from tests.acting import workflow
from tests.factories import ArticleFactory, EventFactory, HostFactory, StaffFactory
from tests.factories.photos import ArticlePhotoFactory, PhotoFactory, picture
from tests.forms_sent import changed, found, opened, page
from tests.markup import page_at
from tests.pages import jsonld
from tests.recording import last_told
from tests.staff.of_roles import account_of, logged_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]

ADDRESS = "/news/2020/10/21/it/"


def article(*events: object, published: bool = True) -> Article:
    day = date(2020, 10, 21)
    return ArticleFactory(slug="it", published_on=day, events=events, published=published)


def meeting(day: int = 20):
    period = Period.on(date(2020, 10, day))
    return EventFactory(title_en="Meeting", period=period, published=True)


def told() -> list[dict]:
    photos: list[dict] = last_told("news", "it")["photos"]
    return photos


def status(client: Client, photo: ArticlePhoto) -> int:
    answer = client.get(photo.url)
    answer.close()
    return answer.status_code


# --- what readers see -------------------------------------------------------------------


def test_its_own_photo_comes_before_that_of_its_event_in_every_list_and_language(client: Client):
    of_event = PhotoFactory(event=meeting(), alt_en="Of the event", size=(320, 200))
    item = article(of_event.event)
    second = ArticlePhotoFactory(article=item, position=2, alt_en="Second")
    first = ArticlePhotoFactory(article=item, position=1, alt_zh_hans="会场", licence="CC BY 4.0")

    shown = {
        address: [image["alt"] for image in page_at(client, address).one("main").all("img")]
        for address in ("/en/", "/en/news/", "/ru/news/", f"/zh-hans{ADDRESS}")
    }

    assert shown == {
        "/en/": ["A hall."],
        "/en/news/": ["A hall."],
        "/ru/news/": ["Зал."],
        f"/zh-hans{ADDRESS}": ["会场", "Second"],
    }
    answer = client.get(f"/en{ADDRESS}")
    figure = page_at(client, f"/en{ADDRESS}").one("main").all("figure")[0]
    assert figure.one("figcaption").text == "Photo: A. Photographer · CC BY 4.0"
    assert f'property="og:image" content="http://testserver{first.url}"' in answer.content.decode()
    assert [image["contentUrl"] for image in jsonld(answer)["image"]] == [
        f"http://testserver{photo.url}" for photo in (first, second)
    ]


def test_press_is_handed_it_by_the_day_of_its_page_and_once(client: Client):
    item = article()
    older, newer = meeting(20), meeting(22)
    PhotoFactory(event=older, alt_en="Older", size=(320, 200))
    PhotoFactory(event=newer, alt_en="Newer", size=(320, 210))
    ArticlePhotoFactory(article=item, alt_en="News")
    ArticlePhotoFactory(article=item, alt_en="The same again", size=(320, 210))

    photos = page_at(client, "/en/contact/").one("ul", cls="download-photos").all("li")

    shown = [(photo.one("img")["alt"], photo.all("a")[0]["href"]) for photo in photos]
    assert shown == [
        ("Newer", newer.get_absolute_url()),
        ("News", f"/en{ADDRESS}"),
        ("Older", older.get_absolute_url()),
    ]


def test_its_file_is_public_while_anything_that_shows_it_is(client: Client, admin_client: Client):
    item = article(published=False)
    photo = ArticlePhotoFactory(article=item)
    preview = reverse("admin:news_article_preview", args=[item.pk]) + photo.url.removeprefix("/")
    of_draft = (status(client, photo), status(admin_client, photo))
    seen = admin_client.get(preview)
    seen.close()

    workflow.publish(item)
    public = status(client, photo)
    ArticlePhoto.objects.update(is_held_back=True)
    held_back = status(client, photo)
    ArticlePhoto.objects.update(is_held_back=False)
    workflow.withdraw(item)
    withdrawn = status(client, photo)
    PhotoFactory(event=meeting())

    assert (of_draft, seen.status_code, public) == ((404, 200), 200, 200)
    assert (held_back, withdrawn, status(client, photo)) == (410, 410, 200)
    assert photo.url.removeprefix("/media/") in files_named()


# --- at the desk ------------------------------------------------------------------------


def test_editor_adds_one_and_deletes_what_an_event_shows_too(
    client: Client, media: Path, django_capture_on_commit_callbacks
):
    item, editor = article(), logged_in(account_of(Role.EDITOR))
    fields = {
        "photos-TOTAL_FORMS": "1",
        "photos-0-upload": SimpleUploadedFile("a.png", picture("PNG", (320, 320))),
        "photos-0-alt_en": "A hall.",
        "photos-0-alt_ru": "Зал.",
        "photos-0-position": "1",
        "photos-0-credit_en": "Agency",
        "photos-0-credit_ru": "Агентство",
    }
    editor.post(page(item), changed(opened(editor, page(item)), **fields))
    photo = item.photos.get()
    assert [(one["url"], one["alt"]["ru"], one["width"]) for one in told()] == [
        (photo.url, "Зал.", 320)
    ]
    assert client.get("/api/v1/news/it/").json()["photos"] == told()

    copy = ArticlePhotoFactory(article=item, size=(320, 200))
    PhotoFactory(event=meeting(), size=(320, 200))
    sent = changed(opened(editor, page(item)), **{"photos-0-DELETE": "on", "photos-1-DELETE": "on"})
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(page(item), sent)
        deleted.forget(DeletedItem.objects.all())

    assert (item.photos.count(), told()) == (0, [])
    assert {file.name[:24] for file in (media / "photos").iterdir()} == {copy.digest}


def test_translator_writes_its_words_and_nothing_else():
    photo = ArticlePhotoFactory(article=article())
    client = logged_in(account_of(Role.TRANSLATOR, languages=["zh-hans"]))
    forged = {"photos-0-alt_en": "forged", "photos-0-position": "9", "photos-0-DELETE": "on"}

    sent = changed(
        opened(client, page(photo.article)), **{"photos-0-alt_zh_hans": "会场"}, **forged
    )
    client.post(page(photo.article), sent)

    row = found(photo)
    assert (row.alt_zh_hans, row.alt_en, row.position) == ("会场", photo.alt_en, photo.position)


def test_bundle_shows_what_is_held_back_and_its_answer_hides_it():
    photo = ArticlePhotoFactory(article=article(), is_held_back=True)
    account = StaffFactory()
    by = Actor.of(account, datetime.fromisoformat("2020-10-28T18:00+03:00"))
    bundle = actions.make("Photos", by=by)
    address = page(bundle)
    value, client = f"news.articlephoto:{photo.pk}:show", logged_in(account)
    assert f'value="{value}"' in client.get(f"{address}?q=Article").content.decode()
    client.post(address, {"add": value})
    shown = client.get(reverse("admin:staff_bundle_preview_page", args=[bundle.pk, "en", 1]))
    assert photo.digest in shown.content.decode()

    actions.release(bundle, by=by)
    released = [one["url"] for one in told()]
    answer = rollback.begin(bundle, {}, by=by)
    assert answer.items.get().deed == Deed.HIDE
    actions.release(answer, by=by)

    assert (released, told(), found(photo).is_held_back) == ([photo.url], [], True)


def test_account_of_a_host_reaches_those_of_articles_about_its_events_alone():
    own, other = HostFactory(), HostFactory()
    articles = [ArticleFactory(events=[EventFactory(hosts=[host])]) for host in (own, other)]
    photo, _others = [ArticlePhotoFactory(article=item) for item in articles]

    scope = scope_of(account_of(Role.HOST, Role.PUBLISHER, hosts=[own]))

    assert list(scope.within(ArticlePhoto.objects.all())) == [photo]


# --- what is stored ---------------------------------------------------------------------


@pytest.mark.parametrize("words", ["alt", "credit"])
def test_database_refuses_one_without_description_or_credit(words: str):
    nothing = {f"{words}_en": "", f"{words}_ru": None}

    with pytest.raises(IntegrityError, match=f"articlephoto_has_{words}"), transaction.atomic():
        ArticlePhotoFactory(article=article(), **nothing)

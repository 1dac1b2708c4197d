"""A link shows a preview to people without an account, until it ends."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from staff.models import PreviewLink
from staff.previews import links
from tests.asked import queries_of
from tests.factories import ArticleFactory, EventFactory, StaffFactory
from tests.factories.photos import PhotoFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return EventFactory(title_en="A meeting to come")


def made(item, by=None, **options):
    now = options.pop("now", timezone.now())
    return links.make(item, by=by or StaffFactory(), now=now, days=3, **options)


def seen(client, token, *parts):
    return client.get("/".join(["/preview", token, *parts, ""]))


def test_page_says_who_made_it_and_until_when(client, item):
    token = made(item, StaffFactory(first_name="Anna", last_name="Petrova")).token

    answer = seen(client, token, "en")

    page = answer.content.decode()
    until = timezone.localtime(PreviewLink.objects.get().expires_at)
    assert f"Made by Anna Petrova, until {until:%-d %B %Y, %H:%M} (Europe/Moscow)." in page
    assert ("A meeting to come" in page, answer["Cache-Control"]) == (True, "private, no-store")
    assert (answer["X-Robots-Tag"], answer.cookies) == ("noindex, nofollow, noarchive", {})
    assert PreviewLink.objects.get().reads == 1


def test_it_leads_to_the_language_of_the_reader(client, item):
    token = made(item).token

    answer = client.get(f"/preview/{token}/", headers={"accept-language": "ru"})

    assert answer.url == f"/preview/{token}/ru/"
    assert answer["Cache-Control"] == "private, no-store"


def test_what_is_kept_leads_nowhere(item):
    token = made(item).token

    row = PreviewLink.objects.values().get()

    assert token not in map(str, row.values())


def test_photo_of_the_draft_comes_by_the_link(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    photo = PhotoFactory()
    token = made(photo.event).token

    assert f'"/preview/{token}{photo.url}' in seen(client, token, "en").content.decode()
    answer = client.get(f"/preview/{token}{photo.url}")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def rights_go(link, item):
    get_user_model().objects.update(is_superuser=False)


def account_ends(link, item):
    get_user_model().objects.update(is_active=False)


def no_longer_staff(link, item):
    get_user_model().objects.update(is_staff=False)


def taken_back(link, item):
    links.revoke(link, by=link.made_by, now=timezone.now())


def time_is_over(link, item):
    earlier = timezone.now() - timedelta(days=4)
    PreviewLink.objects.update(made_at=earlier, expires_at=earlier + timedelta(days=3))


def item_goes(link, item):
    item.delete()


ENDS = (rights_go, account_ends, no_longer_staff, taken_back, time_is_over, item_goes)


@pytest.mark.parametrize("end", ENDS)
def test_it_ends_at_every_address_and_says_so(client, item, end):
    new = made(item)
    assert seen(client, new.token, "en").status_code == 200

    end(new.link, item)

    for part in ("", "en/", "ru/phone/", "media/photos/x.jpg"):
        answer = client.get(f"/preview/{new.token}/{part}")
        assert (answer.status_code, answer["Cache-Control"]) == (410, "private, no-store")
        assert "A meeting to come" not in answer.content.decode()


@pytest.mark.parametrize("token", ["x", "a.b", "a" * 64 + "." + "b" * 43])
def test_made_up_token_is_a_wrong_address_that_asks_nothing(client, token):
    with CaptureQueriesContext(connection) as queries:
        answer = seen(client, token, "en")

    assert answer.status_code == 404
    assert [query for query in queries if "previewlink" in query["sql"]] == []


def test_form_sent_twice_makes_one_link(admin_client, item):
    address = f"/admin/events/event/{item.pk}/preview/"
    sent = {"days": "7", "once": "ab" * 16}

    first, second = (admin_client.post(address, sent).context["made"] for _ in range(2))

    assert first == second
    assert PreviewLink.objects.count() == 1
    assert admin_client.get(first, follow=True).status_code == 200


def test_list_tells_of_links_and_ends_them(admin_client, client, item):
    new = made(item)
    address = f"/admin/events/event/{item.pk}/preview/"

    assert admin_client.get(address).context["rows"][0] == new.link
    answer = admin_client.post(address, {"revoke": str(new.link.pk)}, follow=True)

    row = PreviewLink.objects.get()
    assert (row.revoked_by, row.revoked_at is None) == ("admin", False)
    assert "Ended by admin" in answer.content.decode()
    assert seen(client, new.token, "en").status_code == 410


def test_link_of_another_item_is_not_ended_by_its_number(admin_client, item):
    new = made(EventFactory())

    answer = admin_client.post(
        f"/admin/events/event/{item.pk}/preview/", {"revoke": str(new.link.pk)}
    )

    assert answer.status_code == 404
    assert PreviewLink.objects.get().revoked_at is None


def test_nobody_makes_one_of_what_they_may_not_edit(item):
    viewer = get_user_model().objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename="view_event"))

    with pytest.raises(links.PermissionDenied):
        made(item, viewer)


def test_all_that_hold_are_told_to_whoever_may_edit_what_they_show(client, item):
    ended = made(item, key="a")
    links.revoke(ended.link, by=ended.link.made_by, now=timezone.now())
    shown = [made(item, key="b").link, made(ArticleFactory(), key="c").link]
    editor = get_user_model().objects.create_user("editor", is_staff=True)
    editor.user_permissions.set(Permission.objects.filter(codename="change_event"))

    told = []
    for user in (StaffFactory(), editor):
        client.force_login(user)
        told.append([link for link, _address in client.get("/admin/previews/").context["links"]])

    assert told == [shown, shown[:1]]


def test_many_links_are_told_by_as_many_queries_as_one(admin_client, item):
    counted = []
    for _time in range(2):
        made(item)
        made(ArticleFactory())
        counted.append(queries_of(lambda: admin_client.get("/admin/previews/")))

    assert counted[0] == counted[1]


def test_the_telephone_of_a_draft_is_seen_by_its_link(client):

    token = links.make(ArticleFactory(), by=StaffFactory(), now=timezone.now(), days=3).token

    answer = client.get(f"/preview/{token}/ru/phone/")

    assert f'<iframe src="/preview/{token}/ru/" width="390"' in answer.content.decode()
    assert f'href="/preview/{token}/en/phone/"' in answer.content.decode()

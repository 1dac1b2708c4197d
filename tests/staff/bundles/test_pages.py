"""A bundle at the desk: put together, looked at by a link, sent out, and rolled back."""

from __future__ import annotations

import re
from collections import OrderedDict

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils.translation import override

from publishing import stamp
from publishing.models import PublicRecord, ScheduledPublication, ScheduleState
from publishing.permissions import Actor
from staff.bundles import actions, preview
from staff.bundles.items import new_item
from staff.log import sentence_of
from staff.models import Bundle, BundleItem, Deed, PreviewLink
from staff.roles import Role
from tests.factories import ArticleFactory
from tests.factories.photos import PhotoFactory
from tests.forms_sent import changed, opened, sent_by
from tests.markup import page_of
from tests.staff.bundles.put_together import (
    ALL_PUBLIC,
    DAY,
    NOTHING_PUBLIC,
    NOW,
    REASONS,
    Communique,
    looked_at,
    of,
    text_of,
)
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(settings, tmp_path):
    settings.MEDIA_ROOT, settings.PORTAL_CLOCK = tmp_path, "2020-10-28"


@pytest.fixture
def publisher():
    return logged_in(account_of(Role.PUBLISHER))


def test_a_publisher_puts_it_together_and_sends_it_out(publisher):
    made = Communique()
    russian = {"accept-language": "ru"}
    add = reverse("admin:staff_bundle_add")
    started = publisher.post(add, {"name": "Together"}, headers=russian)
    bundle = Bundle.objects.get(name="Together")
    with override("en"):
        assert [sentence_of(entry) for entry in LogEntry.objects.all()] == ["Begun."]
    assert started.headers["Location"] == of(bundle, "change")

    act = of(bundle, "act", made.event.pk, "hold")
    seen = publisher.post(
        act, changed(opened(publisher, act), **REASONS, preview="yes"), follow=True
    )
    publisher.post(act, changed(sent_by(seen), save="yes"))
    for value in (
        f"documents.document:{made.paper.pk}:publish",
        f"events.photo:{made.photo.pk}:show",
    ):
        offered = publisher.get(of(bundle, "change")).content.decode()
        assert f'value="{value}"' in offered
        publisher.post(of(bundle, "change"), {"add": value})
    assert f'{made.photo} <span class="help">{made.event.title}</span>' in offered
    page_text = text_of(publisher.get(of(bundle, "change")))
    assert f"{made.photo} photo, “{made.event.title}”" in page_text
    assert made.public() == NOTHING_PUBLIC

    publisher.post(
        of(bundle, "release"), changed(opened(publisher, of(bundle, "release")), now="yes")
    )

    assert made.public() == (*ALL_PUBLIC[:3], False, False)
    assert "All of it went out" in text_of(publisher.get(of(bundle, "change")))
    assert made.event.changes.last().announced_on == DAY


@pytest.mark.usefixtures("index_follows")
@pytest.mark.one_database
def test_the_moment_is_set_on_its_page_and_the_first_page_tells_what_stops_it(publisher):
    made = Communique(title_zh_hans="")
    planned = {"name": "Ministers", "day": "2020-10-29", "time": "10:00", "in_every_language": "on"}
    far = publisher.post(of(made.bundle, "change"), {**planned, "day": "2099-10-29", "plan": "yes"})
    assert "The year 2099 lies outside 2020–2021" in text_of(far)
    assert 'name="years_are_right"' in far.content.decode()
    publisher.post(of(made.bundle, "change"), {**planned, "plan": "yes"})
    asked = publisher.get(of(made.bundle, "release"))
    assert "Title is missing in: 中文." in text_of(asked)
    publisher.post(of(made.bundle, "release"), changed(sent_by(asked), at_moment="yes"))
    assert not ScheduledPublication.objects.exists()
    type(made.article).objects.update(title_zh_hans="新闻")

    ask = opened(publisher, of(made.bundle, "release"))
    publisher.post(of(made.bundle, "release"), changed(ask, at_moment="yes"))

    assert ScheduledPublication.objects.get().state == ScheduleState.WAITING
    Bundle.objects.update(problems={"en": ["The paper: lost."]})
    first = publisher.get("/admin/").content.decode()
    assert "will be published on 29 October 2020, 10:00" in first.replace("\xa0", " ")
    assert "The paper: lost." in first
    publisher.post(of(made.bundle, "release"), {"unschedule": "yes"})
    assert ScheduledPublication.objects.get().state == ScheduleState.CANCELLED


@pytest.mark.one_database
def test_whole_page_is_made_once_until_anything_is_otherwise(publisher, monkeypatch):
    monkeypatch.setattr(preview, "MOST", 1)
    monkeypatch.setattr(preview, "_pages", OrderedDict())
    made = Communique(title_zh_hans="新闻")
    page = (publisher, made.bundle, "preview_page", "en", 1)
    made_first, said = looked_at(*page)
    assert len(made_first) <= 30
    assert "Reported." in said

    asked, said_again = looked_at(*page)

    assert (set(asked), said_again) == ({"SELECT"}, said)
    assert len(asked) <= 30
    type(made.event).objects.update(title_en="Another title", title_zh_hans="另一个标题")
    assert "Another title" in looked_at(*page)[1]
    assert "另一个标题" in looked_at(publisher, made.bundle, "preview_page", "zh-hans", 1)[1]
    with stamp.apart():  # where the stamp does not say what is seen, nothing is kept
        assert "Another title" in looked_at(*page)[1]
    assert len(preview._pages) == 1


def test_what_was_changed_since_the_page_was_opened_is_looked_at_again(publisher):
    made = Communique()
    ask = opened(publisher, of(made.bundle, "release"))
    made.article.save()

    answer = publisher.post(of(made.bundle, "release"), changed(ask, now="yes"))

    assert (answer.status_code, made.public()) == (200, NOTHING_PUBLIC)


def test_the_whole_is_seen_by_a_link_and_nothing_is_public(publisher, client):
    made = Communique()
    ArticleFactory(slug="another-draft")
    number = PublicRecord.objects.count()
    page = publisher.post(of(made.bundle, "preview"), {"days": "3"})
    (link,) = re.findall(
        r'value="http://testserver(/preview/[^"]+/bundle/)"', page.content.decode()
    )

    seen = client.get(f"{link}en/")
    pages = re.findall(rf'href="({link}en/\d/)"', seen.content.decode())
    shown = [client.get(address).content.decode() for address in pages]

    assert (len(pages), seen.headers["X-Robots-Tag"]) == (3, "noindex, nofollow, noarchive")
    event, paper, article = shown
    assert "Reported." in event
    assert f"{link}media/photos/{made.photo.digest}" in event
    assert made.paper.title_en in paper
    assert made.article.title_en in article
    assert f"“{made.bundle.name}”" not in article  # its name is for the desk alone
    files = [
        f"{link}media/photos/{made.photo.digest}-640.jpg",
        f"{link}media/{made.paper.file.name}",
    ]
    for address in files:
        answer = client.get(address)
        answer.close()
        assert answer.status_code == 200
        assert client.get(address.replace(link, "/")).status_code == 404
    assert (made.public(), PublicRecord.objects.count()) == (NOTHING_PUBLIC, number)
    assert "Reported." not in client.get("/en/events/ministers/").content.decode()
    token = link.split("/")[2]
    assert client.get(f"/preview/{token}/en/").status_code == 404
    publisher.post(of(made.bundle, "preview"), {"revoke": str(PreviewLink.objects.get().pk)})
    assert {client.get(address).status_code for address in (f"{link}en/", *pages, *files)} == {410}


def test_rolling_back_is_put_together_looked_at_and_sent_out(publisher):
    made = Communique()
    publisher.post(
        of(made.bundle, "release"), changed(opened(publisher, of(made.bundle, "release")), now="y")
    )
    assert made.public() == ALL_PUBLIC
    ask = opened(publisher, of(made.bundle, "rollback"))

    refused = publisher.post(of(made.bundle, "rollback"), changed(ask, reason_en="Too early."))
    assert "Reason" in text_of(refused)
    publisher.post(of(made.bundle, "rollback"), changed(ask, **REASONS))
    answer = Bundle.objects.get(undoes=made.bundle)
    assert made.public() == ALL_PUBLIC
    publisher.post(
        of(answer, "release"), changed(opened(publisher, of(answer, "release")), now="y")
    )

    assert made.public() == (*NOTHING_PUBLIC[:4], True)


def test_what_was_taken_out_of_rolling_back_can_be_put_back(publisher):
    made = Communique()
    actions.release(made.bundle, by=made.by)
    publisher.post(
        of(made.bundle, "rollback"),
        changed(opened(publisher, of(made.bundle, "rollback")), **REASONS),
    )
    answer = Bundle.objects.get(undoes=made.bundle)
    whole = sorted(answer.items.values_list("deed", "object_id"))
    assert of(made.bundle, "rollback") not in publisher.get(of(answer, "change")).content.decode()
    for item in answer.items.filter(deed__in=("undo", "hide")):
        publisher.post(
            of(answer, "change"),
            changed(opened(publisher, of(answer, "change")), take_out=str(item.pk)),
        )
    assert answer.items.count() == len(whole) - 2

    assert of(made.bundle, "rollback") in publisher.get(of(answer, "change")).content.decode()
    publisher.post(
        of(made.bundle, "rollback"),
        changed(opened(publisher, of(made.bundle, "rollback")), **REASONS),
    )

    assert sorted(answer.items.values_list("deed", "object_id")) == whole
    assert Bundle.objects.get(undoes=made.bundle) == answer
    actions.release(answer, by=made.by)
    assert made.public() == (*NOTHING_PUBLIC[:4], True)


def test_first_page_announces_it_to_whoever_else_may_send_it_out(settings):
    settings.FOUR_EYES = True
    first = account_of(Role.PUBLISHER)
    photo = PhotoFactory(is_held_back=True, event__published=True)
    bundle = actions.make("The hall", by=Actor.of(first, NOW))
    item = actions.add(bundle, new_item(photo, Deed.SHOW), by=Actor.of(first, NOW))
    second = logged_in(account_of(Role.PUBLISHER))
    others = logged_in(first), logged_in(account_of(Role.EDITOR))

    told = page_of(second.get(reverse("admin:index"))).one("ul", cls="proposals").text

    assert told.startswith("The hall: bundle")
    for client in others:
        assert "The hall" not in client.get(reverse("admin:review")).content.decode()
    BundleItem.objects.filter(pk=item.pk).update(deed=Deed.HIDE)  # it waits for nobody
    answer = second.get(reverse("admin:review"))
    assert "Nothing waits for a second person." in answer.content.decode()


def test_in_an_emergency_it_goes_out_alone_with_a_reason_that_everybody_reads(settings):
    settings.FOUR_EYES = True
    account, photo = (
        account_of(Role.PUBLISHER),
        PhotoFactory(is_held_back=True, event__published=True),
    )
    bundle = actions.make("The hall", by=Actor.of(account, NOW))
    actions.add(bundle, new_item(photo, Deed.SHOW), by=Actor.of(account, NOW))
    client, address = logged_in(account), of(bundle, "release")
    page = client.get(address)
    sent = sent_by(page)

    client.post(address, changed(sent, emergency="yes", why=" "))
    photo.refresh_from_db()
    is_still_held_back = photo.is_held_back
    client.post(address, changed(sent, emergency="yes", why="A wrong face is shown."))

    photo.refresh_from_db()
    bundle.refresh_from_db()
    assert (is_still_held_back, photo.is_held_back) == (True, False)
    assert (bundle.released_by, bundle.why) == (account, "A wrong face is shown.")
    assert "Send it out now" not in page.content.decode()
    assert LogEntry.objects.filter(change_message__contains="A wrong face is shown.").exists()
    for reader, is_linked in ((client, True), (logged_in(account_of(Role.EDITOR)), False)):
        told = reader.get(reverse("admin:review")).content.decode()
        assert "A wrong face is shown." in told
        assert (bundle.get_absolute_url() in told) is is_linked

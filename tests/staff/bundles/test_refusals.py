"""What a bundle refuses says why, and leaves the bundle as it was."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from publishing.models import ScheduledPublication
from publishing.permissions import Actor
from staff.bundles import actions, deeds, rollback
from staff.bundles.actions import BundleRefusedError
from staff.bundles.ahead import look_ahead, unready
from staff.models import BundleItem, Deed, PreviewLink
from staff.previews import links
from staff.roles import Role
from tests.acting import workflow
from tests.factories import ArticleFactory, EventFactory, StaffFactory
from tests.forms_sent import changed, opened
from tests.markup import page_of
from tests.staff.bundles.put_together import (
    NOTHING_PUBLIC,
    NOW,
    REASONS,
    TEN,
    Communique,
    filled_in,
)
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db
NOBODYS = 999_999


@pytest.fixture(autouse=True)
def desk(settings, tmp_path):
    settings.MEDIA_ROOT, settings.PORTAL_CLOCK = tmp_path, "2020-10-28"


@pytest.fixture
def made():
    return Communique()


@pytest.fixture
def publisher():
    return logged_in(account_of(Role.PUBLISHER))


def of(page: str, *keys: object) -> str:
    return reverse(f"admin:staff_bundle_{page}", args=keys)


def said(answer) -> list[str]:
    return [str(one) for one in get_messages(answer.wsgi_request)]


def text_of(answer) -> str:
    return page_of(answer).one("main").text


def holding(*rights: str):
    """Return the session of an account with these rights and no role."""
    account = StaffFactory(is_superuser=False)
    account.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return logged_in(account)


def test_an_act_is_filled_in_for_what_is_there_and_possible_alone(publisher, made):
    key, event = made.bundle.pk, made.event.pk
    wrong = [
        of("act", key, NOBODYS, "hold"),
        of("act", key, event, "dance"),
        of("act", NOBODYS, event, "hold"),
        of("change", NOBODYS),
        of("preview", NOBODYS),
    ]
    no_recorder = holding("view_bundle", "publish_bundle", "publish_event", "view_event")

    assert [publisher.get(address).status_code for address in wrong] == [404] * len(wrong)
    assert no_recorder.get(of("act", key, event, "hold")).status_code == 403
    sought = {"q": EventFactory(title_en="Ministers", published=True).title_en}
    assert no_recorder.get(of("change", key), sought).context["acts"] == []
    assert len(publisher.get(of("change", key), sought).context["acts"]) == 1
    impossible = publisher.get(of("act", key, event, "reinstate"))
    assert (impossible.url, said(impossible)) == (
        made.bundle.get_absolute_url(),
        ["This is not possible in the present state of the event."],
    )


def test_one_thing_more_than_a_bundle_takes_leaves_all_that_is_in_it(publisher, made, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 3)
    before = list(made.bundle.items.order_by("pk").values())
    address = of("act", made.bundle.pk, made.event.pk, "hold")

    refused = publisher.post(
        address, changed(opened(publisher, address), **REASONS, lead_en="Mine.", save="yes")
    )

    form = refused.context["form"]
    assert form.non_field_errors() == ["At most 3 things at once: begin another bundle."]
    assert form["reason_en"].value() == "Reported."
    assert list(made.bundle.items.order_by("pk").values()) == before


def test_a_plan_that_cannot_be_read_is_not_saved_and_without_a_moment_none_is_set(publisher, made):
    sent = {"plan": "yes", "name": "Renamed", "day": "29 October", "time": "10:00"}

    refused = publisher.post(of("change", made.bundle.pk), sent)

    assert (refused.status_code, list(refused.context["form"].errors)) == (200, ["day"])
    made.bundle.refresh_from_db()
    assert (made.bundle.name, made.bundle.planned_for) == ("Ministers", None)
    with pytest.raises(BundleRefusedError, match=r"^Say first for when it is meant\.$"):
        actions.set_moment(made.bundle, by=made.by)
    assert not ScheduledPublication.objects.exists()


@pytest.mark.one_database
def test_what_is_gone_is_said_to_be_and_taken_out(publisher, made):
    made.article.delete()
    item = made.bundle.items.get(kind__model="article")

    (problem,) = actions.problems_of(made.bundle, by=made.by)
    publisher.post(of("change", made.bundle.pk), {"try": "yes"})
    page = text_of(publisher.get(of("change", made.bundle.pk)))
    answer = publisher.post(of("change", made.bundle.pk), {"take_out": str(item.pk)})

    assert str(problem) == "something that is gone: It is no longer there: take it out."
    assert "It is no longer there: take it out." in page
    assert said(answer) == ["Taken out."]
    assert made.bundle.items.count() == 3
    assert actions.problems_of(made.bundle, by=made.by) == []


def test_where_every_language_must_be_there_a_reason_and_a_drafted_translation_stop_it():
    made = Communique(TEN)
    workflow.publish(made.article)
    workflow.keep_draft(made.article, "zh-hans")
    workflow.withdraw(made.article)
    told = filled_in(made.event, "hold", TEN.date(), reason_zh_hans="")
    made.add(made.event, Deed.ACT, code="hold", sent=told)

    problems = [problem.text for problem in actions.problems_of(made.bundle, by=made.by)]

    assert problems == [
        "Reason is missing in: 中文.",
        "The translation is kept as a draft: 中文.",
    ]


def test_a_database_that_does_not_answer_is_asked_again_later(monkeypatch):
    made = Communique(TEN)
    actions.set_moment(made.bundle, by=made.by)

    def lost(item: BundleItem, by: Actor) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(deeds, "do", lost)

    with pytest.raises(OperationalError, match="closed the connection"):
        look_ahead(NOW)
    assert unready() == 0


def test_what_is_looked_for_is_found_by_its_words_with_its_photos(publisher, made):
    made.bundle.items.all().delete()
    forum = EventFactory(title_en="Forum of museums")

    page = publisher.get(of("change", made.bundle.pk), {"q": "ministers"}).context

    offered = [one.value for group in page["groups"] for one in group.choices]
    assert offered == [f"events.photo:{made.photo.pk}:show"]
    assert [one.event for one in page["acts"]] == [made.event]
    other = publisher.get(of("change", made.bundle.pk), {"q": "museums"}).context
    assert [one.thing for group in other["groups"] for one in group.choices] == [forum]


def test_what_answered_an_act_is_not_answered_by_rolling_back(publisher, made):
    actions.release(made.bundle, by=made.by)
    first = rollback.begin(
        made.bundle,
        {**{name: [text] for name, text in REASONS.items()}, "source_url": [""]},
        by=made.by,
    )
    actions.release(first, by=made.by)

    second = rollback.begin(first, {}, by=made.by)

    assert [left.why for left in rollback.left_of(second)] == [
        "It answered an act already: decide about the event by itself."
    ]
    assert sorted(second.items.values_list("deed", flat=True)) == ["publish", "publish", "show"]
    standings = text_of(publisher.get(reverse("admin:staff_bundle_changelist")))
    assert (standings.count("went out"), standings.count("being put together")) == (2, 1)


def test_what_stands_again_is_rolled_back_again(publisher, made):
    """Its rolling back was rolled back: what made it stand again is answered, and so on."""
    actions.release(made.bundle, by=made.by)
    reasons = {**{name: [text] for name, text in REASONS.items()}, "source_url": [""]}
    chain = [made.bundle]
    for _number in range(2):
        chain.append(rollback.begin(chain[-1], reasons, by=made.by))
        actions.release(chain[-1], by=made.by)
    stands = text_of(publisher.get(of("change", made.bundle.pk)))
    third = rollback.begin(made.bundle, {}, by=made.by)
    with pytest.raises(BundleRefusedError, match="There is a bundle already"):
        rollback.begin(made.bundle, {}, by=made.by)
    actions.release(third, by=made.by)

    assert "a part of it stands again: Roll back: Roll back: Ministers" in stands
    # Of its act a further act told the contrary.
    assert "or it was left out: Mark as held" in stands
    assert made.article.title not in stands.partition("What is in it")[0]
    assert "Roll back…" in stands
    assert (third.undoes, third.name) == (chain[-1], "Roll back: Ministers")
    assert made.public()[1:4] == (False, False, False)
    assert "Roll back…" not in text_of(publisher.get(of("change", made.bundle.pk)))


def test_event_of_which_an_act_is_in_it_is_offered_no_other(publisher, made):
    other = EventFactory(title_en="Ministers of health", published=True)

    def offered():
        answer = publisher.get(of("change", made.bundle.pk), {"q": "ministers"})
        return [choice.event for choice in answer.context["acts"]]

    Event.objects.filter(pk=made.event.pk).update(title_en="Ministers of culture")
    assert offered() == [other]
    made.bundle.items.filter(deed=Deed.ACT).delete()
    assert set(offered()) == {other, made.event}


def test_link_to_a_bundle_ends_when_it_goes_out(client, made):
    own = links.make(made.bundle, by=made.account, now=timezone.now(), days=3)
    address = f"/preview/{own.token}/bundle/en/"
    assert client.get(address).status_code == 200

    actions.release(made.bundle, by=made.by)

    assert client.get(address).status_code == 410


def test_links_to_a_bundle_are_made_and_ended_by_whoever_may_send_it_out(publisher, client, made):
    now = timezone.now()
    own = links.make(made.bundle, by=made.account, now=now, days=3)
    other = links.make(ArticleFactory(), by=made.account, now=now, days=3)
    address = of("preview", made.bundle.pk)
    viewer = holding("view_bundle")

    assert (viewer.get(address).status_code, viewer.post(address, {"days": "3"}).status_code) == (
        200,
        403,
    )
    assert publisher.post(address, {"revoke": str(other.link.pk)}).status_code == 404
    with pytest.raises(links.PermissionDenied):
        links.revoke(own.link, by=StaffFactory(is_superuser=False), now=now)
    assert list(PreviewLink.objects.values_list("revoked_at", flat=True)) == [None, None]

    door = client.get(f"/preview/{own.token}/bundle/", headers={"accept-language": "ru"})
    assert (door.url, door["Cache-Control"]) == (
        f"/preview/{own.token}/bundle/ru/",
        "private, no-store",
    )
    assert made.public() == NOTHING_PUBLIC


def test_second_act_of_an_event_is_refused_and_says_what_to_do(publisher, made):
    refusal = (
        "A bundle takes one act of an event, and “Mark as held” is in it already. “Change place or format” gives a place, "
        "a format and a date in one act: take the other out, and put this in. What is to follow it goes into another "
        "bundle."
    )
    sent = filled_in(made.event, "postpone")

    asked = publisher.get(of("act", made.bundle.pk, made.event.pk, "postpone"))
    with pytest.raises(BundleRefusedError) as refused:
        made.add(made.event, Deed.ACT, code="postpone", sent=sent)
    made.add(made.event, Deed.ACT, code="hold", sent=filled_in(made.event, "hold"))

    assert (asked.status_code, said(asked), str(refused.value)) == (302, [refusal], refusal)
    assert [one.code for one in made.bundle.items.filter(deed=Deed.ACT)] == ["hold"]

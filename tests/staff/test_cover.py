"""Roles are lent until a day: with the limits of the lender, to be seen by both, and never lent on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.urls import reverse

from events.dates import Period
from publishing import clock, permissions
from publishing.permissions import Actor
from staff import cover
from staff.accounts import actions
from staff.bundles import actions as bundles
from staff.bundles.items import new_item
from staff.bundles.second_person import alone
from staff.log import sentence_of
from staff.models import Cover, Deed, Revision
from staff.proposals.doors import ProposalRefusedError
from staff.roles import Role
from staff.scope import scope_of
from tests.factories import ArticleFactory, EventFactory, HostFactory, StaffFactory
from tests.forms_sent import found, opened
from tests.staff.four_eyes.asking import approves, moves, proposal
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db

ACCOUNT = "/admin/account/"


def anew(account):
    """Return `account` as the next request knows it."""
    return User.objects.get(pk=account.pk)


def lent(lender, stand_in, *roles, days=3):
    return actions.lend(lender, stand_in, roles, cover.today() + timedelta(days=days))


@pytest.fixture
def pair():
    return account_of(Role.PUBLISHER), account_of(Role.EDITOR)


def may_publish(account):
    return permissions.may(anew(account), "publish", EventFactory())


@pytest.mark.parametrize(
    ("moment", "may"),
    [
        ("2026-11-30T20:59:59+00:00", True),  # a second before midnight in Moscow
        ("2026-11-30T21:00:00+00:00", False),
    ],
)
def test_it_ends_with_its_last_day_in_the_zone_of_the_presidency(pair, time_machine, moment, may):
    time_machine.move_to("2026-11-27T12:00:00+00:00", tick=False)
    actions.lend(*pair, [Role.PUBLISHER], date(2026, 11, 30))

    time_machine.move_to(moment, tick=False)

    assert may_publish(pair[1]) is may


@pytest.mark.parametrize(
    "end",
    [
        lambda lender, row: User.objects.filter(pk=lender.pk).update(is_active=False),
        lambda lender, row: User.objects.filter(pk=lender.pk).update(is_staff=False),
        lambda lender, row: lender.groups.clear(),
        lambda lender, row: actions.end(row, by=lender),
        lambda lender, row: actions.end(row, by=row.stand_in),
    ],
    ids=[
        "lender closed",
        "lender left the desk",
        "role taken away",
        "ended by the lender",
        "given back",
    ],
)
def test_it_ends_before(pair, end):
    row = lent(*pair, Role.PUBLISHER)
    assert may_publish(pair[1])

    end(pair[0], row)

    assert not may_publish(pair[1])


def test_it_ends_once_though_both_end_it_at_once(pair):
    row = lent(*pair, Role.PUBLISHER)
    before = Revision.objects.count()
    seen = [(found(row), account) for account in pair]  # before the other one has ended it

    for shown, account in seen:
        actions.end(shown, by=account)

    assert Revision.objects.count() == before + 1


def test_a_stranger_ends_none(pair):
    row = lent(*pair, Role.PUBLISHER)

    logged_in(account_of(Role.EDITOR)).post(reverse("admin:end_cover", args=[row.pk]))

    assert may_publish(pair[1])


def test_what_was_lent_is_not_lent_on(pair):
    third = account_of(Role.EDITOR)
    lent(*pair, Role.PUBLISHER)

    with pytest.raises(actions.CoverRefusedError, match="Choose roles of your own"):
        lent(anew(pair[1]), third, Role.PUBLISHER)

    assert not may_publish(third)


def test_translator_lends_the_own_languages_alone():
    ru, zh = (account_of(Role.TRANSLATOR, languages=[code]) for code in ("ru", "zh-hans"))
    publisher = account_of(Role.PUBLISHER)
    event = EventFactory()

    lent(ru, zh, Role.TRANSLATOR)
    lent(ru, publisher, Role.TRANSLATOR)

    assert scope_of(anew(zh)).languages == {"ru", "zh-hans"}
    assert [
        permissions.may(anew(publisher), "translate", event, code)
        for code in ("ru", "zh-hans", "en")
    ] == [True, False, False]


def test_host_lends_the_own_events_to_another_host_alone(pair):
    first, second = HostFactory(), HostFactory()
    lender, stand_in = (account_of(Role.HOST, hosts=[host]) for host in (first, second))
    own, foreign = EventFactory(hosts=[first]), EventFactory(hosts=[HostFactory()])

    lent(lender, stand_in, Role.HOST)

    assert scope_of(anew(stand_in)).hosts == {first.slug, second.slug}
    assert [permissions.may(anew(stand_in), "change", event) for event in (own, foreign)] == [
        True,
        False,
    ]
    for giver, taker, role in ((lender, pair[1], Role.HOST), (pair[0], stand_in, Role.PUBLISHER)):
        with pytest.raises(actions.CoverRefusedError, match="is lent to another host"):
            lent(giver, taker, role)


def test_an_account_that_becomes_a_host_keeps_nothing_that_was_lent(pair):
    lent(*pair, Role.PUBLISHER)

    pair[1].groups.set(Group.objects.filter(name=Role.HOST))

    assert not may_publish(pair[1])
    assert scope_of(anew(pair[1])).is_limited


def test_accounts_are_not_lent():
    keeper = account_of(Role.ADMINISTRATOR)

    with pytest.raises(actions.CoverRefusedError):
        lent(keeper, account_of(Role.EDITOR), Role.ADMINISTRATOR)


@pytest.mark.parametrize("days", [-1, actions.LONGEST + 1])
def test_the_last_day_is_near(pair, days):
    with pytest.raises(actions.CoverRefusedError, match="Choose a day from today on"):
        lent(*pair, Role.PUBLISHER, days=days)


@pytest.mark.parametrize("who", ["nobody", "lender", "closed"])
def test_a_stand_in_is_a_colleague(pair, who):
    closed = StaffFactory(username="closed", is_active=False)
    names = {"nobody": "nobody", "lender": pair[0].username, "closed": closed.username}
    client = logged_in(pair[0])
    sent = {"user": names[who], "roles": [Role.PUBLISHER], "until": str(cover.today())}

    answer = client.post(ACCOUNT, sent)

    assert "Nobody else with this user name" in answer.content.decode()
    assert Cover.objects.count() == 0


def test_both_see_it_and_the_log_says_for_whom(pair):
    lender, stand_in = pair
    lender_s = logged_in(lender)
    key = lender_s.get(ACCOUNT).context["once_key"]
    sent = {"user": stand_in.username, "roles": [Role.PUBLISHER], "until": str(cover.today())}
    for _click in range(2):
        lender_s.post(ACCOUNT, {**sent, "once": key})
    client, draft = logged_in(stand_in), EventFactory()
    address = reverse("admin:events_event_publish", args=[draft.pk])

    client.post(address, opened(client, address))

    assert found(draft).is_published
    entry = LogEntry.objects.get(user=stand_in)
    assert sentence_of(entry).endswith(f" Standing in for: {lender}.")
    assert f"{stand_in} stands in for you until" in logged_in(lender).get(ACCOUNT).content.decode()
    assert f"You stand in for {lender} until" in client.get(ACCOUNT).content.decode()
    assert client.get("/admin/").context["stands_in_for"] == lender.username
    assert Revision.objects.get(field="cover").saved_by == lender.username


def test_nobody_approves_with_the_right_of_whoever_proposed_it(pair, settings):
    settings.FOUR_EYES = True
    event = EventFactory(period=Period.on(date(2020, 12, 9)), published=True)
    proposer, stand_in = pair
    other = account_of(Role.PUBLISHER)
    lent(proposer, stand_in, Role.PUBLISHER)
    moves(proposer, event)

    with pytest.raises(ProposalRefusedError, match=f"right of {proposer}, who proposed it"):
        approves(anew(stand_in), proposal())
    address = reverse("admin:proposal", args=[proposal().pk])
    assert not logged_in(stand_in).get(address).context["may_settle"]

    lent(other, stand_in, Role.PUBLISHER)
    approves(anew(stand_in), proposal())
    assert found(event).period.first == date(2020, 12, 10)


def test_nobody_sends_out_alone_what_the_lender_of_the_right_put_together(pair, settings):
    settings.FOUR_EYES = True
    lender, stand_in = pair
    lent(lender, stand_in, Role.PUBLISHER)
    bundle = bundles.make("One", by=Actor.of(lender, clock.now()))
    bundles.add(bundle, new_item(ArticleFactory(), Deed.PUBLISH), by=Actor.of(lender, clock.now()))

    assert "You stand in for whoever" in alone(bundle, Actor.of(anew(stand_in), clock.now()))

    lent(account_of(Role.PUBLISHER), stand_in, Role.PUBLISHER)
    assert alone(bundle, Actor.of(anew(stand_in), clock.now())) == ""


def test_what_needs_no_lent_right_is_done_in_ones_own_name(pair):
    lent(*pair, Role.PUBLISHER)
    account = anew(pair[1])

    permissions.may(account, "change", EventFactory())

    assert cover.name_of(account) == account.username


def test_whoever_stands_in_for_a_publisher_needs_a_second_factor(pair, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client = logged_in(pair[1])
    assert client.get("/admin/").status_code == 200

    lent(*pair, Role.PUBLISHER)

    assert client.get("/admin/").url.startswith("/admin/second-factor/")

"""What stops a decision about many events: too many of them, or what others did meanwhile."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from events.actions import decisions
from events.models import Decision
from publishing import clock
from staff.roles import Role
from tests.factories import StaffFactory
from tests.forms_sent import changed, messages_of, opened, sent_by
from tests.staff.actions.test_decisions import DECIDE, LIST, SAID, chosen, kinds, planned, previewed
from tests.staff.actions.test_views import page
from tests.staff.of_roles import account_of, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-05-27")]


def test_more_than_anybody_looks_over_are_not_decided_about(admin_client: Client, monkeypatch):
    keys = [planned(slug).pk for slug in ("summit", "forum")]
    monkeypatch.setattr(decisions, "MOST_EVENTS", 1)
    sent = {"action": "decide_selected", "_selected_action": keys}

    from_list = admin_client.post(LIST, sent, follow=True)
    by_address = admin_client.get(DECIDE, {"event": keys}, follow=True)

    limit = ["At most 1 events at once: choose fewer."]
    assert [messages_of(from_list), messages_of(by_address)] == [limit, limit]
    assert [answer.redirect_chain for answer in (from_list, by_address)] == [[(LIST, 302)]] * 2


def test_whoever_changed_an_event_meanwhile_is_named_with_the_time(admin_client: Client):
    events = [planned("summit"), planned("forum")]
    preview = previewed(admin_client, changed(chosen(admin_client, events), **SAID))
    other = StaffFactory(username="olga")
    client = logged_in(other)
    moved = changed(
        opened(client, page(events[0])), first_day="2020-11-10", last_day="", **SAID, save="yes"
    )
    client.post(page(events[0]), moved)

    answer = admin_client.post(DECIDE, {**sent_by(preview), "save": "yes"})

    when = LogEntry.objects.get(user=other).action_time.astimezone(clock.zone())
    assert [row.changed for row in answer.context["rows"]] == [
        f"Changed meanwhile by olga, at {when:%H:%M}. "
        "Now: 10 November 2020 · format unknown · planned.",
        "",
    ]
    assert Decision.objects.count() == 0


def test_decision_about_drafts_says_that_visitors_see_nothing(admin_client: Client):
    events = [planned(slug, published=False) for slug in ("summit", "forum")]
    preview = previewed(admin_client, chosen(admin_client, events))

    answer = admin_client.post(DECIDE, {**sent_by(preview), "save": "yes"}, follow=True)

    assert messages_of(answer) == [
        "Decided about 2 events at once. None of them is public: visitors see nothing of it."
    ]
    assert set(kinds().values()) == {"postponed"}


def test_whoever_prepares_drafts_decides_about_several_of_them(settings):
    settings.FOUR_EYES = True
    events = [planned(slug, published=False) for slug in ("summit", "forum")]
    client = logged_in(account_of(Role.EDITOR))
    preview = previewed(client, chosen(client, events))

    answer = client.post(DECIDE, {**sent_by(preview), "save": "yes"})

    assert answer.status_code == 302
    assert set(kinds().values()) == {"postponed"}

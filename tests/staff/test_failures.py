"""What fails by itself is told on the desk's first page, until it succeeds."""

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command

from operations.management.commands import prune
from publishing.failures import Failure
from staff.accounts import actions
from staff.roles import Role
from tests.factories import HostFactory
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db


def told(client) -> list[str]:
    return [str(one.words) for one in client.get("/admin/").context["failing"]]


def test_a_task_that_failed_is_told_until_it_succeeds(admin_client, monkeypatch):
    handle = prune.Command.handle

    def fail(*_given, **_options):
        raise CommandError("The disk is full.")

    monkeypatch.setattr(prune.Command, "handle", fail)
    for _time in range(2):
        with pytest.raises(CommandError):
            call_command("prune")

    failure = Failure.objects.get()
    assert (failure.name, failure.times, failure.said) == ("prune", 2, "The disk is full.")
    assert told(admin_client) == ["What is no longer needed is not cleared away."]
    assert "The disk is full." in admin_client.get("/admin/").content.decode()
    monkeypatch.setattr(prune.Command, "handle", handle)
    call_command("prune", verbosity=0)
    assert (told(admin_client), Failure.objects.count()) == ([], 0)


def test_mail_that_is_not_sent_is_told_to_all_but_hosts_until_one_leaves(admin_client, monkeypatch):
    def refuse(*_given):
        raise ConnectionRefusedError

    with monkeypatch.context() as away:
        away.setattr(EmailMessage, "send", refuse)
        assert not actions.send(EmailMessage(to=["anna@example.org"]))

    assert told(admin_client) == [
        "Mail is not sent: whoever waits for an invitation or a link gets none."
    ]
    assert told(logged_in(account_of(Role.HOST, hosts=[HostFactory()]))) == []
    assert actions.send(EmailMessage(to=["anna@example.org"]))
    assert told(admin_client) == []

"""Two who decide at the same moment, and what many proposals cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from staff.proposals.doors import ProposalRefusedError
from staff.roles import Role
from tests.staff.four_eyes.asking import approves, edits, moves, proposal
from tests.staff.of_roles import account_of, logged_in
from tests.threads import at_once


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_at_once_one_wins(event, publisher):
    moves(account_of(Role.EDITOR), event)
    other, one = account_of(Role.PUBLISHER), proposal()

    raised = at_once(lambda: approves(publisher, one), lambda: approves(other, one))

    assert [type(error) for error in raised] == [ProposalRefusedError]
    assert event.changes.count() == 2


@pytest.mark.django_db
def test_second_to_approve_is_told_that_it_is_decided(event, editor, publisher):
    moves(editor, event)
    one = proposal()
    approves(publisher, one)

    with pytest.raises(ProposalRefusedError, match="decided meanwhile: approved"):
        approves(account_of(Role.PUBLISHER), one)
    assert event.changes.count() == 2


@pytest.mark.django_db
def test_list_costs_the_same_for_one_proposal_and_for_three(event, editor, publisher):
    client = logged_in(publisher)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("admin:review"))
        return len(queries)

    edits(editor, event, lead_en="One.")
    cost()
    of_one = cost()
    edits(editor, event, lead_en="Two.")
    moves(editor, event)

    assert cost() == of_one

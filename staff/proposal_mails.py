"""Whoever proposed something is told by mail what became of it, in their language, where the portal sends mail."""

from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from staff.accounts import actions
from staff.proposed import Proposal


def tell(proposal: Proposal) -> None:
    """Send a mail about a proposal that somebody else decided, once that is committed."""
    account = proposal.proposer
    is_own = proposal.settled_by_id == account.pk
    if account.email and account.is_active and not is_own and actions.can_send():
        transaction.on_commit(partial(actions.send, _compose(proposal)))


def _compose(proposal: Proposal) -> EmailMessage:
    link = settings.PUBLIC_ORIGIN + reverse("admin:proposal", args=[proposal.pk])
    with translation.override(actions.language_of(proposal.proposer)):
        subject = _("Your proposal: %(state)s") % {"state": proposal.get_state_display()}
        by = _("Decided by %(who)s.") % {"who": proposal.settled_by}
        lines = [f"{proposal.name}", f"{subject}. {by}", proposal.why, link]
    return EmailMessage(subject, "\n\n".join(filter(None, lines)), to=[proposal.proposer.email])

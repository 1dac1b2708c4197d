"""The writer of a reason in a language in which nobody had given it. The step itself stays as it is."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from events.actions.recording import ChangeRefusedError
from events.models import AddedReason, Change
from i18n.characters import cleaned
from publishing import four_eyes, outbox, records
from publishing.permissions import Actor


@transaction.atomic
def add_reason(change: Change, texts: Mapping[str, str], *, by: Actor) -> list[AddedReason]:
    """Add the reason of `change`, and of all that was decided with it, in the languages of `texts`.

    It is told at once, with who added it and when on record; nobody can take it back. Raises
    NotAllowedError; ChangeRefusedError where there is no reason to translate, where it is given in one of
    the languages, and without a text; AloneError where a second person has to look first.
    """
    four_eyes.demand_translator(by, change.event, *texts)
    records.take_turn()
    steps = told_with(change)
    for one in steps:
        four_eyes.demand_second(by, one.event)
    reasons = {
        code: text for code, text in Change.objects.get(pk=change.pk).reasons().items() if text
    }
    added = {code: text for code, each in texts.items() if (text := cleaned(each))}
    if not reasons:
        raise ChangeRefusedError(_("No reason was given: there is nothing to translate."))
    if not added:
        raise ChangeRefusedError(_("Write the reason in a language that lacks it."))
    if reasons.keys() & added.keys():
        raise ChangeRefusedError(
            _("The reason is there in this language already, and what is on record stays.")
        )
    rows = [
        AddedReason(change=one, language=code, text=text, added_by=by.name)
        for one in steps
        for code, text in added.items()
    ]
    AddedReason.objects.bulk_create(rows)
    _tell(change)
    return rows


def told_with(change: Change) -> list[Change]:
    """Return `change`, or all that was decided with it: they have one reason."""
    alike = {"decision": change.decision_id} if change.decision_id else {"pk": change.pk}
    return list(Change.objects.filter(**alike).select_related("event", "decision"))


def _tell(change: Change) -> None:
    with outbox.together(), records.together():
        for one in told_with(change):
            one.event.save(update_fields=["updated_at"])
            records.record(one.event)
        if change.decision is not None:
            records.record(change.decision)

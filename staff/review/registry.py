"""Every form of the desk that can wait, by what a proposal calls it."""

from staff import document_forms, publication_actions, translation_status
from staff.actions import proposed as proposed_actions
from staff.models.proposals import DECISION, REASON
from staff.proposals import addresses, doors, edits
from staff.proposals.doors import ACT, ADDRESS, CORRECTION, EDIT, MOVE, PUBLICATION, TRANSLATION

#: `staff.proposals.doors.DOORS`, which fills itself as this module is read.
DOORS = doors.DOORS
DOORS |= {
    EDIT: edits.DOOR,
    ACT: proposed_actions.DOOR,
    PUBLICATION: publication_actions.DOOR,
    CORRECTION: document_forms.DOOR,
    DECISION: proposed_actions.DECISION_DOOR,
    TRANSLATION: translation_status.DOOR,
    REASON: translation_status.REASON_DOOR,
    ADDRESS: addresses.DOOR,
    MOVE: addresses.MOVE_DOOR,
}

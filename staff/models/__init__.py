"""What the desk keeps for the people who work at it, and what goes public together. Nothing of it is itself ever public."""

from staff.comments import ItemComment
from staff.models.accounts import Assignment, Cover
from staff.models.bundles import (
    FOR_TWO,
    Bundle,
    BundleItem,
    BundleItemQuerySet,
    BundleQuerySet,
    Deed,
)
from staff.models.deletions import DeletedItem
from staff.models.forms import (
    LONGEST_ADDRESS,
    KeptFile,
    KeptForm,
    Presence,
    PreviewLink,
    Revision,
    write_over,
)
from staff.models.proposals import Proposal, ProposalComment, ProposalFile

__all__ = [
    "FOR_TWO",
    "LONGEST_ADDRESS",
    "Assignment",
    "Bundle",
    "BundleItem",
    "BundleItemQuerySet",
    "BundleQuerySet",
    "Cover",
    "Deed",
    "DeletedItem",
    "ItemComment",
    "KeptFile",
    "KeptForm",
    "Presence",
    "PreviewLink",
    "Proposal",
    "ProposalComment",
    "ProposalFile",
    "Revision",
    "write_over",
]

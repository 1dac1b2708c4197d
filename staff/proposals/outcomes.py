"""What a proposal would do, field by field in each language, and when what was tried before still holds. ADR 0025."""

import hashlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, replace
from typing import Any, Self

import orjson
from django.conf import settings
from django.contrib.auth.models import User
from django.utils.functional import lazy

from i18n.texts import StrOrPromise, for_reader, said_in_each
from publishing import etags
from staff.conflicts import DiffPart, beside, compared
from staff.foreign_names import NOTHING, ForeignNames, Linked
from staff.models.proposals import Proposal
from staff.scope import scope_of


@dataclass(frozen=True)
class ProposedDifference:
    """What a proposal makes of one field. `language` is that of a text; a fact has none, and is shown as a whole."""

    label: str
    before: str
    after: str
    language: str = ""
    #: Where the new picture is seen, of a field that brings one.
    picture: str = ""
    #: To which things the field leads: not all who read the proposal may read their names.
    linked: Linked = NOTHING

    @property
    def parts(self) -> list[DiffPart]:
        compare = compared if self.language else beside
        return compare(self.before, self.after)


@dataclass(frozen=True)
class Outcome:
    """What a proposal did, or would do: in one sentence for the log, and field by field for readers of each language."""

    logged: StrOrPromise
    told: Mapping[str, tuple[ProposedDifference, ...]] = field(default_factory=dict)
    #: Whether the public sees nothing of it: photos that stay held back.
    stays_hidden: bool = False
    #: By the key of each thing what was done to it, for the log, of a decision about several; it is kept nowhere.
    each: Mapping[int, StrOrPromise] = field(default_factory=dict)

    @property
    def differences(self) -> tuple[ProposedDifference, ...]:
        """The differences in the language of the reader."""
        return for_reader(self.told) or ()

    def kept(self) -> dict[str, Any]:
        """Return all of it as JSON holds it: by language the sentence, each difference as a list, and True of what stays hidden."""
        sentences, hidden = said_in_each(self.logged), [True] if self.stays_hidden else []
        rows = {code: [_kept_of(one) for one in told] for code, told in self.told.items()}
        return {code: [sentences[code], rows.get(code, []), *hidden] for code in sentences}

    @classmethod
    def of_kept(cls, kept: Mapping[str, Any]) -> Self:
        sentences = {code: sentence for code, (sentence, *_rest) in kept.items()}
        logged = lazy(lambda: for_reader(sentences) or "", str)()
        told = {
            code: tuple(map(_of_kept, rows)) for code, (_sentence, rows, *_hidden) in kept.items()
        }
        return cls(logged, told, any(hidden for _sentence, _rows, *hidden in kept.values()))

    @property
    def digest(self) -> str:
        """What tells this outcome from any other, whichever the language."""
        text = orjson.dumps(self.kept(), option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(text).hexdigest()[:16]


def _kept_of(difference: ProposedDifference) -> list[Any]:
    """Return a difference as JSON holds it: most lead to nothing."""
    *texts, _linked = astuple(difference)
    return [*texts, list(difference.linked)] if difference.linked.kind else texts


def _of_kept(kept: list[Any]) -> ProposedDifference:
    label, before, after, language, picture, *links = kept
    told = ProposedDifference(label, before, after, language, picture)
    for kind, *keys in links:
        told = replace(told, linked=Linked(kind, *map(tuple, keys)))
    return told


def differences_for(account: Any, outcome: Outcome) -> tuple[ProposedDifference, ...]:
    """Return the differences in the language of the reader; to an account with limits no name of what is outside."""
    told, scope = outcome.differences, scope_of(account)
    if not scope.is_limited:
        return told
    names = ForeignNames(scope, (one.linked for one in told))
    return tuple(
        replace(
            one,
            before=names.said(one.before, one.linked.kind, one.linked.before),
            after=names.said(one.after, one.linked.kind, one.linked.after),
        )
        for one in told
    )


def rights_of(account: User) -> tuple[Any, ...]:
    """Return what tells what an account may do, and to what, from anything else that it could. Four queries for most."""
    scope = scope_of(account)
    limits = (scope.is_limited, *map(sorted, (scope.hosts, scope.bodies, scope.languages or ())))
    rights = "all" if account.is_superuser else sorted(account.get_all_permissions())
    return (account.is_active, rights, limits, scope.languages is None)


def token_of(proposal: Proposal, shown: str, more: str) -> str:
    """Return what tells whether what was tried before holds still: the same then and now.

    It follows from the item (`shown` is what a page shows of its public document), from what its proposer may do, from
    the release, and from `more`. Four queries for most proposers.
    """
    item, rights = proposal.thing, rights_of(proposal.proposer)
    facts = (etags.release(), settings.FOUR_EYES, more, str(item.updated_at), shown, rights)
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]

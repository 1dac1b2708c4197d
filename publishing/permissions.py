"""Who may do what to a public thing, beyond editing it: of each right the name in its permission.

They are permissions of Django like `change`, one for each kind of thing: `publish_event`. Whoever
edits texts holds none of them by that. Writers refuse by `demand`, the desk hides by `may`: there is
no second rule. Of one thing (not of a kind) the backends are asked that know of objects: what limits an
account to some of them is theirs to say (staff.scope).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, cast

from django.conf import settings
from django.contrib.auth import get_backends, get_permission_codename
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from publishing.enums import Publication

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
    from django.db.models import Model
    from django.http import HttpRequest

    Account = AbstractBaseUser | AnonymousUser

#: Writing texts and links: Django's own right, which its admin asks for by itself.
EDIT = "change"
#: Publishing, and withdrawing; which presidency the portal shows, and of which one a thing is.
PUBLISH = "publish"
#: Settling how a translation stands: confirmed, kept as a draft, made public, made the source.
TRANSLATE = "translate"
#: Adding a step to a history that the public reads and that nobody can take back.
RECORD = "record"
#: The same while the thing is a draft that the public has never seen.
PREPARE = "prepare"


class NotAllowedError(PermissionDenied):
    """Says to an editor what they lack the right for. A door that does not catch it answers 403."""


def editor_of(request: HttpRequest) -> User:
    """Return who is logged in to the administration, which lets nobody else in."""
    return cast("User", request.user)


@dataclass(frozen=True)
class Actor:
    """Who writes, and at which aware moment: nothing that lies after it is recorded as a fact.

    A system actor (`Actor.system("plan")`) has a name and no account, and may do everything. Without
    a moment nothing is asked of time.
    """

    name: str
    now: datetime | None = None
    account: Account | None = None
    #: What is done was proposed, and this is its approval: publishing.four_eyes.
    approves: bool = False

    @classmethod
    def system(cls, name: str, now: datetime | None = None) -> Self:
        return cls(name, now)

    @classmethod
    def of(cls, account: Account, now: datetime) -> Self:
        return cls(account.get_username(), now, account)

    @property
    def today(self) -> date | None:
        """The day of `now` where it is told: in the zone of the presidency, as the portal's clock tells it."""
        return self.now.date() if self.now else None

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class InLanguage:
    """A thing in one language: what a backend is asked about where a right may end at a language."""

    item: Model
    language: str


def may(
    by: Actor | Account | None, right: str, thing: Model | type[Model], language: str = ""
) -> bool:
    """Whether `by` may do to `thing`, or to things of a kind, what takes `right`; in `language`, if it is one's.

    Nobody decides about what they may not see. Superusers and system actors may do everything, and
    nobody (None) nothing.
    """
    if isinstance(by, Actor):
        return by.account is None or may(by.account, right, thing, language)
    return (
        by is not None
        and _holds_or_prepares(by, right, thing, language)
        and (_holds(by, "view", thing) or _holds(by, EDIT, thing))
    )


def may_propose(account: Account, right: str, thing: Model | type[Model]) -> bool:
    """Whether `account` may do what takes `right`, or put it before whoever may (publishing.four_eyes).

    Whoever adds such things proposes to publish one, and what the public then reads as its history.
    """
    if may(account, right, thing):
        return True
    is_kind = isinstance(thing, type)
    is_published = getattr(thing, "publication", "") == Publication.PUBLISHED
    is_open = is_kind or {PUBLISH: not is_published, RECORD: is_published}.get(right, False)
    return bool(settings.FOUR_EYES) and is_open and _holds(account, "add", thing)


def demand(by: Actor | None, right: str, thing: Model | type[Model], language: str = "") -> None:
    """Raise NotAllowedError unless `by` may do to `thing` what takes `right`."""
    item = thing._meta.verbose_name_plural if isinstance(thing, type) else thing
    if by is None:
        raise NotAllowedError(_("Nobody is named who does this to “%(item)s”.") % {"item": item})
    if not may(by, right, thing, language):
        told = _limit_of(by.account, right, thing, language)
        raise NotAllowedError(told or _refusal(right) % {"user": by.name, "item": item})


def _limit_of(
    account: Account | None, right: str, thing: Model | type[Model], language: str
) -> str:
    """Return in words what keeps `account` from a thing though it holds the right; "" where nothing does."""
    if isinstance(thing, type) or account is None:
        return ""
    name, asked = name_of_right(right, thing), _asked(thing, language)
    backends = [one for one in get_backends() if hasattr(one, "limit_of")]
    return next(filter(None, (one.limit_of(account, name, asked) for one in backends)), "")


def _refusal(right: str) -> str:
    match right:
        case "change":
            return _("“%(user)s” may not change “%(item)s”: ask an administrator for the right to.")
        case "add":
            return _(
                "“%(user)s” may not add to “%(item)s”: ask somebody who may, an editor perhaps."
            )
        case "publish":
            return _(
                "“%(user)s” may not decide whether the public sees “%(item)s”: ask an administrator "
                "for the right to publish it."
            )
        case "translate":
            return _(
                "“%(user)s” may not decide how translations of “%(item)s” stand: ask an administrator "
                "for the right to translate it."
            )
    return _(
        "“%(user)s” may not add to the public history of “%(item)s”: ask an administrator for the "
        "right to record changes of it."
    )


def _holds_or_prepares(
    account: Account, right: str, thing: Model | type[Model], language: str
) -> bool:
    if _holds(account, right, thing, language):
        return True
    is_draft = getattr(thing, "publication", None) == Publication.DRAFT
    return right == RECORD and is_draft and _holds(account, PREPARE, thing)


def _holds(account: Account, right: str, thing: Model | type[Model], language: str = "") -> bool:
    name = name_of_right(right, thing)
    asked = (name,) if isinstance(thing, type) else (name, _asked(thing, language))
    return bool(account.has_perm(*asked))  # type: ignore[union-attr]


def name_of_right(right: str, thing: Model | type[Model]) -> str:
    """Return what Django calls `right` over things like `thing`: "events.publish_event"."""
    return f"{thing._meta.app_label}.{get_permission_codename(right, thing._meta)}"


def _asked(thing: Model, language: str) -> Model | InLanguage:
    return InLanguage(thing, language) if language else thing

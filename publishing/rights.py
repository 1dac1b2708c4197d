"""Who may do what to a public thing, beyond editing it: of each right the name in its permission.

They are permissions of Django like `change`, one for each kind of thing: `publish_event`. Whoever
edits texts holds none of them by that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_permission_codename

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
    from django.db.models import Model

#: Publishing, and withdrawing.
PUBLISH = "publish"
#: Settling how a translation stands: confirmed, kept as a draft, made public, made the source.
TRANSLATE = "translate"
#: Adding a step to a history that the public reads and that nobody can take back.
RECORD = "record"


def may(user: AbstractBaseUser | AnonymousUser, right: str, thing: Model | type[Model]) -> bool:
    """Whether `user` may do to `thing`, or to things of a kind, what takes `right`.

    Nobody decides about what they may not see. Superusers may do everything.
    """
    return _holds(user, right, thing) and (
        _holds(user, "view", thing) or _holds(user, "change", thing)
    )


def _holds(user: AbstractBaseUser | AnonymousUser, right: str, thing: Model | type[Model]) -> bool:
    opts = thing._meta
    codename = get_permission_codename(right, opts)
    return bool(user.has_perm(f"{opts.app_label}.{codename}"))  # type: ignore[union-attr]

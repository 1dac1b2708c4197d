"""What limits an account: a host's to the events of its own hosts and bodies, a translator's to languages.

Said once, for every door: querysets of the admin are narrowed by `within`, and a thing is asked about by
`allows`, which Django's `has_perm` asks by the backend. An account that is neither has no limits.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.utils.translation import gettext as _

from bodies.models import Body
from events.models import Event
from hosts.models import Host
from publishing.enums import Publication
from publishing.permissions import InLanguage
from staff import cover
from staff.models import Assignment
from staff.roles import Role

Rows = TypeVar("Rows", bound=models.QuerySet)


@dataclass(frozen=True)
class Scope:
    """What an account reaches. `languages`: those that a translator writes; None without a limit."""

    is_limited: bool = False
    #: Slugs, with those below them.
    hosts: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    languages: frozenset[str] | None = None
    #: By kind and key whether a thing is within, where it was asked before: of who only reads (`only_reads`).
    known: dict[tuple[type[models.Model], Any], bool] | None = field(default=None, compare=False)

    def within(self, rows: Rows) -> Rows:
        """Leave of `rows` the own events, and what is of them alone. Other kinds hang on no event, and stay."""
        model = rows.model
        if not self.is_limited:
            return rows
        if model is Event:
            return rows.filter(pk__in=self._own())
        link = _link_to_events(model)
        if isinstance(link, models.ForeignKey):
            return rows.filter(**{f"{link.name}__in": self._own()})
        if isinstance(link, models.ManyToManyField):
            foreign = Event._base_manager.exclude(pk__in=self._own()).values("pk")
            of_own = model._base_manager.filter(**{f"{link.name}__in": self._own()})
            of_foreign = model._base_manager.filter(**{f"{link.name}__in": foreign})
            return rows.filter(pk__in=of_own.values("pk")).exclude(pk__in=of_foreign.values("pk"))
        return rows

    def _own(self) -> models.QuerySet:
        of_hosts = models.Q(hostings__host__slug__in=self.hosts)
        of_bodies = models.Q(bodies__slug__in=self.bodies)
        return Event._base_manager.filter(of_hosts | of_bodies).values("pk")

    def covers(self, item: models.Model) -> bool:
        """Whether `item` is within; what is not saved yet is. One query; one a thing for who only reads."""
        if not self.is_limited or item.pk is None:
            return True
        known = {} if self.known is None else self.known
        key = (type(item), item.pk)
        if key not in known:
            known[key] = self.within(type(item)._base_manager.filter(pk=item.pk)).exists()
        return known[key]

    def found(self, item: models.Model) -> None:
        """Note that `item` was found in rows that `within` left."""
        if self.known is not None:
            self.known[type(item), item.pk] = True

    def allows(self, right: str, item: models.Model | InLanguage) -> bool:
        """Whether the account may use `right` (view, change …) on `item`, if it holds it at all."""
        if isinstance(item, InLanguage):
            if self.languages is not None and item.language not in self.languages:
                return False
            item = item.item
        if not self.is_limited:
            return True
        return (right == "view" or is_open_to_hosts(item)) and self.covers(item)

    def limit_of(self, right: str, item: models.Model | InLanguage) -> str:
        """Say what keeps the account from `item`, and what to do; "" where nothing does."""
        if self.allows(right, item):
            return ""
        thing = item.item if isinstance(item, InLanguage) else item
        if not self.covers(thing):
            return outside()
        if self.is_limited:
            return _(
                "“%(item)s” is no draft of yours to change: what the public sees, or has seen, an editor "
                "changes. Write to the editors what should change."
            ) % {"item": thing}
        return _(
            "This language is not among yours: ask an administrator, who says on the page of your "
            "account into which languages you translate."
        )


def outside() -> str:
    """Say of what no door shows to an account that it is outside, and what to do. It is not named."""
    return _(
        "This is not among the events of your hosts and bodies. If it should be, ask an administrator, who "
        "says on the page of your account which ones are yours."
    )


def advice(account: Any) -> str:
    """Say to whom a page is closed what their account is for, and whom to ask; "" to others."""
    scope = scope_of(account)
    if scope.is_limited:
        return _(
            "Your account prepares drafts for the events of its own hosts and bodies. What is public, and "
            "all else, is changed by editors and publishers: write to them what should be done."
        )
    if scope.languages is not None:
        return _(
            "Your account writes texts in its languages, and confirms these translations. Write to an "
            "editor what else should be done."
        )
    return ""


def is_open_to_hosts(item: models.Model) -> bool:
    """Whether the public has never seen `item`, or the event that it is a part of; or a second person looks first."""
    thing = getattr(item, "event", item)
    publication = getattr(thing, "publication", None)
    return publication == Publication.DRAFT or (
        settings.FOUR_EYES and publication == Publication.PUBLISHED
    )


def _link_to_events(model: type[models.Model]) -> models.Field | None:
    links = (*model._meta.fields, *model._meta.many_to_many)
    return next((link for link in links if link.related_model is Event), None)


#: Of an account that nothing limits.
WHOLE = Scope()


def scope_of(account: Any) -> Scope:
    """Return what limits `account`. Two queries for most, five at most for a host's; kept with the account."""
    if not isinstance(account, User) or account.is_superuser:
        return WHOLE
    kept: Scope | None = getattr(account, "_scope", None)
    if kept is None:
        known: dict[tuple[type[models.Model], Any], bool] | None = (
            {} if getattr(account, "_only_reads", False) else None
        )
        kept = account._scope = replace(_read(account), known=known)  # type: ignore[attr-defined]  # kept there
    return kept


def only_reads(account: Any) -> None:
    """Ask once whether a thing is within, for as long as the account object lives: a page that writes nothing."""
    if isinstance(account, User):
        account._only_reads = True  # type: ignore[attr-defined]  # read above


def _read(account: User) -> Scope:
    """Read the limits. Rights of roles add up, lent ones too, but a host's limits hold for whatever else it is."""
    own = cover.own_roles(account)
    lent = cover.lent_to(account)
    roles = own | lent.keys()
    if Role.HOST in roles:
        return _of_hosts(_holders(account, own, lent, Role.HOST))
    if Role.TRANSLATOR not in roles or Role.EDITOR in roles:
        return WHOLE
    holders = _holders(account, own, lent, Role.TRANSLATOR)
    rows = Assignment.objects.filter(user__in=holders).values_list("languages", flat=True)
    return Scope(languages=frozenset(code for codes in rows for code in codes))


def _holders(account: User, own: set[str], lent: dict[str, set[User]], role: Role) -> list[User]:
    """Return by whose limits `account` acts in `role`: by its own, and by those of who lent it."""
    return [*([account] if role in own else ()), *lent.get(role, ())]


def _of_hosts(holders: list[User]) -> Scope:
    """Three queries at most: what is assigned, and the trees of what is assigned."""
    assigned: dict[str, set[str]] = {"hosts": set(), "bodies": set()}
    for kind, slug in _assigned("hosts", "host", holders).union(
        _assigned("bodies", "body", holders), all=True
    ):
        assigned[kind].add(slug)
    hosts, bodies = assigned.values()
    return Scope(
        True,
        frozenset(Host.objects.subtree_slugs(hosts) if hosts else ()),
        frozenset(Body.objects.subtree_slugs(bodies) if bodies else ()),
    )


def _assigned(kind: str, link: str, holders: list[User]) -> models.QuerySet:
    through = getattr(Assignment, kind).through.objects.filter(assignment__user__in=holders)
    rows = through.order_by().annotate(kind=models.Value(kind))
    slugs: models.QuerySet = rows.values_list("kind", f"{link}__slug")
    return slugs


class ScopeBackend(BaseBackend):
    """Answers Django's question whether an account may do something to one thing."""

    def has_perm(self, user_obj: User | AnonymousUser, perm: str, obj: Any = None) -> bool:
        if obj is None or not user_obj.has_perm(perm):
            return False
        return scope_of(user_obj).allows(_right(perm), obj)

    def limit_of(self, user_obj: User | AnonymousUser, perm: str, obj: Any) -> str:
        """Say what keeps an account from `obj` though it holds the right; of a host's always: it is not named."""
        scope = scope_of(user_obj)
        if not scope.is_limited and not user_obj.has_perm(perm):
            return ""
        return scope.limit_of(_right(perm), obj)


def _right(perm: str) -> str:
    return perm.partition(".")[2].partition("_")[0]

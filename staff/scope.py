"""What limits an account: a host's to the events of its own hosts and bodies, a translator's to languages.

Said once, for every door: querysets of the admin are narrowed by `within`, and a thing is asked about by
`allows`, which Django's `has_perm` asks by the backend. An account that is neither has no limits.

Below every page of the admin, what is outside is in no queryset, so that no list, choice, count or search names it;
whoever knows its key is refused in words.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from modeltranslation.translator import translator

from bodies.models import Body
from documents.models import Document
from events.models import AbstractPhoto, Event
from hosts.models import Host
from i18n.texts import CODES, column
from publishing.enums import Publication
from publishing.models import Publishable
from publishing.permissions import InLanguage, NotAllowedError
from publishing.querysets import is_published, subtree
from publishing.translations import free_texts
from staff import cover
from staff.forms import OneRow, SomeRows
from staff.models import Assignment
from staff.readonly_links import ReadonlyLinksAdmin
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
    #: Each body with the one above it, where there are limits by hosts and bodies.
    tree_of_bodies: tuple[tuple[str, str | None], ...] = field(default=(), compare=False)
    #: By kind and key whether a thing is within, where it was asked before: of who only reads (`only_reads`).
    known: dict[tuple[type[models.Model], Any], bool] | None = field(default=None, compare=False)

    def within(self, rows: Rows) -> Rows:
        """Leave of `rows` the own events, and what is of them alone; of kinds that hang on no event what is public.

        Kinds of which nothing is public or not stay.
        """
        model = rows.model
        if not self.is_limited:
            return rows
        if model is Event:
            return rows.filter(pk__in=self._own())
        if issubclass(model, AbstractPhoto):
            pages = self.within(model.page_model()._base_manager.all())
            return rows.filter(**{f"{model.PAGE}__in": pages.values("pk")})
        link = _link_to_events(model)
        if isinstance(link, models.ForeignKey):
            return rows.filter(**{f"{link.name}__in": self._own()})
        if isinstance(link, models.ManyToManyField):
            foreign = Event._base_manager.exclude(pk__in=self._own()).values("pk")
            of_own = model._base_manager.filter(**{f"{link.name}__in": self._own()})
            of_foreign = model._base_manager.filter(**{f"{link.name}__in": foreign})
            return rows.filter(pk__in=of_own.values("pk")).exclude(pk__in=of_foreign.values("pk"))
        if issubclass(model, Publishable):
            return rows.filter(is_published() | self._linked_to_own(model))
        return rows

    def _linked_to_own(self, model: type[models.Model]) -> models.Q:
        """Which rows the own bodies are, and those that stand at own events and papers already."""
        own = models.Q(slug__in=self.bodies) if model is Body else models.Q(pk__in=())
        for link in model._meta.related_objects:
            if link.many_to_many and link.related_model in (Event, Document):
                things = self.within(link.related_model._base_manager.all())
                own |= models.Q(pk__in=things.values(link.field.name))
        return own

    def hides(self, model: type[models.Model]) -> bool:
        """Whether `within` may leave out any of its rows."""
        return self.is_limited and (
            model is Event
            or issubclass(model, AbstractPhoto | Publishable)
            or _link_to_events(model) is not None
        )

    def _own(self) -> models.QuerySet:
        of_hosts = models.Q(hostings__host__slug__in=self.hosts)
        of_bodies = models.Q(bodies__slug__in=self.bodies)
        return Event._base_manager.filter(of_hosts | of_bodies).values("pk")

    def is_shared(self, event: Event) -> bool:
        """Whether another reaches `event`, by a host or a body that is none of the own. One query, bodies at hand."""
        hosts = event.hostings.exclude(host__slug__in=self.hosts).order_by()
        rows = hosts.annotate(tree=models.Value("hosts")).values_list("tree", "host__slug")
        foreign = {body.slug for body in event.bodies.all()} - self.bodies
        if foreign:
            through: Any = Assignment.bodies.through
            bodies = through.objects.annotate(tree=models.Value("bodies"))
            rows = rows.union(bodies.values_list("tree", "body__slug"))
        found = list(rows)
        assigned = {slug for tree, slug in found if tree == "bodies"}
        is_held = any(tree == "hosts" for tree, _slug in found)
        return is_held or bool(foreign & subtree(assigned, self.tree_of_bodies))

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
    """Whether the public has never seen `item`, or what it is a part of; or a second person looks first."""
    publication = getattr(whole_of(item), "publication", None)
    return publication == Publication.DRAFT or (
        settings.FOUR_EYES and publication == Publication.PUBLISHED
    )


def whole_of(item: Any) -> Any:
    """Return the thing that `item` is a part of, on whose page it stands and is edited; or `item` itself."""
    return item.page if isinstance(item, AbstractPhoto) else getattr(item, "event", item)


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
    return Scope(languages=cover.languages_of(account, holders))


def _holders(account: User, own: set[str], lent: dict[str, set[User]], role: Role) -> list[User]:
    """Return by whose limits `account` acts in `role`: by its own, and by those of who lent it."""
    return [*([account] if role in own else ()), *lent.get(role, ())]


def _of_hosts(holders: list[User]) -> Scope:
    """Two queries: what is assigned, and the trees of hosts and of bodies."""
    assigned: dict[str, set[str]] = {"hosts": set(), "bodies": set()}
    for kind, slug in _assigned("hosts", "host", holders).union(
        _assigned("bodies", "body", holders), all=True
    ):
        assigned[kind].add(slug)
    if not any(assigned.values()):
        return Scope(True)
    pairs: dict[str, list[tuple[str, str | None]]] = {"hosts": [], "bodies": []}
    for kind, slug, parent in _tree("hosts", Host).union(_tree("bodies", Body), all=True):
        pairs[kind].append((slug, parent))
    hosts, bodies = (frozenset(subtree(assigned[kind], pairs[kind])) for kind in pairs)
    return Scope(True, hosts, bodies, tree_of_bodies=tuple(pairs["bodies"]))


def _tree(kind: str, model: type[models.Model]) -> models.QuerySet:
    rows = model._base_manager.order_by().annotate(tree=models.Value(kind))
    pairs: models.QuerySet = rows.values_list("tree", "slug", "parent__slug")
    return pairs


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


class Scoped(BaseModelAdmin):
    """Of a page and of the rows below it: who may do what to one thing, and to which fields of it."""

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_view_permission(request, obj) and reaches(request, "view", obj)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        if scope_of(request.user).languages is not None and not texts_of(self.model):
            return False
        return super().has_change_permission(request, obj) and reaches(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and reaches(request, "delete", obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Leave to a translator the texts alone."""
        fixed = tuple(super().get_readonly_fields(request, obj))
        if scope_of(request.user).languages is None:
            return fixed
        return (*fixed, *(name for name in others_than_texts(self.model) if name not in fixed))

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **options: Any
    ) -> Any:
        options.setdefault("form_class", OneRow)
        return narrowed(super().formfield_for_foreignkey(db_field, request, **options), request)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **options: Any
    ) -> Any:
        options.setdefault("form_class", SomeRows)
        return narrowed(super().formfield_for_manytomany(db_field, request, **options), request)


class ScopedInline(Scoped, admin.options.InlineModelAdmin):
    """Rows below a form. What is asked of them is asked of the thing that they are a part of."""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_add_permission(request, obj) and reaches(request, "add", obj)

    def get_formset(
        self, request: HttpRequest, obj: models.Model | None = None, **options: Any
    ) -> Any:
        formset = super().get_formset(request, obj, **options)
        formset.form.closed = closed_to(scope_of(request.user), self.model)  # type: ignore[attr-defined]  # of GuardedModelForm
        return formset


class ScopedAdmin(Scoped, ReadonlyLinksAdmin):
    """The base of every page of the admin."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and reaches(request, "add")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return scope_of(request.user).within(super().get_queryset(request))

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> models.Model | None:
        item: models.Model | None = super().get_object(request, object_id, from_field)
        if item is None:
            self.refuse_outside(request, [object_id])
        else:
            scope_of(request.user).found(item)
        return item

    def refuse_outside(self, request: HttpRequest, keys: Iterable[str]) -> None:
        """Raise NotAllowedError where one of `keys` is of a thing that the account does not reach."""
        scope = scope_of(request.user)
        if scope.is_limited:
            rows = self.model._base_manager.filter(
                pk__in=[key for key in keys if is_key(self.model, key)]
            )
            if rows.exclude(pk__in=scope.within(rows).values("pk")).exists():
                raise NotAllowedError(outside())

    def get_form(
        self,
        request: HttpRequest,
        obj: models.Model | None = None,
        change: bool = False,
        **options: Any,
    ) -> type[forms.ModelForm]:
        form: type[forms.ModelForm] = super().get_form(request, obj, change=change, **options)
        scope = scope_of(request.user)
        form.closed = closed_to(scope, self.model)  # type: ignore[attr-defined]  # of GuardedModelForm
        shown = set(options.get("fields") or ())
        form.read_only = shown.intersection(self.get_readonly_fields(request, obj))  # type: ignore[attr-defined]  # of GuardedForm
        if scope.is_limited and "events" in form.base_fields:
            form.base_fields["events"].required = True
        return form


def reaches(request: HttpRequest, right: str, *things: models.Model | None) -> bool:
    """Whether the scope of the account lets it use `right`: at all, and on `things`."""
    scope = scope_of(request.user)
    if scope.languages is not None and right in ("add", "delete"):
        return False
    return all(thing is None or scope.allows(right, thing) for thing in things)


def narrowed(field: Any, request: HttpRequest) -> Any:
    """Offer in a choice among rows none that is outside."""
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        field.queryset = scope_of(request.user).within(field.queryset)
    return field


def texts_of(model: type[models.Model]) -> tuple[str, ...]:
    """Return the names of the texts of `model` that a translator writes."""
    if model not in translator.get_registered_models():
        return ()
    return tuple(field.name for field in free_texts(model))


def others_than_texts(model: type[models.Model]) -> list[str]:
    """Return the fields of `model` that a translator only reads."""
    texts = {column(name, code) for name in texts_of(model) for code in CODES}
    fields = (*model._meta.fields, *model._meta.many_to_many)
    originals = set(_translated(model))
    return [
        field.name
        for field in fields
        if field.editable
        and not field.primary_key
        and field.name not in texts
        and field.name not in originals
    ]


def _translated(model: type[models.Model]) -> Iterable[str]:
    if model not in translator.get_registered_models():
        return ()
    names: Iterable[str] = translator.get_options_for_model(model).all_fields
    return names


def closed_to(scope: Scope, model: type[models.Model]) -> frozenset[str]:
    """Return the columns of texts in languages that are not the translator's."""
    if scope.languages is None:
        return frozenset()
    closed = set(CODES) - scope.languages
    return frozenset(column(name, code) for name in texts_of(model) for code in closed)


def is_key(model: type[models.Model], value: Any) -> bool:
    """Whether a row of `model` could be known by `value`."""
    try:
        model._meta.pk.clean(value, None)
    except ValidationError:
        return False
    return True

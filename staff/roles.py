"""The roles at the desk: groups of rights that follow the models. What limits two of them: staff.scope.

`manage.py migrate` makes them and brings them up to date, each time: a new kind of content is the editors'
from its first migration on. What a role holds is written here and changed nowhere else.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.contrib.auth.models import Group
from django.db.models import Model, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from modeltranslation.translator import translator

from publishing.permissions import EDIT, PREPARE, PUBLISH, RECORD, TRANSLATE


class Role(TextChoices):
    """What somebody does at the desk. The values name the groups."""

    HOST = "host", pgettext_lazy("a role at the desk", "Host")
    TRANSLATOR = "translator", pgettext_lazy("a role at the desk", "Translator")
    EDITOR = "editor", pgettext_lazy("a role at the desk", "Editor")
    PUBLISHER = "publisher", pgettext_lazy("a role at the desk", "Publisher")
    ADMINISTRATOR = "administrator", pgettext_lazy("a role at the desk", "Administrator")


EXPLANATIONS: dict[str, Promise] = {
    Role.HOST: _("prepares drafts for events of its own hosts and bodies, and publishes nothing"),
    Role.TRANSLATOR: _("writes the texts of its languages, and confirms these translations"),
    Role.EDITOR: _("writes all content, and prepares the facts of drafts"),
    Role.PUBLISHER: _("publishes and withdraws, and records what the public reads as history"),
    Role.ADMINISTRATOR: _("keeps accounts and settings, and reads the log"),
}

#: The apps whose models are content, and those of the portal's own words.
CONTENT = {
    *("events", "news", "documents", "themes", "bodies", "hosts", "priorities", "places", "search"),
}
SETTINGS = {"presidencies"}
#: Written by the portal, and never by a form.
MACHINE_MADE = {"change", "documentversion", "entry", "posting", "formerslug"}
#: What a host's account prepares.
OF_HOSTS = ("events.event", "events.photo", "documents.document")
#: What an administrator keeps beside the settings: kinds, and the rights to each.
KEPT = {
    "auth.user": ("view", "add", EDIT),
    "auth.group": ("view",),
    "staff.assignment": (EDIT,),
    "staff.revision": ("view",),
    **{f"axes.{name}": ("view",) for name in ("accesslog", "accessattempt", "accessfailurelog")},
}
WRITING = ("view", "add", EDIT, "delete", PREPARE)


def rights_of(role: Role) -> dict[str, Collection[str]]:
    """Return what `role` may do: by kind of thing (events.event) its rights."""
    content, settings = set(_kinds(CONTENT)), set(_kinds(SETTINGS))
    looking: dict[str, Collection[str]] = dict.fromkeys(
        {*content, *settings, "events.change"}, ("view",)
    )
    match role:
        case Role.HOST:
            return {"events.change": ("view",), **dict.fromkeys(OF_HOSTS, WRITING)}
        case Role.TRANSLATOR:
            texts = {kind for kind in content | settings if _has_texts(kind)}
            return looking | dict.fromkeys(texts, ("view", EDIT, TRANSLATE))
        case Role.EDITOR:
            writing = dict.fromkeys(content, (*WRITING, TRANSLATE))
            return looking | writing | {"presidencies.standingpage": ("view", EDIT, TRANSLATE)}
        case Role.PUBLISHER:
            deciding = dict.fromkeys(content, ("view", PUBLISH, RECORD))
            return looking | deciding | {"staff.bundle": ("view", PUBLISH)}
        case Role.ADMINISTRATOR:
            keeping = ("view", "add", EDIT, TRANSLATE, PUBLISH)
            return {**dict.fromkeys(settings, keeping), **KEPT}


def _kinds(app_labels: Collection[str]) -> Iterator[str]:
    for model in installed.get_models():
        meta = model._meta
        if meta.app_label in app_labels and meta.model_name not in MACHINE_MADE:
            yield meta.label_lower


def _has_texts(kind: str) -> bool:
    model: type[Model] = installed.get_model(kind)
    return model in translator.get_registered_models()


def settle(using: str, apps: Apps = installed, **others: Any) -> None:
    """Make the groups of the roles, and give each the rights of its role: after every `migrate`.

    `apps` are those that the database holds by then.
    """
    try:
        groups, permissions = (apps.get_model("auth", name) for name in ("Group", "Permission"))
    except LookupError:
        return
    there = {
        (row.content_type.app_label, row.codename): row
        for row in permissions.objects.using(using).select_related("content_type")
    }
    for role in Role:
        group, _is_new = groups.objects.using(using).get_or_create(name=role.value)
        group.permissions.set([there[name] for name in _names(role) if name in there])


def _names(role: Role) -> Iterator[tuple[str, str]]:
    """Yield app and codename of each permission of `role`."""
    for kind, rights in rights_of(role).items():
        app, _dot, name = kind.partition(".")
        yield from ((app, f"{right}_{name}") for right in rights)


def is_role(group: Model | None) -> bool:
    return isinstance(group, Group) and group.name in Role.values


def name_of(group: Group) -> Promise | str:
    """Return what a group is called: a role in the language of the reader."""
    return Role(group.name).label if is_role(group) else group.name


def label_of(group: Group) -> str:
    """Return what a group is called in a form: a role with what it does."""
    if not is_role(group):
        return group.name
    words = _("%(role)s: %(explanation)s")
    return str(words) % {"role": name_of(group), "explanation": EXPLANATIONS[group.name]}

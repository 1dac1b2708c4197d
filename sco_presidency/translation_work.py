"""What waits for the translators into one language, over all kinds of things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import reverse

from publishing.completeness import gaps
from publishing.models import Publishable, Translated
from publishing.states import Publication, TranslationState
from publishing.translations import outdated_texts, since, state_of
from sco_presidency.due import MODELS

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Task:
    """One thing that waits. `changed` and `lacking` name its texts."""

    name: str
    url: str
    state: TranslationState
    since: date | None
    changed: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class Work:
    """The tasks of one kind of thing: first what misleads the public now."""

    kind: str
    tasks: list[Task]


def work(request: HttpRequest, site: AdminSite, code: str) -> list[Work]:
    """Return what waits in a language, of what the user may see. A query a kind."""
    seen = [m for m in MODELS if site.get_model_admin(m).has_view_permission(request)]
    kinds = [
        Work(str(m._meta.verbose_name_plural), sorted(_tasks(m, code), key=_rank)) for m in seen
    ]
    return [kind for kind in kinds if kind.tasks]


def _tasks(model: type[Translated], code: str) -> Iterator[Task]:
    for item in model._default_manager.all():
        if isinstance(item, Publishable) and item.publication == Publication.WITHDRAWN:
            continue
        state, changed = state_of(item, code), outdated_texts(item, code)
        lacking = gaps(item)[code]
        if changed or lacking or state == TranslationState.DRAFT:
            yield Task(
                name=str(item),
                url=reverse(
                    f"admin:{model._meta.label_lower.replace('.', '_')}_translations",
                    args=[item.pk],
                ),
                state=state,
                since=since(item, code),
                changed=tuple(str(field.verbose_name) for field in changed),
                lacking=tuple(str(field.verbose_name) for field in lacking),
            )


#: The order of the list: what the public reads amiss, what it could read, what there is not.
RANKS = (TranslationState.OUT_OF_DATE, TranslationState.DRAFT, TranslationState.PUBLIC)


def _rank(task: Task) -> int:
    return RANKS.index(task.state) if task.state in RANKS else len(RANKS)

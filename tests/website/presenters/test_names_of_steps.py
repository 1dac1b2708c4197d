"""What happened is said as a deed in Chinese, in a history, a comparison and a feed alike: 公布, 延期, 变更地点."""

import re

import pytest
from django.utils import translation
from django.utils.text import capfirst

from events.as_of.diff import Difference, Sort
from events.enums import ChangeKind
from events.timeline import ChangeState
from website.presenters.changes import headline
from website.presenters.diff import COUNTS, LABELS, say_counts

#: What is so by now, or is new, is no deed: 已公布, 日期已定, 新日期. To add (新增) is one.
STATE = re.compile(r"已|^新(?!增)")
#: Kinds whose headline also tells what else a step did.
SAID_BY_FACTS = {
    ChangeKind.RESCHEDULED,
    ChangeKind.RELOCATED,
    ChangeKind.FORMAT_CHANGED,
}


@pytest.mark.parametrize("kind", ChangeKind)
def test_chinese_step_is_a_deed_at_every_door(kind: ChangeKind):
    with translation.override("zh-hans"):
        said = headline(ChangeState("summit", 2, kind, "planned", old_cities=("ufa",)))
        label = str(kind.label)

    assert STATE.search(said + label) is None
    assert said == label or kind in SAID_BY_FACTS


def test_chinese_comparison_names_deeds():
    with translation.override("zh-hans"):
        assert [label for label in map(str, LABELS.values()) if STATE.search(label)] == []


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("kind", [kind for kind in ChangeKind if kind not in SAID_BY_FACTS])
def test_step_has_one_name(kind: ChangeKind, language: str):
    with translation.override(language):
        said = headline(ChangeState("summit", 2, kind, "planned"))

        assert said == capfirst(str(kind.label))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "1 отложено; 1 перенесено; 1 перенесено в другое место; дата назначена у 1"),
        (2, "2 отложены; 2 перенесены; 2 перенесены в другое место; дата назначена у 2"),
        (5, "5 отложено; 5 перенесено; 5 перенесено в другое место; дата назначена у 5"),
        (21, "21 отложено; 21 перенесено; 21 перенесено в другое место; дата назначена у 21"),
    ],
)
def test_russian_comparison_counts_in_whole_words(number: int, said: str):
    sorts = (Sort.POSTPONED, Sort.MOVED, Sort.RELOCATED, Sort.SAID_MORE)
    with translation.override("ru"):
        assert say_counts([changed(sort) for sort in sorts for _ in range(number)], LABELS) == said


@pytest.mark.parametrize("number", [1, 2, 3, 5, 11, 21, 22])
def test_russian_count_never_begins_in_the_genitive(number: int):
    with translation.override("ru"):
        said = [str(words % {"count": number}) for words in COUNTS.values()]

    assert [words for words in said if words.startswith("у ")] == []


def changed(sort: Sort) -> Difference:
    return Difference(known_event=None, sort=sort, after=None, change=None, steps=())  # type: ignore[arg-type]

"""What happened is said as a deed in Chinese, in a history, a comparison and a feed alike: 公布, 延期, 变更地点."""

import re

import pytest
from django.utils import translation
from django.utils.text import capfirst

from events.enums import ChangeKind
from events.timeline import ChangeState
from website.presenters.changes import headline
from website.presenters.diff import LABELS

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

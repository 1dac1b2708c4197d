"""Chinese: written without spaces, so texts are indexed by characters and queries cut into words.

Pairs of neighbouring characters find any part of a name, however a dictionary would cut it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
#: Words that a query may hold and that say nothing.
STOP_WORDS = frozenset(
    [
        "的",
        "同",
        "在",
        "和",
        "与",
        "及",
        "了",
        "是",
        "等",
        "于",
        "为",
        "将",
        "被",
        "对",
        "就",
        "关于",
        "举行",
        "召开",
    ]
)
#: A word with one of these asks: 哪些, 在哪里, 怎样, 何时.
INTERROGATIVE = re.compile(r"[哪谁吗呢啦怎何]|什么|多少|几时|是否|能否|(.)[不没]\1")
#: Other words of a question that its answers seldom repeat.
ASKING = frozenset(
    [
        "时候",
        "能不能",
        "可以",
        "可不可以",
        "请问",
        "下次",
        "下一次",
        "我",
        "我们",
        "你们",
        "您",
        "全文",
        "下载",
        "原文",
        "会晤",
        "会面",
        "见面",
        "开始",
        "结束",
        "意思",
        "没有",
        "有没有",
        "设在",
        "位于",
        "一共",
        "总共",
        "查看",
        "想",
        "知道",
        "信息",
        "签",
        "签署",
        "签订",
        "决定",
        "开",
        "办",
        "开会",
        "举办",
        "现在",
        "目前",
        "几天",
    ]
)
#: What an answer is, which its text seldom says; beside a number, what is counted.
ANSWERS = frozenset(["活动", "文件", "新闻"])
COUNTING = "多少"


def simplified(run: str) -> str:
    """Return `run` in simplified characters: 衛生部長 is 卫生部长. Its length stays."""
    other = str(_converter().convert(run))
    return other if len(other) == len(run) else run


def in_mainland_words(text: str) -> str:
    """Return `text` in simplified characters and the words of the mainland: 智慧財產權 is 知识产权."""
    return str(_converter("tw2sp").convert(text))


def asks(word: str) -> bool:
    return word in ASKING or INTERROGATIVE.search(word) is not None


def pairs(run: str) -> tuple[str, ...]:
    """Return each two neighbours in `run`, a text of Chinese characters only; one stays alone."""
    if len(run) == 1:
        return (run,)
    return tuple(run[place : place + 2] for place in range(len(run) - 1))


def pieces(run: str) -> list[str]:
    """Return the words of `run`, none left out."""
    # Its dictionary takes 27 MB, and is wanted only where somebody searches in Chinese.
    import rjieba  # noqa: PLC0415

    return list(rjieba.cut(run))


@functools.lru_cache(maxsize=4096)
def cut(run: str) -> tuple[str, ...]:
    """Return the words of `run`. Single characters between longer words are left out, unless these only ask: of 穿什么 (what to
    wear) the first tells what about."""
    words = tuple(word for word in pieces(run) if word not in STOP_WORDS)
    long = tuple(word for word in words if len(word) > 1)
    return words if all(map(asks, long)) else long


def left_out(run: str) -> set[str]:
    """Return the characters that `cut` leaves out of `run`, though they ask nothing."""
    return {piece for piece in pieces(run) if not (piece in STOP_WORDS or asks(piece))} - {
        *cut(run)
    }


@functools.lru_cache(maxsize=4096)
def parts(word: str) -> tuple[str, ...]:
    """Return the shorter words that a long one is made of: 专家组 holds 专家."""
    import rjieba  # noqa: PLC0415 (as above)

    return tuple(part for part in rjieba.cut_for_search(word) if 1 < len(part) < len(word))


def phrases_in(run: str, phrases: Container[str]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and text of each of `phrases`, of up to three words, that stands in `run` as whole words.

    线上周活动 holds no 上周: it is a week online, though the dictionary cuts it so. 下下周 is none of them.
    """
    words = pieces(simplified(run))
    places = [sum(map(len, words[:number])) for number in range(len(words) + 1)]
    for first in range(len(words)):
        if places[first] and run[places[first] - 1] in "线上下":
            continue
        for last in range(min(first + 3, len(words)), first, -1):
            phrase = "".join(words[first:last])
            if phrase in phrases:
                yield places[first], places[last], phrase
                break


@functools.cache
def _converter(name: str = "t2s") -> OpenCC:
    # Its tables take 7 MB, and are wanted only where there is Chinese.
    import opencc  # noqa: PLC0415

    return opencc.OpenCC(name)

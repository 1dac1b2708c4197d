"""Chinese: written without spaces, so texts are indexed by characters and queries cut into words.

Pairs of neighbouring characters find any part of a name, however a dictionary would cut it.
"""

import functools

#: Words that a query may hold and that say nothing.
STOP_WORDS = frozenset(
    [
        "的",
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
#: Words of a question that no answer repeats.
ASKING = frozenset(
    [
        "什么",
        "什么时候",
        "时候",
        "何时",
        "哪里",
        "在哪里",
        "哪儿",
        "哪",
        "在哪",
        "哪些",
        "哪个",
        "为什么",
        "为何",
        "怎么",
        "怎样",
        "如何",
        "谁",
        "是否",
        "能否",
        "能不能",
        "可以",
        "可不可以",
        "请问",
        "吗",
        "呢",
        "多少",
        "几时",
        "何地",
        "下次",
        "下一次",
        "我",
        "我们",
        "你们",
        "您",
        "全文",
        "下载",
        "原文",
    ]
)


def pairs(run: str) -> tuple[str, ...]:
    """Return each two neighbours in `run`, a text of Chinese characters only; one stays alone."""
    if len(run) == 1:
        return (run,)
    return tuple(run[place : place + 2] for place in range(len(run) - 1))


@functools.lru_cache(maxsize=4096)
def cut(run: str) -> tuple[str, ...]:
    """Return the words of `run`. Single characters between longer words are left out."""
    # Its dictionary takes 27 MB, and is wanted only where somebody searches in Chinese.
    import rjieba  # noqa: PLC0415

    words = tuple(word for word in rjieba.cut(run) if word not in STOP_WORDS)
    return tuple(word for word in words if len(word) > 1) or words or (run,)


@functools.lru_cache(maxsize=4096)
def parts(word: str) -> tuple[str, ...]:
    """Return the shorter words that a long one is made of: 专家组 holds 专家."""
    import rjieba  # noqa: PLC0415 (as above)

    return tuple(part for part in rjieba.cut_for_search(word) if 1 < len(part) < len(word))

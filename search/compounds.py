"""Russian words made of a beginning that stands for a whole word: наркосовещание, турфорум, видеовстреча.

They are made as people speak, and no dictionary and no list of names holds them all.
"""

from collections.abc import Callable

#: What the beginning of a compound stands for, as texts and usual names say it.
BEGINNINGS = {
    "авиа": "авиация",
    "агро": "сельское хозяйство",
    "антинарко": "наркотики",
    "антитеррор": "терроризм",
    "био": "биологический",
    "воен": "военный",
    "дип": "дипломат",
    "кибер": "кибербезопасность",
    "культ": "культура",
    "мед": "медицина",
    "нарко": "наркотики",
    "онлайн": "онлайн",
    "погран": "пограничники",
    "пром": "промышленность",
    "прод": "продовольствие",
    "пресс": "пресса",
    "сан": "санитарный",
    "сельхоз": "сельское хозяйство",
    "спорт": "спорт",
    "техно": "технологии",
    "торг": "торговля",
    "тур": "туризм",
    "фин": "финансы",
    "эко": "экология",
    "энерго": "энергетика",
    "эпид": "эпидемия",
    "юр": "юстиция",
    "видео": "видеосвязь",
}
#: Letters of what follows: «турок» is no tourism.
SHORTEST_REST = 4
_LONGEST_FIRST = sorted(BEGINNINGS, key=len, reverse=True)


def apart(word: str, is_known: Callable[[str], bool]) -> str:
    """Return a compound, in lower case, as the words that it is made of; "" when it is none, or one of them is not known."""
    for beginning in _LONGEST_FIRST:
        rest = word.removeprefix(beginning)
        parts = [*BEGINNINGS[beginning].split(), rest]
        if rest != word and len(rest) >= SHORTEST_REST and all(map(is_known, parts)):
            return " ".join(parts)
    return ""

"""Words of one family: economy and economic, молодёжь and молодёжный.

Russian words: every grammatical form leads to its dictionary form.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer


#: Shorter than that a common beginning says nothing.
SHORTEST_ROOT = 5
#: Endings that make one word of a family out of another, the longest first.
_RUSSIAN = re.compile(
    r"(?:ический|ованный|ирование|ование|енный|ельный|ский|ный|ний|ник|ика|изм|ист|ция|ние|ость|"
    r"ство|ый|ий|ой|ка|ец|ие|ия|ия|[аоеияыйьц])$"
)
_ENGLISH = re.compile(r"(?:istic|ist|ism|ical|ation|ion|ic|al|i|e|s)$")


def root(term: str) -> str:
    """Return what `term` has in common with its family; itself when that is too short."""
    endings = _ENGLISH if term.isascii() else _RUSSIAN
    shorter = endings.sub("", term)
    return shorter if len(shorter) >= SHORTEST_ROOT else term


def are_related(term: str, other: str) -> bool:
    """Whether `other` begins with `term`, or both have one root."""
    return other != term and (other.startswith(term) or root(term) == root(other))


#: Parts of speech that are not searched for: prepositions, conjunctions, particles, pronouns.
STOP_PARTS = frozenset(("PREP", "CONJ", "PRCL", "NPRO", "INTJ"))
#: Marks of adjectives and adverbs that only point or ask: этот, какой, там, почему.
STOP_MARKS = frozenset(("Apro", "Dmns", "Ques"))
#: Others of that kind, which the dictionary does not mark.
STOP_WORDS = frozenset(("где", "когда", "как", "здесь", "быть"))
#: Words of a question that no answer repeats, and of offices that say nothing, by their dictionary forms.
ASKING = frozenset(
    [
        "пройти",
        "проходить",
        "состояться",
        "провести",
        "проводить",
        "случиться",
        "произойти",
        "можно",
        "нельзя",
        "следующий",
        "дата",
        "пожалуйста",
        "найти",
        "показать",
        "узнать",
        "сделать",
        "делать",
        "текст",
        "полный",
        "скачать",
        "встретиться",
        "встречаться",
        "собраться",
        "собираться",
        "начаться",
        "начинаться",
        "закончиться",
        "открыться",
        "прочитать",
        "съехаться",
        "длиться",
        "продлиться",
        "сказать",
        "лежать",
        "коллега",
        "сейчас",
        "прочесть",
        "посмотреть",
        "хотеть",
        "нужно",
        "мочь",
        "информация",
        "сколько",
        "подписать",
        "принять",
        "решить",
        "договориться",
        "утвердить",
        "одобрить",
        "ход",
        "соответствие",
        "надлежащий",
        "рамка",
        "страна",
        "состав",
        "участник",
        "итог",
        "получить",
        "давать",
        "дать",
        "срок",
        "проведение",
        "официальный",
        "вопрос",
        "срочно",
        "пора",
        "последний",
        "отношение",
        "связанный",
        "касаться",
        "именно",
        "например",
        "количество",
        "обещать",
        "плиз",
        "пожалуста",
        "конкретно",
        "вообще",
        "прямо",
        "суть",
        "смысл",
        "понимать",
        "понять",
        "знать",
        "стать",
        "бывать",
        "известный",
        "известно",
        "участвовать",
        "говорить",
        "обсудить",
        "обсуждать",
        "роль",
        "правильно",
        "время",
        "вместе",
        "сочинение",
        "эссе",
        "тезис",
        "курсач",
        "курсовая",
        "реферат",
        "вкратце",
        "кратко",
        "подробность",
        "подробный",
        "подробно",
        "являться",
        "называться",
        "означать",
        "расшифровываться",
        "заниматься",
        "находиться",
        "инфа",
        "щас",
        "че",
        "типа",
        "спасибо",
        "привет",
        "здравствуйте",
        "здравствовать",
        "простой",
        "слово",
        "действительно",
        "правда",
        "интересный",
        "интересоваться",
        "интересовать",
        "уточнить",
        "пояснить",
        "напомнить",
        "рассказать",
        "объяснить",
        "подсказать",
        "сообща",
        "кончиться",
        "завершиться",
        "окончиться",
    ]
)
#: What an answer is, which its text seldom says; beside a number, what is counted. By dictionary forms.
ANSWERS = frozenset(["мероприятие", "событие", "документ", "док", "бумага", "новость"])
#: Any event where people meet, whatever it is called: as little missed, but no one's name says it.
MEETINGS = frozenset(["встреча", "собрание", "сбор", "сходка", "съезд", "слет"])
COUNTING = "сколько"
#: Endings of the cases, taken off words that no dictionary knows: Сямэнь, в Сямэне.
ENDINGS = re.compile(r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ой|ей|ом|ем|ах|ях|ов|ев|[аеиоуыэюяьй])$")
_LETTERS = re.compile("[а-яё]+")
#: A soft sign where the hard one is written: behind a consonant, before a vowel that softens.
_SIGN = re.compile("(?<=[бвгдзкмнпрст])ь(?=[еёюя])")
#: Letters that an ending must leave.
SHORTEST = 3


def fold(word: str) -> str:
    """Write ё as е, as most people do."""
    return word.replace("ё", "е")


@functools.lru_cache(maxsize=65_536)
def terms(word: str) -> tuple[str, ...]:
    """Return the dictionary forms that `word`, in lower case, may belong to, likeliest first.

    A word that the dictionary does not know has its guessed forms, and what is left of it
    without an ending.
    """
    guesses = dict.fromkeys(fold(parse.normal_form) for parse in _analyzer().parse(word))
    if not is_word(word) and is_word(other := _other_sign(word)):
        return terms(other)
    if not is_word(word):
        guesses = dict.fromkeys((bare(word), *guesses))
    return tuple(guesses)


def _other_sign(word: str) -> str:
    """Return `word` with the soft and the hard sign as they may have been meant: занимаеться, сьезд, обьём."""
    if word.endswith(("ться", "тся")):
        return word.replace("ться", "тся") if "ться" in word else word.replace("тся", "ться")
    return _SIGN.sub("ъ", word)


@functools.lru_cache(maxsize=65_536)
def is_stop(word: str) -> bool:
    likeliest = _analyzer().parse(word)[0]
    return (
        likeliest.tag.POS in STOP_PARTS
        or not STOP_MARKS.isdisjoint(likeliest.tag.grammemes)
        or fold(likeliest.normal_form) in STOP_WORDS
    )


def is_word(word: str) -> bool:
    """Whether `word`, in lower case, is in the dictionary."""
    return bool(_analyzer().word_is_known(word))


def is_begun(word: str) -> bool:
    """Whether `word`, in lower case, is Russian and no word of the dictionary: it may be the beginning of one."""
    return _LETTERS.fullmatch(word) is not None and not is_word(word)


@functools.lru_cache(maxsize=65_536)
def is_past(word: str) -> bool:
    """Whether `word`, in lower case, says that something was: «собирались», «создана»."""
    return "past" in _analyzer().parse(word)[0].tag.grammemes


#: Marks of first names, surnames and patronymics; and of one that has no cases, as which much is guessed: «жаседание».
_OF_PERSON, _WITHOUT_CASES = frozenset(("Name", "Surn", "Patr")), "Fixd"
#: Who asks for several people of a name asks for them in the first case; in another, «терморимз» is guessed to be some.
_SEVERAL, _FIRST_CASE = "plur", "nomn"


@functools.lru_cache(maxsize=65_536)
def is_of_person(word: str) -> bool:
    """Whether `word`, in lower case, is likelier a name of a person than not, as the dictionary guesses by its ending."""
    shares = (
        parse.score
        for parse in _analyzer().parse(word)
        if not _OF_PERSON.isdisjoint(parse.tag.grammemes)
        and _WITHOUT_CASES not in parse.tag.grammemes
        and (_SEVERAL not in parse.tag.grammemes or _FIRST_CASE in parse.tag.grammemes)
    )
    return float(sum(shares)) > 1 / 2


#: What a number counts in a date or an age.
_OF_TIME = frozenset(("год", "лето", "месяц", "неделя", "день", "час", "минута"))


@functools.lru_cache(maxsize=65_536)
def are_many(word: str) -> bool:
    """Whether `word`, in lower case, is of things that a number counts: «15 событий», not «75 лет» and «10 ноября»."""
    return any(
        {"NOUN", "plur", "gent"} <= parse.tag.grammemes and parse.normal_form not in _OF_TIME
        for parse in _analyzer().parse(word)[:1]
    )


def bare(word: str) -> str:
    """Return `word` without the ending of its case."""
    shorter = ENDINGS.sub("", fold(word))
    return shorter if len(shorter) >= SHORTEST else fold(word)


#: What is written otherwise than it sounds: vowels without stress, consonants at the end of a syllable.
_ALIKE = str.maketrans("оеэяыбвгджз", "аиииипфктшс", "ьъ")
_DOUBLED = re.compile(r"(.)\1+")


@functools.lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """Return how `word` sounds, roughly: one for all ways to misspell it by ear."""
    return _DOUBLED.sub(r"\1", fold(word).translate(_ALIKE))


#: The endings of the cases as they sound, in texts that went through `sound`.
_SOUND_ENDINGS = re.compile(
    r"(?:ами|ими|ака|ика|аму|иму|ай|ий|ам|им|ах|их|аф|иф|иих|ии|ий|[аиую])$"
)


@functools.lru_cache(maxsize=65_536)
def bare_sound(word: str) -> str:
    """Return how `word` sounds without the ending of its case."""
    return _SOUND_ENDINGS.sub("", sound(word))


@functools.cache
def _analyzer() -> MorphAnalyzer:
    # The dictionary takes 30 MB, and is wanted only where something is analysed.
    import pymorphy3  # noqa: PLC0415

    return pymorphy3.MorphAnalyzer(lang="ru")

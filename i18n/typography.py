"""The marks of print, and what stays together on a line: for the eye only, never in data.

https://www.w3.org/International/articles/typography/linebreak
"""

import functools
import re

from pyphen import Pyphen

NO_BREAK = "\u00a0"
#: No space, and no break either.
JOINER = "\u2060"
#: Where a word may be parted, with a hyphen that is seen there alone.
SOFT_HYPHEN = "\u00ad"
#: A number and what it counts: 28 October, № 110, 2020 г.; not a year or an hour and the words after it. And a dash
#: between two dates begins no line.
COUNTED = re.compile(
    r"(?<=\d)(?<!\b(?:19|20)\d\d)(?<!\d:\d\d) (?=[^\W\d])|(?<=\d) (?=г\.|год[ау]?\b)|(?<=№) (?=\d)"
    r"|(?<=[\w.]) (?=– \d)"
)
#: What is read wrongly on two lines, however narrow: 2020 г.
OF_YEAR = re.compile(r"(?<=\d) (?=г\.|год[ау]?\b)")
#: The same within an English sentence: 7 June, but "COVID-19 in".
DAY = re.compile(r"(?<=\d)(?<!\d:\d\d) (?=[A-Z])")
#: A month and its year.
YEAR = re.compile(r"(?<=[^\W\d]) (?=(?:19|20)\d\d\b)")
#: A number that a text of the interface has a place for, before what it counts: "%(count)s мероприятий".
PLACE = re.compile(r"(%\((?:count|counter|number|days|hours|left)\)[ds])( ?)(?=[^\W\d])")
#: Between two Chinese dates a line may end.
SPAN = re.compile(r"(?<=[年月日]至)(?=\d)")
BREAK = "\u200b"
#: A Chinese day and its month.
MONTH_DAY = re.compile(r"(?<=\d月)(?=\d)")
#: What is one without a space: 22–23, 2020年, 24日, 16天, 31份, 第1季度, 星期四; and terms that are read wrongly when torn:
#: 元首, a head of state, never 国元 / 首.
JOINED = re.compile(
    r"(?<=\d[–—])(?=\d)|(?<=\d)(?=—\d)|(?<=\d)(?=[年月日季天周个项份条次届国页人])|(?<=第)(?=\d)|(?<=季)(?=度)"
    r"|(?<=[上中下])(?=[旬半])|(?<=半)(?=年)|(?<=星)(?=期)|(?<=星期)(?=[一二三四五六日])"
    r"|(?<=元)(?=首)|(?<=成)(?=员国)|(?<=成员)(?=国)|(?<=主席)(?=国)|(?<=理事)(?=会)|(?<=举)(?=行)|(?<=取)(?=消)"
    r"|(?<=上)(?=合组织)|(?<=上合)(?=组织)|(?<=上合组)(?=织)"
)
#: Typewriters wrote a hyphen: 22-23 July, 2019-2020. Not 2020-10-28, and not the number of a paper.
RANGE = re.compile(r"(?<![\w/.-])(\d{1,4})-(\d{1,4})(?![\w/-])")
#: And one between words: 31 October - 1 November.
HYPHEN = re.compile(r"(?<=[^\s-]) - (?=[^\s-])")
#: And one mark for every apostrophe: member states'.
APOSTROPHE = re.compile(r"(?<=\w)'")
#: And one for both ends of a quotation.
QUOTATION = re.compile(r'"([^"]*)"')
#: A Russian apposition that is explained itself has a dash: государства — члены ШОС, but государства-члены.
MEMBERS = re.compile(
    r"(?i)\b(государств\w*)-(член\w*|наблюдател\w*)(?= (?:ШОС|Шанхайск|Организации|БРИКС))"
)
#: Between two dates of a Russian text stands the shorter dash, as in those that the portal says itself: 31 октября – 1
#: ноября, май – сентябрь 2020 г.
MONTHS = (
    r"(?:январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]|ноябр[ья]"
    r"|декабр[ья])"
)
BETWEEN_DATES = re.compile(
    rf"(?i)(\b{MONTHS}(?: \d{{4}}(?: г\.| года)?)?) [—-] (?=(?:\d{{1,2}} )?{MONTHS}\b)"
)
#: In Russian a dash begins no line, and a word of one or two letters ends none, nor do 20-е and из-за.
DASH = re.compile(r" (?=[—–] )")
#: But no long word is bound: it would not fit on the line of a phone, and be torn.
SHORT_WORD = re.compile(
    rf"((?<![\w{JOINER}-])[А-Яа-яЁё]{{1,2}}|\d-{JOINER}?[а-яё]{{1,2}}|\b[Ии]з-{JOINER}?(?:за|под))"
    r" (?=\S{1,16}(?:\s|$))"
)
#: What is one although a hyphen is in it: 75-летию, из-за, Нью-Дели, COVID-19. Not a date, an address, or a long word.
COMPOUND = re.compile(
    r"(?<![\w./@:-])"
    r"(?:(?:[^\W\d]{1,3}|\d+)-[^\W\d]{1,14}|[^\W\d]{1,14}-[^\W\d]{1,2}|[A-ZА-ЯЁ]{2,14}-\d+)"
    r"(?![\w/@:-]|\.\w)"
)
#: A word that a narrow column may have no room for, Latin letters being narrower; and the fewest letters of its two
#: parts.
LONG_WORD = {"en": re.compile(r"[^\W\d_]{14,}"), "ru": re.compile(r"[^\W\d_]{12,}")}
FEWEST_LETTERS = 4
#: Whose syllables are known, by language: of the names of the dictionaries.
SYLLABLES = {"en": "en_GB", "ru": "ru_RU"}
UNSEEN = re.compile(f"[{JOINER}{SOFT_HYPHEN}{BREAK}]")
#: A tag, or what is shown as it was typed.
TAG = re.compile(r"(<pre\b.*?</pre>|<[^>]*>)", re.DOTALL)
#: A tag within a line.
INLINE = re.compile(r"</?(?:a|abbr|b|bdi|code|del|em|i|ins|mark|s|small|span|strong|time)\b")


def gap(language: str) -> str:
    """Return what stands between two sentences: nothing in Chinese, whose marks are wide."""
    return "" if language.startswith("zh") else " "


def bound_number(words: str) -> str:
    """Keep a number of `words` on one line with what it counts: all that a narrow column can."""
    return SPAN.sub(BREAK, JOINED.sub(JOINER, COUNTED.sub(NO_BREAK, words)))


def bound_narrow(words: str) -> str:
    """Let a day and its month stand on two lines: a column may be narrower than both, and would tear the month."""
    return SPAN.sub(
        BREAK, JOINED.sub(JOINER, COUNTED.sub(f" {BREAK}", OF_YEAR.sub(NO_BREAK, words)))
    )


def bound_date(words: str) -> str:
    """Keep also a year of `words` on one line with its month, and in Chinese a day."""
    return bound_number(MONTH_DAY.sub(JOINER, YEAR.sub(NO_BREAK, words)))


def bound_places(message: str) -> str:
    """Keep each number that a message has a place for on one line with what it counts."""
    return PLACE.sub(lambda place: place[1] + (NO_BREAK if place[2] else JOINER), message)


def loose(words: str) -> str:
    """Return `words` as data holds them, without what keeps them together."""
    return UNSEEN.sub("", words.replace(NO_BREAK, " "))


def hyphenated(words: str, language: str) -> str:
    """Let each long word of `words` be parted near its middle, where a column is narrower than the word.

    Not every browser knows where words are parted, and one that does not tears them without a hyphen.
    """
    if language not in LONG_WORD:
        return words
    return LONG_WORD[language].sub(lambda word: _in_two(word[0], language), words)


@functools.lru_cache(maxsize=4096)
def _in_two(word: str, language: str) -> str:
    places = _syllables(language).positions(word)
    middle = min(places, key=lambda place: abs(2 * place - len(word)), default=0)
    return f"{word[:middle]}{SOFT_HYPHEN}{word[middle:]}" if middle else word


@functools.cache
def _syllables(language: str) -> Pyphen:
    return Pyphen(lang=SYLLABLES[language], left=FEWEST_LETTERS, right=FEWEST_LETTERS)


def bound_words(words: str) -> str:
    """Let no line of Russian `words` begin with a dash, or end in a word of one or two letters."""
    return SHORT_WORD.sub(rf"\1{NO_BREAK}", DASH.sub(NO_BREAK, words))


def bound_markup(markup: str) -> str:
    """Do the same in Russian text with tags: a word may stand before a tag, and what it is bound to behind it."""
    parts = TAG.split(markup)
    texts = [_as_text(part) if number % 2 else part for number, part in enumerate(parts)]
    # As many characters as before: each space has become another one.
    bound, begin = bound_words("".join(texts)), 0
    for number, text in enumerate(texts):
        end = begin + len(text)
        if not number % 2:
            parts[number] = bound[begin:end]
        begin = end
    return "".join(parts)


def _as_text(tag: str) -> str:
    return "" if INLINE.match(tag) else "\n"


def bound_sentence(words: str, language: str) -> str:
    """Bind the dates and compounds of a sentence that the code has made, and in Russian its short words."""
    if language.startswith("zh"):
        return bound_date(words)
    dated = bound_date(COMPOUND.sub(_in_one_piece, words))
    return bound_words(dated) if language == "ru" else dated


def printed(words: str, language: str) -> str:
    """Set the marks of a text of the data as print does in `language`: quotes, apostrophes, dashes."""
    if language.startswith("zh"):
        return words
    words = RANGE.sub(r"\1–\2", APOSTROPHE.sub("’", words))
    if language == "ru":
        words = HYPHEN.sub(" — ", BETWEEN_DATES.sub(r"\1 – ", words))
        return MEMBERS.sub(r"\1 — \2", QUOTATION.sub(r"«\1»", words))
    return QUOTATION.sub(r"“\1”", HYPHEN.sub(" – ", words))


def printed_markup(markup: str, language: str) -> str:
    """Do the same with what stands between the tags of `markup`; a text without any is one piece."""
    parts = TAG.split(markup) if "<" in markup else [markup]
    return "".join(
        part if number % 2 else printed(part, language) for number, part in enumerate(parts)
    )


def typeset(words: str, language: str) -> str:
    """Set a text of the data as print does in `language`, a code of LANGUAGES: marks, and breaks."""
    if language.startswith("zh"):
        return JOINED.sub(JOINER, words)
    words = COMPOUND.sub(_in_one_piece, printed(words, language))
    if language == "ru":
        return bound_words(bound_date(words))
    return JOINED.sub(JOINER, YEAR.sub(NO_BREAK, DAY.sub(NO_BREAK, words)))


def set_narrow(words: str, language: str) -> str:
    """Set a text of the data as print does in a column of few words: no short word is bound, a long one may be
    parted.
    """
    if language.startswith("zh"):
        return typeset(words, language)
    words = COMPOUND.sub(_in_one_piece, printed(words, language))
    if language == "ru":
        words = DASH.sub(NO_BREAK, bound_number(words))
    return hyphenated(JOINED.sub(JOINER, DAY.sub(NO_BREAK, words)), language)


def _in_one_piece(compound: re.Match[str]) -> str:
    return compound[0].replace("-", f"-{JOINER}")

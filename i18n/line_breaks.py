"""Where the lines of a page may end, said in markup: nothing unseen is copied with a text, or read aloud.

Chinese has no spaces: a browser ends a line between any two characters, 会 | 议. So a page in Chinese keeps them together
(`word-break: keep-all`), and has a `<wbr>` between words, as a dictionary knows them. In other languages what is one
although a line could end within it, COVID-19, stands in a `<span>`.
https://www.w3.org/TR/css-text-4/#word-break-property

Whatever a template holds, nothing is put into a tag, a title, a drawing, or what is shown or sent as it is: that is taken
out before, and put back after (`_held`). Of a tag, a title and a drawing only what is unseen goes.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from i18n.typography import BREAK, JOINED, JOINER, MONTH_DAY, NO_BREAK, SOFT_HYPHEN

#: A tag, or what is no text of the page. A drawing may hold another.
_UNTOUCHED = re.compile(
    r"(<(?:script\b.*?</script|style\b.*?</style|svg\b.*?</svg|select\b.*?</select|textarea\b.*?</textarea"
    r"|pre\b.*?</pre|text\b.*?</text)>|<[^>]*>)",
    re.DOTALL,
)
#: What is held back, names in small letters as everywhere here. The small marks beside titles hold no words.
_HELD = re.compile(
    r'<(script|style|textarea|title|pre|select|text|svg(?! class="mark))(?=[\s>])',
)
#: Of these all that is in them.
_AS_IT_IS = frozenset({"script", "style", "textarea", "pre"})
#: In the place of each: a tag that no page has.
_STUB = "<\0>"
#: A value of an attribute with a bracket in it, by which a tag seems to end; and a tag, whatever is in its values.
_BRACKET = re.compile('="[^"<>]*+[<>]')
_WHOLE_TAG = re.compile(r"""<(/?[a-zA-Z][\w:-]*)(?:[^>"']|"[^"]*"|'[^']*')*>""")
#: Where no tag begins.
_NO_TAGS = frozenset({"script", "style", "textarea", "title"})
_TAG = re.compile("(<[^>]*>)")
#: Lines between two elements that hold nothing: templates leave them.
_BLANK = re.compile(r">\n\s*\n\s*<")
_SOFT = re.compile(SOFT_HYPHEN)
#: What holds text alone.
_PLAIN = ("<option", "<text")
#: Chinese characters, and what stands between them without a space.
_RUN = re.compile(r"(?:[\w%.:–—-]*[\u3400-\u9fff][\w%.:–—-]*)+")
_HAN = re.compile(r"[\u3400-\u9fff]")
#: What stays together although a dictionary parts it: beside the terms, a number and what it counts, a date and the word
#: behind it that leads to another, a mark and the figures at its sides, a word and its particle (举办的, 已举行, 专家们), the
#: name of the organisation, and words that the dictionary reads as others: 线上 in 地点或线上.
_KEPT = re.compile(
    rf"{JOINED.pattern}|{MONTH_DAY.pattern}|(?<=\d)(?=[\u3400-\u9fff])|(?=[至的–—.:%-])|(?<=[已–—.:-])"
    r"|(?<=上海)(?=合作组织)|(?<=上海合作)(?=组织)"
    r"|(?<=线)(?=[上下])|(?=们)|(?<=观察员)(?=国)|(?<=上)(?=合金砖)|(?<=上合金)(?=砖)"
)
#: A word that ends no line: and, or, in.
LEADING = "与和或在"
#: The space between a number and what it counts, which is found soonest so; and the whole: no year, clock time, address or
#: part of a name, COVID-19.
_COUNT = re.compile(r" (?<=[0-9] )(?=[a-zа-яё\u3400-\u9fff])")
_NUMBER = re.compile(rf"[^\w.,:/–—{JOINER}-][0-9]{{1,3}}$")
#: Of what is only heard no line ends.
_FOR_EARS = "visually-hidden"
#: Where words stand as they are typed.
_TYPED = (*_PLAIN, "<code")
#: And where they are sent back as they are.
_FIELDS = ("<input", "<textarea", "<pre", "<script")
#: What a narrow column has room for.
LONGEST_PIECE = 12
#: Beside a dash a line may end, in every language.
_DASH = re.compile("[–—]")
#: What joiners keep together: 2020年, –23.
_JOINED_RUN = re.compile(rf"(?:\d+|[^\s{JOINER}])(?:{JOINER}(?:\d+|[^\s{JOINER}]))+")
PIECE = '<span class="whole">{}</span>'
#: A dot between two facts, which stands within a line alone: an element of which nothing is left where a line ends
#: (static/css/base.css), though it is copied and heard.
_DOT = re.compile("\u00a0· (?=[^<>]*<)")
DOT = "&nbsp;<i>· </i>"
#: Where a word may be parted: a soft hyphen that the style sheet draws, which is not copied.
HYPHEN = "<u></u>"


def set_lines(markup: str, language: str) -> str:
    """Return the body of a page in `language`, with no joiner or soft hyphen in its texts, no dot at the end of a line, and in
    Chinese no word that may be torn; without blank lines between its elements.
    """
    loose, held = _held(_without_brackets(markup))
    loose = _lines(loose, language)
    if not held:
        return loose
    parts = loose.split(_STUB)
    return "".join([part for pair in zip(parts, [*held, ""], strict=True) for part in pair])


def _held(markup: str) -> tuple[str, list[str]]:
    """Return `markup` with a stub in the place of each element that nothing is put into, and these elements."""
    parts, held, done = [], [], 0
    while begin := _HELD.search(markup, done):
        closing = f"</{begin[1]}>"
        end = markup.find(closing, begin.end()) + len(closing)
        if end < begin.end():
            break
        element = markup[begin.start() : end]
        if begin[1] not in _AS_IT_IS:
            element = _BLANK.sub(">\n<", element.replace(BREAK, "").replace(JOINER, ""))
        held.append(element)
        parts.append(markup[done : begin.start()])
        done = end
    return _STUB.join([*parts, markup[done:]]), held


def _without_brackets(markup: str) -> str:
    """Return `markup` with the brackets in values of attributes as entities, so that each `>` ends a tag."""
    if not _BRACKET.search(markup):
        return markup
    parts, done = [], 0
    while tag := _WHOLE_TAG.search(markup, done):
        values = tag[0][1:-1].replace("<", "&lt;").replace(">", "&gt;")
        end = markup.find(f"</{tag[1]}", tag.end()) if tag[1] in _NO_TAGS else tag.end()
        if end < 0:
            break
        parts += [markup[done : tag.start()], f"<{values}>", markup[tag.end() : end]]
        done = end
    return "".join([*parts, markup[done:]])


def _lines(markup: str, language: str) -> str:
    markup = _BLANK.sub(">\n<", markup)
    # Where a line may end after all, in a narrow column, the code says so.
    markup = _COUNT.sub(_bound_count, markup).replace(BREAK, "")
    markup = _DOT.sub(DOT, markup.replace("&nbsp;· ", "\u00a0· "))
    if JOINER in markup:
        markup = "".join(_unjoined(markup))
    if SOFT_HYPHEN in markup:
        markup = _SOFT.sub(_drawn, markup)
    if not language.startswith("zh"):
        return markup
    parts = _TAG.split(markup)
    before = ("", *parts[1::2])
    texts = zip(before, parts[::2], strict=True)
    parts[::2] = [text if _FOR_EARS in tag else _parted(text) for tag, text in texts]
    return "".join(parts)


def set_joined(markup: str) -> str:
    """Return the body of a page of the desk, with no joiner in its texts: what they kept together is an element. So is
    where a word may be parted.

    What stands in fields is left as it was typed.
    """
    parts = _UNTOUCHED.split(markup.replace(BREAK, ""))
    parts[1::2] = [
        tag if tag.startswith(_FIELDS) else tag.replace(JOINER, "") for tag in parts[1::2]
    ]
    texts = [_JOINED_RUN.sub(_as_piece, part) for part in parts[::2]]
    parts[::2] = [text.replace(SOFT_HYPHEN, HYPHEN) for text in texts]
    return "".join(parts)


def _as_piece(run: re.Match[str]) -> str:
    return PIECE.format(run[0].replace(JOINER, ""))


def _drawn(hyphen: re.Match[str]) -> str:
    return SOFT_HYPHEN if _is_typed(hyphen.string, hyphen.start()) else HYPHEN


def _is_typed(markup: str, place: int) -> bool:
    """Whether what stands at `place` is in a tag, or in an element that holds text alone or shows it as it was typed."""
    tag = markup.rfind("<", 0, place)
    return tag > markup.rfind(">", 0, place) or markup.startswith(_TYPED, tag)


def _bound_count(count: re.Match[str]) -> str:
    markup, place = count.string, count.start()
    is_count = _NUMBER.search(markup, place - 4, place) and not _is_typed(markup, place)
    return NO_BREAK if is_count else " "


def _unjoined(markup: str) -> Iterator[str]:
    """Yield `markup`, each piece that joiners kept together in an element of its own."""
    done = 0
    while (place := markup.find(JOINER, done)) >= 0:
        begin = max(markup.rfind(mark, done, place) for mark in " \n\u00a0<>") + 1 or done
        end = _end_of_piece(markup, place)
        yield markup[done:begin]
        piece = markup[begin:end].replace(JOINER, "")
        tag = markup.rfind("<", 0, place)
        takes_none = tag > markup.rfind(">", 0, place) or markup.startswith(_PLAIN, tag)
        is_loose = takes_none or len(piece) > LONGEST_PIECE or _HAN.search(piece)
        yield piece if is_loose else PIECE.format(piece)
        done = end
    yield markup[done:]


def _end_of_piece(markup: str, place: int) -> int:
    end = place + 1
    while end < len(markup) and not (markup[end].isspace() or markup[end] in "<>"):
        end += 1
    return end


@lru_cache(maxsize=8192)
def _parted(text: str) -> str:
    """Return a text between two tags, with a `<wbr>` between the Chinese words."""
    return _RUN.sub(lambda run: "<wbr>".join(map(_whole, _pieces(run[0]))), text)


def _whole(piece: str) -> str:
    """Return a piece that no line may end in, but where a narrow column has no room for it."""
    return PIECE.format(piece) if len(piece) <= LONGEST_PIECE and _DASH.search(piece) else piece


def within_words(text: str) -> set[int]:
    """Return the places of a text where a line of a picture may not end either: those within a Chinese word."""
    places: set[int] = set()
    for run in _RUN.finditer(text):
        ends = accumulate(map(len, _pieces(run[0])), initial=0)
        places |= {*range(run.start(), run.end())} - {run.start() + end for end in ends}
    return places


def _pieces(run: str) -> Iterator[str]:
    # Its dictionary takes 34 MB, which `search` loads anyway when a process starts.
    import rjieba  # noqa: PLC0415

    kept = {match.start() for match in _KEPT.finditer(run)}
    piece, place = "", 0
    for word in rjieba.cut(run):
        if piece and place not in kept and piece not in LEADING:
            yield piece
            piece = ""
        piece += word
        place += len(word)
    yield piece

"""The cause that a reason names, in its own words: "because of the pandemic".

A reason is a sentence that somebody wrote. Its cause is taken out where it ends a clause (in Chinese,
where a verb of moving follows) and nothing denies it; else there is none, never a guess.
"""

import re

#: Words of a cause, more of which are a story.
LONGEST = 6
VERBS = "推迟|延期|延后|取消|顺延|暂停|暂缓|变更|转为|不再|移至|移到|移师|调整为|改(?=[为在至到期用以于成])"
#: The cause alone in a group, by the language of the reason.
CAUSES = {
    "en": re.compile(
        r"(?<=[\w”’]\s)((?:because of|due to|owing to|on account of) [^,;:.!?()]+?)(?=[,;:!?]|\.?$|\.\s)",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"(?<=[\w»]\s)((?:из-за|в связи с|ввиду|вследствие|по причине) [^,;:.!?()]+?)(?=[,;:!?]|\.?$|\.\s)",
        re.IGNORECASE,
    ),
    "zh-hans": re.compile(
        rf"(?<![原起成不非])((?:因|由于)(?![此为而何果])[^，。；：、（）\s]{{1,12}}?)"
        rf"(?=(?:宣布|决定)?(?:{VERBS})(?!推迟|延期|取消|顺延))"
    ),
}
#: The same at the beginning of a reason: up to a comma, or a noun that ends where it seems to.
OPENINGS = {
    "en": re.compile(
        r"((?:Because of|Due to|Owing to|On account of) (?:[^,;:.!?()]+(?=,)|the (?:pandemic|epidemic)\b))"
    ),
    "ru": re.compile(r"(Из-за (?:пандемии|эпидемии)(?: коронавируса| COVID-19)?)(?![\w-])"),
}
#: What turns a clause round, or says that others say so.
DOUBTS = {
    "en": re.compile(
        r"\b(?:not|no|never|nor|without|unless|if|rumours?|denie[sd]|\w+n[’']t)\b", re.I
    ),
    "ru": re.compile(r"\b(?:не|ни|нет|если|слух\w*|опроверг\w*|якобы)\b", re.I),
    "zh-hans": re.compile(r"不是|并非|没有|否认|如果|若|传闻"),
}
#: Where a clause begins.
CLAUSE = re.compile(r"[,;:.!?，。；：！？]")
#: "because of what …", "из-за того, …": the cause comes after.
EMPTY = re.compile(r"(?: (?:what|that|which|this|it|того|этого|тем|этим|чего))$", re.IGNORECASE)
#: A full stop behind one or two letters may be that of an abbreviation: "2020 г."
LAST_WORD = re.compile(r"[\w’”»-]{3,}$")


def cause_in(reason: str, language: str) -> str:
    """Return the cause that `reason` names with its preposition, or ""."""
    pattern = CAUSES.get(language)
    if pattern is None:
        return ""
    opening = OPENINGS[language].match(reason) if language in OPENINGS else None
    if opening and _is_whole(opening.group(1), language):
        return opening.group(1)[0].lower() + opening.group(1)[1:]
    for match in pattern.finditer(reason):
        cause, clause = match.group(1), CLAUSE.split(reason[: match.start()])[-1]
        if not DOUBTS[language].search(clause) and _is_whole(cause, language):
            return cause
    return ""


def _is_whole(cause: str, language: str) -> bool:
    if language == "zh-hans":
        return True
    is_short = len(cause.split()) <= LONGEST
    return is_short and not EMPTY.search(cause) and bool(LAST_WORD.search(cause))

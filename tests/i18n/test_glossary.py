"""The words of the interface and of the data: one term for one thing, in each language.

A term is checked where its English stands: in the messages of the interface, and in titles, names and
labels of the data. Texts of several sentences may put it in other words.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "data"
CATALOGUES = {"ru": "ru", "zh": "zh_Hans"}
#: What becomes of a term in a sentence, and what may stand there for it: the English of the glossary
#: (its beginning), the English in a text, the Russian stem, the Chinese words.
TERMS = {
    "dialogue partner": (
        r"dialogue partners?",
        r"партн[её]р\w* (?:организации )?по диалогу",
        "对话伙伴",
    ),
    "observer state": (r"observer states?", r"государств\w*-наблюдател", "观察员国"),
    "SCO Secretary-General": (r"Secretary-General", r"[Гг]енеральн\w+ секретар", "秘书长"),
    "videoconference": (r"videoconference", r"видеоконференц", "视频会议"),
    "summit": (r"(?:the|heads of state) summit", r"саммит", "峰会"),
    "priorities of the presidency": (r"priorities", r"приоритет", "优先方向"),
    "cancelled": (r"cancelled", r"отмен", "取消"),
    "in person": (r"in person", r"очн", "线下"),
    "SCO Business Council": (r"SCO Business Council", r"Делов\w+ совет", "实业家委员会"),
    "SCO Interbank Consortium": (
        r"Interbank Consortium",
        r"Межбанковск\w+ объединени",
        "银行联合体",
    ),
    "SCO Energy Club": (r"Energy Club", r"Энергетическ\w+ клуб", "能源俱乐部"),
    "SCO Youth Council": (r"Youth Council", r"Молод[её]жн\w+ совет", "青年委员会"),
    "Heads of Region Forum": (
        r"Heads of Regions? Forum",
        r"[Фф]орум\w* глав регионов",
        "地方领导人论坛",
    ),
    "national coordinator": (r"national coordinators?", r"национальн\w+ координатор", "国家协调员"),
    "Regional Anti-Terrorist Structure (RATS)": (
        r"Regional Anti-Terrorist Structure",
        r"[Рр]егиональн\w+ антитеррористическ\w+ структур",
        "地区反恐怖机构",
    ),
    "round table": (r"round table", r"кругл\w+ стол", "圆桌会议"),
    "anti-drug agencies": (r"anti-drug agencies", r"антинаркотическ\w+ ведомств", "禁毒部门"),
    "SCO member states": (r"SCO member states", r"государств\w*(?:-| — )член", "成员国"),
    "Moscow Declaration": (r"Moscow Declaration", r"Московск\w+ деклараци", "莫斯科宣言"),
    "outcome unknown": (r"outcome unknown", r"итог\w* неизвест", "结果不详"),
    "Peace Mission (exercise)": (r"Peace Mission", r"Мирн\w+ мисси", "和平使命"),
    "Meeting of Prosecutors General": (
        r"Prosecutors General",
        r"генеральн\w+ прокурор",
        "总检察长",
    ),
}
#: What stands for it by right, in the data: titles of sources in another word.
EXCEPT = {
    ("SCO member states", "Meetings of SCO anti-drug expert working groups"),
}
#: Words that were replaced, and by what.
FORBIDDEN = {
    "ru": {
        r"\b[Пп]артнер\w*": "партнёр",
        r"\bрасчет\w*": "расчёт",
        r"\bеще\b": "ещё",
        r"\bнаделенн\w*": "наделённый",
        r"\bчасы стоят\b": "сегодня на портале",
        r"Нет записанных": "мероприятий нет",
        r"На каком мероприятии принят": "принят на мероприятии",
        r"План на прошлую дату": "план на выбранную дату",
        r"Главное мероприятие, через": "саммит — через",
        r"более долг(?:ий|ого) срок": "более длительный период",
        r"\bвпереди в плане нет": "таких предстоящих мероприятий нет",
        r"часов и один раз": "использовать можно один раз",
        r"(?:изменён формат|уточнен[аы] дат[аы]) %": "формат изменён у …, дата назначена у …",
    },
    "zh": {
        "地区领导人论坛": "地方领导人论坛",
        "文化与民生": "人文交流",
        "时钟停在": "以…为今天",
        "离开原定": "改期",
        "进一步明确": "确定日期",
        "未绘出": "未在图中标出",
        "无活动记录": "暂无活动",
        "元首首脑": "元首",
        "改到别处": "改至其他地点",
        "放进您的日历": "加入您的日历",
        "活动已过去": "往期活动",
        "近期变动": "近期变更",
        "各级联邦": "联邦",
        "所有(?:计划|主办方)": "全部",
        "(?<!单位)(?<!个人)账户": "账号",
        "访问者": "访客",
        "编辑后台|管理后台": "编辑台",
        "译者": "译员",
        "门户": "网站",
        "地点由%": "由…改至…举行",
        "自上一日": "与上一所示日期相比",
    },
    "en": {
        r"the clock stands": "today is … here",
        r"Page checked": "plan last changed",
        r"No text available": "text not found",
        r"on the record": "what has been announced",
        r"made precise": "date set",
        r"holds (?:all of|no word|nothing)": "matches, contains, has",
        r"leave it: ": "ignore it",
        r"mean that it failed": "was not held",
        r"nobody knows to have": "not known to have",
    },
}
#: Columns whose texts name a thing.
NAMING = re.compile(r"^(?:title|name|short_name|label|term|own_calendar|headline)_en$")


@dataclass(frozen=True)
class Said:
    """A text and what stands for it in one language, and where."""

    where: str
    english: str
    text: str
    language: str


@cache
def interface() -> tuple[Said, ...]:
    return tuple(
        Said(f"{entry.occurrences[0][0]}: {entry.msgid}", entry.msgid, text, language)
        for language, folder in CATALOGUES.items()
        for entry in polib.pofile(str(ROOT / "locale" / folder / "LC_MESSAGES" / "django.po"))
        for text in (*entry.msgstr_plural.values(), entry.msgstr)
        if text
    )


def rows() -> Iterator[tuple[str, dict[str, str]]]:
    for path in sorted(DATA.glob("*.csv")):
        if path.name not in ("glossary.csv", "synonyms.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                yield from ((path.name, row) for row in csv.DictReader(file))


@cache
def data() -> tuple[Said, ...]:
    return tuple(
        Said(f"{name}: {english}", english, row[f"{column[:-3]}_{language}"], language)
        for name, row in rows()
        for column, english in row.items()
        if NAMING.match(column) and english
        for language in CATALOGUES
        if row.get(f"{column[:-3]}_{language}")
    )


def every_text() -> Iterator[tuple[str, str, str]]:
    """Yield where, language and text of all that readers are shown."""
    for said in interface():
        yield said.where, said.language, said.text
        yield said.where, "en", said.english
    for name, row in rows():
        for column, text in row.items():
            if column[-3:] in ("_en", "_ru", "_zh") and not column.startswith("title_origin"):
                official = row.get(f"title_origin_{column[-2:]}") == "official"
                if not (official and column.startswith("title")):
                    yield f"{name} {column}: {text[:60]}", column[-2:], text


def test_each_term_is_one_of_the_glossary():
    with (DATA / "glossary.csv").open(encoding="utf-8", newline="") as file:
        glossary = {row["term_en"]: row for row in csv.DictReader(file)}

    for term, (english, russian, chinese) in TERMS.items():
        row = glossary[term]
        assert re.search(english, term, re.I) or term in (
            "summit",
            "SCO member states",
            "SCO Secretary-General",
        )
        assert re.search(russian, row["term_ru"], re.I), term
        assert chinese in row["term_zh"].replace("《", ""), term


@pytest.mark.parametrize("term", TERMS)
def test_term_is_said_as_the_glossary_says_it(term: str):
    english, *words = TERMS[term]
    pattern = {"ru": words[0], "zh": re.escape(words[1])}
    asked = [
        said
        for said in (*interface(), *data())
        if re.search(rf"(?<![\w(-]){english}(?![\w)-])", said.english, re.I)
        and (term, said.english) not in EXCEPT
    ]

    others = [
        (said.where, said.text)
        for said in asked
        if not re.search(pattern[said.language], said.text, re.I)
    ]

    assert asked
    assert others == []


#: English for which «организатор» may stand: a role, and a kind of body that is called so.
A_ROLE = re.compile(r"organiser|co-host|role “Host”|host’s account", re.IGNORECASE)


def test_organiser_is_a_role_in_russian_and_never_whoever_holds_an_event():
    found = [
        said.where
        for said in interface()
        if said.language == "ru"
        and "рганизатор" in said.text
        and not A_ROLE.search(said.english)
        and not said.where.startswith("staff/roles.py")
    ]

    assert found == []


@pytest.mark.parametrize("language", FORBIDDEN)
def test_words_that_were_replaced_stay_away(language: str):
    found = [
        (where, right)
        for where, spoken, text in every_text()
        if spoken == language
        for wrong, right in FORBIDDEN[language].items()
        if re.search(wrong, text)
    ]

    assert found == []

"""The portal's own pages by the words that people use for them: what the search offers above its results.

The standing pages are searched as everything else is: their words are in data/synonyms.csv.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from babel import Locale
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.plan_memory import names_of_places, of_the_plan
from i18n.collation import fold
from i18n.texts import StrOrPromise, all_texts, text_of
from places.models import Country
from search import synonyms
from search.analysis import chinese
from search.analysis.words import Script, content_words, words

#: How much of the letters of a query a page must account for, as a fraction; a country more: the Indian Ocean is no India.
ENOUGH, ENOUGH_OF_A_COUNTRY = 0.6, 0.66
#: "us" beside other words is no country, unless it is written as one.
PRONOUN = re.compile(r"(?<=\s)us\b|\bus(?=\s)")
#: In the words of which the CLDR names countries: 吉尔吉斯 is that of Taiwan.
LOCALES = ("en", "ru", "zh_Hans", "zh_Hant")


@dataclass(frozen=True)
class OwnPage:
    label: str
    url: str
    #: How much of the letters of the query it accounts for: 1 for all.
    share: float


@dataclass(frozen=True)
class _Entry:
    """A page by the name of its address and a place on it, and what it is called, several names in one text."""

    label: StrOrPromise
    address: str
    called: str
    place: str = ""

    @property
    def url(self) -> str:
        return reverse(self.address) + self.place


ENTRIES = (
    _Entry(
        _("Calendar"),
        "events:plan",
        "calendar, plan, schedule, agenda, events, календарь, план, расписание, мероприятия, 日历, 日程, 活动, 计划",
    ),
    _Entry(
        _("Downloads"),
        "contact",
        "logo, logotype, emblem, mark, download, press kit, media kit, drawing of the map, "
        "логотип, эмблема, знак, скачать, загрузить, пресс-кит, "
        "标志, 徽标, 图标, 会徽, 下载, 媒体资料",
        "#downloads",
    ),
    _Entry(
        _("Subscribe"),
        "subscribe",
        "subscribe, subscription, calendar, plan, feed, feeds, rss, atom, ics, ical, icalendar, google, outlook, "
        "apple, newsletter, notifications, download, excel, xlsx, csv, spreadsheet, table, export, "
        "подписка, подписаться, лента, рассылка, уведомления, календарь, план, "
        "скачать, выгрузить, выгрузка, экспорт, эксель, таблица, "
        "订阅, 日历, 日程, 推送, 通知, 下载, 导出, 表格",
    ),
    _Entry(
        _("For developers"),
        "developers",
        "developer, developers, api, json, open data, data, dataset, integration, geojson, "
        "excel, xlsx, csv, spreadsheet, download, programmer, "
        "разработчик, разработчикам, скачать, апи, открытые данные, данные, интеграция, эксель, "
        "программист, программистам, "
        "开发者, 开发人员, 接口, 开放数据, 数据, 程序员",
    ),
    _Entry(
        _("Recent changes"),
        "events:changes",
        "changes, recent changes, what changed, updates, изменения, что изменилось, обновления, переносы, "
        "变更, 变化, 更新, 最近变更",
    ),
    _Entry(_("News"), "news:list", "news, новости, 新闻, 消息"),
    _Entry(_("Documents"), "documents:list", "documents, papers, документы, 文件, 文献"),
    _Entry(
        _("Priorities"),
        "priorities:list",
        "priorities, goals, приоритеты, цели, 优先事项, 优先方向",
    ),
    _Entry(_("Themes"), "themes:list", "themes, topics, темы, 主题, 专题"),
    _Entry(_("Bodies"), "bodies:list", "bodies, органы, structure, структура, 机构, 机制"),
    _Entry(_("Hosts"), "hosts:list", "hosts, organisers, организаторы, 主办方, 主办单位"),
    _Entry(
        _("Countries"),
        "places:countries",
        "countries, states, member states, members, страны, государства, государства-члены, участники, "
        "国家, 成员国",
    ),
)

#: What leads to the page “About”: a search leaves out the words of which these are made.
ABOUT = {
    *(
        "about",
        "about us",
        "about this site",
        "who are you",
        "о нас",
        "о портале",
        "о сайте",
        "кто вы",
    ),
    *("关于", "关于我们", "关于本网站"),
}


def own_pages(query: str) -> list[OwnPage]:
    """Return the pages that a query asks for, the one that accounts for most of it first. No query of the plan at hand."""
    if fold(query).strip(" ?？") in ABOUT:
        return [OwnPage(str(_("About")), reverse("about"), 1)]
    asked = _Asked.of(PRONOUN.sub(" ", query))
    enough = [
        OwnPage(label, url, share)
        for label, url, called, least in _called()
        if (share := asked.share(called)) >= least
    ]
    return sorted(enough, key=lambda page: -page.share)


@of_the_plan
def _called() -> list[tuple[str, str, "_Names", float]]:
    """Return the label, the address and the names of each page, and how much it must account for. One query of the usual names."""
    groups = [(set(map(fold, group)), group) for group in synonyms.read_names().groups]
    countries = [
        (
            str(text_of(country, "name")),
            country.get_absolute_url(),
            _names_of(country, groups),
            ENOUGH_OF_A_COUNTRY,
        )
        for country in names_of_places().countries.values()
    ]
    own = [
        (str(entry.label), entry.url, _names(*entry.called.split(", ")), ENOUGH)
        for entry in ENTRIES
    ]
    return own + countries


def _names_of(country: Country, groups: Iterable[tuple[set[str], Sequence[str]]]) -> "_Names":
    """Return what a country is called: in its record, in the CLDR, and in usual names that hold one of these."""
    told = [name for name in all_texts(country, "name").values() if name]
    told += filter(None, (Locale.parse(code).territories.get(country.code) for code in LOCALES))
    usual = [group for folded, group in groups if not folded.isdisjoint(map(fold, told))]
    return _names(*told, *(name for group in usual for name in group))


#: A name as the terms that may stand for each of its words; a Chinese one as it is written.
_Name = tuple[frozenset[str], ...] | str
_Names = tuple[_Name, ...]


@dataclass(frozen=True)
class _Asked:
    """The words of a query, each with its terms; runs of Chinese as one, and where words begin or end in them."""

    words: Sequence[tuple[str, frozenset[str]]]
    chinese: str
    edges: frozenset[int]

    @classmethod
    def of(cls, query: str) -> "_Asked":
        every = content_words(words(query))
        spelt = [(word.text, frozenset(word.terms)) for word in every if word.terms]
        runs = [word.text for word in every if word.script == Script.HAN]
        pieces = [piece for run in runs for piece in chinese.pieces(run)]
        return cls(spelt, "".join(runs), frozenset(accumulate(map(len, pieces), initial=0)))

    def share(self, names: Iterable[_Name]) -> float:
        """Return how much of the query the names account for, by letters."""
        every = len(self.chinese) + sum(len(text) for text, _terms in self.words)
        places, found = set[int](), set[str]()
        for name in names:
            if isinstance(name, str):
                places |= self._places(name)
            else:
                found |= self._found(name)
        told = len(places) + sum(map(len, found))
        return told / every if every else 0

    def _places(self, name: str) -> set[int]:
        """Return which characters of the query are of a Chinese name in whole words: 印度洋 is no 印度."""
        starts = (match.start() for match in re.finditer(re.escape(name), self.chinese))
        return {
            place
            for start in starts
            if self.edges >= {start, start + len(name)}
            for place in range(start, start + len(name))
        }

    def _found(self, name: Sequence[frozenset[str]]) -> set[str]:
        """Return the words of the query that are those of a name; none where it lacks one."""
        each = [{text for text, terms in self.words if terms & one} for one in name]
        return set().union(*each) if all(each) else set()


@cache
def _names(*called: str) -> _Names:
    return tuple(dict.fromkeys(map(_name, called)))


def _name(called: str) -> _Name:
    every = content_words(words(called))
    if all(word.terms for word in every):
        return tuple(frozenset(word.terms) for word in every)
    return chinese.simplified(fold(called))

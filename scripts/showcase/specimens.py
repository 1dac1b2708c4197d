"""Made-up things in the states that the real plan does not know. Their titles say what they are.

Written by the same writers as all else. They lie after the Presidency, but for what is held or live.
"""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from documents.actions import Correction, Wording, correct
from documents.models import Document, DocumentKind
from events.actions import changes, decisions
from events.actions.changes import Announcement, FactChanges
from events.dates import Period, Precision
from events.enums import Kind, Level
from events.images import Kept, keep, make
from events.models import AbstractPhoto, Event, Photo
from i18n.texts import set_texts
from news.models import Article, ArticlePhoto, Section
from priorities.models import Priority
from publishing import workflow
from publishing.permissions import Actor

#: Who makes them up.
SPECIMENS = Actor.system("specimens")
SOURCE = "https://source.example/" + "long-path/" * 12
ANNOUNCED = Announcement(on=date(2020, 11, 1), source_url=SOURCE)
LATER = Announcement(
    on=date(2020, 11, 9),
    reason={"en": "A made-up reason.", "ru": "Вымышленная причина.", "zh-hans": "虚构的原因。"},
    source_url=SOURCE,
)
TODAY = date(2020, 11, 11)
BUSY = date(2021, 2, 18)
#: What each is a specimen of, in English, Russian and Chinese.
TITLES = {
    "cancelled": ("a cancelled meeting", "отменённое совещание", "已取消的会议"),
    "postponed": ("a postponed meeting", "отложенное совещание", "延期的会议"),
    "together": ("postponed with another", "отложено вместе с другим", "与另一会议一并延期"),
    "moved": ("a meeting on another day", "перенесённое совещание", "改期的会议"),
    "withdrawn": ("withdrawn", "снято с публикации", "已撤回"),
    "week": ("over a week", "дольше недели", "超过一周"),
    "vague": ("some day of the month", "день месяца неизвестен", "当月某日"),
    "undated": ("no date yet", "без даты", "日期待定"),
    "live": ("live now", "идёт сейчас", "正在进行"),
    "timed": ("with clock times", "с часами начала и конца", "有具体时间"),
    "held": ("held, with photos", "состоялось, с фотографиями", "已举行，有照片"),
    "article": ("news with photos", "новость с фотографиями", "带照片的新闻"),
    "corrected": ("a paper with a mistake", "документ с ошибкой", "有错误的文件"),
}
LONG = {
    "en": "Meeting of Ministers Responsible for Foreign Economic and Foreign Trade Activities",
    "ru": "Совещание министров, отвечающих за внешнеэкономическую и внешнеторговую деятельность",
    "zh-hans": "上海合作组织成员国负责对外经济和对外贸易活动的部长会议",
}


def add() -> None:
    """Add them all to the database."""
    add_events()
    add_documents()


def add_events() -> None:
    changes.cancel(event("cancelled", Period.on(BUSY, date(2021, 2, 19))), LATER, by=SPECIMENS)
    postponed = [event(name, Period.on(BUSY)) for name in ("postponed", "together")]
    decisions.decide(decisions.postponing(), postponed, LATER, by=SPECIMENS)
    moved = event("moved", Period.on(date(2021, 2, 8), date(2021, 2, 10)))
    changes.reschedule(moved, LATER, FactChanges(period=Period.on(BUSY)), by=SPECIMENS)
    workflow.withdraw(event("withdrawn", Period.on(BUSY)), by=SPECIMENS)
    event("week", Period.on(date(2021, 2, 11), date(2021, 2, 20)))
    event("vague", Period.in_month(2021, 2))
    event("undated", Period.undated())
    live = Period(TODAY, TODAY, Precision.MINUTE, time(8), time(18), "Europe/Moscow")
    event("live", live, cities=("moscow",), format="in_person")
    timed = Period(BUSY, BUSY, Precision.MINUTE, time(14), time(17), "Asia/Yekaterinburg")
    event("timed", timed, cities=("chelyabinsk",), format="in_person")
    for number in range(1, 5):
        busy = Event(slug=f"specimen-busy-{number}")
        set_texts(busy, "title", {code: f"{title} ({number})" for code, title in LONG.items()})
        told(busy, Period.on(BUSY))
    untranslated = Event(slug="specimen-untranslated")
    titles = {"en": "Specimen: in two languages", "ru": "Образец: на двух языках"}
    set_texts(untranslated, "title", titles)
    set_texts(untranslated, "summary", {"ru": "Только по-русски."})
    told(untranslated, Period.on(BUSY))
    held = event("held", Period.on(date(2020, 11, 6)))
    pictures = [drawn(1600, 900), drawn(640, 900)]
    add_photos(pictures, Photo, event=held)
    changes.hold(held, Announcement(on=date(2020, 11, 7), source_url=SOURCE), by=SPECIMENS)
    add_article(held, pictures)


def drawn(width: int, height: int) -> Kept:
    return keep(make(Image.linear_gradient("L").resize((width, height)).convert("RGB")))


def add_photos(pictures: list[Kept], kind: type[AbstractPhoto], **of: Any) -> None:
    for position, kept in enumerate(pictures):
        photo = kind(position=position, digest=kept.digest, **of)
        photo.width, photo.height = kept.width, kept.height
        alt = {"en": "A drawn picture", "ru": "Нарисованная картинка", "zh-hans": "绘制的图片"}
        set_texts(photo, "alt", alt)
        set_texts(photo, "credit", {"en": "Nobody", "ru": "Никто", "zh-hans": "无"})
        photo.save()


def add_article(held: Event, pictures: list[Kept]) -> None:
    """With photos of its own: its event’s would stand there otherwise. Older than the news of the front page."""
    made = Article(**texts("article"), source_url=SOURCE, section=Section.NEWS)
    made.published_on = date(2020, 10, 5)
    lead = {"en": "What it tells.", "ru": "О чём она.", "zh-hans": "内容提要。"}
    set_texts(made, "lead", lead)
    set_texts(made, "body", {code: " ".join([text] * 20) for code, text in lead.items()})
    made.save()
    made.events.set([held])
    add_photos(pictures, ArticlePhoto, article=made, licence="CC BY 4.0")
    workflow.publish(made, by=SPECIMENS)


def add_documents() -> None:
    paper = document("corrected", external_url=SOURCE)
    wrong = {"en": "A page was missing.", "ru": "Не было страницы.", "zh-hans": "缺少一页。"}
    pdf = ContentFile(b"%PDF-1.4\n% a specimen\n%%EOF\n", "specimen.pdf")
    titles = {
        "en": "Specimen: a corrected paper",
        "ru": "Образец: исправленный документ",
        "zh-hans": "样例：更正后的文件",
    }
    correct(
        paper,
        Correction(date(2020, 11, 5), wrong),
        Wording(titles=titles, languages=["en"]),
        by=SPECIMENS,
    )
    correct(paper, Correction(date(2020, 11, 9), wrong), Wording(file=pdf), by=SPECIMENS)
    workflow.withdraw(document("withdrawn"), by=SPECIMENS)


def document(name: str, **values: Any) -> Document:
    made = Document(**texts(name), adopted_on=date(2020, 10, 20), **values)
    made.kind = DocumentKind.STATEMENT
    made.save()
    made.priorities.set(Priority.objects.all()[:2])
    workflow.publish(made, by=SPECIMENS)
    return made


def event(name: str, period: Period, **facts: Any) -> Event:
    return told(Event(**texts(name)), period, **facts)


def told(made: Event, period: Period, **facts: Any) -> Event:
    """Save, announce and publish `made`."""
    made.kind, made.level = Kind.MEETING, Level.MINISTERS
    made.save()
    made.priorities.set(Priority.objects.all()[:1])
    changes.announce(made, ANNOUNCED, FactChanges(period=period, **facts), by=SPECIMENS)
    workflow.publish(made, by=SPECIMENS)
    return made


def texts(name: str) -> dict[str, str]:
    english, russian, chinese = TITLES[name]
    return {
        "slug": f"specimen-{name}",
        "title_en": f"Specimen: {english}",
        "title_ru": f"Образец: {russian}",
        "title_zh_hans": f"样例：{chinese}",
    }

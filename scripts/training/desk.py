"""What stands on the training desk: made up, and each title says so. Written by the same writers as all else.

Countries, cities, priorities and bodies are the real ones; nothing that happens is.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import transaction

from documents.models import Document, DocumentKind
from events.actions import changes
from events.actions.changes import Announcement, FactChanges
from events.dates import Period
from events.enums import Kind, Level
from events.models import Event, EventHost
from hosts.models import Host, HostKind
from i18n.texts import set_texts
from news.models import Article, Section
from publishing import records, translations, workflow
from publishing.permissions import Actor
from scripts.training import waiting
from staff import revisions
from staff.bundles import trials
from staff.models import Assignment
from staff.roles import Role

DATA = Path(__file__).resolve().parents[2] / "data"
#: Files of the real plan that the desk needs to stand on; of the others it has the headings alone.
GROUND = ("countries", "cities", "presidencies", "strands", "priorities", "bodies")
EMPTY = ("events", "event_changes", "news", "documents")
TRAINER = Actor.system("training")
SOURCE = "https://training.example/"
SPOKEN = {"en": "Training: {}", "ru": "Учебное: {}", "zh-hans": "练习：{}"}
NOTICE = {
    "en": "Training desk: all of it is made up",
    "ru": "Учебный стол. Всё здесь вымышлено",
    "zh": "练习平台，内容均为虚构",
}
TOLD = Announcement(on=date(2020, 10, 1), source_url=SOURCE)
REASON = {
    "en": "A made-up reason.",
    "ru": "Вымышленная причина.",
    "zh-hans": "虚构的原因。",
}
LATER = Announcement(on=date(2020, 10, 20), reason=REASON, source_url=SOURCE)


@dataclass(frozen=True)
class Made:
    """An event of the desk: its title in English, Russian and Chinese, and what is known of it."""

    slug: str
    titles: tuple[str, str, str]
    period: Period = field(default_factory=Period.undated)
    host: str = "museums"
    is_public: bool = True


EVENTS = (
    Made(
        "trade-round-table",
        ("round table on trade", "круглый стол по торговле", "贸易圆桌会议"),
        Period.on(date(2020, 10, 29)),
        "railways",
    ),
    Made("book-fair", ("book fair", "книжная ярмарка", "书展"), Period.on(date(2020, 10, 20))),
    Made(
        "rail-experts",
        ("meeting of railway experts", "совещание экспертов-железнодорожников", "铁路专家会议"),
        Period.on(date(2020, 11, 12)),
        "railways",
    ),
    Made(
        "wagon-exhibition",
        ("exhibition of wagons", "выставка вагонов", "车厢展览"),
        Period.on(date(2020, 11, 13)),
        "railways",
    ),
    Made("tram-seminar", ("seminar on trams", "семинар о трамваях", "电车研讨会"), Period.on(date(2020, 11, 18)), "railways"),
    Made("reading-evening", ("evening of readings", "вечер чтений", "朗读之夜"), Period.on(date(2020, 11, 20))),
    Made("film-week", ("week of films", "неделя кино", "电影周"), Period.on(date(2020, 12, 1), date(2020, 12, 7))),
    Made(
        "museum-night",
        ("night of museums", "ночь музеев", "博物馆之夜"),
        Period.in_month(2020, 12),
        is_public=False,
    ),
)  # fmt: skip
#: By login, what somebody does at the desk. There are two publishers: one answers for the other.
ACCOUNTS = {**{role.value: role for role in Role}, "publisher2": Role.PUBLISHER}
HOSTS = {
    "museums": ("Ministry of Museums", "Министерство музеев", "博物馆部"),
    "railways": ("Ministry of Railways", "Министерство железных дорог", "铁道部"),
}


@transaction.atomic
def make() -> None:
    """Fill an empty database: all of it, or nothing."""
    _load_ground()
    hosts = {key: _host(key, names) for key, names in HOSTS.items()}
    made = {one.slug: _event(one, hosts[one.host]) for one in EVENTS}
    changes.confirm(made["rail-experts"], TOLD, by=TRAINER)
    changes.cancel(made["film-week"], LATER, by=TRAINER)
    _news(made["book-fair"])
    paper = _paper(made["book-fair"])
    accounts = {
        name: _account(name, role, [hosts["museums"]] if role == Role.HOST else [])
        for name, role in ACCOUNTS.items()
    }
    waiting.propose_another_day(made["tram-seminar"], accounts["publisher2"])
    waiting.begin_bundle(paper, accounts["publisher"])


def open_to(password: str) -> None:
    """Let every account of the desk log in by `password`, and say of its bundles what they lack: no worker runs here."""
    for account in User.objects.filter(username__in=ACCOUNTS):
        account.set_password(password)
        account.save(update_fields=["password"])
    trials.look_over()


def _load_ground() -> None:
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        for name in GROUND:
            shutil.copy(DATA / f"{name}.csv", folder)
        for name in EMPTY:
            with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
                (folder / f"{name}.csv").write_text(file.readline(), "utf-8")
        say_what_it_is(folder / "presidencies.csv")
        call_command("load_plan", directory, stdout=io.StringIO())
    call_command("load_pages", str(DATA), stdout=io.StringIO())


def say_what_it_is(file: Path) -> None:
    """Put the notice where every page has the name of the presidency."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    for row in rows:
        for code, notice in NOTICE.items():
            row |= {
                f"{name}_{code}": notice for name in ("title", "short_title", "headline", "label")
            }
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _spoken(titles: Collection[str]) -> dict[str, str]:
    return {
        code: form.format(title) for (code, form), title in zip(SPOKEN.items(), titles, strict=True)
    }


def _host(key: str, names: tuple[str, str, str]) -> Host:
    host = Host(slug=f"training-{key}", kind=HostKind.FEDERAL_EXECUTIVE_BODY)
    set_texts(host, "name", _spoken(names))
    host.save()
    records.record(host)
    return host


def _event(made: Made, host: Host) -> Event:
    event = Event(slug=f"training-{made.slug}", kind=Kind.MEETING, level=Level.MINISTERS)
    set_texts(event, "title", _spoken(made.titles))
    translations.confirm_all(event)
    event.save()
    EventHost.objects.create(event=event, host=host)
    changes.announce(event, TOLD, FactChanges(period=made.period), by=TRAINER)
    if made.is_public:
        workflow.publish(event, by=TRAINER)
    return event


def _news(event: Event) -> None:
    """Tell of the fair; its Russian text has changed since it was translated."""
    article = Article(slug="training-fair", section=Section.NEWS, published_on=date(2020, 10, 21))
    set_texts(article, "title", _spoken(("the fair opened", "ярмарка открылась", "书展开幕")))
    set_texts(article, "lead", _spoken(("it did", "она открылась", "已开幕")))
    set_texts(
        article, "body", {"en": "Forty stands.", "ru": "Сорок стендов.", "zh-hans": "四十个展位。"}
    )
    translations.confirm_all(article)
    before = article.body_ru  # type: ignore[attr-defined]  # a column of modeltranslation
    article.body_ru = "## Что нового\n\n- сорок стендов;\n- двадцать встреч с авторами."  # type: ignore[attr-defined]  # as above
    translations.follow(article, date(2020, 10, 27))
    article.save()
    change = revisions.FieldChange("body_ru", "body_ru", before, article.body_ru)  # type: ignore[attr-defined]  # as above
    revisions.note(article, change, by=TRAINER.name)
    article.events.add(event)
    workflow.publish(article, by=TRAINER)


def _paper(event: Event) -> Document:
    """A draft of which nothing is written in Russian, so that it cannot go out."""
    paper = Document(slug="training-communique", kind=DocumentKind.COMMUNIQUE)
    paper.adopted_on, paper.external_url = date(2020, 10, 27), f"{SOURCE}communique"
    spoken = _spoken(("communique of the fair", "", "书展公报"))
    set_texts(paper, "title", {code: text for code, text in spoken.items() if code != "ru"})
    paper.save()
    paper.events.add(event)
    return paper


def _account(name: str, role: Role, hosts: Collection[Host]) -> User:
    account = User(username=name, first_name="Training", last_name=name, is_staff=True)
    account.email = f"{name}@training.example"
    account.set_unusable_password()
    account.save()
    account.groups.set(Group.objects.filter(name=role.value))
    languages = ["zh-hans"] if role == Role.TRANSLATOR else []
    Assignment.objects.create(user=account, languages=languages).hosts.set(hosts)
    return account

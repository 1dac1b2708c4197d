"""One sentence that says why an event is not when or where it was to be, in three languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import translation

from events.dates import Period, Precision
from events.enums import ChangeKind, Format, Status
from events.history import History
from events.timeline import ChangeState, Facts, moved_facts
from i18n.texts import CODES
from website.presenters.why_moved import WhyMoved, why_in_brief, why_moved

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER = Period.in_month(2020, 11)
NOVEMBER_10 = Period.on(date(2020, 11, 10))
UNDATED = Period.undated()
PANDEMIC = {
    "en": "It is put off because of the pandemic; new dates are to follow.",
    "ru": "Саммит переносится из-за пандемии; новые даты определят позднее.",
    "zh-hans": "因疫情推迟峰会，新日期另行确定。",
}
BEGINNING = Facts(Status.PLANNED, JULY, Format.IN_PERSON, ("chelyabinsk",))


class Names:
    """The names of places as this test says them."""

    def listed(self, slugs: tuple[str, ...]) -> str:
        return ", ".join(slug.title() for slug in slugs)


@dataclass(frozen=True)
class Told:
    """An event as far as its steps tell."""

    steps: tuple[ChangeState, ...]
    period: Period

    @property
    def history(self) -> History:
        return History.told(self.steps)


@dataclass
class Story:
    """An event announced as BEGINNING; each call adds a step."""

    def __init__(self) -> None:
        first = moved_facts(ChangeKind.ANNOUNCED, Facts(), BEGINNING, first=True)
        self.steps = [ChangeState("summit", 1, ChangeKind.ANNOUNCED, **first)]
        self.facts = BEGINNING

    def then(
        self,
        kind: ChangeKind,
        day: date | None = None,
        *,
        reason: dict[str, str] | None = None,
        precision: str = Precision.DAY,
        **facts: object,
    ) -> Story:
        after = Facts(**{**vars(self.facts), **facts})  # type: ignore[arg-type]
        moved = moved_facts(kind, self.facts, after, first=False)
        self.steps.append(
            ChangeState(
                "summit",
                len(self.steps) + 1,
                kind,
                announced_on=day,
                announced_precision=precision if day else Precision.NONE,
                reason=reason or {},
                **moved,
            )
        )
        self.facts = after
        return self

    def postponed(self, day: date | None = None, reason: dict[str, str] | None = None) -> Story:
        status = {"status": Status.POSTPONED, "period": UNDATED}
        return self.then(ChangeKind.POSTPONED, day, reason=reason, **status)

    def why(self, code: str = "en") -> WhyMoved | None:
        with translation.override(code):
            return why_moved(self.told, Names())  # type: ignore[arg-type]

    def in_brief(self, *, is_over: bool = False) -> str:
        with translation.override("en"):
            why = why_in_brief(self.told, Names(), is_over=is_over)  # type: ignore[arg-type]
        return why.value if why else ""

    @property
    def told(self) -> Told:
        return Told(tuple(self.steps), self.facts.period)

    def said(self, code: str = "en") -> str:
        why = self.why(code)
        return why.sentence if why else ""


def summit() -> Story:
    """The story of the summit of 2020."""
    return (
        Story()
        .then(ChangeKind.RELOCATED, date(2019, 7, 19), cities=("saint petersburg",))
        .then(ChangeKind.CONFIRMED, date(2019, 8, 15), status=Status.CONFIRMED)
        .postponed(date(2020, 5, 27), PANDEMIC)
        .then(
            ChangeKind.FORMAT_CHANGED,
            date(2020, 9, 9),
            period=NOVEMBER,
            format=Format.ONLINE,
            cities=(),
            status=Status.PLANNED,
        )
        .then(ChangeKind.RESCHEDULED, date(2020, 10, 21), period=NOVEMBER_10)
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "en",
            "First planned for Chelyabinsk; postponed on 27 May because of the pandemic; "
            "moved online on 9 September; date set on 21 October.",
        ),
        (
            "ru",
            "Первоначальное место — Chelyabinsk; 27 мая отложено из-за пандемии; "
            "9 сентября переведено в онлайн; 21 октября назначена дата.",
        ),
        (
            "zh-hans",
            "最初定在Chelyabinsk举行；5月27日因疫情延期；9月9日改为线上；10月21日确定日期。",
        ),
    ],
)
def test_steps_and_the_cause_are_one_sentence(code: str, said: str):
    assert summit().why(code) == WhyMoved(said, None)


@pytest.mark.parametrize(
    ("is_over", "said"),
    [
        (False, "First planned for Chelyabinsk; postponed on 27 May because of the pandemic."),
        (True, "First planned for Chelyabinsk."),
    ],
)
def test_row_names_the_first_place_and_of_what_is_to_come_the_cause(is_over: bool, said: str):
    assert summit().in_brief(is_over=is_over) == said


def test_row_of_what_is_over_and_left_no_other_place_says_nothing():
    story = Story().postponed(date(2020, 5, 27), PANDEMIC)

    assert story.in_brief() == "Postponed on 27 May because of the pandemic."
    assert story.in_brief(is_over=True) == ""
    assert Story().in_brief() == ""


ONLINE = {"format": Format.ONLINE, "cities": ()}
DAY = date(2020, 5, 27)


@pytest.mark.parametrize(
    ("kind", "facts", "said"),
    [
        (
            ChangeKind.CANCELLED,
            {"status": Status.CANCELLED},
            ("Cancelled on 27 May.", "27 мая отменено.", "5月27日取消。"),
        ),
        (
            ChangeKind.RESCHEDULED,
            {"period": NOVEMBER_10},
            ("Date changed on 27 May.", "27 мая изменена дата.", "5月27日改期。"),
        ),
        (
            ChangeKind.HELD,
            {"period": Period.on(date(2020, 7, 21)), "status": Status.HELD},
            (
                "Held on 21 July.",
                "Состоялось 21 июля.",
                "改于7月21日举行。",
            ),
        ),
        (
            ChangeKind.FORMAT_CHANGED,
            ONLINE,
            ("Moved online on 27 May.", "27 мая переведено в онлайн.", "5月27日改为线上。"),
        ),
        (
            ChangeKind.FORMAT_CHANGED,
            {"format": Format.HYBRID},
            ("Format changed on 27 May.", "27 мая изменён формат.", "5月27日变更形式。"),
        ),
        (
            ChangeKind.RELOCATED,
            {"cities": ("sochi",)},
            (
                "Moved from Chelyabinsk to Sochi on 27 May.",
                "27 мая изменено место (Chelyabinsk → Sochi).",
                "5月27日由Chelyabinsk改至Sochi举行。",
            ),
        ),
        (
            ChangeKind.RELOCATED,
            {"cities": ()},
            ("Place withdrawn on 27 May.", "27 мая снято прежнее место.", "5月27日取消原定地点。"),
        ),
        (
            ChangeKind.FORMAT_CHANGED,
            {"period": NOVEMBER_10, **ONLINE},
            (
                "Date changed and moved online on 27 May.",
                "27 мая изменена дата и переведено в онлайн.",
                "5月27日改期并改为线上。",
            ),
        ),
    ],
)
def test_each_kind_of_step_has_its_words(
    kind: ChangeKind, facts: dict[str, object], said: tuple[str, str, str]
):
    story = Story().then(kind, DAY, **facts)

    assert tuple(story.said(code) for code in CODES) == said


def test_reinstatement_is_told_with_the_day_of_its_announcement_and_names_none_of_the_event():
    story = Story().then(ChangeKind.CANCELLED, DAY, status=Status.CANCELLED)
    story.then(ChangeKind.REINSTATED, date(2020, 5, 30), status=Status.PLANNED)

    assert tuple(story.said(code) for code in CODES) == (
        "Cancelled on 27 May; reinstated on 30 May.",
        "27 мая отменено; 30 мая возвращено в план.",
        "5月27日取消；5月30日宣布恢复举行。",
    )


def test_return_to_one_place_is_said():
    story = Story().then(ChangeKind.FORMAT_CHANGED, DAY, **ONLINE)
    story.then(ChangeKind.FORMAT_CHANGED, date(2020, 6, 1), **vars(BEGINNING))

    assert story.said() == "Moved online on 27 May; changed to in person on 1 June."


@pytest.mark.parametrize(
    ("day", "precision", "said"),
    [
        (None, Precision.NONE, ("Postponed.", "Отложено.", "延期。")),
        (
            date(2020, 5, 1),
            Precision.MONTH,
            ("Postponed (May 2020).", "(май 2020 г.) отложено.", "2020年5月延期。"),
        ),
        (
            date(2021, 5, 27),
            Precision.DAY,
            ("Postponed on 27 May 2021.", "27 мая 2021 г. отложено.", "2021年5月27日延期。"),
        ),
    ],
)
def test_day_is_said_as_exactly_as_it_is_known(day: date | None, precision: str, said):
    gone = {"status": Status.POSTPONED, "period": UNDATED}
    reason = dict.fromkeys(CODES, "The hall is let.")
    story = Story().then(ChangeKind.POSTPONED, day, precision=precision, reason=reason, **gone)

    assert tuple(story.said(code) for code in CODES) == said


def test_year_is_said_where_it_changes():
    story = Story().postponed(date(2019, 12, 30))
    story.then(ChangeKind.RESCHEDULED, date(2020, 1, 7), period=NOVEMBER_10)
    story.then(ChangeKind.FORMAT_CHANGED, date(2020, 2, 7), **ONLINE)

    assert story.said() == (
        "Postponed on 30 December 2019; date set on 7 January 2020; moved online on 7 February."
    )


def test_second_step_of_a_day_is_said_to_be_of_the_same_day():
    story = Story().postponed(DAY).then(ChangeKind.FORMAT_CHANGED, DAY, **ONLINE)

    assert tuple(map(story.said, CODES)) == (
        "Postponed on 27 May; moved online on the same day.",
        "27 мая отложено; в тот же день переведено в онлайн.",
        "5月27日延期；同日改为线上。",
    )


@pytest.mark.parametrize(
    ("last_day", "said"),
    [
        (
            date(2020, 6, 4),
            (
                "Date changed 3 times, most recently on 4 June.",
                "4 июня в 3-й раз изменена дата.",
                "6月4日第3次改期。",
            ),
        ),
        (None, ("Date changed 3 times.", "Дата менялась 3 раза.", "3次改期。")),
    ],
)
def test_dates_that_change_again_and_again_are_counted(last_day: date | None, said):
    story = Story()
    reason = dict.fromkeys(CODES, "The hall is let.")
    for number, day in enumerate((date(2020, 6, 1), date(2020, 6, 2), last_day), start=1):
        period = Period.on(date(2020, 8, number))
        story.then(ChangeKind.RESCHEDULED, day, reason=reason, period=period)

    assert tuple(map(story.said, CODES)) == said


def test_many_steps_are_bounded():
    story = Story()
    for number in range(1, 5):
        story.postponed(date(2020, 3, number))
        dated = {"period": Period.on(date(2020, 8, number)), "status": Status.PLANNED}
        story.then(ChangeKind.RESCHEDULED, date(2020, 4, number), **dated)

    assert story.said() == (
        "After 4 earlier changes; postponed on 3 March; date set on 3 April; "
        "postponed on 4 March; date set on 4 April."
    )


def test_cause_is_named_once():
    story = Story().postponed(DAY, PANDEMIC)
    story.then(ChangeKind.FORMAT_CHANGED, date(2020, 6, 1), reason=PANDEMIC, **ONLINE)

    assert story.said() == "Postponed on 27 May because of the pandemic; moved online on 1 June."


def test_reason_without_a_cause_follows_as_it_was_written():
    whole = {"en": "The programme was put off together with the summits.", "ru": "Отложено всё."}

    why, russian = (Story().postponed(DAY, whole).why(code) for code in ("en", "ru"))

    assert why
    assert russian
    assert (why.sentence, str(why.reason)) == ("Postponed on 27 May.", whole["en"])
    assert (russian.sentence, str(russian.reason)) == ("27 мая отложено.", whole["ru"])


def test_reason_in_another_language_gives_no_cause_and_says_its_language():
    why = Story().postponed(DAY, {"en": PANDEMIC["en"]}).why("ru")

    assert why
    assert why.reason
    assert (why.sentence, why.reason.language) == ("27 мая отложено.", "en")
    assert why.reason.is_fallback


def test_reason_for_the_date_comes_before_one_for_the_place():
    story = Story().then(
        ChangeKind.RESCHEDULED, DAY, period=NOVEMBER_10, reason={"en": "The hall is let."}
    )
    story.then(ChangeKind.RELOCATED, DAY, cities=("sochi",), reason={"en": "It is warm."})

    why = story.why()

    assert why
    assert str(why.reason) == "The hall is let."


def test_endless_reason_is_left_to_the_steps():
    assert Story().postponed(DAY, {"en": "Word " * 100}).why() == WhyMoved(
        "Postponed on 27 May.", None
    )


def test_report_of_other_days_is_no_reason_and_comes_after_the_move():
    report = {"en": "Reported as held on 21 July."}
    held = {"period": Period.on(date(2020, 7, 21)), "status": Status.HELD, **ONLINE}

    assert Story().then(ChangeKind.HELD, DAY, reason=report, **held).why() == WhyMoved(
        "Moved online and held on 21 July.", None
    )


def test_event_that_never_moved_says_nothing():
    held = {"status": Status.HELD}

    assert Story().why() is None
    assert Story().then(ChangeKind.HELD, DAY, reason=PANDEMIC, **held).why() is None


def test_what_a_correction_took_back_is_no_reason():
    story = Story().postponed(DAY, PANDEMIC)
    assert story.why() is not None

    back = {"status": BEGINNING.status, "period": BEGINNING.period}
    assert story.then(ChangeKind.CORRECTED, DAY, **back).why() is None


def test_sentence_that_would_say_no_more_than_the_tags_is_left_out():
    bare = Story().postponed()
    placed = Story().then(ChangeKind.RELOCATED, cities=("sochi",))

    assert bare.why() is None
    assert placed.said() == "Moved from Chelyabinsk to Sochi."
    assert bare.then(ChangeKind.FORMAT_CHANGED, **ONLINE).said() == "Postponed; moved online."


def test_nothing_is_told_that_came_later():
    story = summit()
    story.steps, story.facts = story.steps[:4], Facts(Status.POSTPONED, UNDATED)

    assert story.said() == (
        "First planned for Chelyabinsk; postponed on 27 May because of the pandemic."
    )

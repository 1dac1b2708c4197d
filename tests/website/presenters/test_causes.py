"""The cause that a reason names, in its own words; none rather than a wrong one."""

import pytest

from website.presenters.why_moved import cause_in


@pytest.mark.parametrize(
    ("code", "reason", "cause"),
    [
        ("en", "It is put off because of the pandemic; more follows.", "because of the pandemic"),
        ("en", "The forum goes online due to COVID-19, led from there.", "due to COVID-19"),
        ("en", "Because of the storm, the fair is put off.", "because of the storm"),
        ("en", "Because of the pandemic the fair is put off.", "because of the pandemic"),
        ("ru", "Оргкомитет переносит саммит из-за пандемии; даты позднее.", "из-за пандемии"),
        ("ru", "Из-за пандемии форум переводится в онлайн.", "из-за пандемии"),
        ("ru", "Отложено в связи с ремонтом зала.", "в связи с ремонтом зала"),
        ("zh-hans", "组织委员会因疫情推迟峰会，新日期另行确定。", "因疫情"),
        ("zh-hans", "组委会因疫情防控宣布延期，具体时间另行通知。", "因疫情防控"),
        ("zh-hans", "因航班取消推迟。", "因航班取消"),
        ("zh-hans", "因机构改革推迟。", "因机构改革"),
        ("zh-hans", "由于台风改至次日。", "由于台风"),
    ],
)
def test_cause_is_said_in_the_words_of_the_reason(code: str, reason: str, cause: str):
    assert cause_in(reason, code) == cause


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("en", ""),
        ("en", "The date is fixed: 10 November 2020."),
        ("en", "It is not put off because of the pandemic."),
        ("en", "Nobody moved, the press denied that it was because of rain."),
        ("en", "Because of the storm the fair is put off."),
        ("en", "Put off because of what the hosts had told everybody there."),
        ("en", "It moved because of the many things that nobody had thought of in time."),
        ("ru", "Перенос не из-за пандемии."),
        ("ru", "Из-за санитарных ограничений форум проходит в формате видеоконференции."),
        ("ru", "Отложено из-за того, что зал закрыт."),
        ("ru", "Отложено из-за событий 2020 г. в городе."),
        ("zh-hans", "会议改为线上，原因未说明。"),
        ("zh-hans", "因此推迟。"),
        ("zh-hans", "春季疫情后改期至10月7日至9日，线下举行。"),
        ("kk", "Пандемияға байланысты кейінге қалдырылды."),
    ],
)
def test_no_cause_is_guessed(code: str, reason: str):
    assert cause_in(reason, code) == ""

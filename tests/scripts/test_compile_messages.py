import polib

from scripts.compile_messages import bind_words

NO_BREAK, JOINER = "\u00a0", "\u2060"


def entry(path: str, text: str) -> polib.POEntry:
    return polib.POEntry(msgid=path, msgstr=text, occurrences=[(path, "")])


def test_short_words_of_pages_are_bound_and_those_of_data_are_not():
    counted = polib.POEntry(
        msgid="one",
        msgid_plural="many",
        msgstr_plural={0: "У %(count)d мероприятия", 1: "У %(count)d мероприятий"},
        occurrences=[("templates/a.html", "")],
    )
    both = entry("templates/b.html", "К сведению")
    both.occurrences.append(("events/date_formats.py", ""))
    catalogue = polib.POFile()
    catalogue.metadata["Language"] = "ru"
    catalogue.extend(
        [
            entry("templates/base.html", 'План — в <a href="{url}">вашем</a> календаре'),
            entry("events/date_formats.py", "План в календаре"),
            both,
            counted,
        ]
    )

    bind_words(catalogue)

    assert [one.msgstr for one in catalogue[:3]] == [
        f'План{NO_BREAK}— в{NO_BREAK}<a href="{{url}}">вашем</a> календаре',
        "План в календаре",
        "К сведению",
    ]
    assert counted.msgstr_plural == {
        0: f"У{NO_BREAK}%(count)d{NO_BREAK}мероприятия",
        1: f"У{NO_BREAK}%(count)d{NO_BREAK}мероприятий",
    }


def test_chinese_number_stays_with_its_measure_on_pages():
    catalogue = polib.POFile()
    catalogue.metadata["Language"] = "zh_Hans"
    catalogue.append(entry("templates/a.html", "共 %(count)s 份，%(counter)d项：%(title)s 项"))

    bind_words(catalogue)

    assert catalogue[0].msgstr == f"共 %(count)s{NO_BREAK}份，%(counter)d{JOINER}项：%(title)s 项"

import polib

from scripts.compile_messages import bind_words

NO_BREAK = "\u00a0"


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
        0: f"У{NO_BREAK}%(count)d мероприятия",
        1: f"У{NO_BREAK}%(count)d мероприятий",
    }

"""Progress of a long task: plain lines in a file, a bar on a terminal."""

from io import StringIO

from django.core.management.base import OutputWrapper

from plan_data.management.base import Progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def work(out: StringIO) -> str:
    with Progress(OutputWrapper(out), "Loading", 3) as progress:
        progress.step("cities.csv", 2)
        progress.step("cities.csv", 3)
        progress.step("events.csv", 2)
    return out.getvalue()


def test_plain_lines_name_each_part_once():
    assert work(StringIO()) == "Loading (3 items) ...\n  cities.csv\n  events.csv\n"


def test_a_terminal_gets_a_bar():
    text = work(Terminal())

    assert "Loading: events.csv" in text
    assert "3/3" in text
    assert "\n\n" not in text


def test_lines_end_again_after_a_bar():
    terminal = Terminal()
    out = OutputWrapper(terminal)
    with Progress(out, "Loading", 0):
        pass

    out.write("Done.")

    assert terminal.getvalue().endswith("Done.\n")

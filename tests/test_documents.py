"""What the documents tell a newcomer to type exists, their links lead somewhere, and what the README counts is so."""

import csv
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for pattern in ("*.md", "docs/**/*.md", "data/*.md", "deploy/*.md", "bench/*.md")
    for path in sorted(ROOT.glob(pattern))
}
#: All that tells of today: the list of changes tells of what was.
TODAY = "\n".join(text for name, text in PAGES.items() if name != "CHANGELOG.md")

TARGET = re.compile(r"(?:^|`)make ([a-z][\w.-]*)", re.MULTILINE)
COMMAND = re.compile(r"manage\.py ([a-z_]+)([^`#|\n]*)")
#: In the first cell of the table of commands.
LISTED = re.compile(r"(?:^\| |· )`(?!manage)([a-z_]+)([^`]*)`(?=[^|]*\|)", re.MULTILINE)
OPTION = re.compile(r"--[a-z][a-z-]*")
MODULE = re.compile(r"python -m ((?:scripts|bench)[\w.]*)")
LINK = re.compile(r"\]\(([^)\s:]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)

#: What the README counts, and the file of `data/` that holds it.
COUNTED = {
    "events": "events",
    "recorded changes": "event_changes",
    "news items": "news",
    "bodies": "bodies",
    "hosts": "hosts",
    "priorities": "priorities",
    "documents": "documents",
}


def anchors(page: str) -> set[str]:
    """The addresses of a page's headings, as GitHub makes them."""
    words = (
        re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        for heading in HEADING.findall(CODE.sub("", PAGES[page]))
    )
    return {re.sub(r"[^\w -]", "", each).strip().lower().replace(" ", "-") for each in words}


def is_there(page: str, link: str) -> bool:
    """Whether a relative link of `page` leads to a file or folder, and to a heading of it."""
    name, _, anchor = link.partition("#")
    file = (ROOT / page).parent.joinpath(name).resolve() if name else ROOT / page
    if not anchor or file.suffix != ".md":
        return file.exists()
    return anchor in anchors(file.relative_to(ROOT).as_posix())


def test_every_target_of_make_that_is_named_exists():
    targets = set(re.findall(r"^([a-z.-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(TARGET.findall(TODAY))

    assert {"run", "replay", "test", "bench"} <= named
    assert named - targets == set()


def test_every_command_that_is_named_exists_and_takes_its_options():
    table = PAGES["docs/operations.md"].partition("## Commands")[2].partition("## ")[0]
    named = {
        (name, option)
        for name, rest in [*COMMAND.findall(TODAY), *LISTED.findall(table)]
        for option in OPTION.findall(rest) or [""]
    }
    commands = get_commands()

    assert {("load_plan", "--as-on"), ("restore", "--check"), ("prune", "--typed")} <= named
    assert {name for name, _ in named} - set(commands) == set()
    for name, option in named:
        app = commands[name]
        assert isinstance(app, str)
        taken = load_command_class(app, name).create_parser("manage.py", name).format_help()
        assert option in taken, (name, option)


def test_every_script_that_is_named_exists():
    named = set(MODULE.findall(TODAY))

    assert "scripts.messages" in named
    assert {name for name in named if find_spec(name) is None} == set()


def test_every_link_between_documents_leads_somewhere():
    links = [(page, link) for page, text in PAGES.items() for link in LINK.findall(text)]

    assert len(links) > 100
    assert [(page, link) for page, link in links if not is_there(page, link)] == []


@pytest.mark.parametrize(
    "link", ["nowhere.md", "performance.md#nowhere", "#nowhere", "../nowhere.png"]
)
def test_a_link_that_leads_nowhere_is_found_out(link: str):
    assert not is_there("docs/search.md", link)


def test_the_readme_counts_what_the_files_of_the_plan_hold():
    readme = " ".join(PAGES["README.md"].split())
    held = {}
    for words, name in COUNTED.items():
        with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            held[words] = sum(1 for _ in csv.DictReader(file))

    told = {words: int(re.search(rf"(\d+) {words}", readme)[1]) for words in COUNTED}

    assert told == held

"""What every test may use, and an honest end to the run."""

import gc
import os
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from _pytest import runner
from django.conf import LazySettings
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.template import Template
from django.test import Client, TransactionTestCase, client as test_client
from django.utils import translation
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

from events import plan_memory
from publishing import outbox
from sco_presidency.frame_room import roomy
from scripts import chromium, migrated
from search import finding, index
from search.models import SynonymGroup
from tests import choosing, emptying, machine_clock, recording, scheduling, watching
from tests.driving import browser, browser_page, drawn, only_page, staff_page  # noqa: F401 (fixtures)
from tests.kinds import kind  # noqa: F401 (a fixture)
from tests.markup import Element, page_at
from tests.presiding import preside

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
#: The file in which scripts/check.py looks for what was skipped: for this process alone.
NOT_RUN = os.environ.pop("NOT_RUN", "")
STORE = test_client.store_rendered_templates

# A busy machine is no fault of the code. The gate tries the same examples every time, HYPOTHESIS=free
# (`make proof`) others in each run.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("free", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS", "same"))


def pytest_configure(config: pytest.Config) -> None:
    machine_clock.start()
    # An eighth of the processor went into asking for room and giving it back.
    runner.runtestprotocol = roomy(runner.runtestprotocol)
    if "PYTEST_XDIST_WORKER" in os.environ:
        watching.Watch()
        runner.runtestprotocol = told_in_short(runner.runtestprotocol)
    if os.environ.get("PYTEST_XDIST_WORKER") == "gw1":
        config.pluginmanager.register(SecondWorker())
    recording.count_without()
    test_client.store_rendered_templates = store_pages
    BaseDatabaseWrapper.close_if_unusable_or_obsolete = close_between_transactions
    # A page reads a setting 1,200 to 1,800 times, and Django asks of each whether it is a method that stands for
    # one of the settings behind, which none is: in Python that takes a hundredth of the page.
    LazySettings.__getattribute__ = object.__getattribute__  # type: ignore[method-assign]


def told_in_short(run: Callable[..., list[pytest.TestReport]]) -> Callable[..., object]:
    """Tell the process that collects the results nothing of a set-up or tear-down in which nothing went wrong.

    Two of three reports were of these, and each is packed, sent, unpacked and looked at by every plugin.
    """

    def told(item: pytest.Item, log: bool = True, nextitem: pytest.Item | None = None) -> object:
        reports = run(item, log=False, nextitem=nextitem)
        for report in reports:
            if log and (report.when == "call" or not report.passed):
                item.ihook.pytest_runtest_logreport(report=report)
        return reports

    return told


def close_between_transactions(
    database: BaseDatabaseWrapper, close=BaseDatabaseWrapper.close_if_unusable_or_obsolete
) -> None:
    """Keep the connection where an answer is closed by a test: all that the test wrote would go with it."""
    if not database.in_atomic_block:
        close(database)


def store_pages(*args: Any, template: Template, **values: Any) -> None:
    """Keep for tests what a page was drawn from, and not a copy of it for each field of a form."""
    if not str(template.name).startswith("django/forms/"):
        STORE(*args, template=template, **values)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    with machine_clock.during(item):
        return (yield)


class Backwards(pytest.Dir):
    """A folder that is read from its end."""

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        yield from reversed(list(super().collect()))


class SecondWorker:
    """Lets the second worker read the tests from their end.

    Where nobody has read them before, each file is rewritten for its `assert` statements: what one has
    rewritten, the other finds.
    """

    def pytest_collect_directory(self, path: Path, parent: pytest.Collector) -> pytest.Dir:
        folder: pytest.Dir = Backwards.from_parent(parent, path=path)
        return folder


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    return choosing.is_not_read(collection_path) or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    gone = {item for item in items if choosing.is_left_out(item)}
    gone.update(choosing.turns_of_others(item for item in items if item not in gone))
    if gone:
        config.hook.pytest_deselected(items=[item for item in items if item in gone])
        items[:] = [item for item in items if item not in gone]
    items.sort(key=lambda item: (choosing.place_in_line(item), str(item.path)))
    for item in items:
        if item.nodeid.startswith("tests/search/"):
            item.add_marker("indexed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    return scheduling.scheduler(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage among what is imported and collected, all of which stays.

    That took a quarter of the processor of the collection; during the tests, an eighth.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With REQUIRE_ALL=1 a skipped test is a failed one."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, but REQUIRE_ALL=1 allows no skipping: {reason(report)}"
    return report


def reason(skipped: pytest.TestReport) -> str:
    text = skipped.longrepr[2] if isinstance(skipped.longrepr, tuple) else skipped.longrepr
    return str(text).removeprefix("Skipped: ")


def pytest_report_header(config: pytest.Config) -> list[str]:
    return [
        f"database: {connection.vendor}",
        f"chromium: {chromium.find() or 'none'}",
        f"clock: {machine_clock.AT or 'of the machine'}",
    ]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end, loudly, what was not run and why."""
    if connection.vendor != "sqlite":
        terminalreporter.section("pages are looked at on SQLite, and compared byte for byte")
    skipped = terminalreporter.getreports("skipped")
    reasons = Counter(reason(report) for report in skipped)
    told = [f"tests: {count}, {why}" for why, count in reasons.items()]
    for line in told:
        terminalreporter.section(f"NOT RUN: {line}", sep="!", yellow=True, bold=True)
    if NOT_RUN:
        Path(NOT_RUN).write_text("\n".join(told), "utf-8")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Migrate the database once for all workers and runs of the same code."""
    with migrated.once():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let there be a presidency, as in every database in use, and nothing else after a test that commits."""
    with django_db_blocker.unblock():
        preside()
        # Asked once by each connection of SQLite: no test counts it.
        assert connection.features.supports_json_field
        bring_back = emptying.keep()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: bring_back())
        yield


@pytest.fixture
def index_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the search find what a test publishes, though the test never commits."""
    monkeypatch.setattr(transaction, "on_commit", lambda run, **options: run())


@pytest.fixture(autouse=True)
def plan_read_anew(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the plan anew after each write, and nothing that is for renewing it.

    How many queries it takes to renew one follows from what another test read, and a plan is seldom read twice in a
    test. A test of how it is renewed is marked `renewed`.
    """
    if not request.node.get_closest_marker("renewed"):
        monkeypatch.setattr(plan_memory, "renewed", lambda _before: read_rows())
        monkeypatch.setattr(plan_memory, "read_to_renew", read_rows)


def read_rows() -> plan_memory.PlanRows:
    """Return a plan table by table: of a few rows that is ten times as fast as all at once."""
    return plan_memory.PlanRows(*plan_memory._read())


@pytest.fixture(autouse=True)
def begun_in_english() -> None:
    """Forget the language of the last request: a thread keeps it."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def indexed_when_asked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep no index until a test searches: to keep it took a third of the time of all the others.

    A test of how it is kept is marked `indexed`.
    """
    if request.node.get_closest_marker("indexed"):
        return
    openings, listeners = finding.openings, outbox._listeners

    def index_and_open(text: str) -> object:
        monkeypatch.setattr(finding, "openings", openings)
        monkeypatch.setattr(outbox, "_listeners", listeners)
        index.rebuild(lambda _kind: None)
        return openings(text)

    monkeypatch.setattr(finding, "openings", index_and_open)
    monkeypatch.setattr(outbox, "_listeners", {})


@pytest.fixture(autouse=True)
def recorded_when_asked(request: pytest.FixtureRequest) -> Iterator[None]:
    """Write no record of what a factory publishes until a test asks for one (tests/recording.py)."""
    with recording.when_asked() if recording.may_wait(request.node) else nullcontext():
        yield


@pytest.fixture(autouse=True)
def standing_clock(request: pytest.FixtureRequest) -> None:
    """Let the clock of the portal stand at the day of the nearest mark `clock`."""
    if mark := request.node.get_closest_marker("clock"):
        request.getfixturevalue("settings").PORTAL_CLOCK = str(mark.args[0])


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    """A folder of its own for the files of the portal."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def front_page(settings, client: Client):
    """The front page on a day: `front_page("2020-10-28")`."""

    def on(day: str, code: str = "en") -> Element:
        settings.PORTAL_CLOCK = day
        return page_at(client, f"/{code}/")

    return on


@pytest.fixture
def usual_names(db):
    """Only the groups that a test adds: `usual_names("ШОС", "SCO")`."""
    SynonymGroup.objects.all().delete()

    def add(*names: str) -> SynonymGroup:
        return SynonymGroup.objects.create(spellings="\n".join(names))

    return add

"""Try `deploy/` for real: PostgreSQL, two processes of the portal and nginx, on a free port.

    .venv/bin/python -m scripts.try_deploy [--idle SECONDS]

Exits with 1 where something did not hold. Needs nginx and openssl.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

from scripts.deployed import BROTLI, NAME, ROOT, Deployed
from scripts.production import PRODUCTION
from scripts.readers import Line, Readers, ask, ask_on
from scripts.with_postgres import exit_on_signals, private_cluster

EVENT = "/en/events/chs-20-summit-2020/"
READ = ["/en/", "/ru/calendar/", EVENT, "/en/calendar.ics", "/api/v1/events/?limit=100"]
#: Read by nobody but the check that withdraws it.
QUIET = "/en/events/cnc-moscow-2019-08/"
#: What is said with whatever is not public: kept by nobody, found by nobody.
SEALED = ("private, no-store", "noindex, nofollow, noarchive")


class Trial:
    """What was tried: prints each line as it comes, and remembers whether all held."""

    def __init__(self, site: Deployed) -> None:
        self.site, self.all_held = site, True

    def tell(self, what: str, figure: object, *, held: bool = True) -> None:
        self.all_held &= held
        print(f"{'ok  ' if held else 'FAIL'} {what}: {figure}", flush=True)

    def under_load(
        self, what: str, act: Callable[[], None], after: float = 3, **asked: object
    ) -> None:
        """Say how many readers failed while and shortly after something was done to the portal."""
        with Readers(self.site.port, READ, **asked) as readers:  # type: ignore[arg-type]
            time.sleep(1)
            act()
            time.sleep(after)
        figure = f"{readers.failed} of {readers.answers.total()} failed {dict(readers.answers)}"
        self.tell(what, f"{figure}, slowest {readers.slowest:.2f} s", held=not readers.failed)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--idle", type=float, default=5, help="seconds for which nobody asks")
    idle: float = parser.parse_args().idle
    exit_on_signals()
    with (
        tempfile.TemporaryDirectory(prefix="portal-try-", dir="/tmp") as home,
        private_cluster() as url,
    ):
        prepare(url)
        site = Deployed(Path(home), url)
        trial = Trial(site)
        try:
            site.start()
            for tried in (
                headers,
                static_files,
                doors,
                unpublished,
                written,
                load,
                slow_clients,
                restarts,
                away,
            ):
                tried(trial)
                if tried is written:
                    after_quiet_hours(trial, idle)
        finally:
            site.stop()
    return 0 if trial.all_held else 1


def prepare(url: str) -> None:
    os.environ.update(PRODUCTION, DATABASE_URL=url)
    django.setup()
    print("Loading the plan ...", file=sys.stderr)
    call_command("migrate", verbosity=0)
    call_command("load_plan", str(ROOT / "data"), verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def headers(trial: Trial) -> None:
    answer = ask(trial.site.port, "/en/", Accept_Encoding="br")
    names = [
        "Strict-Transport-Security",
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "ETag",
        "Cache-Control",
    ]
    counts = {name: len(answer.each(name)) for name in names}
    held = set(counts.values()) == {1} and not answer.each("X-Accel-Expires")
    trial.tell("home, each header once", f"{answer.status} {counts}", held=held)
    tag = answer.headers["ETag"]
    again = ask(trial.site.port, "/en/", If_None_Match=tag, Accept_Encoding="br")
    trial.tell("the same again", again.status, held=again.status == 304)


def static_files(trial: Trial) -> None:
    page = ask(trial.site.port, "/en/").body.decode()
    sheet = page.split('rel="stylesheet" href="')[1].split('"')[0]
    codings = ["br", "gzip"] if BROTLI.exists() else ["gzip"]
    if "br" not in codings:
        print(
            "!!   not tried: files in brotli (Debian: apt-get install libnginx-mod-http-brotli-static)"
        )
    for coding in codings:
        answer = ask(trial.site.port, sheet, Accept_Encoding=coding)
        said = answer.headers["Content-Encoding"], answer.headers["Cache-Control"]
        trial.tell(f"{sheet}, {coding}", said, held=said[0] == coding and "immutable" in said[1])


def doors(trial: Trial) -> None:
    for path, expected in (
        ("/health/live", 404),
        ("/metrics", 404),
        ("/media/documents/../../portal.sqlite3", 404),
        ("/admin/login/", 200),
        ("/en/nowhere/", 404),
    ):
        answer = ask(trial.site.port, path)
        trial.tell(path, answer.status, held=answer.status == expected)
    large = Line(trial.site.port)
    large.request("POST", "/admin/", headers={"Host": NAME, "Content-Length": str(26 * 2**20)})
    status = large.getresponse().status
    large.close()
    trial.tell("a body of 26 MB", status, held=status == 413)


def unpublished(trial: Trial) -> None:
    """A draft's files are nobody's; its preview is for whoever has the link, from the portal alone, until the link ends."""
    with draft_with_files() as (files, token, end):
        answers = [ask(trial.site.port, path).status for path in files]
        trial.tell("photo and paper of drafts", answers, held=answers == [404, 404])
        paths = [f"/preview/{token}{path}" for path in ("/", "/en/", files[0])]
        first = [ask(trial.site.port, path) for path in paths]
        said = {
            (*answer.each("Cache-Control"), *answer.each("X-Robots-Tag"), *answer.each("ETag"))
            for answer in first
        }
        statuses = [answer.status for answer in first]
        held = statuses == [302, 200, 200] and said == {SEALED}
        trial.tell("its preview by link, and the photo there", f"{statuses} {said}", held=held)
        end()
        after = [ask(trial.site.port, path).status for path in paths]
        trial.tell("the link was ended, next answers", after, held=after == [410, 410, 410])
        kept = [path for path in trial.site.home.rglob("*") if is_told_in(path, token)]
        trial.tell("files of nginx that name the link", kept, held=not kept)


def is_told_in(path: Path, token: str) -> bool:
    return path.is_file() and token.encode() in path.read_bytes()


@contextmanager
def draft_with_files() -> Iterator[tuple[list[str], str, Callable[[], None]]]:
    """Yield the addresses of the photo of a draft and of the paper of another, the token of a link to the first, and what ends it."""
    from django.contrib.auth.models import User  # noqa: PLC0415 (settings are ready only now)
    from django.core.files.base import ContentFile  # noqa: PLC0415
    from django.core.files.storage import default_storage  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    from documents.models import Document, DocumentKind  # noqa: PLC0415
    from events import images  # noqa: PLC0415
    from events.enums import Kind, Level  # noqa: PLC0415
    from events.models import Event, Photo  # noqa: PLC0415
    from presidencies.current import current  # noqa: PLC0415
    from staff.previews import links  # noqa: PLC0415

    title: dict[str, Any] = {"title_en": "A trial"}
    said: dict[str, Any] = {"alt_en": "A hall.", "credit_en": "A. Photographer"}
    user = User.objects.create_superuser("trial")
    event = Event.objects.create(
        slug="trial",
        **title,
        kind=Kind.MEETING,
        level=Level.MINISTERS,
        presidency=current(),
    )
    kept = images.keep(images.make(Image.new("RGB", (640, 400))))
    photo = Photo.objects.create(event=event, **said, **asdict(kept))
    name = default_storage.save("documents/trial.pdf", ContentFile(b"%PDF"))
    Document.objects.create(
        slug="trial",
        **title,
        kind=DocumentKind.STATEMENT,
        file=name,
        adopted_on=date(2020, 11, 10),
        presidency=current(),
    )
    made = links.make(event, by=user, now=timezone.now(), days=1)
    try:
        yield (
            [photo.url, default_storage.url(name)],
            made.token,
            lambda: links.revoke(made.link, by=user, now=timezone.now()),
        )
    finally:
        images.forget(kept.digest, kept.width)
        default_storage.delete(name)


def written(trial: Trial) -> None:
    """From the commit to the first answer of nginx that follows from it, while others read too."""
    times = []
    with Readers(trial.site.port, [QUIET, "/en/"], number=2):
        for number in range(8):
            time.sleep(0.37 * number % 1)
            act, expected = ("publish", 200) if number % 2 else ("withdraw", 410)
            write(act)
            times.append(until(trial.site.port, QUIET, expected))
    slowest = max(times)
    trial.tell(
        "from commit to seen, 8 times, s",
        f"{sum(times) / 8:.2f}, slowest {slowest:.2f}",
        held=slowest < 1.1,
    )


def write(act: str) -> None:
    """Publish or withdraw the quiet event, from this process: what others must hear of by the database."""
    from events.models import Event  # noqa: PLC0415 (settings are ready only now)
    from publishing import workflow  # noqa: PLC0415
    from publishing.permissions import Actor  # noqa: PLC0415

    event = Event.objects.get(slug=QUIET.split("/")[-2])
    getattr(workflow, act)(event, by=Actor.system("trial"))


def until(port: int, path: str, status: int) -> float:
    begun, line = time.monotonic(), Line(port)
    while ask_on(line, path).status != status and time.monotonic() - begun < 20:
        time.sleep(0.01)
    line.close()
    return time.monotonic() - begun


def after_quiet_hours(trial: Trial, idle: float) -> None:
    before = ask(trial.site.port, QUIET).status
    time.sleep(idle)
    write("withdraw")
    first = ask(trial.site.port, QUIET).status
    trial.tell(
        f"idle {idle:.0f} s, withdrawn, first answer",
        (before, first),
        held=(before, first) == (200, 410),
    )


def load(trial: Trial) -> None:
    for path in ("/en/", "/en/calendar/", EVENT):
        begun = time.monotonic()
        with Readers(trial.site.port, [path], number=4) as readers:
            time.sleep(4)
        rate = readers.answers.total() / (time.monotonic() - begun)
        trial.tell(f"{path}, four readers", f"{rate:.0f} a second", held=not readers.failed)


def slow_clients(trial: Trial) -> None:
    lines = [Line(trial.site.port) for _ in range(150)]
    for line in lines:
        line.connect()
        line.sock.sendall(b"GET /en/ HTTP/1.1\r\nHost: portal.example\r\nX-Slow: ")
    begun = time.monotonic()
    status = ask(trial.site.port, EVENT).status
    took = time.monotonic() - begun
    trial.tell(
        "beside 150 slow clients", f"{status} in {took:.2f} s", held=status == 200 and took < 1
    )
    for line in lines:
        line.close()


def restarts(trial: Trial) -> None:
    site = trial.site
    trial.under_load("kill -9 of one worker", lambda: site.kill_worker(1))

    trial.under_load("kill -9 of all workers", partial(of_both, site.kill_worker), after=6)
    trial.under_load("kill -9 of one process with its worker", lambda: site.kill(1))
    restart = partial(of_both, site.restart_process)
    trial.under_load("both restarted in turn, reading", restart)
    trial.under_load("both restarted in turn, writing", restart, number=2, method="POST")


def of_both(act: Callable[[int], None]) -> None:
    for number in (1, 2):
        act(number)


def away(trial: Trial) -> None:
    """All processes are gone: what was asked lately is in the cache, the rest in the mirror."""
    site = trial.site
    page = site.mirror / "en" / "about" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>mirrored", "utf-8")
    for number in (1, 2):
        site.processes[number].terminate()
        site.processes[number].wait(timeout=30)
    trial.tell("no process: home", ask(site.port, "/en/").status)
    for path, method, expected in (
        ("/en/about/", "GET", (200, b"<p>mirrored")),
        ("/en/about/?a=1", "GET", (503, None)),
        ("/en/terms/", "GET", (503, None)),
        ("/en/about/", "POST", (503, None)),
        ("/admin/", "GET", (503, None)),
    ):
        answer = ask(site.port, path, method)
        held = answer.status == expected[0] and expected[1] in (None, answer.body)
        trial.tell(f"no process: {method} {path}", answer.status, held=held)


if __name__ == "__main__":
    sys.exit(main())

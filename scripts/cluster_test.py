"""Try docs/cluster.md for real: two PostgreSQL, Redis, two processes of the portal, nginx; one machine dies.

    make cluster-test

Exits with 1 where something did not hold. Needs nginx, openssl, PostgreSQL and redis-server.
"""

from __future__ import annotations

import signal
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from scripts.cluster import Cluster, frozen, wait_until
from scripts.cluster_trial import NAME, PASSWORD, QUIET, TOKEN, Trying
from scripts.editors import Editor, ask_socket
from scripts.readers import ask
from scripts.try_deploy import EVENT, prepare
from scripts.with_postgres import exit_on_signals

#: Seconds after which the trial gives up.
LONGEST = 900
#: Addresses of an event that nobody asks for in passing.
FORMS = (
    *(f"/{code}/events/{{}}{end}" for code in ("ru", "zh-hans", "en") for end in ("/", ".ics")),
    "/api/v1/events/{}/",
)


def begin(trial: Trying) -> None:
    """One primary with the plan; a replica, made by the runbook; two processes, nginx, Redis."""
    site = trial.site
    site.primary.make()
    prepare(site.primary.url)
    from django.contrib.auth.models import User  # noqa: PLC0415 (settings are ready only now)
    from django.db import connections  # noqa: PLC0415

    from events.models import Event  # noqa: PLC0415

    User.objects.create_superuser(NAME, password=PASSWORD)
    slugs = site.primary.ask("SELECT slug FROM events_event WHERE publication = 'published'")
    known = {path.split("/")[-2] for path in (QUIET, EVENT)}
    trial.fresh = [
        form.format(slug) for slug in slugs.split() if slug not in known for form in FORMS
    ]
    trial.quiet = str(Event.objects.get(slug=QUIET.split("/")[-2]).pk)
    connections.close_all()
    site.start_redis()
    site.configure(DATABASE_URL=site.primary.url, REDIS_URL=site.redis_url, METRICS_TOKEN=TOKEN)
    site.start()
    begun = time.monotonic()
    site.follow_runbook("Make a replica")
    wait_until(trial.both_answer, "both answer")
    trial.tell("from the first word to a replica that is read", f"{time.monotonic() - begun:.1f} s")


def doctor(trial: Trying) -> None:
    """`manage.py doctor` knows of both."""
    told = trial.site.manage("doctor").splitlines()
    for what in ("database", "replica", "shared counts"):
        trial.tell(f"doctor: {what}", f"ok    {what}" in told, held=f"ok    {what}" in told)


def who_is_asked(trial: Trying) -> None:
    """Readers cost the primary nothing but one question a second from each process."""
    time.sleep(11)  # PostgreSQL counts what it did ten seconds later
    servers = (trial.site.primary, trial.site.replica)
    sql = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
    before = [int(server.ask(sql)) for server in servers]
    for path in trial.some_fresh(40):
        ask(trial.site.port, path)
    time.sleep(12)
    primary, replica = (
        int(server.ask(sql)) - number for server, number in zip(servers, before, strict=True)
    )
    figure = f"{primary} queries to the primary, {replica} to the replica"
    trial.tell("40 pages never asked", figure, held=replica > 5 * primary)


def publish(trial: Trying) -> None:
    """Published on one process, seen on the other, however late the replica is."""
    editor, replica = trial.editor(1), trial.site.replica
    for number in range(6):
        time.sleep(0.37 * number % 1)
        act = "publish" if number % 2 else "withdraw"
        trial.written(f"{act} on one process", editor, act)
    replica.ask("SELECT pg_wal_replay_pause()")
    for act in ("withdraw", "publish"):
        trial.written(f"{act} while the replica stands still", editor, act)
        time.sleep(1.2)
    behind = trial.behind()
    trial.tell("behind, by the metrics", f"{behind:.1f} s", held=behind > 0)
    replica.ask("SELECT pg_wal_replay_resume()")
    seconds = wait_until(lambda: trial.behind() == 0, "the replica followed")
    trial.tell("it goes on, and is read again", f"after {seconds:.1f} s")


def guess(trial: Trying) -> None:
    """Wrong passwords are counted by Redis for all processes, and by the database while it is gone."""
    site = trial.site

    def wrong(number: int, address: str) -> int:
        guesser = Editor(trial.socket(number), NAME, "wrong", address)
        return guesser.log_in().status

    def rows() -> int:
        return int(site.primary.ask("SELECT count(*) FROM axes_accessfailurelog"))

    answers = [wrong(number, "198.51.100.1") for number in (1, 1, 2, 2, 1, 2)]
    held = answers == [200] * 4 + [429] * 2 and rows() == 0
    trial.tell("5 of one address, on both", f"{answers}, {rows()} rows in the database", held=held)
    site.stop_redis()
    begun = time.monotonic()
    answers = [wrong(number, "198.51.100.2") for number in (1, 1, 2, 2, 1)]
    figure = f"{answers}, {rows()} rows in the database, {time.monotonic() - begun:.1f} s"
    trial.tell("5 while Redis is gone", figure, held=answers == [200] * 4 + [429] and rows() == 5)
    trial.tell("the editor logs in meanwhile", trial.editor(1).get("/admin/").status)
    site.start_redis()
    time.sleep(5)  # it is asked again
    answers = [wrong(number, "198.51.100.3") for number in (1, 2)]
    held = (answers, rows()) == ([200, 200], 5)
    trial.tell("Redis is back", f"{answers}, {rows()} rows in the database", held=held)


def freeze(trial: Trying) -> None:
    """A machine that answers nothing and refuses nothing."""
    with frozen(trial.site.primary):
        trial.under_reading("primary stands still", lambda: None, after=6)
    seconds = wait_until(trial.both_answer, "the primary answers again")
    trial.tell("it goes on, and is asked again", f"after {seconds:.1f} s")


def kill(trial: Trying) -> None:
    """The primary is dead: reading goes on, writing says that it cannot."""
    site = trial.site
    trial.under_reading("kill -9 of the primary", site.primary.kill)
    for number in (1, 2):
        ready = ask_socket(trial.socket(number), "/health/ready")
        said = ready.body.decode().splitlines()
        held = ready.status == 200 and len(said) == 2 and said[1].startswith("primary: ")
        trial.tell(f"process {number}, /health/ready", f"{ready.status} {said}", held=held)
    status = ask(site.port, "/admin/login/", "POST").status
    trial.tell("POST meanwhile", status, held=status == 503)


def promote(trial: Trying) -> None:
    """The words of the runbook, and writing works again."""
    site = trial.site
    trial.under_reading("promote the replica", lambda: site.follow_runbook("Promote the replica"))
    site.exchange()
    trial.written("withdraw on the promoted", trial.editor(1), "withdraw")
    trial.written("publish on the promoted", trial.editor(1), "publish")


def begin_again(trial: Trying) -> None:
    """The old primary becomes the replica of the new one, by the same words; then it dies too."""
    site = trial.site
    trial.under_reading(
        "the old primary made a replica", lambda: site.follow_runbook("Make a replica")
    )
    wait_until(trial.both_answer, "both answer")
    trial.under_reading("kill -9 of the replica", site.replica.kill)
    trial.written("withdraw meanwhile", trial.editor(1), "withdraw")
    site.replica.start()
    seconds = wait_until(trial.both_answer, "the replica answers again")
    trial.tell("replica started again, read again", f"after {seconds:.1f} s")


def lose_both(trial: Trying) -> None:
    """Neither is there: what was asked lately is told, and says from when it is."""
    site = trial.site
    for number in (1, 2):
        ask_socket(trial.socket(number), "/en/")
    for server in (site.primary, site.replica):
        server.kill()
    time.sleep(1.5)
    answer = ask_socket(trial.socket(1), "/en/")
    held = answer.status == 200 and b"cannot reach its database" in answer.body
    trial.tell("home, from the memory of the process", answer.status, held=held)
    for server in (site.primary, site.replica):
        server.start()
    seconds = wait_until(trial.both_answer, "both answer")
    trial.written("both started again, publish", trial.editor(1), "publish")
    trial.tell("both answered again", f"after {seconds:.1f} s")


STEPS = (begin, doctor, who_is_asked, publish, guess, freeze, kill, promote, begin_again, lose_both)


def main() -> int:
    exit_on_signals()
    signal.signal(signal.SIGALRM, lambda number, frame: sys.exit(f"Not done in {LONGEST} s."))
    signal.alarm(LONGEST)
    print(f"{date.today():%-d %B %Y}", flush=True)  # noqa: DTZ011 (for who reads it here)
    with tempfile.TemporaryDirectory(prefix="portal-cluster-", dir="/tmp") as home:
        Path(home).chmod(0o711)  # PostgreSQL runs as another user
        trial = Trying(Cluster(Path(home)))
        try:
            for step in STEPS:
                begun = time.monotonic()
                print(f"\n{(step.__doc__ or '').strip()}", flush=True)
                step(trial)
                print(f"     ({time.monotonic() - begun:.0f} s)", flush=True)
        finally:
            trial.site.stop()
    return 0 if trial.all_held else 1


if __name__ == "__main__":
    sys.exit(main())

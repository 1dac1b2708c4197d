"""Settings are read when a process starts, so each test starts one."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.exceptions import ImproperlyConfigured

from sco_presidency.settings.env import GIVE_UP, mail
from scripts.production import PRODUCTION

ROOT = Path(__file__).resolve().parents[2]


#: Imports what settings import, but no settings, and begins as many processes as it is asked for, each with an
#: environment of its own: to import Django and what reads the environment takes ten times as long as the settings.
FORKS = """
import json, os, sys, tempfile, traceback
import dj_database_url, dj_email_url, django.conf, environs

def run(code, environment, files):
    for number, file in enumerate(files, start=1):
        os.dup2(file.fileno(), number)
    os.environ.clear()
    os.environ.update(environment)
    try:
        exec(code, {"__name__": "__main__"})
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
    return 0

for line in sys.stdin:
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        child = os.fork()
        if not child:
            os._exit(run(*json.loads(line), (out, errors)))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = [file.seek(0) or file.read() for file in (out, errors)]
    print(json.dumps([status, *texts]), flush=True)
"""


class Started(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture(scope="module")
def start() -> Iterator[Callable[..., Started]]:
    """Load the production settings in a process of its own, and let it print the one `asked` for.

    None leaves a variable out.
    """
    with subprocess.Popen(  # noqa: S603 (our own Python)
        [sys.executable, "-c", FORKS],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as forks:
        to_forks, from_forks = forks.stdin, forks.stdout
        assert to_forks
        assert from_forks

        def start(*, asked: str = "DEBUG", **changed: str | None) -> Started:
            variables = {**os.environ, **PRODUCTION, **changed}
            named = {name: value for name, value in variables.items() if value is not None}
            code = f"from django.conf import settings; print(settings.{asked})"
            print(json.dumps([code, named]), file=to_forks, flush=True)
            return Started(*json.loads(from_forks.readline()))

        yield start


def test_production_starts_with_every_secret_in_the_environment(start):
    started = start()

    assert (started.stdout, started.stderr) == ("False\n", "")


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
@pytest.mark.parametrize("value", [None, ""])
def test_production_names_the_secret_that_is_missing(start, name, value):
    started = start(**{name: value})

    assert started.returncode == 1
    assert started.stderr.splitlines()[-1] == (
        f"django.core.exceptions.ImproperlyConfigured: {name} is not set. The production settings "
        "read it from the environment; docs/operations.md lists every variable."
    )


def test_production_refuses_a_standing_clock(start):
    started = start(PORTAL_CLOCK="2020-10-28")

    assert started.returncode == 1
    assert started.stderr.splitlines()[-1] == (
        "django.core.exceptions.ImproperlyConfigured: PORTAL_CLOCK is set. It holds the portal's "
        "clock still for demonstrations and is refused in production: unset it."
    )


@pytest.mark.parametrize("names", ["portal.example", ".portal.example, other.example"])
def test_paper_leads_to_the_first_name_of_the_portal(start, names):
    started = start(asked="PUBLIC_ORIGIN", ALLOWED_HOSTS=names)

    assert started.stdout == "https://portal.example\n"


def test_names_below_a_name_may_send_forms(start):
    started = start(asked="CSRF_TRUSTED_ORIGINS", ALLOWED_HOSTS=".portal.example,other.example")

    assert started.stdout == "['https://*.portal.example', 'https://other.example']\n"


def test_mail_goes_out_by_the_server_that_is_named(start):
    asked = "DEFAULT_FROM_EMAIL, settings.EMAIL_HOST_PASSWORD, settings.EMAIL_USE_TLS"

    started = start(asked=asked, EMAIL_URL="submission://desk:p%40ss@mail.example:587")

    assert started.stdout == "portal@portal.example p@ss True\n"


def test_production_demands_a_second_factor_and_takes_passkeys_for_its_own_name(start):
    asked = "SECOND_FACTOR_REQUIRED, settings.OTP_WEBAUTHN_RP_ID, *settings.OTP_WEBAUTHN_ALLOWED_ORIGINS"

    started = start(asked=asked, ALLOWED_HOSTS=".portal.example", SECOND_FACTOR_REQUIRED=None)

    assert started.stdout == "True portal.example https://portal.example\n"


def test_a_way_for_mail_that_is_not_known_is_refused(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://mail.example")

    with pytest.raises(ImproperlyConfigured, match="begins neither with submission:// nor"):
        mail()


BREAKING = """
import django
django.setup()
from django.test import Client
from django.urls import path
import sco_presidency.urls as urls

def fault(request):
    raise ZeroDivisionError("in a page")

urls.urlpatterns.insert(0, path("preview/secret.token/", fault))
browser = Client(raise_request_exception=False, headers={"Host": "127.0.0.1"})
answer = browser.get("/preview/secret.token/", secure=True)
print(answer.status_code)
"""


@pytest.mark.by_turns(2)
@pytest.mark.parametrize("name", ["dev", "production"])
def test_traceback_of_a_fault_is_written(name):
    environment = {
        **os.environ,
        **PRODUCTION,
        "DJANGO_SETTINGS_MODULE": f"sco_presidency.settings.{name}",
        "ALLOWED_HOSTS": "127.0.0.1",
        "PORTAL_CLOCK": "",
    }
    started = subprocess.run(  # noqa: S603 (our own Python)
        [sys.executable, "-c", BREAKING],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert started.stdout == "500\n", started.stderr
    assert "Traceback (most recent call last)" in started.stderr
    assert "ZeroDivisionError: in a page" in started.stderr
    assert "secret.token" not in started.stderr, "it opens a preview"


@pytest.mark.parametrize(("value", "whole"), [(None, "False"), ("off", "False"), ("on", "True")])
@pytest.mark.parametrize("asked", ["SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"])
def test_hosts_below_the_domain_are_bound_only_when_that_is_asked_for(start, asked, value, whole):
    started = start(asked=asked, HSTS_WHOLE_DOMAIN=value)

    assert (started.stdout, started.stderr) == (f"{whole}\n", "")


PRIMARY, REPLICA = "postgres://portal@10.0.0.2/portal", "postgres://portal@10.0.0.3/portal"


def test_one_variable_brings_a_replica_and_limits_of_waiting(start):
    asked = (
        "DATABASE_ROUTERS, {a: (d['HOST'], d['OPTIONS']) for a, d in settings.DATABASES.items()}"
    )
    started = start(asked=asked, DATABASE_URL=PRIMARY, DATABASE_REPLICA_URL=REPLICA)

    hosts = {"default": ("10.0.0.2", GIVE_UP), "replica": ("10.0.0.3", GIVE_UP)}
    assert started.stderr == ""
    assert started.stdout == f"['sco_presidency.routers.ReplicaRouter'] {hosts}\n"


def test_connections_of_who_writes_are_tried_first(start):
    asked = "DATABASES and [d['CONN_HEALTH_CHECKS'] for d in settings.DATABASES.values()]"
    started = start(asked=asked, DATABASE_URL=PRIMARY, DATABASE_REPLICA_URL=REPLICA)

    assert (started.stdout, started.stderr) == ("[True, False]\n", "")


def test_limits_of_an_address_win(start):
    asked = "DATABASES['default']['OPTIONS']['connect_timeout']"
    address = f"{PRIMARY}?connect_timeout=5"
    started = start(asked=asked, DATABASE_URL=address, DATABASE_REPLICA_URL=REPLICA)

    assert (started.stdout, started.stderr) == ("5\n", "")


def test_one_variable_brings_a_snapshot_that_nobody_writes_and_the_same_limits(start):
    asked = "DATABASES and (settings.DATABASE_ROUTERS, settings.DATABASE_SNAPSHOT, settings.DATABASES['snapshot']['NAME'], settings.DATABASES['default']['OPTIONS'])"
    started = start(asked=asked, DATABASE_URL=PRIMARY, DATABASE_SNAPSHOT="/srv/a b.sqlite3")

    routers, address = ["sco_presidency.routers.ReplicaRouter"], "file:///srv/a%20b.sqlite3?mode=ro"
    assert started.stderr == ""
    assert started.stdout == f"{(routers, '/srv/a b.sqlite3', address, GIVE_UP)}\n"


@pytest.mark.parametrize("value", [None, ""])
def test_without_it_there_is_one_database(start, value):
    started = start(asked="DATABASE_ROUTERS, list(settings.DATABASES)", DATABASE_REPLICA_URL=value)

    assert (started.stdout, started.stderr) == ("[] ['default']\n", "")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (None, "staff.login_throttle.InDatabase locmem.LocMemCache None"),
        (
            "redis://10.0.0.4:6379/0",  # as JSON: nothing that is read there is run
            "staff.guesses.InRedis redis.RedisCache django.core.signing.JSONSerializer",
        ),
    ],
)
def test_one_variable_shares_the_counts(start, url, told):
    backend = "settings.CACHES['default']['BACKEND'].partition('backends.')[2]"
    serializer = "settings.CACHES['default'].get('OPTIONS', {}).get('serializer')"
    started = start(asked=f"AXES_HANDLER, {backend}, {serializer}", REDIS_URL=url)

    assert (started.stdout, started.stderr) == (f"{told}\n", "")

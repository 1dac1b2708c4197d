"""The files of `deploy/` name only commands, settings, paths and modules that are there."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands, load_command_class

from sco_presidency.settings import base
from sco_presidency.wsgi import application
from scripts.deployed import Deployed, render

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())
COMMAND = re.compile(r"manage\.py ([a-z_]+)((?: --?[a-z]+[a-z-]*(?: \d+)?)*)")
#: What an installation makes, or nginx and systemd bring.
OURS = re.compile(r"/srv/portal/((?!var/|\.venv/)[\w./@-]+)")
KEPT = re.compile(r"/srv/portal/(var/[a-z]+)")

COMMANDS = sorted(
    {(path.name, *found) for path in FILES for found in COMMAND.findall(path.read_text("utf-8"))}
)


def test_there_are_commands_to_look_at():
    assert "make_programme" in {name for _, name, _ in COMMANDS}


@pytest.mark.parametrize(("file", "name", "options"), COMMANDS)
def test_commands_and_their_options_exist(file: str, name: str, options: str):
    commands = get_commands()
    assert name in commands, file

    app = commands[name]
    assert isinstance(app, str)
    parser = load_command_class(app, name).create_parser("manage.py", name)

    known = {string for action in parser._actions for string in action.option_strings}
    assert [word for word in options.split() if word.startswith("-") and word not in known] == []


def test_paths_below_the_portal_exist():
    named = {path for file in FILES for path in OURS.findall(file.read_text("utf-8"))}

    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_folders_that_are_kept_are_those_of_the_settings():
    roots = (base.STATIC_ROOT, base.MEDIA_ROOT, base.PROGRAMME_ROOT)
    told = {"var/mirror", "var/snapshot"}  # to the command that writes it, by a variable
    named = {path for file in FILES for path in KEPT.findall(file.read_text("utf-8"))}

    assert named - told <= {Path(root).relative_to(ROOT).as_posix() for root in roots}


def test_unit_serves_the_application():
    unit = (DEPLOY / "systemd" / "portal@.service").read_text("utf-8")
    module, name = re.findall(r"^ +([a-z_.]+):([a-z]+)$", unit, re.MULTILINE)[0]

    assert (module, name) == (application_module(), "application")


def application_module() -> str:
    project, module, name = settings.WSGI_APPLICATION.split(".")
    assert name == "application"
    assert callable(application)
    return f"{project}.{module}"


def test_containers_are_started_as_the_unit_starts_the_process():
    text = (DEPLOY / "systemd" / "portal@.service").read_text("utf-8").replace("\\\n", " ")
    unit = re.findall(r"^ExecStart=\S+/(granian .*)$", text, re.MULTILINE)[0].split()
    services = yaml.safe_load((DEPLOY / "compose.yml").read_text("utf-8"))["services"]

    for number in ("1", "2"):
        script = services[f"portal-{number}"]["command"][-1].replace("\\\n", " ")
        assert script.split("exec .venv/bin/")[1].split() == [
            word.replace("%i", number) for word in unit
        ]


def test_files_that_containers_are_given_exist():
    compose = yaml.safe_load((DEPLOY / "compose.yml").read_text("utf-8"))
    sources = {
        volume.partition(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", ())
    }
    files = {source for source in sources if source.startswith(".")}
    folders = {source for source in sources if source.isidentifier() or "-" in source} - files

    assert [file for file in sorted(files) if not (DEPLOY / file).is_file()] == []
    assert {name for name in folders if not name.startswith("$")} == set(compose["volumes"])
    assert (DEPLOY.parent / compose["services"]["prepared"]["build"]["dockerfile"]).is_file()


def test_every_timer_has_its_service():
    services = {path.stem for path in (DEPLOY / "systemd").glob("*.service")}

    assert {path.stem for path in (DEPLOY / "systemd").glob("*.timer")} <= services


def test_nginx_takes_as_large_bodies_as_the_portal():
    found = re.findall(r"client_max_body_size (\d+)m;", text_of_nginx())

    assert [int(size) * 1024 * 1024 for size in found] == [settings.FILE_UPLOAD_MAX_MEMORY_SIZE]


def test_nginx_keeps_nothing_for_who_has_a_cookie_of_the_portal():
    found = re.findall(r"\(\^\|; \*\)\(([a-z|]+)\)=", text_of_nginx())

    names = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    assert [set(names.split("|")) for names in found] == [names | {"messages"}]


def test_nginx_never_tells_what_is_old_while_the_portal_answers():
    text = text_of_nginx()

    assert re.findall(r"proxy_cache_use_stale (.+);", text) == ["error timeout"]
    assert re.findall(r"^ *proxy_cache_(?:background_update|valid) .*", text, re.MULTILINE) == []


def test_trial_changes_every_path_outside_its_folder(tmp_path: Path):
    render(Deployed(tmp_path, "", port=4443))

    text = (tmp_path / "nginx.conf").read_text() + (tmp_path / "portal.conf").read_text()
    used = re.findall(r"(?<=[ :])/(?:etc|run|srv|var)/\S+", re.sub(r"#.*", "", text))
    assert [path for path in used if not path.startswith("/etc/nginx/")] == []


def text_of_nginx() -> str:
    return (DEPLOY / "nginx" / "portal.conf").read_text("utf-8")

"""The files of `deploy/`, brought to free ports and folders of their own, and the processes that they start."""

from __future__ import annotations

import getpass
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from scripts.production import PRODUCTION

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
UNIT = DEPLOY / "systemd" / "portal@.service"
#: Where Debian keeps it, out of the way of those who are not root.
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"
#: Debian's, of nginx.
MODULES = Path("/usr/lib/nginx/modules")
#: What sends files that were compressed by brotli beforehand.
BROTLI = MODULES / "ngx_http_brotli_static_module.so"
NAME = PRODUCTION["ALLOWED_HOSTS"]


@dataclass
class Deployed:
    """nginx and two processes of the portal, as `deploy/` has them, with their files in `home`."""

    home: Path
    database_url: str
    port: int = 0
    nginx: subprocess.Popen[bytes] | None = None
    processes: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def mirror(self) -> Path:
        return self.home / "mirror"

    def start(self) -> None:
        self.port = free_port()
        for number in (1, 2):
            self.start_process(number)
        render(self)
        certify(self.home)
        command = [program("nginx"), "-p", str(self.home), "-c", str(self.home / "nginx.conf")]
        subprocess.run([*command, "-t", "-q"], check=True)
        self.nginx = subprocess.Popen([*command, "-g", "daemon off;"])
        wait_for_port(self.port)

    def stop(self) -> None:
        running = [p for p in (*self.processes.values(), self.nginx) if p and p.poll() is None]
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                for pid in (*children(process.pid), process.pid):
                    os.kill(pid, signal.SIGKILL)

    def start_process(self, number: int) -> None:
        """Start it as systemd would: with the command of the unit, and come back when it answers."""
        (self.home / f"portal-{number}").mkdir(exist_ok=True)
        subprocess.run(self.from_unit("ExecStartPre", number), check=True)
        with (self.home / "portal.log").open("ab") as log:
            self.processes[number] = subprocess.Popen(
                self.from_unit("ExecStart", number),
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=log,
            )
        subprocess.run(self.from_unit("ExecStartPost", number), check=True)

    def environment(self) -> dict[str, str]:
        return {**os.environ, **PRODUCTION, "DATABASE_URL": self.database_url}

    def restart_process(self, number: int) -> None:
        """What `systemctl restart portal@1` does."""
        process = self.processes[number]
        subprocess.run(self.from_unit("ExecStop", number, process.pid), check=True)
        process.wait(timeout=60)
        self.start_process(number)

    def workers(self, number: int) -> list[int]:
        """Return the processes that a process of granian keeps."""
        return children(self.processes[number].pid)

    def kill(self, number: int) -> None:
        """What may befall a process, and what systemd does then: it starts it again after a second."""
        process, workers = self.processes[number], self.workers(number)
        for pid in (process.pid, *workers):
            os.kill(pid, signal.SIGKILL)
        process.wait(timeout=30)
        time.sleep(1)
        self.start_process(number)

    def kill_worker(self, number: int) -> None:
        for worker in self.workers(number):
            if b"resource_tracker" not in Path(f"/proc/{worker}/cmdline").read_bytes():
                os.kill(worker, signal.SIGKILL)

    def from_unit(self, key: str, number: int, pid: int = 0) -> list[str]:
        """Return a command of the unit of systemd, with the folders of this trial."""
        text = UNIT.read_text("utf-8").replace("\\\n", " ")
        line = next(line for line in text.splitlines() if line.startswith(f"{key}="))
        for said, here in (
            ("/srv/portal", str(ROOT)),
            ("/run/portal-", f"{self.home}/portal-"),
            ("%i", str(number)),
            ("$MAINPID", str(pid)),
        ):
            line = line.replace(said, here)
        return shlex.split(line.partition("=")[2])


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def render(site: Deployed) -> None:
    """Write the configuration of nginx to `home`, with the folders and the port of this trial."""
    home = site.home
    changes = (
        (r"^user .*;", f"user {getpass.getuser()};"),
        (r"/run/nginx.pid", f"{home}/nginx.pid"),
        (r"error_log stderr", f"error_log {home}/nginx.log"),
        (r"/etc/nginx/conf.d/", f"{home}/"),
        (r"/etc/nginx/portal-static/", f"{home}/portal-static/"),
        (r"/run/portal-", f"{home}/portal-"),
        (r"/var/cache/nginx/portal", f"{home}/cache"),
        (r"/srv/portal/var/mirror", str(site.mirror)),
        (r"/srv/portal", str(ROOT)),
        (r"/etc/ssl/portal", f"{home}/portal"),
        (r"^ *listen (\[::\]:|80).*;\n", ""),
        (r"listen 443", f"listen 127.0.0.1:{site.port}"),
    )
    for name in ("nginx.conf", "portal.conf"):
        text = (DEPLOY / "nginx" / name).read_text("utf-8")
        for said, here in changes:
            text = re.sub(said, here, text, flags=re.MULTILINE)
        if name == "nginx.conf":  # its folders for uploads
            folders = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            paths = "".join(f"{folder}_temp_path {home}/{folder};" for folder in folders)
            text = text.replace("http {", f"http {{ access_log off; {paths}")
        else:  # the redirect to HTTPS listens on the port that was taken out
            text = re.sub(r"server \{\n    server_name \S+;\n    return 301[^}]+\}", "", text)
        (home / name).write_text(text, "utf-8")
    (home / "portal-static").mkdir()
    (home / "modules").symlink_to(MODULES)
    if BROTLI.exists():
        shutil.copy(DEPLOY / "nginx" / "brotli.conf", home / "portal-static")


def certify(home: Path) -> None:
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    files = ["-keyout", str(home / "portal.key"), "-out", str(home / "portal.pem")]
    subprocess.run([*command, *files, "-subj", f"/CN={NAME}"], check=True, capture_output=True)


def program(name: str) -> str:
    found = shutil.which(name, path=PATH)
    if found is None:
        sys.exit(f"{name} is not installed (Debian: apt-get install {name}).")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for_port(port: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit("nginx did not begin to listen: see its log.")

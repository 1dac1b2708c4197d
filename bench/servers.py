"""The servers that are measured: granian with an application, nginx before it or before files."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.client import Client

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
LOGS = Path("/tmp") / f"portal-bench-{os.getuid()}.log"  # noqa: S108 (ours alone, overwritten)
LONGEST_START = 60
DEPLOYED = ROOT / "deploy" / "nginx" / "portal.conf"

#: Without tcp_nopush: on the loopback, whose segments hold 64 KB, the rest of a longer answer waited for the reader's delayed
#: acknowledgement, 40 ms, so that a round held sixty of them.
CONFIGURATION = """
worker_processes 1; daemon off; pid {directory}/{port}.pid; error_log stderr warn;
events {{ worker_connections 2048; }}
http {{
  include /etc/nginx/mime.types; access_log off; sendfile on;
  keepalive_requests 10000000; open_file_cache max=1000;
  client_body_temp_path {directory}/body; proxy_temp_path {directory}/proxy;
  fastcgi_temp_path {directory}/f; uwsgi_temp_path {directory}/u; scgi_temp_path {directory}/s;
  {http}
  server {{ listen 127.0.0.1:{port} backlog=1024; server_name _; {server} }}
}}
"""
PROXY = """location / {{ {cache}
  proxy_pass http://application; proxy_http_version 1.1; proxy_set_header Connection "";
  proxy_set_header Host $host; proxy_set_header X-Forwarded-Proto https;
  proxy_connect_timeout 1s; proxy_buffers 16 64k; proxy_buffer_size 64k;
}}"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], port: int, environ: dict[str, str]) -> Iterator[int]:
    """Run a server until it is no longer wanted; yield its process once `port` takes connections."""
    with LOGS.open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environ}, stdout=log, stderr=log
        )
    try:
        wait_for(port, process)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Raises RuntimeError when the server does not come."""
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start: see {LOGS}")


@contextlib.contextmanager
def granian(application: str, environ: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Serve `application` as `make run` does, one process; yield process and port."""
    port = free_port()
    options = ["--interface", "wsgi", "--no-ws", "--blocking-threads", "4", "--backlog", "1024"]
    command = [str(BIN / "granian"), *options, "--factory", "--port", str(port), application]
    with running(command, port, environ) as process:
        answer(port, "/en/")  # what a process does at its first request is not what one costs
        yield process, port


def answer(port: int, address: str) -> None:
    client = Client(port, 120)
    client.get(address, X_Forwarded_Proto="https")
    client.close()


@contextlib.contextmanager
def proxy(
    directory: Path, upstream: int, *, compress: bool = False, cache: bool = False
) -> Iterator[tuple[int, int]]:
    """Put nginx before a server, with the cache of `deploy/` if that is said; yield process and port."""
    http = f"upstream application {{ server 127.0.0.1:{upstream}; keepalive 16; }}"
    if compress:
        http += " gzip on; gzip_proxied any; gzip_types application/json;"
    rules = ""
    if cache:
        around, rules = cache_of(DEPLOYED.read_text("utf-8"), directory)
        http += around
    with nginx(directory, http, PROXY.format(cache=rules)) as found:
        yield found


def cache_of(deployed: str, directory: Path) -> tuple[str, str]:
    """Return what a configuration says of its cache around the servers, and within one of them."""
    (path,) = re.findall(r"^proxy_cache_path .*;$", deployed, re.MULTILINE)
    (personal,) = re.findall(r"^map \$http_cookie \$personal {.*?^}$", deployed, re.M | re.S)
    rules = re.findall(
        r"^    ((?:proxy_cache_\w+|proxy_no_cache|proxy_ignore_headers) [^;]*;)", deployed, re.M
    )
    place = re.sub(r"(?<=proxy_cache_path )\S+", str(directory / "cache"), path)
    return f"{place}\n{personal}", "\n".join([*rules, "proxy_cache portal;"])


@contextlib.contextmanager
def files(directory: Path, root: Path) -> Iterator[tuple[int, int]]:
    """Serve the files below `root`, compressed ones beside them; yield process and port."""
    server = f"root {root}; gzip_static always; default_type text/html;"
    with nginx(directory, "", server) as found:
        yield found


@contextlib.contextmanager
def nginx(directory: Path, http: str, server: str) -> Iterator[tuple[int, int]]:
    if NGINX is None:
        raise FileNotFoundError("nginx")
    port = free_port()
    path = directory / f"nginx-{port}.conf"
    path.write_text(CONFIGURATION.format(directory=directory, port=port, http=http, server=server))
    with running([NGINX, "-e", "stderr", "-c", str(path)], port, {}) as process:
        yield process, port

"""Take screenshots of the main pages to var/shots: `make shots`.

In the three languages, as a phone and a desktop show them, by a server and a database made for
the purpose. `python -m scripts.shots --dark` takes the dark theme.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import django
from playwright.sync_api import Browser, sync_playwright

from scripts import chromium, compile_messages, serve

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "var" / "shots"
LANGUAGES = ("en", "ru", "zh-hans")
PAGES = {
    "home": "",
    "calendar": "calendar/",
    "month": "calendar/2020/11/",
    "event": "events/chs-20-summit-2020/",
    "priorities": "priorities/",
    "bodies": "bodies/",
    "countries": "countries/",
    "news": "news/",
    "documents": "documents/",
    "document": "documents/bishkek-declaration-2019/",
    "about": "about/",
}
SCREENS = {"phone": (390, 844), "desktop": (1280, 900)}
SECONDS_TO_START = 30


def main() -> None:
    path = chromium.find()
    if path is None:
        sys.exit("Chromium was not found (Debian: apt-get install chromium).")
    scheme: Literal["dark", "light"] = "dark" if "--dark" in sys.argv else "light"
    TARGET.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as directory,
        portal(Path(directory)) as address,
        sync_playwright() as playwright,
    ):
        chrome = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        take_all(chrome, address, scheme)
        chrome.close()


@contextmanager
def portal(directory: Path) -> Iterator[str]:
    """Serve the demonstration from a database of its own; yield its address."""
    os.environ["DATABASE_URL"] = f"sqlite:///{directory / 'portal.sqlite3'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "sco_presidency.settings.dev"
    compile_messages.main()
    django.setup()
    serve.prepare_database()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    server = subprocess.Popen(serve.command("127.0.0.1", port), cwd=ROOT)
    try:
        wait_for(f"http://127.0.0.1:{port}/en/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str) -> None:
    """Return once `address` answers. Raises URLError when it does not in time."""
    give_up = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            urllib.request.urlopen(address).close()  # noqa: S310 (our own address)
        except urllib.error.URLError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.2)
        else:
            return


def take_all(chrome: Browser, address: str, scheme: Literal["dark", "light"]) -> None:
    for device, (width, height) in SCREENS.items():
        context = chrome.new_context(
            base_url=address,
            color_scheme=scheme,
            reduced_motion="reduce",
            viewport={"width": width, "height": height},
        )
        page = context.new_page()
        for name, language in ((name, language) for name in PAGES for language in LANGUAGES):
            file = TARGET / f"{name}.{language}.{device}.{scheme}.png"
            page.goto(f"/{language}/{PAGES[name]}")
            page.screenshot(path=file, full_page=True)
            print(file.relative_to(ROOT), flush=True)
        context.close()


if __name__ == "__main__":
    main()

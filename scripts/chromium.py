"""Find Chromium, or have Debian's package manager bring it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

#: The shell has no windows: it takes a quarter less of the processors for the same pages.
SHELL = "chromium-headless-shell"
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NAMES = (SHELL, *WHOLE)
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Chromium's sandbox does not start as root, and containers give it little shared memory. No machine of ours has
# a graphics card, and to act one takes the processor's time.
ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")
SHARED_MEMORY = "/dev/shm"  # noqa: S108 (Chromium's own choice)
#: Bytes of it with which Chromium comes through the tests; containers often have 64 MB.
ROOM = 512 * 1024**2
#: Seconds that apt-get may take.
LONGEST = 600
# The fonts show Cyrillic and Chinese in screenshots.
PACKAGES = (SHELL, "fonts-noto-core", "fonts-noto-cjk")


def find(names: Sequence[str] = NAMES) -> str | None:
    """Return the path of Chromium: the one named by CHROMIUM, or the first of `names` on this machine."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    on_path = (shutil.which(name) for name in names)
    return next(filter(None, on_path), None) or next(filter(os.path.exists, PLACES), None)


def find_or_exit(names: Sequence[str] = NAMES) -> str:
    """Return what `find` does; end the process where there is none."""
    path = find(names)
    if path is None:
        sys.exit("Chromium was not found (Debian: apt-get install chromium).")
    return path


def for_tests() -> list[str]:
    """Return how Chromium is started for the tests: with a tenth less of the processor.

    Processes share memory where there is room, and not files; young objects are collected less often, and by no
    thread beside; and scripts are not compiled anew to be faster, since no page lives that long.
    """
    scripts = (
        "--js-flags=--min-semi-space-size=32 --max-semi-space-size=64 --single-threaded-gc"
        " --no-opt --no-maglev"
    )
    if Path(SHARED_MEMORY).is_dir() and shutil.disk_usage(SHARED_MEMORY).free >= ROOM:
        return [scripts, *(name for name in ARGUMENTS if name != "--disable-dev-shm-usage")]
    return [scripts, *ARGUMENTS]


def install() -> None:
    """Install Chromium where that needs no question: as root on Debian and its kin.

    What goes wrong is said; whoever asked finds that there is none.
    """
    if os.geteuid() or not shutil.which("apt-get"):
        return
    print("Installing Chromium ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
        try:
            subprocess.run(["apt-get", *command], env=environment, check=True, timeout=LONGEST)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            print(f"Chromium could not be installed: {error}", flush=True)
            return

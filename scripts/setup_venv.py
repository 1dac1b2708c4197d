"""Make .venv and install one hash-locked list of packages: `setup_venv.py requirements.txt`.

Runs before anything is installed, and by whatever `python3` is: standard library only, and
syntax that an old Python can still read, so that it can say that it is too old.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PIP = [str(PYTHON), "-m", "pip"]
#: Seconds that an installation may take; a slow line needs some.
LONGEST = 1200
NO_VENV = """\
This Python cannot make virtual environments. On Debian and Ubuntu:
    sudo apt-get install python3-venv
Then type the same command again."""


def main() -> None:
    use_a_new_enough_python()
    lock = ROOT / sys.argv[1]
    if not venv_works():
        make_venv()
    if is_installed(lock):
        return
    install(lock)
    # The list for development holds the other one too.
    for name in {lock.name, "requirements.txt"}:
        stamp(name).write_text(digest(ROOT / name))


def is_installed(lock: Path) -> bool:
    mark = stamp(lock.name)
    return mark.exists() and mark.read_text() == digest(lock)


def stamp(name: str) -> Path:
    return VENV / f".installed-{name}"


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def use_a_new_enough_python() -> None:
    """Go on under a newer Python from the PATH when this one is too old."""
    if sys.version_info >= OLDEST:
        return
    for name in NEWER:
        found = shutil.which(name)
        if found and can_run(found, "-c", ""):
            os.execv(found, [found, *sys.argv])  # noqa: S606 - no shell wanted
    have = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit(f"Python 3.11 or newer is needed; this is Python {have}. See python.org/downloads.")


def can_run(*command: str) -> bool:
    """Whether a program starts: version managers leave names on the PATH that do not."""
    nowhere = subprocess.DEVNULL
    try:
        return subprocess.call(command, stdout=nowhere, stderr=nowhere, timeout=60) == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def venv_works() -> bool:
    """Whether .venv is there, whole, in its place, and not left by an older Python."""
    activate = VENV / "bin" / "activate"
    if not activate.exists() or str(VENV) not in activate.read_text():
        return False
    check = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
    return can_run(str(PYTHON), "-c", check)


def make_venv() -> None:
    print("Making a virtual environment in .venv ...", flush=True)
    if run([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        sys.exit(NO_VENV)


def install(lock: Path) -> None:
    """By uv, which takes seconds, or else by pip: the same packages, by the same hashes."""
    print(f"Installing the packages of {lock.name} ...", flush=True)
    wanted = ["--require-hashes", "-r", str(lock)]
    uv = shutil.which("uv") or locked_uv()
    if uv and not run([uv, "pip", "install", "--python", str(PYTHON), *as_pip(), *wanted]):
        return
    if uv:
        print("uv could not do it; pip tries.", flush=True)
    if run([*PIP, "install", "--disable-pip-version-check", *wanted]):
        sys.exit("The packages could not be installed: see above. Is the internet reachable?")


def locked_uv() -> str:
    """Return uv, put into .venv as requirements-dev.txt locks it; "" when it does not run here."""
    lines = (ROOT / "requirements-dev.txt").read_text().splitlines()
    first = next((n for n, line in enumerate(lines) if line.startswith("uv==")), None)
    if first is None:
        return ""
    last = next(n for n in range(first, len(lines)) if not lines[n].endswith("\\"))
    asked = VENV / "uv.txt"
    asked.write_text("\n".join(lines[first : last + 1]) + "\n")
    options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
    # A wheel or none: to build uv takes a compiler and minutes.
    wheel = [*options, "--only-binary", "uv", "-r", str(asked)]
    uv = str(VENV / "bin" / "uv")
    return uv if not run([*PIP, "install", *wheel]) and can_run(uv, "--version") else ""


def as_pip() -> list:
    """Return options that send uv to where pip is set up to look."""
    asked = [*PIP, "config", "list"]
    told = subprocess.run(asked, stdout=subprocess.PIPE, check=False, timeout=LONGEST)
    found = dict(re.findall(r"\.([a-z-]+)='(.*)'", told.stdout.decode()))
    options = ["--index-strategy", "unsafe-best-match"]  # as pip; the hashes say what is taken
    for name in ("index-url", "extra-index-url", "find-links"):
        for place in found.get(name, "").replace("\\n", " ").split():
            options += ["--" + name, place]
    return options


def run(command: list) -> int:
    try:
        return subprocess.call(command, timeout=LONGEST)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, flush=True)
        return 1


if __name__ == "__main__":
    main()

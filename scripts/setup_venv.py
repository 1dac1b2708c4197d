"""Make .venv and install one hash-locked list of packages: `setup_venv.py requirements.txt`.

Runs before anything is installed, and by whatever `python3` is: standard library only, and
syntax that an old Python can still read, so that it can say that it is too old.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
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
        if found and can_run(found):
            os.execv(found, [found, *sys.argv])  # noqa: S606 - no shell wanted
    have = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit(f"Python 3.11 or newer is needed; this is Python {have}. See python.org/downloads.")


def can_run(python: str) -> bool:
    """Whether `python` starts: version managers leave names on the PATH that do not."""
    return subprocess.call([python, "-c", ""], stderr=subprocess.DEVNULL) == 0


def venv_works() -> bool:
    """Whether .venv is there, whole, in its place, and not left by an older Python."""
    activate = VENV / "bin" / "activate"
    if not activate.exists() or str(VENV) not in activate.read_text():
        return False
    check = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
    return subprocess.call([str(PYTHON), "-c", check], stderr=subprocess.DEVNULL) == 0


def make_venv() -> None:
    print("Making a virtual environment in .venv ...", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        sys.exit(NO_VENV)


def install(lock: Path) -> None:
    print(f"Installing the packages of {lock.name} ...", flush=True)
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--python", str(PYTHON)]
    else:
        command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    if subprocess.call([*command, "--require-hashes", "-r", str(lock)]):
        sys.exit("The packages could not be installed: see above. Is the internet reachable?")


if __name__ == "__main__":
    main()

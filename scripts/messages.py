"""Take the interface texts out of the code into the catalogues, and say what is untranslated.

`python -m scripts.messages` rewrites locale/*/LC_MESSAGES/django.po (it needs gettext's
xgettext); with `--check` it changes nothing and exits with 1 when a catalogue is incomplete.
Guesses of gettext ("fuzzy") are thrown away: a text is translated, or it is not.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
#: Seconds that an extraction may take.
LONGEST = 300
#: The folders of locale/: a new language begins with an empty one.
CATALOGUES = tuple(sorted(path.name for path in (ROOT / "locale").iterdir() if path.is_dir()))
EXTRACT = [
    *("--no-wrap", "--no-obsolete", "--add-location=file", "--verbosity=0"),
    *(f"--locale={name}" for name in CATALOGUES),
    *(f"--ignore={folder}" for folder in (".venv", "var", "tests", "scripts")),
]


def main() -> None:
    if not shutil.which("xgettext"):
        sys.exit("xgettext is missing: install your system's gettext package.")
    if "--check" in sys.argv[1:]:
        faults = list(check())
        print("\n".join(faults) or "Every text is translated.")
        sys.exit(1 if faults else 0)
    extract(ROOT)
    for name in CATALOGUES:
        for message in untranslated(ROOT, name):
            print(f"{name}: {message}")


def check() -> Iterator[str]:
    """Yield a line for every text that a fresh extraction finds and a catalogue lacks."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        ignore = shutil.ignore_patterns(".git", ".venv", "var", "node_modules", "__pycache__")
        shutil.copytree(ROOT, copy, ignore=ignore)
        extract(copy)
        for name in CATALOGUES:
            for message in untranslated(copy, name):
                yield f"{name}: {message}"


def extract(root: Path) -> None:
    # Without settings: the texts can be extracted even while the project does not start.
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "django", "makemessages", *EXTRACT]
    subprocess.run(command, cwd=root, check=True, env=env, timeout=LONGEST)
    for name in CATALOGUES:
        forget_guesses(path_of(root, name))


def forget_guesses(path: Path) -> None:
    catalogue = polib.pofile(str(path), wrapwidth=0)
    catalogue.metadata.pop("POT-Creation-Date", None)
    for entry in catalogue.fuzzy_entries():
        entry.flags.remove("fuzzy")
        entry.msgstr = ""
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
        entry.previous_msgid = entry.previous_msgctxt = entry.previous_msgid_plural = None
    catalogue.save()


def untranslated(root: Path, name: str) -> list[str]:
    return [entry.msgid for entry in polib.pofile(str(path_of(root, name))).untranslated_entries()]


def path_of(root: Path, name: str) -> Path:
    return root / "locale" / name / "LC_MESSAGES" / "django.po"


if __name__ == "__main__":
    main()
